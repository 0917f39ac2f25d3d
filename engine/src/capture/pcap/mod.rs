//! The classic format: a file header, then one header and the bytes of each packet (draft-ietf-opsawg-pcap), and what
//! others made of it: Kuznetzov's, Nokia's, IXIA's and AIX's.

mod layout;

use layout::Layout;

use crate::bytes::{Malformed, Time};
use crate::capture::damage::{CONVERT, Damage, DamageKind, STILL_WRITTEN};
use crate::capture::link_type::LinkType;
use crate::capture::order::{Fields, Order};
use crate::capture::record::{Record, length_limit};
use crate::capture::window::Window;

const FILE_HEADER: usize = 24;

/// The magic numbers, as a big-endian machine writes them, with the dialect and the nanoseconds of a fraction.
const MAGICS: [([u8; 4], Dialect, i64); 5] = [
    ([0xa1, 0xb2, 0xc3, 0xd4], Dialect::Standard, 1_000),
    ([0xa1, 0xb2, 0x3c, 0x4d], Dialect::Standard, 1),
    ([0xa1, 0xb2, 0xcd, 0x34], Dialect::Patched, 1_000),
    ([0x1c, 0x00, 0x01, 0xac], Dialect::Ixia, 1),
    ([0x1c, 0x00, 0x01, 0xab], Dialect::Ixia, 1_000),
];

/// What a magic number says of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Magic {
    order: Order,
    dialect: Dialect,
    /// The nanoseconds of one unit of a time's fraction.
    unit: i64,
}

/// Whose pcap it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Standard,
    /// Alexey Kuznetzov's, in its later versions.
    Patched,
    /// IXIA's, with the length of all packets behind the file header.
    Ixia,
}

/// In which order a packet's two lengths stand. Before version 2.3 the original one came first, and some programs went on
/// with that for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lengths {
    CapturedFirst,
    OriginalFirst,
    SmallerIsCaptured,
}

/// What the file header says.
#[derive(Debug)]
pub(super) struct Pcap {
    order: Order,
    layout: Layout,
    lengths: Lengths,
    unit: i64,
    pub link_type: LinkType,
    /// The name of the format.
    pub format: &'static str,
}

impl Magic {
    /// What `magic` says, if it is one of this format.
    pub fn recognise(magic: [u8; 4]) -> Option<Self> {
        let [a, b, c, d] = magic;
        MAGICS.iter().find_map(|(written, dialect, unit)| {
            let order = match *written {
                written if written == magic => Order::Big,
                written if written == [d, c, b, a] => Order::Little,
                _ => return None,
            };
            Some(Self { order, dialect: *dialect, unit: *unit })
        })
    }

    /// A file that begins with `start`, which is shorter than a magic number, may be of this format.
    pub fn may_begin_with(start: &[u8]) -> bool {
        MAGICS.iter().any(|(magic, _, _)| {
            let mut swapped = *magic;
            swapped.reverse();
            magic.starts_with(start) || swapped.starts_with(start)
        })
    }

    /// The name of the format, as far as the magic number tells.
    pub const fn name(self) -> &'static str {
        match (self.dialect, self.unit) {
            (Dialect::Standard, 1) => "pcap-ns",
            (Dialect::Standard, _) => "pcap",
            (Dialect::Patched, _) => "pcap-modified",
            (Dialect::Ixia, _) => "pcap-ixia",
        }
    }
}

impl Pcap {
    pub fn open(window: &mut Window, magic: Magic) -> Result<Self, Damage> {
        let Magic { order, dialect, mut unit } = magic;
        let length = FILE_HEADER.saturating_add(if dialect == Dialect::Ixia { 4 } else { 0 });
        window.fill(length).map_err(|error| Damage::reading(0, &error))?;
        let header = window.take(length);
        let left = header.len();
        let cut = || {
            let problem = format!("file header needs {length} bytes, {left} are left");
            Damage { kind: DamageKind::CutHeader, offset: 0, problem, advice: STILL_WRITTEN }
        };
        let (version, link_type) = fields(Fields::new(header, order)).map_err(|_| cut())?;
        if left < length {
            return Err(cut());
        }
        if version.0 < 2 {
            let problem = format!("pcap of version {}, which no known program writes", version.0);
            return Err(Damage { kind: DamageKind::UnsupportedFormat, offset: 0, problem, advice: CONVERT });
        }
        let lengths = match version {
            // DG/UX calls its version 543.0.
            (2, 0..3) | (543, _) => Lengths::OriginalFirst,
            (2, 3) => Lengths::SmallerIsCaptured,
            _ => Lengths::CapturedFirst,
        };
        // The upper six bits tell of a frame check sequence, which the IP length leaves out anyway.
        let mut link_type = LinkType(link_type & 0x03ff_ffff);
        let mut format = magic.name();
        let mut layout = Layout::Standard;
        match (dialect, version) {
            (Dialect::Standard, (2, 2)) if let Some(aix) = aix_link_type(link_type) => {
                (link_type, unit, format) = (aix, 1, "pcap-aix");
            }
            (Dialect::Standard, (2, 4)) if unit > 1 => {
                let candidates = [Layout::Standard, Layout::Patched, Layout::Nokia];
                layout = Layout::tell(&candidates, false, window, order, length_limit(link_type));
            }
            (Dialect::Patched, _) => {
                let candidates = [Layout::Patched, Layout::PatchedWithProcessors];
                layout = Layout::tell(&candidates, true, window, order, length_limit(link_type));
            }
            _ => {}
        }
        match layout {
            Layout::Standard => {}
            Layout::Patched | Layout::PatchedWithProcessors => format = "pcap-modified",
            Layout::Nokia => format = "pcap-nokia",
        }
        Ok(Self { order, layout, lengths, unit, link_type, format })
    }

    #[inline]
    pub fn next(&self, window: &mut Window) -> Result<Option<Record>, Damage> {
        let offset = window.offset();
        let header = self.layout.header();
        if !window.fill(header).map_err(|error| Damage::reading(offset, &error))? {
            return match window.len() {
                0 => Ok(None),
                left => Err(Damage::cut(offset, "packet header", header as u64, left as u64)),
            };
        }
        let Some(&[s0, s1, s2, s3, f0, f1, f2, f3, c0, c1, c2, c3, o0, o1, o2, o3]) = window.peek().first_chunk()
        else {
            return Ok(None);
        };
        let seconds = self.order.u32([s0, s1, s2, s3]);
        let fraction = self.order.u32([f0, f1, f2, f3]);
        let mut captured = self.order.u32([c0, c1, c2, c3]);
        let mut original_length = self.order.u32([o0, o1, o2, o3]);
        if self.lengths != Lengths::CapturedFirst
            && (self.lengths == Lengths::OriginalFirst || captured > original_length)
        {
            (captured, original_length) = (original_length, captured);
        }
        let limit = length_limit(self.link_type);
        let length = header.saturating_add(captured.min(limit) as usize);
        let whole = window.fill(length).map_err(|error| Damage::reading(offset, &error))?;
        if captured > limit || !whole {
            let left = window.len().saturating_sub(header) as u64;
            return Err(if captured > limit {
                Damage::too_long(offset, "packet", captured.into(), left, limit.into())
            } else {
                Damage::cut(offset, "packet", captured.into(), left)
            });
        }
        Ok(Some(Record {
            time: self.time(seconds, fraction),
            time_out_of_range: false,
            link_type: self.link_type,
            original_length,
            header,
            captured: captured as usize,
            trailer: 0,
        }))
    }

    /// Never out of range: 2^32 seconds and 2^32 microseconds are below 2^63 nanoseconds.
    #[inline]
    fn time(&self, seconds: u32, fraction: u32) -> Time {
        Some(i64::from(seconds) * 1_000_000_000 + i64::from(fraction) * self.unit)
    }
}

/// The version and the link type of a file header.
fn fields(mut header: Fields<'_>) -> Result<((u16, u16), u32), Malformed> {
    header.u32("magic number")?;
    let version = (header.u16("major version")?, header.u16("minor version")?);
    header.halves("time zone and accuracy")?; // never used
    header.u32("snap length")?;
    Ok((version, header.u32("link type")?))
}

/// AIX calls its version 2.2 and writes interface types (RFC 1573 `ifType`) where others write link types, and nanoseconds.
const fn aix_link_type(link_type: LinkType) -> Option<LinkType> {
    match link_type.0 {
        6 => Some(LinkType::ETHERNET),
        9 => Some(LinkType::IEEE802_5),
        15 => Some(LinkType::FDDI),
        24 => Some(LinkType::NULL),
        _ => None,
    }
}
