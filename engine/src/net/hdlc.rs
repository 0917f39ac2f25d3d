//! Cisco's HDLC: address, control, and an EtherType.

use super::{Layer, Path, Peeler, Result, ethernet};

/// How it begins.
pub(super) const UNICAST: [u8; 2] = [0x0f, 0];
pub(super) const MULTICAST: [u8; 2] = [0x8f, 0];

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [_, _, high, low] = layer.array("hdlc header")?;
    ethernet::ethertype(u16::from_be_bytes([high, low]), layer, path, peeler)
}

/// Behind a byte that says who sent it.
pub(super) fn peel_with_direction<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    layer.skip(1, "direction")?;
    peel(layer, path, peeler)
}
