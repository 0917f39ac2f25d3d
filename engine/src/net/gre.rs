//! GRE (RFC 2784, RFC 2890, routing of RFC 1701), NVGRE (RFC 7637), and the GRE of PPTP (RFC 2637).

use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, erspan, ethernet, ip, ppp};

const CHECKSUM: u16 = 0x8000;
const ROUTING: u16 = 0x4000;
const KEY: u16 = 0x2000;
const SEQUENCE: u16 = 0x1000;
const ACKNOWLEDGMENT: u16 = 0x0080;
const VERSION: u16 = 0x0007;

/// Transparent Ethernet bridging, in GRE and Geneve.
pub(super) const ETHERNET: u16 = 0x6558;
const ERSPAN: u16 = 0x88be;
const ERSPAN_3: u16 = 0x22eb;
const PPP: u16 = 0x880b;
/// Cisco's redirection to a web cache.
const WCCP: u16 = 0x883e;
/// RFC 7637 3.2: virtual subnets have numbers from here on; a smaller one is none, and the key an ordinary one.
const FIRST_SUBNET: u32 = 0x1000;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [f0, f1, p0, p1] = layer.array("gre header")?;
    let (flags, protocol) = (u16::from_be_bytes([f0, f1]), u16::from_be_bytes([p0, p1]));
    match flags & VERSION {
        0 => {}
        1 => return pptp(flags, protocol, layer, path, peeler),
        _ => return Ok(Peeled::Other),
    }
    if flags & (CHECKSUM | ROUTING) != 0 {
        layer.skip(4, "gre checksum and offset")?;
    }
    let key = if flags & KEY != 0 { Some(u32::from_be_bytes(layer.array("gre key")?)) } else { None };
    if flags & SEQUENCE != 0 {
        layer.skip(4, "gre sequence number")?;
    }
    if flags & ROUTING != 0 {
        // RFC 1701: entries of a family, an offset and a length, up to one that is empty.
        while let [f0, f1, _, length] = layer.array("gre routing")?
            && [f0, f1, length] != [0; 3]
        {
            layer.skip(length.into(), "gre routing")?;
        }
    }
    let tunnel = match protocol {
        ERSPAN => return erspan::peel(flags & SEQUENCE != 0, layer, path, peeler),
        ERSPAN_3 => return erspan::peel_version_3(layer, path, peeler),
        ETHERNET => match key.map(|key| key >> 8) {
            Some(subnet @ FIRST_SUBNET..) => Tunnel::Nvgre(subnet),
            _ => Tunnel::Gre(key),
        },
        _ => Tunnel::Gre(key),
    };
    match peeler.enter(path, tunnel) {
        Some(path) => payload(protocol, layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}

/// What follows a protocol number of GRE, which is mostly an EtherType.
pub(super) fn payload<'a>(protocol: u16, mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match protocol {
        ETHERNET => ethernet::peel_inside(layer, path, peeler),
        PPP => ppp::peel(layer, path, peeler),
        WCCP => {
            // Its second version has a header, which never looks like that of IPv4 (draft-wilson-wrec-wccp-v2 4.12).
            if !matches!(layer.peek(), Some([0x40..=0x4f])) {
                layer.skip(4, "wccp redirect header")?;
            }
            ip::peel(layer, path, peeler)
        }
        ethertype => ethernet::ethertype(ethertype, layer, path, peeler),
    }
}

/// RFC 2637 4.1: the key is a payload's length and a call, and a packet may be an acknowledgment alone.
fn pptp<'a>(flags: u16, protocol: u16, mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    if protocol != PPP || flags & KEY == 0 {
        return Ok(Peeled::Other);
    }
    let [high, low, _, _] = layer.array("pptp key")?;
    let length = usize::from(u16::from_be_bytes([high, low]));
    if flags & SEQUENCE != 0 {
        layer.skip(4, "pptp sequence number")?;
    }
    if flags & ACKNOWLEDGMENT != 0 {
        layer.skip(4, "pptp acknowledgment number")?;
    }
    if length == 0 {
        return Ok(Peeled::Other);
    }
    match peeler.enter(path, Tunnel::Pptp) {
        Some(path) => ppp::peel(layer.shorten(length)?, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}
