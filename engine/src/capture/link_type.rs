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
    /// Token Ring.
    pub const IEEE802_5: Self = Self(6);
    /// PPP, in HDLC-like framing or without.
    pub const PPP: Self = Self(9);
    /// FDDI.
    pub const FDDI: Self = Self(10);
    /// Raw IP, as OpenBSD and others number it within a file.
    pub const RAW_12: Self = Self(12);
    /// Raw IP, as BSD/OS numbers it within a file.
    pub const RAW_14: Self = Self(14);
    /// PPP in HDLC-like framing.
    pub const PPP_HDLC: Self = Self(50);
    /// PPP over Ethernet, without the Ethernet header.
    pub const PPP_ETHER: Self = Self(51);
    /// Raw IP.
    pub const RAW: Self = Self(101);
    /// Cisco HDLC.
    pub const C_HDLC: Self = Self(104);
    /// IEEE 802.11.
    pub const IEEE802_11: Self = Self(105);
    /// Frame Relay.
    pub const FRELAY: Self = Self(107);
    /// OpenBSD loopback; the address family in network byte order.
    pub const LOOP: Self = Self(108);
    /// Linux cooked capture.
    pub const LINUX_SLL: Self = Self(113);
    /// IEEE 802.11 behind a Prism header.
    pub const IEEE802_11_PRISM: Self = Self(119);
    /// IEEE 802.11 behind a radiotap header.
    pub const IEEE802_11_RADIOTAP: Self = Self(127);
    /// IEEE 802.11 behind an AVS header.
    pub const IEEE802_11_AVS: Self = Self(163);
    /// PPP whose address says who sent it.
    pub const PPP_PPPD: Self = Self(166);
    /// Linux USB.
    pub const USB_LINUX: Self = Self(189);
    /// Per-packet information, and what it says.
    pub const PPI: Self = Self(192);
    /// PPP behind a byte that says who sent it.
    pub const PPP_WITH_DIR: Self = Self(204);
    /// Cisco HDLC behind a byte that says who sent it.
    pub const C_HDLC_WITH_DIR: Self = Self(205);
    /// Frame Relay behind a byte that says who sent it.
    pub const FRELAY_WITH_DIR: Self = Self(206);
    /// MPLS.
    pub const MPLS: Self = Self(219);
    /// Linux USB, longer header.
    pub const USB_LINUX_MMAPPED: Self = Self(220);
    /// Raw IPv4.
    pub const IPV4: Self = Self(228);
    /// Raw IPv6.
    pub const IPV6: Self = Self(229);
    /// D-Bus.
    pub const DBUS: Self = Self(231);
    /// Linux netfilter log.
    pub const NFLOG: Self = Self(239);
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
