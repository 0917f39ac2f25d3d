//! A packet peeled to what TCP says: link header, VLAN tags, IP, TCP, a file each.
//!
//! Knows one packet at a time and no connection; opens no tunnel and joins no fragments. Nothing is allocated. What counts as
//! TCP follows Wireshark, so that its stream numbers can be followed too.

mod address;
mod ethernet;
mod icmp;
mod ip;
mod ipv4;
mod ipv6;
mod layer;
mod null;
mod sll;
mod tcp;
#[cfg(test)]
mod tests;
mod usual;

pub use address::{Address, Endpoint, Family};
pub use ethernet::Vlans;
pub use tcp::{QuotedTcp, Segment, TcpFlags};

use crate::bytes::{At, Frame};
use crate::capture::{LinkType, Packet};
use crate::registry::linktypes::LINKTYPES;
use layer::Layer;

/// What a packet turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peeled<'a> {
    /// A TCP segment.
    Tcp(Segment<'a>),
    /// A TCP header quoted in an ICMP error. It is no part of the connection, but Wireshark gives it a stream number.
    Quoted(QuotedTcp),
    /// A TCP header whose data offset lies. Wireshark gives it a stream number all the same.
    BadHeader(QuotedTcp),
    /// A fragment of a TCP packet.
    Fragment,
    /// Not TCP.
    Other,
    /// A link type that is not read here.
    UnsupportedLink(LinkType),
    /// A header that contradicts itself, or of which too little is there.
    Malformed,
}

/// Peels `packet`.
#[inline]
#[must_use]
pub fn peel<'a>(packet: &Packet<'a>) -> Peeled<'a> {
    let usual = if packet.link_type == LinkType::ETHERNET { usual::segment(packet.data) } else { None };
    usual.map_or_else(|| peel_layers(packet), Peeled::Tcp)
}

/// Peels it layer by layer.
fn peel_layers<'a>(packet: &Packet<'a>) -> Peeled<'a> {
    let layer = Layer::new(packet.data, packet.original_length);
    match packet.link_type {
        LinkType::ETHERNET => ethernet::peel(layer),
        LinkType::NULL => null::peel(layer),
        LinkType::LOOP => null::peel_big_endian(layer),
        LinkType::LINUX_SLL => sll::peel(layer),
        LinkType::LINUX_SLL2 => sll::peel_version_2(layer),
        LinkType::RAW | LinkType::RAW_12 | LinkType::RAW_14 | LinkType::IPV4 | LinkType::IPV6 => {
            ip::peel(layer, Vlans::default())
        }
        other => Ok(Peeled::UnsupportedLink(other)),
    }
    .unwrap_or(Peeled::Malformed)
}

/// Peels `data` as a packet of every link type: no payload may be longer than what it came from.
pub fn fuzz(data: &[u8]) {
    let at = At::new(Frame::MIN, None);
    let original_length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    for (value, _) in LINKTYPES {
        if let Peeled::Tcp(segment) = peel(&Packet { at, link_type: LinkType(*value), data, original_length }) {
            assert!(segment.payload.len() <= segment.payload_length as usize);
            assert!(segment.payload_length <= original_length);
        }
    }
}
