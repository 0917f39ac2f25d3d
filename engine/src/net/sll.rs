//! Linux cooked capture, which `tcpdump -i any` writes: in both versions an EtherType among other things.

use super::{Layer, Peeled, ethernet};
use crate::bytes::Malformed;

/// Version 1: packet type, ARPHRD, address length and address, protocol.
pub(super) fn peel(mut layer: Layer<'_>) -> Result<Peeled<'_>, Malformed> {
    let [.., high, low] = layer.array::<16>("linux cooked header")?;
    ethernet::ethertype(u16::from_be_bytes([high, low]), layer)
}

/// Version 2: protocol first, then interface, ARPHRD, packet type, address length and address.
pub(super) fn peel_version_2(mut layer: Layer<'_>) -> Result<Peeled<'_>, Malformed> {
    let [high, low, ..] = layer.array::<20>("linux cooked header")?;
    ethernet::ethertype(u16::from_be_bytes([high, low]), layer)
}
