//! Linux cooked capture, which `tcpdump -i any` writes: in both versions an EtherType among other things.

use super::{Layer, Path, Peeled, Peeler, Result, ethernet, gre, llc, radio};

/// Hardware types whose packets begin otherwise (ARPHRD of Linux).
const GRE: u16 = 778;
const RADIOTAP: u16 = 803;
/// What is no EtherType in its place (`if_ether.h` of Linux).
const ETHERNET: u16 = 0x0003;
const LLC: u16 = 0x0004;

/// Version 1: packet type, ARPHRD, address length and address, protocol.
pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [_, _, h0, h1, .., high, low] = layer.array::<16>("linux cooked header")?;
    inside(u16::from_be_bytes([h0, h1]), u16::from_be_bytes([high, low]), layer, path, peeler)
}

/// Version 2: protocol first, then interface, ARPHRD, packet type, address length and address.
pub(super) fn peel_version_2<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [high, low, _, _, _, _, _, _, h0, h1, ..] = layer.array::<20>("linux cooked header")?;
    inside(u16::from_be_bytes([h0, h1]), u16::from_be_bytes([high, low]), layer, path, peeler)
}

#[inline]
fn inside<'a>(hardware: u16, protocol: u16, layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match (hardware, protocol) {
        (RADIOTAP, _) => radio::radiotap(layer, path, peeler),
        (_, ETHERNET) => ethernet::peel_inside(layer, path, peeler),
        (_, LLC) => llc::peel(layer, path, peeler),
        // The interface is the tunnel's inner end: its header was taken off, and its protocol number is left.
        (GRE, _) => gre::payload(protocol, layer, path, peeler),
        (_, 0..=0x05ff) => Ok(Peeled::Other),
        (_, ethertype) => ethernet::ethertype(ethertype, layer, path, peeler),
    }
}
