//! The open connections of a capture: which one a segment belongs to, and which leave.

use std::collections::VecDeque;
use std::hash::BuildHasher;

use crate::bytes::{At, Time};
use crate::flow::clock::Clock;
use crate::flow::connection::Connection;
use crate::flow::streams::{Key, Mark, Stream, Streams};
use crate::net::{QuotedTcp, Segment, TunnelPath};
use crate::tls::Side;

/// A connection is idle after so long without a packet of its own ...
const IDLE_NS: i64 = 300 * 1_000_000_000;
/// ... and so many packets of others.
const IDLE_PACKETS: u64 = 100_000;
/// One that both sides closed leaves after so long without a packet of its own: nothing but repetitions can come ...
const CLOSED_NS: i64 = 2 * 1_000_000_000;
/// ... and so many packets of others.
const CLOSED_PACKETS: u64 = 10_000;

/// A connection and what its bytes said.
#[derive(Debug)]
pub struct Entry<T> {
    /// The connection.
    pub connection: Connection,
    /// What is kept of its bytes.
    pub talk: T,
}

/// Why a connection left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Its ports are used again.
    Reused,
    /// Both sides closed it.
    Closed,
    /// It rested.
    Idle,
    /// Memory ran out.
    Evicted,
    /// The capture ended.
    CaptureEnd,
}

/// A connection that leaves, with the reason.
pub type Left<T> = (Box<Entry<T>>, Leave);

/// The open connections.
#[derive(Debug)]
pub struct Flows<T> {
    open: hashbrown::HashTable<Box<Entry<T>>>,
    hasher: foldhash::fast::RandomState,
    streams: Streams,
    /// Connections that both sides closed, with the count of packets and the time then.
    closed: VecDeque<(Key, u64, Time)>,
    next_sweep: u64,
    /// Connections so far.
    pub count: u64,
    /// A connection came through a tunnel: the same addresses and ports may be open in several.
    tunneled: bool,
}

impl<T> Default for Flows<T> {
    fn default() -> Self {
        Self {
            open: hashbrown::HashTable::new(),
            hasher: foldhash::fast::RandomState::default(),
            streams: Streams::default(),
            closed: VecDeque::new(),
            next_sweep: IDLE_PACKETS,
            count: 0,
            tunneled: false,
        }
    }
}

impl<T: Default> Flows<T> {
    /// The connection of a segment, its sender's side, and the connection whose ports it took.
    #[inline]
    pub fn of(&mut self, segment: &Segment<'_>, at: At) -> (&mut Entry<T>, Side, Option<Left<T>>) {
        let (key, side) = Key::of(segment.source, segment.destination);
        let key = key.within(segment.tunnels);
        let sibling = if self.tunneled || segment.tunnels != TunnelPath::default() { self.sibling(key) } else { None };
        let acknowledgment = (segment.flags.ack()).then_some(segment.acknowledgment);
        let mark = Mark { sequence: segment.sequence, acknowledgment, flags: segment.flags };
        let Self { open, hasher, streams, count, .. } = self;
        let mut begin = |stream, continues| {
            let mut connection = Connection::new(*count, stream, key, segment, at);
            connection.continues = continues;
            *count += 1;
            Box::new(Entry { connection, talk: T::default() })
        };
        let mut left = None;
        let hash = hasher.hash_one(key);
        let entry = match open.entry(
            hash,
            |entry| entry.connection.key == key,
            |entry| hasher.hash_one(entry.connection.key),
        ) {
            hashbrown::hash_table::Entry::Occupied(known) => {
                let entry = known.into_mut();
                if entry.connection.stream.is_reused_by(side, &mark) {
                    // Unless it was met in another tunnel before.
                    let stream = sibling
                        .filter(|sibling| {
                            sibling.is_after(&entry.connection.stream) && !sibling.is_reused_by(side, &mark)
                        })
                        .unwrap_or_else(|| streams.renew());
                    left = Some((std::mem::replace(entry, begin(stream, false)), Leave::Reused));
                }
                entry
            }
            hashbrown::hash_table::Entry::Vacant(free) => {
                let (stream, continues) = match sibling {
                    Some(sibling) if sibling.is_reused_by(side, &mark) => (streams.renew(), false),
                    Some(sibling) => (sibling, false),
                    None => streams.open(&key, side, &mark),
                };
                free.insert(begin(stream, continues)).into_mut()
            }
        };
        entry.connection.stream.note(side, &mark);
        (entry, side, left)
    }

    /// Wireshark's youngest conversation of these addresses and ports in other tunnels: it knows no tunnels.
    #[cold]
    fn sibling(&mut self, key: Key) -> Option<Stream> {
        self.tunneled = true;
        self.open
            .iter_hash(self.hasher.hash_one(key))
            .map(|entry| &entry.connection)
            .filter(|other| other.key != key && other.key.outside() == key.outside())
            .map(|other| other.stream)
            .max_by_key(Stream::number)
    }

    fn find(&self, key: Key) -> Option<&Entry<T>> {
        let hash = self.hasher.hash_one(key);
        self.open.find(hash, |entry| entry.connection.key == key).map(AsRef::as_ref)
    }

    /// A TCP header that is no part of a connection takes a stream number all the same.
    pub fn quoted(&mut self, quoted: &QuotedTcp) {
        let (key, side) = Key::of(quoted.source, quoted.destination);
        let mark = Mark { sequence: quoted.sequence, acknowledgment: None, flags: quoted.flags };
        let hash = self.hasher.hash_one(key);
        if self.open.find(hash, |entry| entry.connection.key.outside() == key).is_none() {
            let (mut stream, _) = self.streams.open(&key, side, &mark);
            stream.note(side, &mark);
            self.streams.rest(key, stream);
        }
    }

    /// Both sides closed the connection of `segment`.
    pub fn close(&mut self, segment: &Segment<'_>, clock: &Clock, packet: u64) {
        let (key, _) = Key::of(segment.source, segment.destination);
        self.closed.push_back((key.within(segment.tunnels), packet, clock.now()));
    }

    /// The next connection that both sides closed and of which nothing has come since.
    #[inline]
    pub fn next_closed(&mut self, clock: &Clock, packet: u64) -> Option<Left<T>> {
        let rested = |since: u64, then: Time| {
            let quiet = clock.now().zip(then).map(|(now, then)| now.saturating_sub(then));
            packet.saturating_sub(since) >= CLOSED_PACKETS && quiet.is_none_or(|quiet| quiet >= CLOSED_NS)
        };
        while let Some((key, since, then)) = self.closed.front().copied() {
            if !rested(since, then) {
                return None;
            }
            self.closed.pop_front();
            let Some(entry) = self.find(key) else { continue };
            let connection = &entry.connection;
            if !connection.is_closed() {
                continue; // its ports are used again
            }
            if !rested(connection.last.frame.get(), connection.last.time()) {
                self.closed.push_back((key, packet, clock.now()));
                continue;
            }
            let hash = self.hasher.hash_one(key);
            let (entry, _) = self.open.find_entry(hash, |entry| entry.connection.key == key).ok()?.remove();
            self.streams.rest(key, entry.connection.stream);
            return Some((entry, Leave::Closed));
        }
        None
    }

    /// After so many packets: the connections that rested, in order of their numbers.
    pub fn idle(&mut self, clock: &Clock, packet: u64) -> Vec<Box<Entry<T>>> {
        if packet < self.next_sweep {
            return Vec::new();
        }
        self.next_sweep = packet + IDLE_PACKETS;
        let rested = |entry: &Entry<T>| {
            let idle = clock.now().zip(entry.connection.last.time()).map(|(now, last)| now.saturating_sub(last));
            // A packet without a time has no idleness by time; packets alone decide.
            packet.saturating_sub(entry.connection.last.frame.get()) >= IDLE_PACKETS
                && idle.is_none_or(|idle| idle >= IDLE_NS)
        };
        self.leave(Leave::Idle, rested)
    }

    /// The eighth of the connections that rested longest leaves.
    pub fn evict(&mut self) -> Vec<Box<Entry<T>>> {
        let mut last: Vec<u64> = self.open.iter().map(|entry| entry.connection.last.frame.get()).collect();
        if last.is_empty() {
            return Vec::new();
        }
        let eighth = last.len() / 8;
        let bound = *last.select_nth_unstable(eighth).1;
        self.leave(Leave::Evicted, |entry| entry.connection.last.frame.get() <= bound)
    }

    /// All that are left, in order of their numbers.
    pub fn finish(&mut self) -> Vec<Box<Entry<T>>> {
        self.leave(Leave::CaptureEnd, |_| true)
    }

    fn leave(&mut self, why: Leave, leaves: impl Fn(&Entry<T>) -> bool) -> Vec<Box<Entry<T>>> {
        let mut left = Vec::with_capacity(if why == Leave::CaptureEnd { self.open.len() } else { 0 });
        let streams = &mut self.streams;
        for entry in self.open.extract_if(|entry| leaves(entry)) {
            if why != Leave::CaptureEnd {
                streams.rest(entry.connection.key, entry.connection.stream);
            }
            left.push(entry);
        }
        left.sort_unstable_by_key(|entry| entry.connection.number);
        left
    }

    /// How many are open.
    #[must_use]
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// None is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The open connections.
    pub fn entries(&self) -> impl Iterator<Item = &Entry<T>> {
        self.open.iter().map(AsRef::as_ref)
    }

    /// Stream numbers are not known any more.
    #[must_use]
    pub const fn numbers_end(&self) -> bool {
        self.streams.exhausted
    }

    /// Bytes of the table itself, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.open.capacity() * (size_of::<usize>() + 1) + self.streams.heap()
    }
}
