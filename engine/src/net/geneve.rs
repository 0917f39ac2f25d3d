//! Geneve (RFC 8926 3.4): options are passed over, and an EtherType says what is inside.

use super::gre::ETHERNET;
use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, ethernet};

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [version_and_length, _, high, low, v0, v1, v2, _] = layer.array("geneve header")?;
    if version_and_length >> 6 != 0 {
        return Ok(Peeled::Other);
    }
    // In units of four bytes.
    layer.skip(usize::from(version_and_length & 0x3f) * 4, "geneve options")?;
    let Some(path) = peeler.enter(path, Tunnel::Geneve(u32::from_be_bytes([0, v0, v1, v2]))) else {
        return Ok(Peeled::TooDeep);
    };
    match u16::from_be_bytes([high, low]) {
        ETHERNET => ethernet::peel(layer, path, peeler),
        ethertype => ethernet::ethertype(ethertype, layer, path, peeler),
    }
}
