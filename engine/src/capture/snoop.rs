//! The format of Sun's snoop: a file header, then one header and the bytes of each packet, always big-endian (RFC 1761).

use super::CaptureFacts;
use super::damage::{CONVERT, Damage, DamageKind, STILL_WRITTEN, grouped};
use super::link_type::LinkType;
use super::order::{Fields, Order};
use super::record::{Record, length_limit};
use super::window::Window;
use crate::bytes::Malformed;

/// The first eight bytes.
pub(super) const MAGIC: [u8; 8] = *b"snoop\0\0\0";

const FILE_HEADER: usize = 16;
const PACKET_HEADER: u32 = 24;

/// The longest padding behind a packet. RFC 1761 fills up to four bytes; Shomiti's Surveyor and others add more.
const LONGEST_PADDING: u32 = 1024;

/// What the file header says.
#[derive(Debug)]
pub(super) struct Snoop {
    pub link_type: LinkType,
}

impl Snoop {
    pub fn open(window: &mut Window) -> Result<Self, Damage> {
        window.fill(FILE_HEADER).map_err(|error| Damage::reading(0, &error))?;
        let header = window.take(FILE_HEADER);
        let left = header.len();
        let (version, datalink) = fields(header).map_err(|_| {
            let problem = format!("file header needs {FILE_HEADER} bytes, {left} are left");
            Damage { kind: DamageKind::CutHeader, offset: 0, problem, advice: STILL_WRITTEN }
        })?;
        let refused =
            |problem| Err(Damage { kind: DamageKind::UnsupportedFormat, offset: 0, problem, advice: CONVERT });
        if version != 2 {
            return refused(format!("snoop of version {version}; 2 is read"));
        }
        match link_type(datalink) {
            Some(link_type) => Ok(Self { link_type }),
            None => refused(format!("snoop of datalink type {datalink}, which has no number in tcpdump's registry")),
        }
    }

    pub fn next(&self, window: &mut Window, facts: &mut CaptureFacts) -> Result<Option<Record>, Damage> {
        let offset = window.offset();
        let reading = |error| Damage::reading(offset, &error);
        if !window.fill(PACKET_HEADER as usize).map_err(reading)? {
            return match window.len() {
                0 => Ok(None),
                left => Err(Damage::cut(offset, "packet header", PACKET_HEADER.into(), left as u64)),
            };
        }
        let header = Header::read(window.peek()).map_err(|short| Damage::short_block(offset, short))?;
        let Header { original_length, captured, record, drops, seconds, microseconds } = header;
        let limit = length_limit(self.link_type);
        let most = limit.saturating_add(PACKET_HEADER).saturating_add(LONGEST_PADDING);
        let whole = window.fill(record.min(most) as usize).map_err(reading)?;
        let left = window.len() as u64;
        if record > most {
            return Err(Damage::too_long(offset, "packet record", record.into(), left, most.into()));
        }
        let room = record.saturating_sub(PACKET_HEADER);
        if record < PACKET_HEADER || captured > room {
            let (captured, record) = (grouped(captured.into()), grouped(record.into()));
            return Err(Damage::bad_length(offset, format!("packet says {captured} bytes, its record has {record}")));
        }
        if !whole {
            return Err(Damage::cut(offset, "packet record", record.into(), left));
        }
        if captured > limit {
            return Err(Damage::too_long(offset, "packet", captured.into(), u64::MAX, limit.into()));
        }
        facts.drops = Some(drops.into());
        Ok(Some(Record {
            time: Some(i64::from(seconds) * 1_000_000_000 + i64::from(microseconds) * 1_000),
            time_out_of_range: false,
            link_type: self.link_type,
            original_length,
            header: PACKET_HEADER as usize,
            captured: captured as usize,
            trailer: room.saturating_sub(captured) as usize,
        }))
    }
}

struct Header {
    original_length: u32,
    captured: u32,
    /// The length of all of the record, this header and padding with it.
    record: u32,
    /// Packets lost since the file began.
    drops: u32,
    seconds: u32,
    microseconds: u32,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(bytes, Order::Big);
        let mut next = || fields.u32("packet header");
        Ok(Self {
            original_length: next()?,
            captured: next()?,
            record: next()?,
            drops: next()?,
            seconds: next()?,
            microseconds: next()?,
        })
    }
}

/// The version and the datalink type.
fn fields(header: &[u8]) -> Result<(u32, u32), Malformed> {
    let mut fields = Fields::new(header, Order::Big);
    fields.halves("identification pattern")?;
    Ok((fields.u32("version")?, fields.u32("datalink type")?))
}

/// RFC 1761's datalink types, and two that Solaris added.
const fn link_type(datalink: u32) -> Option<LinkType> {
    match datalink {
        0 | 4 => Some(LinkType::ETHERNET), // IEEE 802.3 and Ethernet, which differ in what follows the addresses
        2 => Some(LinkType::IEEE802_5),
        8 => Some(LinkType::FDDI),
        0x8000_0001 => Some(LinkType::IPV4),
        0x8000_0002 => Some(LinkType::IPV6),
        _ => None,
    }
}
