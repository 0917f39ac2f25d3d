//! The internet layer of either version, told by the packet's own first four bits, and what a protocol number leads to.

use super::fragments::{Fragment, Key};
use super::tunnels::Tunnel;
use super::{Address, Family, Layer, Path, Peeled, Peeler, Result, ethernet, gre, icmp, ipv4, ipv6, mpls, tcp, udp};
use crate::bytes::Malformed;

pub(super) const TCP: u8 = 6;
pub(super) const AUTHENTICATION: u8 = 51;
const ICMP: u8 = 1;
const IPV4: u8 = 4;
const UDP: u8 = 17;
const IPV6: u8 = 41;
const GRE: u8 = 47;
const ICMPV6: u8 = 58;
const ETHERIP: u8 = 97;
const MPLS: u8 = 137;

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
    pub fragment: Option<Fragment>,
    pub payload: Layer<'a>,
}

/// A packet put together from its fragments.
#[derive(Debug, PartialEq, Eq)]
pub struct Joined {
    source: Address,
    destination: Address,
    hop_limit: u8,
    protocol: u8,
    path: Path,
    payload: Vec<u8>,
}

impl Joined {
    /// Peels it.
    pub fn peel(&self, peeler: &mut Peeler) -> Peeled<'_> {
        let Self { source, destination, hop_limit, protocol, path, .. } = *self;
        let payload = Layer::new(&self.payload, self.payload.len());
        let mut header = Header { source, destination, hop_limit, protocol, fragment: None, payload };
        let passed = match source.family() {
            Family::V4 => ipv4::pass_extensions(&mut header),
            Family::V6 => ipv6::pass_extensions(&mut header),
        };
        match passed {
            Ok(()) if header.fragment.is_none() => inside(&header, path, peeler).unwrap_or(Peeled::Malformed),
            _ => Peeled::Malformed,
        }
    }
}

#[inline]
pub(super) fn peel<'a>(layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let header = read(layer)?;
    match header.fragment {
        None => inside(&header, path, peeler),
        Some(fragment) => part(&header, fragment, path, peeler),
    }
}

/// The header, and what stands between it and its payload.
#[inline]
pub(super) fn read(layer: Layer<'_>) -> std::result::Result<Header<'_>, Malformed> {
    match layer.captured().first().map(|first| first >> 4) {
        Some(4) => ipv4::read(layer),
        Some(6) => ipv6::read(layer),
        _ => Err(Malformed { field: "ip version", offset: 0, needed: 1, left: layer.captured().len() }),
    }
}

#[inline]
fn inside<'a>(header: &Header<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match header.protocol {
        TCP => tcp::peel(header, path),
        UDP => udp::peel(header, path, peeler),
        ICMP => Ok(icmp::peel(header.payload)),
        ICMPV6 => Ok(icmp::peel_version_6(header.payload)),
        _ => tunnel(header, path, peeler),
    }
}

/// A protocol that carries packets.
fn tunnel<'a>(header: &Header<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let tunnel = match (header.source.family(), header.protocol) {
        (_, GRE) => return gre::peel(header.payload, path, peeler),
        (Family::V4, IPV4) => Tunnel::IpIp,
        (Family::V4, IPV6) => Tunnel::SixInFour,
        (Family::V6, IPV4) => Tunnel::FourInSix,
        (Family::V6, IPV6) => Tunnel::SixInSix,
        (_, ETHERIP) => Tunnel::EtherIp,
        (_, MPLS) => Tunnel::MplsIp,
        _ => return Ok(Peeled::Other),
    };
    let Some(path) = peeler.enter(path, tunnel) else {
        return Ok(Peeled::TooDeep);
    };
    let mut layer = header.payload;
    match tunnel {
        Tunnel::EtherIp => {
            layer.skip(2, "etherip header")?;
            ethernet::peel(layer, path, peeler)
        }
        Tunnel::MplsIp => mpls::peel(layer, path, peeler),
        _ => peel(layer, path, peeler),
    }
}

/// A fragment: waits for the others, if it is of something that is read.
fn part<'a>(header: &Header<'a>, fragment: Fragment, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let Header { source, destination, hop_limit, protocol, payload, .. } = *header;
    if payload.captured().len() < payload.length() {
        // It can never be whole. The beginning can be read all the same, as Wireshark does.
        return if fragment.offset == 0 { inside(header, path, peeler) } else { Ok(Peeled::Fragment) };
    }
    let key = Key { source, destination, protocol, identification: fragment.identification, tunnels: path.tunnels };
    Ok(match peeler.fragments.push(key, fragment, payload.captured(), peeler.now) {
        Some(payload) => Peeled::Joined(Box::new(Joined { source, destination, hop_limit, protocol, path, payload })),
        None => Peeled::Fragment,
    })
}

impl Header<'_> {
    /// Passes over an authentication header, which hides nothing (RFC 4302 2.2: its length is in units of four bytes, minus two).
    pub(super) fn pass_authentication(&mut self) -> std::result::Result<(), Malformed> {
        let [next, length, ..] = self.payload.array::<8>("authentication header")?;
        self.payload.skip(usize::from(length) * 4, "authentication header")?;
        self.protocol = next;
        Ok(())
    }
}
