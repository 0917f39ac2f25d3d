//! Linux netfilter's log: what a rule logged, as attributes, one of which is the packet.

use super::{Layer, Path, Peeler, Result, ethernet, ip};

/// `AF_INET` and `AF_INET6` of Linux; where a bridge logs, the family is another, and the packet has an EtherType.
const FAMILIES: [u8; 2] = [2, 10];
/// `NFULA_PACKET_HDR`, which begins with that EtherType.
const HEADER: u16 = 1;
/// `NFULA_PAYLOAD`.
const PAYLOAD: u16 = 9;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [family, ..] = layer.array::<4>("nflog header")?;
    // In the byte order of the machine that logged, which nothing tells.
    match payload(layer, u16::from_le_bytes).or_else(|| payload(layer, u16::from_be_bytes)) {
        Some((_, packet)) if FAMILIES.contains(&family) => ip::peel(packet, path, peeler),
        Some((ethertype, packet)) => ethernet::ethertype(ethertype, packet, path, peeler),
        None => Err(layer.lies("nflog attributes")),
    }
}

/// The packet and its EtherType, if the attributes up to it are well formed in this byte order.
fn payload(mut layer: Layer<'_>, number: fn([u8; 2]) -> u16) -> Option<(u16, Layer<'_>)> {
    let mut ethertype = 0;
    loop {
        let [l0, l1, k0, k1] = layer.array("nflog attribute").ok()?;
        // Of the attribute with its header.
        let length = usize::from(number([l0, l1])).checked_sub(4)?;
        let value = layer.part(length, "nflog attribute").ok()?;
        match number([k0, k1]) {
            HEADER => ethertype = u16::from_be_bytes(value.peek()?),
            PAYLOAD => return Some((ethertype, value)),
            _ => {}
        }
        layer.skip(length.next_multiple_of(4) - length, "nflog padding").ok()?;
    }
}
