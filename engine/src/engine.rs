//! The story of one packet from capture to rows.
//!
//! A packet is peeled to a TCP segment; the segment finds its connection and is put in order; the bytes in order are cut
//! into records, and the observer notes what they tell. When the connection leaves, its facts are poured into rows. Rows
//! leave as Arrow batches, all rows of a connection in one.

pub mod fuzz;

use std::collections::HashSet;

use arrow_array::RecordBatch;

use crate::bytes::At;
use crate::capture::{LinkType, Packet};
use crate::flow::clock::Clock;
use crate::flow::connection::Connection;
use crate::flow::order::{Arrival, Front};
use crate::flow::table::{Entry, Flows, Leave, Left};
use crate::net::{self, Aggregate, Endpoint, Joined, Peeled, Peeler, Segment};
use crate::rows::{Name, Rows};
use crate::tls::known::Known;
use crate::tls::observer::{Close, Observer, Transport};
use crate::tls::record::Records;
use crate::tls::tunnel::Phase;
use crate::tls::{Role, Side};

/// Rows are handed over when one table has so many ...
const BATCH_ROWS: usize = 1 << 14;
/// ... or all take so much.
const BATCH_BYTES: usize = 1 << 27;
/// Servers that spoke TLS, remembered for the reset connections without.
const TLS_SERVERS: usize = 1 << 20;
/// Records that a connection gathers before their rows are made.
const RECORDS: usize = 1 << 12;
/// Reset connections without TLS that wait for the capture's end, when it is known who speaks TLS.
const WAITING: usize = 10_000;
/// It is looked for connections that can leave each time so many packets have passed.
const CHORES: u64 = 256;
/// Memory is counted each time so many packets have passed ...
const MEMORY_CHECK: u64 = 1 << 20;
/// ... or so many bytes more would be held if each new connection held this much.
const TYPICAL_BYTES: usize = 1 << 11;

/// What may be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Keep a row for every record.
    pub records: bool,
    /// Bytes that open connections may hold.
    pub max_memory: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { records: false, max_memory: 1 << 30 }
    }
}

/// Counts over a capture, for its row in `captures`.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "named as the columns of `captures` that they fill")]
pub struct Counts {
    pub packets: u64,
    pub tcp_packets: u64,
    pub tls_packets: u64,
    pub other_packets: u64,
    pub fragment_packets: u64,
    pub malformed_packets: u64,
    pub encrypted_packets: u64,
    pub too_deep_packets: u64,
    pub unsupported_packets: u64,
    pub unsupported_link_types: Vec<LinkType>,
    pub incomplete_datagrams: u64,
    pub fragment_limit_datagrams: u64,
    pub tcp_connections: u64,
    pub tls_connections: u64,
    pub refused_connections: u64,
    pub idle_connections: u64,
    pub evicted_connections: u64,
    pub reorder_limit_connections: u64,
    pub resets_not_kept: u64,
    pub stream_numbers_end: bool,
    pub tunnel_paths_end: bool,
}

/// What a packet is counted as: of several in one, the first in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Tcp,
    Fragment,
    Encrypted,
    TooDeep,
    Malformed,
    Unsupported,
    Other,
}

/// What the bytes of a connection said.
#[derive(Debug, Default)]
pub struct Talk {
    /// Records of each direction; none before there was payload.
    records: Option<Box<[Records; 2]>>,
    /// The observer; none before TLS is found.
    pub tls: Option<Box<Observer>>,
}

impl Talk {
    /// Records of both sides, if there was payload.
    pub fn both_records(&self) -> impl Iterator<Item = &Records> {
        self.records.iter().flat_map(|records| records.iter())
    }

    /// Records of a side, if there was payload.
    #[must_use]
    pub fn records(&self, side: Side) -> Option<&Records> {
        let [first, second] = self.records.as_deref()?;
        Some(if side == Side::First { first } else { second })
    }

    fn records_mut(&mut self, side: Side) -> &mut Records {
        let [first, second] = self.records.get_or_insert_default().as_mut();
        if side == Side::First { first } else { second }
    }
}

/// What the observers of a capture share.
#[derive(Debug)]
struct Context {
    known: Known,
    keep_records: bool,
}

/// What is peeled next.
enum Part<'p, 'a> {
    Packet(&'p Packet<'a>),
    /// What fragments were put together to.
    Joined(&'a Joined),
    /// The next of several packets in one.
    Next(&'p mut Aggregate<'a>),
}

/// One capture on its way from packets to rows.
#[derive(Debug)]
pub struct Engine {
    options: Options,
    context: Context,
    clock: Clock,
    peeler: Peeler,
    flows: Flows<Talk>,
    rows: Rows,
    counts: Counts,
    /// Reset connections without TLS: they get a row if their server spoke TLS elsewhere.
    waiting: Vec<Left<Talk>>,
    tls_servers: HashSet<Endpoint, foldhash::fast::RandomState>,
    /// What the rows are called, once that is known.
    name: Option<Name>,
    /// Connections that left before.
    nameless: Vec<Left<Talk>>,
    /// Connections that the capture's end leaves.
    ending: Option<std::vec::IntoIter<Box<Entry<Talk>>>>,
    next_memory_check: u64,
    /// Bytes held when memory was counted last, and by how many connections.
    memory: usize,
    counted: usize,
    /// Bytes captured since.
    bytes_since: usize,
}

impl Engine {
    /// Nothing read yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            options,
            context: Context { known: Known::default(), keep_records: options.records },
            clock: Clock::default(),
            peeler: Peeler::default(),
            flows: Flows::default(),
            rows: Rows::new(options.records),
            counts: Counts::default(),
            waiting: Vec::new(),
            tls_servers: HashSet::default(),
            name: None,
            nameless: Vec::new(),
            ending: None,
            next_memory_check: MEMORY_CHECK,
            memory: 0,
            counted: 0,
            bytes_since: 0,
        }
    }

    /// What the rows are called. Connections that leave before this is known wait.
    pub fn name(&mut self, name: Name) {
        self.name = Some(name);
        for (entry, why) in std::mem::take(&mut self.nameless) {
            self.pour(entry, why);
        }
    }

    fn pour(&mut self, mut entry: Box<Entry<Talk>>, why: Leave) {
        match &self.name {
            Some(name) => {
                let tunnel_path = self.peeler.tunnel_path(entry.connection.tunnels);
                self.rows.pour(&entry.connection, &mut entry.talk, why, tunnel_path, name);
            }
            None => self.nameless.push((entry, why)),
        }
    }

    /// Counts so far.
    #[must_use]
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The next packet of the capture.
    #[inline]
    pub fn packet(&mut self, packet: &Packet<'_>) {
        match self.part(Part::Packet(packet), packet.at) {
            Some(Kind::Tcp) => self.counts.tcp_packets += 1,
            Some(kind) => self.count(kind),
            None => {}
        }
        if self.counts.packets.is_multiple_of(CHORES) {
            self.chores();
        }
    }

    /// A packet, or one that came in others; `None` behind the last of an aggregate. It is the one place from which a segment
    /// goes on, so that what follows is inlined and a usual segment never put together in memory.
    fn part(&mut self, part: Part<'_, '_>, at: At) -> Option<Kind> {
        let mut usual = None;
        if let Part::Packet(packet) = &part {
            self.counts.packets += 1;
            self.bytes_since = self.bytes_since.saturating_add(packet.data.len());
            self.clock.tick(at.time());
            usual = net::usual_segment(packet);
        }
        let segment = match usual {
            Some(segment) => segment,
            None => match self.peel(part)? {
                Peeled::Tcp(segment) => segment,
                other => return Some(self.other(other, at)),
            },
        };
        self.segment(&segment, at);
        Some(Kind::Tcp)
    }

    #[inline(never)]
    fn peel<'a>(&mut self, part: Part<'_, 'a>) -> Option<Peeled<'a>> {
        match part {
            Part::Packet(packet) => Some(self.peeler.peel(packet)),
            Part::Joined(joined) => Some(joined.peel(&mut self.peeler)),
            Part::Next(aggregate) => aggregate.next(&mut self.peeler),
        }
    }

    /// Whatever a packet was peeled to, but a segment.
    #[inline(never)]
    fn other(&mut self, peeled: Peeled<'_>, at: At) -> Kind {
        match peeled {
            Peeled::Quoted(quoted) => {
                self.flows.quoted(&quoted);
                Kind::Other
            }
            Peeled::BadHeader(quoted) => {
                self.flows.quoted(&quoted);
                Kind::Malformed
            }
            Peeled::Fragment => Kind::Fragment,
            Peeled::Joined(joined) => self.part(Part::Joined(&joined), at).unwrap_or(Kind::Other),
            Peeled::Aggregate(mut aggregate) => {
                let mut kind = Kind::Other;
                while let Some(next) = self.part(Part::Next(&mut aggregate), at) {
                    kind = kind.min(next);
                }
                kind
            }
            Peeled::Tcp(_) | Peeled::Other => Kind::Other,
            Peeled::Encrypted => Kind::Encrypted,
            Peeled::TooDeep => Kind::TooDeep,
            Peeled::Malformed => Kind::Malformed,
            Peeled::UnsupportedLink(link_type) => {
                let known = &mut self.counts.unsupported_link_types;
                if known.len() < 16 && !known.contains(&link_type) {
                    known.push(link_type);
                }
                Kind::Unsupported
            }
        }
    }

    #[inline(never)]
    fn count(&mut self, kind: Kind) {
        let count = match kind {
            Kind::Tcp => &mut self.counts.tcp_packets,
            Kind::Fragment => &mut self.counts.fragment_packets,
            Kind::Encrypted => &mut self.counts.encrypted_packets,
            Kind::TooDeep => &mut self.counts.too_deep_packets,
            Kind::Malformed => &mut self.counts.malformed_packets,
            Kind::Unsupported => &mut self.counts.unsupported_packets,
            Kind::Other => &mut self.counts.other_packets,
        };
        *count += 1;
    }

    /// Connections that rest or hold too much leave.
    fn chores(&mut self) {
        while let Some(left) = self.flows.next_closed(&self.clock, self.counts.packets) {
            self.leave(left);
        }
        for entry in self.flows.idle(&self.clock, self.counts.packets) {
            self.counts.idle_connections += 1;
            self.leave((entry, Leave::Idle));
        }
        self.keep_to_memory();
    }

    fn segment(&mut self, segment: &Segment<'_>, at: At) {
        let (entry, side, replaced) = self.flows.of(segment, at);
        entry.connection.note(side, segment, at);
        let ends = segment.flags.fin() || segment.flags.rst();
        let was_closed = ends && entry.connection.is_closed();
        if segment.flags.rst() {
            flush(&mut entry.connection, &mut entry.talk, &mut self.context);
            missed_at_reset(entry, side, segment, at, &mut self.context);
            reset(entry, side, segment, at);
        } else {
            payload(entry, side, segment, at, &mut self.context);
        }
        let closes = ends && !was_closed && entry.connection.is_closed();
        if self.options.records
            && let (Some(tls), Some(name)) = (&mut entry.talk.tls, &self.name)
            && tls.records_held() >= RECORDS
        {
            self.rows.pour_records(&entry.connection, tls, name);
        }
        if let Some(left) = replaced {
            self.leave(left);
        }
        if closes {
            self.flows.close(segment, &self.clock, self.counts.packets);
        }
    }

    /// Rows are ready to be handed over.
    #[must_use]
    pub fn is_batch_full(&self) -> bool {
        self.rows.len() >= BATCH_ROWS || self.rows.bytes() >= BATCH_BYTES
    }

    /// The rows gathered so far, table by table, those of `captures` apart.
    pub fn take_batch(&mut self) -> Vec<(&'static str, RecordBatch)> {
        self.rows.finish()
    }

    /// The capture ended: connections leave until rows are full. True once all have left. The rows need their name by now.
    pub fn end(&mut self) -> bool {
        if self.ending.is_none() {
            self.ending = Some(self.flows.finish().into_iter());
        }
        while let Some(entry) = self.ending.as_mut().and_then(Iterator::next) {
            self.leave((entry, Leave::CaptureEnd));
            if self.is_batch_full() {
                return false;
            }
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_unstable_by_key(|(entry, _)| entry.connection.number);
        for (entry, why) in waiting {
            let server = entry.connection.end(server_side(&entry.connection));
            if self.tls_servers.contains(&server) {
                self.counts.tls_connections += 1;
                self.counts.tls_packets += packets(&entry.connection);
                self.pour(entry, why);
            }
        }
        self.counts.tcp_connections = self.flows.count;
        self.counts.stream_numbers_end = self.flows.numbers_end();
        self.counts.incomplete_datagrams = self.peeler.incomplete_datagrams();
        self.counts.fragment_limit_datagrams = self.peeler.datagrams_given_up();
        self.counts.tunnel_paths_end = self.peeler.tunnel_paths_end();
        true
    }

    /// A connection leaves: its facts become rows.
    fn leave(&mut self, (mut entry, why): Left<Talk>) {
        let Entry { connection, talk } = entry.as_mut();
        flush(connection, talk, &mut self.context);
        if why == Leave::Evicted {
            self.counts.evicted_connections += 1;
        }
        if connection.ways.iter().filter_map(|way| way.order.trouble()).any(|trouble| trouble.limit_reached) {
            self.counts.reorder_limit_connections += 1;
        }
        self.counts.refused_connections += u64::from(connection.resets().iter().any(|reset| reset.in_reply_to_syn));
        if let Some(tls) = &mut talk.tls {
            tls.finish(&mut self.context.known);
            if self.tls_servers.len() < TLS_SERVERS {
                self.tls_servers.insert(connection.end(tls.client.other()));
            }
            self.counts.tls_connections += 1;
            self.counts.tls_packets += packets(connection);
            self.pour(entry, why);
        } else if connection.continues {
            // A late RST or FIN of a conversation whose rows were made.
        } else if connection.resets().iter().any(|reset| reset.side == server_side(connection)) {
            if self.waiting.len() < WAITING {
                self.waiting.push((entry, why));
            } else {
                self.counts.resets_not_kept += 1;
            }
        }
    }

    /// The connections that rested longest leave if all of them hold too much.
    fn keep_to_memory(&mut self) {
        // What is held besides was captured since.
        let guess = self.memory + self.flows.len().saturating_sub(self.counted) * TYPICAL_BYTES + self.bytes_since;
        if self.counts.packets < self.next_memory_check && guess <= self.options.max_memory {
            return;
        }
        self.count_memory();
        while self.memory > self.options.max_memory && self.flows.len() > 1 {
            for entry in self.flows.evict() {
                self.leave((entry, Leave::Evicted));
            }
            self.count_memory();
        }
    }

    fn count_memory(&mut self) {
        let each = size_of::<Entry<Talk>>();
        let held: usize = self.flows.entries().map(|entry| each + entry.heap()).sum();
        self.memory = held + self.flows.heap();
        self.counted = self.flows.len();
        self.bytes_since = 0;
        self.next_memory_check = self.counts.packets + MEMORY_CHECK;
    }
}

impl Entry<Talk> {
    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.connection.heap()
            + self.talk.records.as_ref().map_or(0, |_| size_of::<[Records; 2]>())
            + self.talk.both_records().map(Records::heap).sum::<usize>()
            + self.talk.tls.as_ref().map_or(0, |tls| tls.heap())
    }
}

fn packets(connection: &Connection) -> u64 {
    connection.ways.iter().map(|way| u64::from(way.packets)).sum()
}

/// The server of a connection in which no TLS tells it.
pub fn server_side(connection: &Connection) -> Side {
    connection.initiator.unwrap_or_else(|| connection.higher_port()).other()
}

/// The payload and the end of a segment, and what was held for them.
fn payload(entry: &mut Entry<Talk>, side: Side, segment: &Segment<'_>, at: At, reading: &mut Context) {
    let Entry { connection, talk } = entry;
    let waits = connection.way(side.other()).order.holds_up().is_some();
    // RFC 9293 3.4: a SYN takes a sequence number before its data.
    let sequence = segment.sequence.wrapping_add(u32::from(segment.flags.syn()));
    if segment.payload_length > 0 {
        let order = &mut connection.way_mut(side).order;
        if waits {
            order.wait(sequence, segment.payload, segment.payload_length, at);
        } else if let Arrival::Next { bytes, cut } = order.push(sequence, segment.payload, segment.payload_length, at) {
            read(connection, talk, side, bytes, at, reading);
            if cut > 0 {
                missing(connection, talk, side, cut, at, reading);
            }
        }
    }
    if segment.flags.fin() && connection.note_fin(side, at) {
        let end = sequence.wrapping_add(segment.payload_length);
        let order = &mut connection.way_mut(side).order;
        if waits || order.next() != end {
            order.wait_for_end(end, at);
        } else if let Some(tls) = &mut talk.tls {
            tls.close(side, Close::Fin, at);
        }
    }
    if connection.ways.iter().all(|way| way.order.trouble().is_none()) {
        return;
    }
    held(connection, talk, reading);
    for side in [Side::First, Side::Second] {
        let acknowledged = connection.way(side.other()).last_ack();
        while connection.way_mut(side).order.hopeless(acknowledged) {
            give_up(connection, talk, side, reading);
        }
        if connection.way(side).order.waits_too_long() {
            connection.way_mut(side.other()).order.pass();
            held(connection, talk, reading);
        }
    }
}

/// Held bytes whose turn has come, of both sides in the order in which they were there.
fn held(connection: &mut Connection, talk: &mut Talk, reading: &mut Context) {
    while let Some(side) = next_side(connection) {
        let Some(run) = connection.way_mut(side).order.next_held() else { continue };
        read(connection, talk, side, run.bytes(), run.at, reading);
        if run.cut > 0 {
            missing(connection, talk, side, run.cut, run.at, reading);
        }
        if run.fin
            && let Some(tls) = &mut talk.tls
        {
            let fin = connection.way(side).fin.unwrap_or(run.at.frame);
            tls.close(side, Close::Fin, At::new(fin, run.at.time()));
        }
    }
}

/// The side whose held bytes are next: those that were there first, before the other side had a hole.
fn next_side(connection: &Connection) -> Option<Side> {
    let next = |side: Side| {
        let Front::Next(since) = connection.way(side).order.front()? else { return None };
        let hole = connection.way(side.other()).order.holds_up();
        hole.is_none_or(|hole| since < hole).then_some((since, side))
    };
    let [first, second] = [next(Side::First), next(Side::Second)];
    first.into_iter().chain(second).min_by_key(|(since, _)| *since).map(|(_, side)| side)
}

/// The first hole of a side will not be filled.
fn give_up(connection: &mut Connection, talk: &mut Talk, side: Side, reading: &mut Context) {
    let Some(gap) = connection.way_mut(side).order.give_up() else { return };
    if gap.passed
        && let Some(tls) = &mut talk.tls
    {
        tls.delayed(side);
    }
    missing(connection, talk, side, gap.missing, gap.at, reading);
    held(connection, talk, reading);
}

/// Nothing more comes: what waits behind holes is read as it is, the earlier frames first.
fn flush(connection: &mut Connection, talk: &mut Talk, reading: &mut Context) {
    held(connection, talk, reading);
    let hole = |connection: &Connection, side: Side| match connection.way(side).order.front()? {
        Front::Hole(since) => Some((since, side)),
        Front::Next(_) => None,
    };
    while let Some((_, side)) = [Side::First, Side::Second]
        .into_iter()
        .filter_map(|side| hole(connection, side))
        .min_by_key(|(since, _)| *since)
    {
        give_up(connection, talk, side, reading);
    }
    for side in [Side::First, Side::Second] {
        let acknowledged = connection.way(side.other()).last_ack().filter(|_| connection.way(side).packets > 0);
        if let Some(acknowledged) = acknowledged {
            miss(connection, talk, side, acknowledged, connection.last, reading);
        }
    }
}

/// A RST that its receiver heeds says where its sender stood, and may say where the other side did.
fn missed_at_reset(entry: &mut Entry<Talk>, side: Side, segment: &Segment<'_>, at: At, reading: &mut Context) {
    let Entry { connection, talk } = entry;
    if connection.in_window(side, segment) != Some(true) {
        return;
    }
    miss(connection, talk, side, segment.sequence, at, reading);
    if segment.flags.ack() {
        miss(connection, talk, side.other(), segment.acknowledgment, at, reading);
    }
}

/// What is missing of a side's bytes up to `end` at its end, where nothing behind it shows the hole.
fn miss(connection: &mut Connection, talk: &mut Talk, side: Side, end: u32, at: At, reading: &mut Context) {
    if let Some(count) = connection.way_mut(side).order.miss(end, at) {
        missing(connection, talk, side, count, at, reading);
    }
}

/// Bytes of a side, in order.
fn read(connection: &Connection, talk: &mut Talk, side: Side, mut bytes: &[u8], at: At, reading: &mut Context) {
    let peer_speaks = talk.records(side.other()).is_some_and(|records| records.found);
    loop {
        let records = talk.records_mut(side);
        let losses = records.losses();
        let piece = records.next(&mut bytes, at, peer_speaks);
        let lost = records.losses() > losses;
        if let Some(piece) = piece {
            observer(connection, talk, reading.keep_records).piece(side, &piece, &mut reading.known);
        } else if lost && let Some(tls) = &mut talk.tls {
            tls.lost(side, &mut reading.known);
        } else {
            return;
        }
    }
}

/// Bytes of a side that the capture lacks.
fn missing(connection: &Connection, talk: &mut Talk, side: Side, count: u32, at: At, reading: &mut Context) {
    let records = talk.records_mut(side);
    let losses = records.losses();
    let piece = records.gap(count, at);
    // Bytes of a side of which no record was found may have held its first ones.
    let lost = records.losses() > losses || !records.found;
    if let Some(piece) = piece {
        // A record that ended in them ended nobody knows when.
        let tls = observer(connection, talk, reading.keep_records);
        tls.delayed(side);
        tls.piece(side, &piece, &mut reading.known);
    }
    if lost && let Some(tls) = &mut talk.tls {
        tls.lost(side, &mut reading.known);
    }
}

/// The observer of a connection in which a record was found.
fn observer<'t>(connection: &Connection, talk: &'t mut Talk, keep_records: bool) -> &'t mut Observer {
    let Talk { records, tls } = talk;
    tls.get_or_insert_with(|| {
        let transport = Transport {
            initiator: connection.initiator,
            higher_port: connection.higher_port(),
            rtt_ns: connection.rtt_ns.get(),
        };
        let whole = connection.initiator.is_some();
        let whole = [Side::First, Side::Second]
            .map(|side| whole && connection.way(side).order.trouble().is_none_or(|trouble| trouble.gaps == 0));
        let mut tls = Box::new(Observer::new(transport, whole, keep_records));
        tls.spoken_before = records.iter().flat_map(|records| records.iter()).any(|records| records.before() > 0);
        tls
    })
}

/// A RST: what had come before it.
fn reset(entry: &mut Entry<Talk>, side: Side, segment: &Segment<'_>, at: At) {
    let Entry { connection, talk } = entry;
    let tls = talk.tls.as_deref();
    let phase = tls.map_or("none", |tls| phase_name(tls.phase()));
    connection.note_reset(side, segment, at, phase, |connection| tls.map_or("other", |tls| before(tls, connection)));
    if let Some(tls) = &mut talk.tls {
        tls.close(side, Close::Rst, at);
    }
}

/// The last thing that TLS saw.
fn before(tls: &Observer, connection: &Connection) -> &'static str {
    let closing = [Side::First, Side::Second].map(|side| tls.closing_alert(side)).into_iter().flatten().max();
    let last = tls.halves.iter().filter_map(|half| half.last.map(|last| last.frame)).max();
    if closing.is_some() && closing == last {
        return "close_notify";
    }
    let turns = &tls.tunnel.turns;
    let request = turns.request_end.map(|at| at.frame);
    let reply = turns.last_reply.map(|at| at.frame);
    match (request.max(reply), tls.phase()) {
        (Some(data), Phase::Established) => {
            // Bytes of a record that never ended: its sender was speaking.
            let speaking = |role: Role| {
                let side = if role == Role::Client { tls.client } else { tls.client.other() };
                connection.way(side).last_data.get()
            };
            if Some(data) == request && speaking(Role::Client) >= speaking(Role::Server) { "request" } else { "reply" }
        }
        (_, Phase::ClientHello) => "client_hello",
        (_, Phase::Handshake | Phase::Renegotiation) => "handshake",
        _ => "other",
    }
}

/// A phase in the words of the tables.
pub const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::None => "none",
        Phase::ClientHello => "client_hello",
        Phase::Handshake => "handshake",
        Phase::Established => "established",
        Phase::Renegotiation => "renegotiation",
    }
}
