//! Logical link control (IEEE 802.2), for the internet protocol in it; nearly always behind SNAP (RFC 1042).

use super::{Layer, Path, Peeled, Peeler, Result, ethernet, ip};

const SNAP: u8 = 0xaa;
const INTERNET: u8 = 0x06;
/// Unnumbered information, the one kind of frame that carries datagrams.
const INFORMATION: u8 = 0x03;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [destination, source, control] = layer.array("llc header")?;
    match (destination, source, control) {
        (SNAP, SNAP, INFORMATION) => snap(layer, path, peeler),
        (INTERNET, INTERNET, INFORMATION) => ip::peel(layer, path, peeler),
        _ => Ok(Peeled::Other),
    }
}

/// Whose number the protocol is, and the protocol.
pub(super) fn snap<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [o0, o1, o2, high, low] = layer.array("snap header")?;
    let protocol = u16::from_be_bytes([high, low]);
    match ([o0, o1, o2], protocol) {
        // RFC 1042; IEEE 802.1H.
        ([0, 0, 0] | [0, 0, 0xf8], _) => match path.deeper() {
            Some(path) => ethernet::ethertype(protocol, layer, path, peeler),
            None => Ok(Peeled::TooDeep),
        },
        // RFC 2684 5.2, RFC 2427 4.2: a bridged Ethernet frame, with its frame check sequence or without.
        ([0, 0x80, 0xc2], 1 | 7) => ethernet::peel_inside(layer, path, peeler),
        _ => Ok(Peeled::Other),
    }
}
