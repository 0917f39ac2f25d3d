//! One capture from its source to its last row, whatever happens to it.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use arrow_array::RecordBatch;

use crate::bytes::{At, Frame, Time};
use crate::capture::{Capture, CaptureFacts, Damage, DamageKind, LinkType, Packet};
use crate::engine::{Engine, Options};
use crate::invariants;
use crate::rows::Name;
use crate::source::{PacketsId, Source, identify};
use crate::tables::Stamp;
use crate::tables::captures::{self, Capture as Row};

/// Whether to stop is asked each time so many packets have passed.
const ASK: u64 = 1 << 12;

/// What is known of a capture besides its bytes.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Where it is read from, as written.
    pub uri: String,
    /// The server's name, if one is given.
    pub server_label: Option<String>,
    /// Other places with the same content.
    pub also_at: Vec<String>,
}

/// Where packets come from.
#[derive(Debug)]
enum Input {
    File(Box<Capture>),
    Packets { facts: Box<CaptureFacts>, id: Box<PacketsId> },
    Nothing,
}

impl Input {
    fn open(source: Source) -> Result<Self, Damage> {
        Capture::open(source).map(|capture| Self::File(Box::new(capture)))
    }
}

/// A capture on its way to rows.
#[derive(Debug)]
pub struct Reading {
    about: About,
    input: Input,
    id_basis: &'static str,
    capture_id: Option<String>,
    size: Option<u64>,
    mtime: Time,
    engine: Engine,
    damage: Option<Damage>,
    ended: bool,
    done: bool,
}

impl Reading {
    /// A file. One that cannot be opened gives a row that says so.
    #[must_use]
    pub fn open(path: &Path, about: About, options: Options) -> Self {
        let metadata = fs::metadata(path).ok();
        let since_1970 = metadata.as_ref().and_then(|file| file.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        let size = metadata.map(|file| file.len());
        let mtime = since_1970.and_then(|age| i64::try_from(age.as_nanos()).ok());
        let opened = identify(path)
            .and_then(|id| Source::open(path).map(|source| (id, source)))
            .map_err(|error| Damage::of_io(&error));
        let (id, source) = match opened {
            Ok((id, source)) => (Some(id), Ok(source)),
            Err(damage) => (None, Err(damage)),
        };
        let mut reading = Self::new(source.and_then(Input::open), about, "file", options);
        (reading.size, reading.mtime) = (size, mtime);
        if let Some(id) = id {
            reading.call(id);
        }
        reading
    }

    /// Standard input.
    #[must_use]
    pub fn stdin(about: About, options: Options) -> Self {
        Self::new(Input::open(Source::stdin()), about, "stream", options)
    }

    /// Any stream.
    #[must_use]
    pub fn stream(reader: Box<dyn Read + Send>, about: About, options: Options) -> Self {
        Self::new(Input::open(Source::from_reader(reader)), about, "stream", options)
    }

    /// Packets that [`Reading::push`] brings.
    #[must_use]
    pub fn packets(about: About, options: Options) -> Self {
        let facts = CaptureFacts { format: "packets", ..CaptureFacts::default() };
        let input = Input::Packets { facts: Box::new(facts), id: Box::default() };
        Self::new(Ok(input), about, "packets", options)
    }

    fn new(input: Result<Input, Damage>, about: About, id_basis: &'static str, options: Options) -> Self {
        let (input, damage) = match input {
            Ok(input) => (input, None),
            Err(damage) => (Input::Nothing, Some(damage)),
        };
        Self {
            about,
            input,
            id_basis,
            capture_id: None,
            size: None,
            mtime: None,
            engine: Engine::new(options),
            damage,
            ended: false,
            done: false,
        }
    }

    /// A packet of [`Reading::packets`]. Rows may be ready when it is true.
    pub fn push(&mut self, time: Time, data: &[u8], original_length: u32, link_type: LinkType) -> bool {
        let Input::Packets { facts, id } = &mut self.input else { return false };
        let Some(frame) = Frame::new(facts.packets.saturating_add(1)) else { return false };
        let captured = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let packet =
            Packet { at: At::new(frame, time), link_type, data, original_length: original_length.max(captured) };
        facts.count_packet(&packet);
        id.push(time, captured, data);
        let known = id.is_whole().then(|| id.id());
        self.engine.packet(&packet);
        if let Some(id) = known
            && self.capture_id.is_none()
        {
            self.call(id);
        }
        self.engine.is_batch_full()
    }

    /// No more packets are pushed.
    pub const fn finish(&mut self) {
        self.ended = true;
    }

    /// Bytes of the stored file and packets read so far.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        let bytes = match &self.input {
            Input::File(capture) => capture.stored_bytes(),
            Input::Packets { facts, .. } => facts.bytes,
            Input::Nothing => 0,
        };
        (bytes, self.engine.counts().packets)
    }

    /// The next rows, table by table; `None` when all were given. The last ones hold the row of `captures`.
    /// Once `stop` is set, the capture ends where it is. Between pushes it gives what has gathered.
    pub fn next_batch(&mut self, stop: &AtomicBool) -> Option<Vec<(&'static str, RecordBatch)>> {
        if self.done {
            return None;
        }
        self.read(stop);
        if !self.ended {
            return Some(self.engine.take_batch());
        }
        if self.capture_id.is_none() {
            let id = match &self.input {
                Input::File(capture) => Some(capture.stream_id()),
                Input::Packets { id, .. } => Some(id.id()),
                Input::Nothing => None,
            };
            id.into_iter().for_each(|id| self.call(id));
        }
        if !self.engine.end() {
            return Some(self.engine.take_batch());
        }
        self.done = true;
        let mut batches = self.engine.take_batch();
        batches.push(("captures", self.row()));
        Some(batches)
    }

    /// Reads until rows are full or the capture ends.
    fn read(&mut self, stop: &AtomicBool) {
        let capture = match &mut self.input {
            Input::File(capture) => capture,
            Input::Packets { .. } => return,
            Input::Nothing => {
                self.ended = true;
                return;
            }
        };
        loop {
            match capture.next_packet() {
                Ok(Some(packet)) => self.engine.packet(&packet),
                Ok(None) => break,
                Err(damage) => {
                    self.damage = Some(damage);
                    break;
                }
            }
            if self.engine.counts().packets.is_multiple_of(ASK) {
                if self.capture_id.is_none() && capture.is_stream_id_whole() {
                    self.capture_id = Some(name(&mut self.engine, &self.about, capture.stream_id()));
                }
                if stop.load(Ordering::Relaxed) {
                    self.damage = Some(Damage::interrupted(capture.facts().file_bytes));
                    break;
                }
                if self.engine.is_batch_full() {
                    return;
                }
            }
        }
        self.ended = true;
    }

    fn call(&mut self, id: [u8; 16]) {
        self.capture_id = Some(name(&mut self.engine, &self.about, id));
    }

    /// The row of `captures`.
    fn row(&self) -> RecordBatch {
        let facts = match &self.input {
            Input::File(capture) => Some(capture.facts()),
            Input::Packets { facts, .. } => Some(facts.as_ref()),
            Input::Nothing => None,
        };
        let counts = self.engine.counts();
        let read = |count: u64| facts.map(|_| count);
        let link_types: Vec<u32> = facts.iter().flat_map(|facts| &facts.link_types).map(|link| link.0).collect();
        let unsupported: Vec<String> = counts.unsupported_link_types.iter().map(ToString::to_string).collect();
        let status = match &self.damage {
            None => "ok",
            Some(_) if facts.is_none() => "failed",
            Some(Damage { kind: DamageKind::CutPacket | DamageKind::Interrupted, .. }) => "cut",
            Some(_) => "damaged",
        };
        let error = self.damage.as_ref().map(|damage| damage.line(facts.map(|_| counts.packets)));
        let mut columns = captures::Columns::new();
        columns.push(&Row {
            capture_id: self.capture_id.as_deref(),
            id_basis: self.capture_id.as_ref().map(|_| self.id_basis),
            uri: &self.about.uri,
            also_at: Some(&self.about.also_at),
            server_label: self.about.server_label.as_deref(),
            size: self.size,
            mtime: Stamp(self.mtime),
            format: facts.map(|facts| facts.format),
            compression: facts.and_then(|facts| facts.compression),
            link_types: facts.map(|_| link_types.as_slice()),
            interfaces: facts.and_then(|facts| u32::try_from(facts.interfaces).ok()),
            packets: read(counts.packets),
            bytes: facts.map(|facts| facts.bytes),
            original_bytes: facts.map(|facts| facts.original_bytes),
            first_time: Stamp(facts.and_then(|facts| facts.first_time)),
            last_time: Stamp(facts.and_then(|facts| facts.last_time)),
            times_out_of_range: facts.map(|facts| facts.times_out_of_range),
            dropped_packets: facts.and_then(|facts| facts.drops),
            contains_secrets: facts.map(|facts| facts.secrets_blocks > 0),
            snaplen_cut_packets: facts.map(|facts| facts.snaplen_cut),
            cut_tail: facts.map(|_| self.damage.as_ref().is_some_and(|damage| damage.kind == DamageKind::CutPacket)),
            tcp_packets: read(counts.tcp_packets),
            tls_packets: read(counts.tls_packets),
            other_packets: read(counts.other_packets),
            fragment_packets: read(counts.fragment_packets),
            malformed_packets: read(counts.malformed_packets),
            encrypted_packets: read(counts.encrypted_packets),
            too_deep_packets: read(counts.too_deep_packets),
            unsupported_packets: read(counts.unsupported_packets),
            unsupported_link_types: facts.map(|_| unsupported.as_slice()),
            incomplete_datagrams: read(counts.incomplete_datagrams),
            fragment_limit_datagrams: read(counts.fragment_limit_datagrams),
            tcp_connections: read(counts.tcp_connections),
            tls_connections: read(counts.tls_connections),
            refused_connections: read(counts.refused_connections),
            idle_connections: read(counts.idle_connections),
            evicted_connections: read(counts.evicted_connections),
            reorder_limit_connections: read(counts.reorder_limit_connections),
            resets_not_kept: read(counts.resets_not_kept),
            stream_numbers_end: facts.map(|_| counts.stream_numbers_end),
            tunnel_paths_end: facts.map(|_| counts.tunnel_paths_end),
            engine_version: env!("CARGO_PKG_VERSION"),
            status,
            error: error.as_deref(),
            error_offset: self.damage.as_ref().map(|damage| damage.offset),
            borrow: std::marker::PhantomData,
        });
        columns.finish()
    }
}

/// Tells the engine what its rows are called: the capture's id, in hex.
fn name(engine: &mut Engine, about: &About, id: [u8; 16]) -> String {
    let capture_id = hex(&id);
    engine.name(Name { capture_id: capture_id.clone(), server_label: about.server_label.clone() });
    capture_id
}

/// Bytes in hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Any bytes as a file: the rows hold together and stay in proportion to it, and it ends.
pub fn fuzz(data: &[u8]) {
    let source = Box::new(Cursor::new(data.to_vec()));
    let options = Options { records: true, max_memory: 1 << 20 };
    let mut reading = Reading::stream(source, About::default(), options);
    let (stop, mut batches) = (AtomicBool::new(false), Vec::new());
    while let Some(batch) = reading.next_batch(&stop) {
        batches.extend(batch);
    }
    let facts = match &reading.input {
        Input::File(capture) => capture.facts().clone(),
        _ => CaptureFacts::default(),
    };
    let frames = facts.packets.saturating_add(facts.frames_without_packet);
    invariants::check(&batches, frames, facts.first_time.zip(facts.last_time).map(|(first, last)| first..=last));
    let captures: usize =
        batches.iter().filter(|(table, _)| *table == "captures").map(|(_, rows)| rows.num_rows()).sum();
    assert_eq!(captures, 1, "a capture has one row");
}
