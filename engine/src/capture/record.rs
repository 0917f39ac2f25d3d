//! Where the next packet lies in the window: what every format says of it before its bytes are handed on.

use super::link_type::LinkType;
use crate::bytes::Time;

/// One packet: `header` bytes before it, `captured` of its own, `trailer` after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub time: Time,
    pub time_out_of_range: bool,
    pub link_type: LinkType,
    pub original_length: u32,
    pub header: usize,
    pub captured: usize,
    pub trailer: usize,
}

/// The most bytes a packet may have before its length is taken for a lie. The same as in libpcap and Wireshark, so that
/// all three stop at the same byte of a damaged file: 256 KiB, but for buses that carry larger transfers.
#[inline]
pub(super) const fn length_limit(link_type: LinkType) -> u32 {
    match link_type {
        LinkType::USB_LINUX
        | LinkType::USB_LINUX_MMAPPED
        | LinkType::USBPCAP
        | LinkType::USB_DARWIN
        | LinkType::DBUS
        | LinkType::EBHSCR => 16 * 1024 * 1024,
        _ => 256 * 1024,
    }
}
