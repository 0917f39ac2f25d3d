//! The classic format: a file header, then one header and the bytes of each packet (draft-ietf-opsawg-pcap).

use super::damage::{CONVERT, Damage, DamageKind, STILL_WRITTEN};
use super::link_type::LinkType;
use super::order::{Fields, Order};
use super::record::{Record, length_limit};
use super::window::Window;
use crate::bytes::{Malformed, Time};

const FILE_HEADER: usize = 24;
const PACKET_HEADER: usize = 16;

/// What the file header says.
#[derive(Debug)]
pub(super) struct Pcap {
    order: Order,
    pub nanoseconds: bool,
    pub link_type: LinkType,
}

impl Pcap {
    /// The byte order, and whether times are in nanoseconds, if `magic` is that of this format.
    pub const fn recognise(magic: [u8; 4]) -> Option<(Order, bool)> {
        match magic {
            [0xa1, 0xb2, 0xc3, 0xd4] => Some((Order::Big, false)),
            [0xd4, 0xc3, 0xb2, 0xa1] => Some((Order::Little, false)),
            [0xa1, 0xb2, 0x3c, 0x4d] => Some((Order::Big, true)),
            [0x4d, 0x3c, 0xb2, 0xa1] => Some((Order::Little, true)),
            _ => None,
        }
    }

    pub fn open(window: &mut Window, order: Order, nanoseconds: bool) -> Result<Self, Damage> {
        window.fill(FILE_HEADER).map_err(|error| Damage::reading(0, &error))?;
        let header = window.take(FILE_HEADER);
        let left = header.len();
        let (major, link_type) = fields(Fields::new(header, order)).map_err(|_| {
            let problem = format!("file header needs {FILE_HEADER} bytes, {left} are left");
            Damage { kind: DamageKind::CutHeader, offset: 0, problem, advice: STILL_WRITTEN }
        })?;
        if major < 2 {
            let problem = format!("pcap of version {major}, which no known program writes");
            return Err(Damage { kind: DamageKind::UnsupportedFormat, offset: 0, problem, advice: CONVERT });
        }
        // The upper six bits tell of a frame check sequence, which the IP length leaves out anyway.
        let link_type = LinkType(link_type & 0x03ff_ffff);
        Ok(Self { order, nanoseconds, link_type })
    }

    #[inline]
    pub fn next(&self, window: &mut Window) -> Result<Option<Record>, Damage> {
        let offset = window.offset();
        if !window.fill(PACKET_HEADER).map_err(|error| Damage::reading(offset, &error))? {
            return match window.len() {
                0 => Ok(None),
                left => Err(Damage::cut(offset, "packet header", PACKET_HEADER as u64, left as u64)),
            };
        }
        let Some(&[s0, s1, s2, s3, f0, f1, f2, f3, c0, c1, c2, c3, o0, o1, o2, o3]) = window.peek().first_chunk()
        else {
            return Ok(None);
        };
        let seconds = self.order.u32([s0, s1, s2, s3]);
        let fraction = self.order.u32([f0, f1, f2, f3]);
        let captured = self.order.u32([c0, c1, c2, c3]);
        let original_length = self.order.u32([o0, o1, o2, o3]);
        let limit = length_limit(self.link_type);
        let length = PACKET_HEADER.saturating_add(captured.min(limit) as usize);
        let whole = window.fill(length).map_err(|error| Damage::reading(offset, &error))?;
        if captured > limit || !whole {
            let left = window.len().saturating_sub(PACKET_HEADER) as u64;
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
            header: PACKET_HEADER,
            captured: captured as usize,
            trailer: 0,
        }))
    }

    /// Never out of range: 2^32 seconds and 2^32 microseconds are below 2^63 nanoseconds.
    #[inline]
    fn time(&self, seconds: u32, fraction: u32) -> Time {
        let unit = if self.nanoseconds { 1 } else { 1_000 };
        Some(i64::from(seconds) * 1_000_000_000 + i64::from(fraction) * unit)
    }
}

/// The major version and the link type of a file header.
fn fields(mut header: Fields<'_>) -> Result<(u16, u32), Malformed> {
    header.u32("magic number")?;
    let major = header.u16("major version")?;
    header.u16("minor version")?;
    header.halves("time zone and accuracy")?; // never used
    header.u32("snap length")?;
    Ok((major, header.u32("link type")?))
}
