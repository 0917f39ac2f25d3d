//! A packet peeled to what TCP says: link headers, VLAN tags, tunnels, IP, TCP, a file each.
//!
//! Knows no connection, and of earlier packets only the fragments that wait for others and the tunnels that were met. What
//! counts as TCP, and which tunnel a port or protocol number stands for, follows Wireshark as it comes, so that its stream
//! numbers can be followed too. Nothing is decrypted or decompressed.

mod address;
mod aggregate;
mod capwap;
mod erspan;
mod ethernet;
mod fragments;
mod frame_relay;
mod geneve;
mod gre;
mod gtp;
mod hdlc;
mod icmp;
mod ip;
mod ipv4;
mod ipv6;
mod l2tp;
mod layer;
mod llc;
mod mpls;
mod nflog;
mod null;
mod path;
mod ppp;
mod radio;
mod sflow;
mod sll;
mod tcp;
mod teredo;
#[cfg(test)]
mod tests;
mod tunnels;
mod udp;
mod usual;
mod vxlan;
mod wlan;

pub use address::{Address, Endpoint, Family};
pub use aggregate::Aggregate;
pub use ip::Joined;
pub use path::Vlans;
pub use tcp::{QuotedTcp, Segment, TcpFlags};
pub use tunnels::TunnelPath;

use crate::bytes::{At, Frame, Malformed, Time};
use crate::capture::{LinkType, Packet};
use crate::registry::linktypes::LINKTYPES;
use fragments::Fragments;
use layer::Layer;
use path::Path;
use tunnels::{Tunnel, Tunnels};

/// What a packet turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Peeled<'a> {
    /// A TCP segment.
    Tcp(Segment<'a>),
    /// A TCP header quoted in an ICMP error. It is no part of the connection, but Wireshark gives it a stream number.
    Quoted(QuotedTcp),
    /// A TCP header whose data offset lies. Wireshark gives it a stream number all the same.
    BadHeader(QuotedTcp),
    /// A fragment, and others are missing.
    Fragment,
    /// The last fragment that was missing: the whole is to be peeled in its turn.
    Joined(Box<Joined>),
    /// Several packets in one, each to be peeled in its turn.
    Aggregate(Aggregate<'a>),
    /// Not TCP.
    Other,
    /// Encrypted on the link.
    Encrypted,
    /// More tunnels in each other than are followed.
    TooDeep,
    /// A link type that is not read here.
    UnsupportedLink(LinkType),
    /// A header that contradicts itself, or of which too little is there.
    Malformed,
}

/// The segment in `packet`, if it is one of those that nearly all are; `None` says nothing about what it is.
#[inline]
#[must_use]
pub fn usual_segment<'a>(packet: &Packet<'a>) -> Option<Segment<'a>> {
    if packet.link_type == LinkType::ETHERNET { usual::segment(packet.data) } else { None }
}

type Result<'a> = std::result::Result<Peeled<'a>, Malformed>;

/// What packets leave for later ones.
#[derive(Debug, Default)]
pub struct Peeler {
    fragments: Fragments,
    tunnels: Tunnels,
    /// Time of the packet at hand.
    now: Time,
}

impl Peeler {
    /// Peels `packet` layer by layer.
    pub fn peel<'a>(&mut self, packet: &Packet<'a>) -> Peeled<'a> {
        self.now = packet.at.time();
        let layer = Layer::new(packet.data, packet.original_length as usize);
        link(packet.link_type, layer, Path::default(), self).unwrap_or(Peeled::Malformed)
    }

    /// The tunnels of a path, outermost first, as `gre/vxlan:42`; `None` outside all tunnels.
    #[must_use]
    pub fn tunnel_path(&self, path: TunnelPath) -> Option<&str> {
        self.tunnels.name(path)
    }

    /// Some tunnels were too many to be told apart.
    #[must_use]
    pub const fn tunnel_paths_end(&self) -> bool {
        self.tunnels.exhausted
    }

    /// Fragmented packets of which fragments are missing.
    #[must_use]
    pub fn incomplete_datagrams(&self) -> u64 {
        self.fragments.expired + self.fragments.waiting()
    }

    /// Fragmented packets given up because too many were waiting.
    #[must_use]
    pub const fn datagrams_given_up(&self) -> u64 {
        self.fragments.given_up
    }

    /// The way from `path` into `tunnel`; `None` where it goes too deep.
    fn enter(&mut self, path: Path, tunnel: Tunnel) -> Option<Path> {
        let mut path = path.deeper()?;
        path.tunnels = self.tunnels.enter(path.tunnels, tunnel);
        Some(path)
    }
}

/// A packet of a link type, which may lie in another.
fn link<'a>(link_type: LinkType, layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match link_type {
        LinkType::ETHERNET => ethernet::peel(layer, path, peeler),
        LinkType::NULL => null::peel(layer, path, peeler),
        LinkType::LOOP => null::peel_big_endian(layer, path, peeler),
        LinkType::LINUX_SLL => sll::peel(layer, path, peeler),
        LinkType::LINUX_SLL2 => sll::peel_version_2(layer, path, peeler),
        LinkType::RAW | LinkType::RAW_12 | LinkType::RAW_14 | LinkType::IPV4 | LinkType::IPV6 => {
            ip::peel(layer, path, peeler)
        }
        LinkType::PPP | LinkType::PPP_HDLC => ppp::peel(layer, path, peeler),
        LinkType::PPP_PPPD | LinkType::PPP_WITH_DIR => ppp::peel_with_direction(layer, path, peeler),
        LinkType::PPP_ETHER => ppp::peel_session(layer, path, peeler),
        LinkType::C_HDLC => hdlc::peel(layer, path, peeler),
        LinkType::C_HDLC_WITH_DIR => hdlc::peel_with_direction(layer, path, peeler),
        LinkType::FRELAY => frame_relay::peel(layer, path, peeler),
        LinkType::FRELAY_WITH_DIR => frame_relay::peel_with_direction(layer, path, peeler),
        LinkType::MPLS => mpls::peel(layer, path, peeler),
        LinkType::IEEE802_11 => wlan::peel(layer, wlan::Body::Packed, path, peeler),
        LinkType::IEEE802_11_RADIOTAP => radio::radiotap(layer, path, peeler),
        LinkType::IEEE802_11_PRISM => radio::prism(layer, path, peeler),
        LinkType::IEEE802_11_AVS => radio::avs(layer, path, peeler),
        LinkType::PPI => radio::ppi(layer, path, peeler),
        LinkType::NFLOG => nflog::peel(layer, path, peeler),
        other => Ok(Peeled::UnsupportedLink(other)),
    }
}

/// Peels `data` as a packet of every link type: no payload may be longer than what it came from.
pub fn fuzz(data: &[u8]) {
    let at = At::new(Frame::MIN, None);
    let original_length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let mut peeler = Peeler::default();
    for (value, _) in LINKTYPES {
        let peeled = peeler.peel(&Packet { at, link_type: LinkType(*value), data, original_length });
        check(peeled, &mut peeler);
    }
}

fn check(peeled: Peeled<'_>, peeler: &mut Peeler) {
    match peeled {
        Peeled::Tcp(segment) => assert!(segment.payload.len() <= segment.payload_length as usize),
        Peeled::Joined(joined) => check(joined.peel(peeler), peeler),
        Peeled::Aggregate(mut aggregate) => {
            while let Some(peeled) = aggregate.next(peeler) {
                check(peeled, peeler);
            }
        }
        _ => {}
    }
}
