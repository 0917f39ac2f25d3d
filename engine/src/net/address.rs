//! Internet addresses of both families.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An IPv4 or IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    family: Family,
    /// An IPv4 address in the first four, zeros behind it.
    octets: [u8; 16],
}

/// The family of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Family {
    /// IPv4.
    V4 = 4,
    /// IPv6.
    V6 = 6,
}

impl Address {
    /// An IPv4 address.
    #[inline]
    #[must_use]
    pub const fn v4([a, b, c, d]: [u8; 4]) -> Self {
        Self { family: Family::V4, octets: [a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }
    }

    /// An IPv6 address.
    #[inline]
    #[must_use]
    pub const fn v6(octets: [u8; 16]) -> Self {
        Self { family: Family::V6, octets }
    }

    /// Its family.
    #[inline]
    #[must_use]
    pub const fn family(&self) -> Family {
        self.family
    }

    /// Its bytes in network order, 4 or 16 of them.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        match self.family {
            Family::V4 => self.octets.first_chunk::<4>().map_or(&[], <[u8; 4]>::as_slice),
            Family::V6 => &self.octets,
        }
    }

    /// All of it but the family as two numbers, for hashing and comparing.
    #[inline]
    #[must_use]
    pub const fn words(&self) -> [u64; 2] {
        let [a, b, c, d, e, f, g, h, rest @ ..] = self.octets;
        [u64::from_ne_bytes([a, b, c, d, e, f, g, h]), u64::from_ne_bytes(rest)]
    }

    /// The address of a family that has these words.
    #[must_use]
    pub fn of_words([first, second]: [u64; 2], family: Family) -> Self {
        let mut octets = [0; 16];
        for (octet, byte) in octets.iter_mut().zip(first.to_ne_bytes().into_iter().chain(second.to_ne_bytes())) {
            *octet = byte;
        }
        Self { family, octets }
    }

    /// An address of the machine itself: 127.0.0.0/8 (RFC 1122 3.2.1.3) or ::1 (RFC 4291 2.5.3).
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        IpAddr::from(*self).is_loopback()
    }

    /// An address that means something on one link only: 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291 2.5.6).
    #[must_use]
    pub fn is_link_local(&self) -> bool {
        match IpAddr::from(*self) {
            IpAddr::V4(address) => address.is_link_local(),
            IpAddr::V6(address) => address.is_unicast_link_local(),
        }
    }
}

impl From<Address> for IpAddr {
    fn from(address: Address) -> Self {
        let [a, b, c, d, ..] = address.octets;
        match address.family {
            Family::V4 => Self::V4(Ipv4Addr::new(a, b, c, d)),
            Family::V6 => Self::V6(Ipv6Addr::from(address.octets)),
        }
    }
}

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::v4(address.octets()),
            IpAddr::V6(address) => Self::v6(address.octets()),
        }
    }
}

/// Dotted decimal, or as RFC 5952 writes IPv6.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        IpAddr::from(*self).fmt(f)
    }
}

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Endpoint {
    /// Its address.
    pub address: Address,
    /// Its port.
    pub port: u16,
}

/// `10.0.0.5:443`, `[2001:db8::1]:443`.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address.family {
            Family::V4 => write!(f, "{}:{}", self.address, self.port),
            Family::V6 => write!(f, "[{}]:{}", self.address, self.port),
        }
    }
}
