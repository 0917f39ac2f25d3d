//! The internet layer of either version, told by the packet's own first four bits, and what a protocol number leads to.

use super::{Address, Layer, Peeled, Vlans, icmp, ipv4, ipv6, tcp};
use crate::bytes::Malformed;

pub(super) const TCP: u8 = 6;
pub(super) const AUTHENTICATION: u8 = 51;
const ICMP: u8 = 1;
const ICMPV6: u8 = 58;

/// What an IP header says, extension headers included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header<'a> {
    pub source: Address,
    pub destination: Address,
    /// TTL or hop limit.
    pub hop_limit: u8,
    /// What the payload is.
    pub protocol: u8,
    /// The payload is a part only.
    pub fragment: bool,
    pub payload: Layer<'a>,
}

#[inline]
pub(super) fn peel(layer: Layer<'_>, vlans: Vlans) -> Result<Peeled<'_>, Malformed> {
    let header = read(layer)?;
    match header.protocol {
        TCP if header.fragment => Ok(Peeled::Fragment),
        TCP => tcp::peel(&header, vlans),
        ICMP if !header.fragment => Ok(icmp::peel(header.payload)),
        ICMPV6 if !header.fragment => Ok(icmp::peel_version_6(header.payload)),
        _ => Ok(Peeled::Other),
    }
}

/// The header, and what stands between it and its payload.
#[inline]
pub(super) fn read(layer: Layer<'_>) -> Result<Header<'_>, Malformed> {
    match layer.captured().first().map(|first| first >> 4) {
        Some(4) => ipv4::read(layer),
        Some(6) => ipv6::read(layer),
        _ => Err(Malformed { field: "ip version", offset: 0, needed: 1, left: layer.captured().len() }),
    }
}

impl Header<'_> {
    /// Passes over an authentication header, which hides nothing (RFC 4302 2.2: its length is in units of four bytes, minus two).
    pub(super) fn pass_authentication(&mut self) -> Result<(), Malformed> {
        let [next, length, ..] = self.payload.array::<8>("authentication header")?;
        self.payload.skip(usize::from(length) * 4, "authentication header")?;
        self.protocol = next;
        Ok(())
    }
}
