//! UDP (RFC 768), for the tunnels in it: a port tells which.

use super::ip::Header;
use super::tunnels::Tunnel;
use super::{Path, Peeled, Peeler, Result, capwap, geneve, gtp, l2tp, mpls, sflow, teredo, vxlan};

/// Services of the first ports are no tunnels, whatever port asks them.
const SYSTEM_PORTS: u16 = 1023;

pub(super) fn peel<'a>(header: &Header<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let mut layer = header.payload;
    let [s0, s1, d0, d1, l0, l1, _, _] = layer.array("udp header")?;
    let (source, destination) = (u16::from_be_bytes([s0, s1]), u16::from_be_bytes([d0, d1]));
    if source.min(destination) <= SYSTEM_PORTS {
        return Ok(Peeled::Other);
    }
    // RFC 768: with its own header; RFC 2675 4: 0 if the packet is a jumbogram.
    let layer = match usize::from(u16::from_be_bytes([l0, l1])).checked_sub(8) {
        Some(length) => layer.shorten(length)?,
        None => layer,
    };
    // The lower of two ports decides, as in Wireshark.
    let open = [source.min(destination), source.max(destination)].into_iter().find_map(|port| {
        Some(match port {
            1701 => l2tp::peel,
            2152 => gtp::peel,
            3544 => teredo::peel,
            4789 | 8472 => vxlan::peel,
            4790 => vxlan::peel_generic,
            5247 => capwap::peel,
            6081 => geneve::peel,
            6343 => sflow::peel,
            6635 => mpls_in_udp,
            _ => return None,
        })
    });
    match open {
        Some(open) => open(layer, path, peeler),
        None => Ok(Peeled::Other),
    }
}

/// RFC 7510.
fn mpls_in_udp<'a>(layer: super::Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match peeler.enter(path, Tunnel::MplsUdp) {
        Some(path) => mpls::peel(layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}
