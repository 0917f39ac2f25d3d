//! Fragments put together (RFC 791 3.2, RFC 8200 4.5).
//!
//! Knows offsets and bytes, and no protocol. Where fragments overlap, the one that begins earlier is kept, then the one that
//! came earlier, as in Wireshark.

use std::collections::HashMap;

use super::{Address, TunnelPath};
use crate::bytes::Time;

/// Packets that may wait for fragments ...
const PACKETS: usize = 1 << 10;
/// ... and the bytes that all of them may hold, the largest times 64.
const BYTES: usize = 1 << 22;
/// What a fragment takes besides its bytes.
const OVERHEAD: usize = 64;
/// No packet has more: they begin at multiples of eight.
const PIECES: usize = 1 << 13;
/// The length field of either header goes no further.
const LONGEST: usize = u16::MAX as usize;
/// RFC 8200 4.5: a packet that is not whole after a minute is given up, so a later identification is another packet's.
const AGE_NS: i64 = 60 * 1_000_000_000;

/// What a fragment says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    pub identification: u32,
    /// Where its bytes belong.
    pub offset: usize,
    /// It is not the last.
    pub more: bool,
}

/// What all fragments of a packet share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub source: Address,
    pub destination: Address,
    pub protocol: u8,
    pub identification: u32,
    pub tunnels: TunnelPath,
}

/// Packets that are not whole yet.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    waiting: HashMap<Key, Waiting, foldhash::fast::RandomState>,
    bytes: usize,
    begun: u64,
    /// Packets of which fragments were missing for a minute.
    pub expired: u64,
    /// Packets given up because too much was waiting.
    pub given_up: u64,
}

#[derive(Debug)]
struct Waiting {
    /// In the order in which they began to wait.
    number: u64,
    since: Time,
    /// Known from the last fragment.
    length: Option<usize>,
    /// In order of their offsets.
    pieces: Vec<Piece>,
    bytes: usize,
}

#[derive(Debug)]
struct Piece {
    offset: usize,
    bytes: Box<[u8]>,
}

impl Fragments {
    /// One more fragment; the whole, if it was the last that was missing.
    pub fn push(&mut self, key: Key, fragment: Fragment, bytes: &[u8], now: Time) -> Option<Vec<u8>> {
        let end = fragment.offset.checked_add(bytes.len()).filter(|end| *end <= LONGEST)?;
        if bytes.is_empty() {
            return None;
        }
        if self.waiting.get(&key).is_some_and(|waiting| waiting.is_older(now)) {
            self.expired += 1;
            self.remove(&key);
        }
        let held = bytes.len() + OVERHEAD;
        let known = self.waiting.contains_key(&key);
        while self.bytes + held > BYTES || !known && self.waiting.len() >= PACKETS {
            self.evict(now)?;
        }
        self.begun += 1;
        let begun = self.begun;
        let waiting = self.waiting.entry(key).or_insert_with(|| Waiting {
            number: begun,
            since: now,
            length: None,
            pieces: Vec::new(),
            bytes: 0,
        });
        if !fragment.more {
            waiting.length.get_or_insert(end);
        }
        if waiting.insert(fragment.offset, bytes) {
            waiting.bytes += held;
            self.bytes += held;
        }
        if waiting.pieces.len() > PIECES {
            self.given_up += 1;
            self.remove(&key);
            return None;
        }
        let whole = waiting.whole()?;
        self.remove(&key);
        Some(whole)
    }

    /// Packets that still wait.
    pub fn waiting(&self) -> u64 {
        self.waiting.len() as u64
    }

    fn remove(&mut self, key: &Key) {
        if let Some(waiting) = self.waiting.remove(key) {
            self.bytes -= waiting.bytes;
        }
    }

    /// The one that has waited longest goes; `None` if there is none.
    fn evict(&mut self, now: Time) -> Option<()> {
        let (&key, oldest) = self.waiting.iter().min_by_key(|(_, waiting)| waiting.number)?;
        if oldest.is_older(now) {
            self.expired += 1;
        } else {
            self.given_up += 1;
        }
        self.remove(&key);
        Some(())
    }
}

impl Waiting {
    fn is_older(&self, now: Time) -> bool {
        self.since.zip(now).is_some_and(|(since, now)| now.saturating_sub(since) > AGE_NS)
    }

    /// Keeps a fragment, unless it repeats one.
    fn insert(&mut self, offset: usize, bytes: &[u8]) -> bool {
        let place = self.pieces.partition_point(|piece| piece.offset <= offset);
        let before = self.pieces.get(..place).and_then(<[Piece]>::last);
        if before.is_some_and(|piece| piece.offset == offset && piece.bytes.len() >= bytes.len()) {
            return false;
        }
        self.pieces.insert(place, Piece { offset, bytes: bytes.into() });
        true
    }

    /// The bytes in order, if none is missing.
    fn whole(&self) -> Option<Vec<u8>> {
        let length = self.length?;
        let mut reach = 0;
        for piece in &self.pieces {
            if piece.offset > reach {
                return None;
            }
            reach = reach.max(piece.offset + piece.bytes.len());
        }
        if reach < length {
            return None;
        }
        let mut whole = Vec::with_capacity(reach);
        for piece in &self.pieces {
            let known = whole.len() - piece.offset;
            whole.extend_from_slice(piece.bytes.get(known..).unwrap_or_default());
        }
        whole.truncate(length);
        Some(whole)
    }
}
