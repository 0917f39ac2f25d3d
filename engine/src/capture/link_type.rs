//! The link type of an interface: which header a packet begins with.

use std::fmt;

use crate::registry::linktypes::LINKTYPES;

/// A value of the tcpdump group's LINKTYPE registry. Unknown values are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkType(pub u32);

impl LinkType {
    /// BSD loopback; the address family in the byte order of the capturing machine.
    pub const NULL: Self = Self(0);
    /// Ethernet.
    pub const ETHERNET: Self = Self(1);
    /// Raw IP, as OpenBSD and others number it within a file.
    pub const RAW_12: Self = Self(12);
    /// Raw IP, as BSD/OS numbers it within a file.
    pub const RAW_14: Self = Self(14);
    /// Raw IP.
    pub const RAW: Self = Self(101);
    /// OpenBSD loopback; the address family in network byte order.
    pub const LOOP: Self = Self(108);
    /// Linux cooked capture.
    pub const LINUX_SLL: Self = Self(113);
    /// Linux USB.
    pub const USB_LINUX: Self = Self(189);
    /// Linux USB, longer header.
    pub const USB_LINUX_MMAPPED: Self = Self(220);
    /// Raw IPv4.
    pub const IPV4: Self = Self(228);
    /// Raw IPv6.
    pub const IPV6: Self = Self(229);
    /// D-Bus.
    pub const DBUS: Self = Self(231);
    /// USBPcap.
    pub const USBPCAP: Self = Self(249);
    /// macOS USB.
    pub const USB_DARWIN: Self = Self(266);
    /// Linux cooked capture, version 2.
    pub const LINUX_SLL2: Self = Self(276);
    /// Elektrobit high-speed capture and replay.
    pub const EBHSCR: Self = Self(279);

    /// Its name in the registry, as `LINKTYPE_ETHERNET`.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        let place = LINKTYPES.binary_search_by_key(&self.0, |(value, _)| *value).ok()?;
        LINKTYPES.get(place).map(|(_, name)| *name)
    }
}

impl fmt::Display for LinkType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "link type {}", self.0),
        }
    }
}
