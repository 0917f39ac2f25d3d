//! Frame Relay, as RFC 2427 puts packets into it, or as Cisco does.

use super::{Layer, Path, Peeled, Peeler, Result, ethernet, ip, llc};

/// Unnumbered information (RFC 2427 3): a network layer protocol id follows.
const INFORMATION: u8 = 0x03;
const PADDING: u8 = 0x00;

const SNAP: u8 = 0x80;
const INTERNET_6: u8 = 0x8e;
const INTERNET: u8 = 0xcc;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    // Q.922 A.3.3: the address goes on until a byte that is odd; two to four bytes.
    let mut bytes = 0;
    loop {
        let [byte] = layer.array("frame relay address")?;
        bytes += 1;
        if byte & 1 == 1 {
            break;
        }
        if bytes == 4 {
            return Err(layer.lies("frame relay address"));
        }
    }
    match layer.peek() {
        Some([INFORMATION]) => layer.skip(1, "control")?,
        _ => {
            let [high, low] = layer.array("protocol")?;
            return ethernet::ethertype(u16::from_be_bytes([high, low]), layer, path, peeler);
        }
    }
    if let Some([PADDING]) = layer.peek() {
        layer.skip(1, "padding")?;
    }
    match layer.array("network layer protocol id")? {
        [SNAP] => llc::snap(layer, path, peeler),
        [INTERNET | INTERNET_6] => ip::peel(layer, path, peeler),
        _ => Ok(Peeled::Other),
    }
}

/// Behind a byte that says who sent it.
pub(super) fn peel_with_direction<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    layer.skip(1, "direction")?;
    peel(layer, path, peeler)
}
