//! GTP-U version 1 (3GPP TS 29.281), which carries what a phone sends and gets. Its version 0 is not read.

use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, ip, ppp};

/// Version 1 of GTP itself, not GTP' (5.1).
const VERSION_MASK: u8 = 0xf0;
const VERSION: u8 = 0x30;
/// An extension header, a sequence number or an N-PDU number: if there is one, there is room for all three.
const OPTIONAL: u8 = 0x07;
const EXTENSION: u8 = 0x04;
/// The message that carries a packet.
const PACKET: u8 = 255;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [flags, kind, high, low, _, _, _, _] = layer.array("gtp header")?;
    if flags & VERSION_MASK != VERSION || kind != PACKET {
        return Ok(Peeled::Other);
    }
    let mut layer = layer.shorten(u16::from_be_bytes([high, low]).into())?;
    if flags & OPTIONAL != 0 {
        let [_, _, _, mut next] = layer.array("gtp header")?;
        // 5.2.1: their length is in units of four bytes, and their last byte says what follows.
        while flags & EXTENSION != 0 && next != 0 {
            let [length] = layer.array("gtp extension header")?;
            let content = (usize::from(length) * 4).checked_sub(2).ok_or_else(|| layer.lies("gtp extension header"))?;
            layer.skip(content, "gtp extension header")?;
            [next] = layer.array("gtp extension header")?;
        }
    }
    let Some(path) = peeler.enter(path, Tunnel::Gtp) else {
        return Ok(Peeled::TooDeep);
    };
    // Only the endpoints know what they agreed on; a packet of neither internet protocol is PPP's (TS 29.060 of old).
    match layer.peek() {
        Some([0x45..=0x4e | 0x60..=0x6f]) => ip::peel(layer, path, peeler),
        Some(_) => ppp::peel(layer, path, peeler),
        None => Err(layer.lies("gtp packet")),
    }
}
