//! What capture drivers write before an 802.11 frame: radiotap, PPI, and Prism and AVS of older ones.

use super::wlan::Body;
use super::{Layer, Path, Peeled, Peeler, Result, link, wlan};
use crate::capture::LinkType;

/// Bits of radiotap's first word.
const TSFT: u32 = 1;
const FLAGS: u32 = 1 << 1;
const MORE_WORDS: u32 = 1 << 31;
/// Of its flags: the body was put at a multiple of four bytes.
const ALIGNED: u8 = 0x20;

/// The magic numbers of both versions of the AVS header.
const AVS: [u32; 2] = [0x8021_1001, 0x8021_1002];

/// Radiotap: little endian, and as long as it says.
pub(super) fn radiotap<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let mut header = layer;
    let [version, _, low, high] = header.array("radiotap header")?;
    if version != 0 {
        return Ok(Peeled::Other);
    }
    layer.skip(u16::from_le_bytes([low, high]).into(), "radiotap header")?;
    let first = u32::from_le_bytes(header.array("radiotap fields")?);
    let (mut word, mut read) = (first, 8);
    while word & MORE_WORDS != 0 {
        word = u32::from_le_bytes(header.array("radiotap fields")?);
        read += 4;
    }
    let mut body = Body::Packed;
    if first & FLAGS != 0 {
        if first & TSFT != 0 {
            // A field stands at a multiple of its size: eight bytes of time.
            header.skip(read % 8 + 8, "radiotap time")?;
        }
        let [flags] = header.array("radiotap flags")?;
        if flags & ALIGNED != 0 {
            body = Body::Aligned;
        }
    }
    wlan::peel(layer, body, path, peeler)
}

/// Per-packet information: version, flags, length, and the link type of what follows.
pub(super) fn ppi<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let mut header = layer;
    let [_, _, low, high, d0, d1, d2, d3] = header.array("ppi header")?;
    layer.skip(u16::from_le_bytes([low, high]).into(), "ppi header")?;
    match path.deeper() {
        Some(path) => link(LinkType(u32::from_le_bytes([d0, d1, d2, d3])), layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}

/// Prism: in the byte order of the machine, a message's code and its length; some drivers write AVS instead.
pub(super) fn prism<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let mut header = layer;
    let code = header.array("prism header")?;
    if AVS.contains(&u32::from_be_bytes(code)) {
        return avs(layer, path, peeler);
    }
    let length = header.array("prism header")?;
    let length = u32::from_le_bytes(length).min(u32::from_be_bytes(length));
    layer.skip(length as usize, "prism header")?;
    wlan::peel(layer, Body::Packed, path, peeler)
}

/// AVS: big endian, a magic number and its length.
pub(super) fn avs<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let mut header = layer;
    let magic = u32::from_be_bytes(header.array("avs header")?);
    let length = u32::from_be_bytes(header.array("avs header")?);
    if !AVS.contains(&magic) {
        return Ok(Peeled::Other);
    }
    layer.skip(length as usize, "avs header")?;
    wlan::peel(layer, Body::Packed, path, peeler)
}
