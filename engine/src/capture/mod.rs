//! A capture file cut into packets: what is in the file, not what is in the packets.
//!
//! Knows pcap, pcapng and snoop, one file each, and tells the other formats by name. It keeps nothing of a packet, no secret and no
//! name that a file carries; it counts them.

mod damage;
mod formats;
mod link_type;
mod order;
mod pcap;
mod pcapng;
mod record;
mod snoop;
#[cfg(test)]
mod tests;
mod window;

pub use damage::{Damage, DamageKind};
pub use link_type::LinkType;

use std::io::{Cursor, Read as _};

use pcap::{Magic, Pcap};
use pcapng::Pcapng;
use record::Record;
use snoop::Snoop;
use window::Window;

use crate::bytes::{At, Frame, Time};
use crate::source::Source;

/// An open capture, read packet by packet.
#[derive(Debug)]
pub struct Capture {
    window: Window,
    format: Format,
    facts: CaptureFacts,
    /// The frame that the next packet gets.
    frame: Frame,
    ended: bool,
}

/// One packet of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet<'a> {
    /// Its frame and time; the time is `None` where the format keeps none, or outside int64.
    pub at: At,
    /// The link type of its interface.
    pub link_type: LinkType,
    /// What was captured of it.
    pub data: &'a [u8],
    /// Its length on the wire. Files are found that say less than was captured.
    pub original_length: u32,
}

/// What the file says of itself and its packets, up to where it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaptureFacts {
    /// `pcap`, `pcap-ns` (times in nanoseconds), `pcap-modified` (Kuznetzov), `pcap-nokia`, `pcap-ixia`, `pcap-aix`, `pcapng`
    /// or `snoop`.
    pub format: &'static str,
    /// `gzip`, `zstd`, `lz4`, `bzip2` or `xz`, if the file is compressed.
    pub compression: Option<&'static str>,
    /// The link types of the interfaces, each once, in order of appearance; at most 256 of them.
    pub link_types: Vec<LinkType>,
    /// Interfaces described; pcap has one.
    pub interfaces: u64,
    /// Sections; pcap has one.
    pub sections: u64,
    /// Packets.
    pub packets: u64,
    /// Bytes captured of them.
    pub bytes: u64,
    /// Bytes they had on the wire.
    pub original_bytes: u64,
    /// The earliest time of a packet.
    pub first_time: Time,
    /// The latest time of a packet.
    pub last_time: Time,
    /// Packets whose time is outside int64 nanoseconds.
    pub times_out_of_range: u64,
    /// Packets that the capturing machine says it dropped (`isb_ifdrop`, `isb_osdrop`): the last count of each interface, summed; in snoop the last count.
    pub drops: Option<u64>,
    /// Blocks with decryption secrets. Their contents are never kept.
    pub secrets_blocks: u64,
    /// Blocks with resolved names.
    pub name_resolution_blocks: u64,
    /// Blocks without a packet to which Wireshark gives a frame number all the same (custom, journal, system call).
    pub frames_without_packet: u64,
    /// Blocks of a kind we do not know.
    pub unknown_blocks: u64,
    /// Packets of which less was captured than was on the wire.
    pub snaplen_cut: u64,
    /// Bytes of the decompressed stream that were understood; known at the end.
    pub file_bytes: u64,
}

impl Capture {
    /// Reads the file's header.
    ///
    /// # Errors
    /// If it has none, or one of a format that is not read here.
    pub fn open(source: Source) -> Result<Self, Damage> {
        let mut window = Window::new(source);
        let mut facts = CaptureFacts::default();
        let format = Format::open(&mut window, &mut facts)?;
        facts.compression = window.source.compression();
        facts.file_bytes = window.offset();
        Ok(Self { window, format, facts, frame: Frame::MIN, ended: false })
    }

    /// The next packet; `None` at the end, and after damage.
    ///
    /// # Errors
    /// If the file cannot be read on from here. All packets before have been given.
    #[inline]
    pub fn next_packet(&mut self) -> Result<Option<Packet<'_>>, Damage> {
        if self.ended {
            return Ok(None);
        }
        let next = match &mut self.format {
            Format::Pcap(pcap) => pcap.next(&mut self.window),
            Format::Pcapng(pcapng) => pcapng.next(&mut self.window, &mut self.facts, &mut self.frame),
            Format::Snoop(snoop) => snoop.next(&mut self.window, &mut self.facts),
        };
        match next {
            Ok(Some(record)) => Ok(Some(self.packet(record))),
            Ok(None) => {
                self.end();
                Ok(None)
            }
            Err(damage) => {
                self.end();
                self.window.source.finish_stream_id();
                Err(damage)
            }
        }
    }

    /// What the file says of itself, up to the packet read last.
    #[must_use]
    pub const fn facts(&self) -> &CaptureFacts {
        &self.facts
    }

    /// The identity of a capture that came as a stream; whole at its end.
    #[must_use]
    pub fn stream_id(&self) -> [u8; 16] {
        self.window.source.stream_id()
    }

    /// The bytes that the identity of a stream is made of were read.
    #[must_use]
    pub fn is_stream_id_whole(&self) -> bool {
        self.window.source.is_stream_id_whole()
    }

    /// Stored bytes read so far.
    #[must_use]
    pub fn stored_bytes(&self) -> u64 {
        self.window.source.stored_bytes()
    }

    #[inline]
    fn packet(&mut self, record: Record) -> Packet<'_> {
        let Record { time, link_type, original_length, .. } = record;
        let at = At::new(self.frame, time);
        self.frame = self.frame.saturating_add(1);
        self.facts.count(&record);
        let behind = record.header.saturating_add(record.captured);
        let taken = self.window.take(behind.saturating_add(record.trailer));
        let data = taken.get(record.header..behind).unwrap_or_default();
        Packet { at, link_type, data, original_length }
    }

    fn end(&mut self) {
        self.ended = true;
        self.facts.file_bytes = self.window.offset();
    }
}

/// Reads `data` as a whole capture: it must end, and count what it gives.
pub fn fuzz(data: &[u8]) {
    let source = Source::from_reader(Box::new(Cursor::new(data.to_vec())));
    if let Ok(mut capture) = Capture::open(source) {
        let (mut packets, mut bytes) = (0, 0);
        while let Ok(Some(packet)) = capture.next_packet() {
            packets += 1;
            bytes += packet.data.len() as u64;
        }
        let facts = capture.facts();
        assert_eq!((facts.packets, facts.bytes), (packets, bytes));
        assert!(facts.bytes <= facts.file_bytes);
    }
}

/// The format of the capture that `source` holds, by its first bytes; `None` if it is none that is read here.
#[must_use]
pub fn sniff(source: Source) -> Option<&'static str> {
    let mut start = Vec::new();
    // What can be decompressed of a stream that is cut is enough.
    let _ = source.take(snoop::MAGIC.len() as u64).read_to_end(&mut start);
    match start.first_chunk() {
        Some(&pcapng::MAGIC) => Some("pcapng"),
        Some(_) if start == snoop::MAGIC => Some("snoop"),
        Some(&magic) => Magic::recognise(magic).map(Magic::name),
        None => None,
    }
}

#[derive(Debug)]
enum Format {
    Pcap(Pcap),
    Pcapng(Pcapng),
    Snoop(Snoop),
}

impl Format {
    fn open(window: &mut Window, facts: &mut CaptureFacts) -> Result<Self, Damage> {
        window.fill(snoop::MAGIC.len()).map_err(|error| Damage::reading(0, &error))?;
        let start = window.peek();
        match start.first_chunk() {
            Some(&pcapng::MAGIC) => {
                facts.format = "pcapng";
                Ok(Self::Pcapng(Pcapng::default()))
            }
            Some(&magic) if let Some(magic) = Magic::recognise(magic) => {
                let pcap = Pcap::open(window, magic)?;
                facts.format = pcap.format;
                facts.sections = 1;
                facts.interface(pcap.link_type);
                Ok(Self::Pcap(pcap))
            }
            _ if start.starts_with(&snoop::MAGIC) => {
                let snoop = Snoop::open(window)?;
                facts.format = "snoop";
                facts.sections = 1;
                facts.interface(snoop.link_type);
                Ok(Self::Snoop(snoop))
            }
            _ => {
                window.look_ahead(formats::LONGEST_MAGIC);
                let start = window.peek().get(..formats::LONGEST_MAGIC).unwrap_or(window.peek());
                Err(formats::refuse(start, window.source.compression()))
            }
        }
    }
}

impl CaptureFacts {
    fn interface(&mut self, link_type: LinkType) {
        self.interfaces = self.interfaces.saturating_add(1);
        if self.link_types.len() < 256 && !self.link_types.contains(&link_type) {
            self.link_types.push(link_type);
        }
    }

    /// Counts a packet that did not come from a file.
    pub(crate) fn count_packet(&mut self, packet: &Packet<'_>) {
        if self.link_types.last() != Some(&packet.link_type) && !self.link_types.contains(&packet.link_type) {
            self.interface(packet.link_type);
        }
        self.count(&Record {
            time: packet.at.time(),
            time_out_of_range: false,
            link_type: packet.link_type,
            original_length: packet.original_length,
            header: 0,
            captured: packet.data.len(),
            trailer: 0,
        });
    }

    #[inline]
    fn count(&mut self, record: &Record) {
        self.packets = self.packets.saturating_add(1);
        self.bytes = self.bytes.saturating_add(record.captured as u64);
        self.original_bytes = self.original_bytes.saturating_add(record.original_length.into());
        self.snaplen_cut =
            self.snaplen_cut.saturating_add(u64::from(record.captured < record.original_length as usize));
        self.times_out_of_range = self.times_out_of_range.saturating_add(u64::from(record.time_out_of_range));
        if let Some(time) = record.time {
            self.first_time = Some(self.first_time.map_or(time, |first| first.min(time)));
            self.last_time = Some(self.last_time.map_or(time, |last| last.max(time)));
        }
    }
}
