//! Wireshark's `tcp.stream`: numbered as Wireshark does, apart from our connections, which leave earlier.
//!
//! It goes by addresses and ports alone, counts TCP headers quoted in ICMP errors, and gives a conversation that rested
//! its number again. For that, a small stone stays where a conversation was.

use std::hash::{Hash, Hasher};

use crate::net::{Address, Endpoint, Family, TcpFlags};
use crate::tls::Side;

/// Conversations remembered besides the open ones.
const STONES: usize = 2_000_000;

/// Addresses and ports of a conversation, in one order for both directions.
#[derive(Clone, Copy, Debug, Eq)]
pub struct Key {
    words: [u64; 5],
}

/// Word by word: comparing arrays calls out of line, for every packet.
impl PartialEq for Key {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
    }
}

impl Key {
    /// The key, and which side `source` is.
    #[inline]
    #[must_use]
    pub fn of(source: Endpoint, destination: Endpoint) -> (Self, Side) {
        // Any order will do, as long as both directions agree on it.
        let [a, b] = source.address.words();
        let [c, d] = destination.address.words();
        let is_first = (a, b, source.port) <= (c, d, destination.port);
        let (side, first, second, [a, b, c, d]) = if is_first {
            (Side::First, source, destination, [a, b, c, d])
        } else {
            (Side::Second, destination, source, [c, d, a, b])
        };
        let families = u64::from(first.address.family() as u8) << 8 | u64::from(second.address.family() as u8);
        let ports = families << 32 | u64::from(first.port) << 16 | u64::from(second.port);
        (Self { words: [a, b, c, d, ports] }, side)
    }
}

impl Key {
    /// The end of a side.
    #[must_use]
    pub fn end(&self, side: Side) -> Endpoint {
        let [a, b, c, d, ports] = self.words;
        let [_, _, first_family, second_family, port_1, port_2, port_3, port_4] = ports.to_be_bytes();
        let (words, family, port) = match side {
            Side::First => ([a, b], first_family, [port_1, port_2]),
            Side::Second => ([c, d], second_family, [port_3, port_4]),
        };
        let family = if family == Family::V4 as u8 { Family::V4 } else { Family::V6 };
        Endpoint { address: Address::of_words(words, family), port: u16::from_be_bytes(port) }
    }
}

impl Hash for Key {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        for word in self.words {
            state.write_u64(word);
        }
    }
}

/// What Wireshark remembers of a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// `u64::MAX` if it is not known any more.
    number: u64,
    base: [u32; 2],
    known: [bool; 2],
    ended: bool,
}

/// The part of a TCP header that Wireshark numbers streams by.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Sequence number.
    pub sequence: u32,
    /// Acknowledgment number, if there is one.
    pub acknowledgment: Option<u32>,
    /// Flags.
    pub flags: TcpFlags,
}

impl Stream {
    const fn new(number: Option<u64>) -> Self {
        let number = match number {
            Some(number) => number,
            None => u64::MAX,
        };
        Self { number, base: [0; 2], known: [false; 2], ended: false }
    }

    /// Its number; `None` if it is not known any more.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        (self.number != u64::MAX).then_some(self.number)
    }

    /// A SYN that cannot belong to this conversation: its ports are used again.
    #[inline]
    #[must_use]
    pub fn is_reused_by(&self, side: Side, mark: &Mark) -> bool {
        if !mark.flags.syn() || mark.flags.ack() {
            return false;
        }
        let ([first, second], [first_known, second_known]) = (self.base, self.known);
        let (base, known) = if side == Side::First { (first, first_known) } else { (second, second_known) };
        known && (base != mark.sequence || self.ended)
    }

    /// Notes a segment of this conversation.
    #[inline]
    pub fn note(&mut self, side: Side, mark: &Mark) {
        let ([first, second], [first_known, second_known]) = (&mut self.base, &mut self.known);
        let forward = (first, first_known);
        let back = (second, second_known);
        let (forward, back) = if side == Side::First { (forward, back) } else { (back, forward) };
        if !*forward.1 {
            *forward.0 = if mark.flags.syn() { mark.sequence } else { mark.sequence.wrapping_sub(1) };
            *forward.1 = true;
        }
        if !*back.1
            && let Some(acknowledgment) = mark.acknowledgment
        {
            *back.0 = acknowledgment.wrapping_sub(1);
            *back.1 = true;
        }
        self.ended |= mark.flags.fin() || mark.flags.rst();
    }
}

/// Gives numbers.
#[derive(Debug, Default)]
pub struct Streams {
    next: u64,
    stones: hashbrown::HashMap<Key, Stream, foldhash::fast::RandomState>,
    /// So many conversations were met that not all could be remembered: later numbers are unknown.
    pub exhausted: bool,
}

impl Streams {
    /// The number of a conversation that is not open: a new one, unless a stone stands for it.
    pub fn open(&mut self, key: &Key, side: Side, mark: &Mark) -> Stream {
        match self.stones.remove(key) {
            Some(stone) if !stone.is_reused_by(side, mark) => stone,
            _ => self.renew(),
        }
    }

    /// A new conversation.
    pub fn renew(&mut self) -> Stream {
        let number = (!self.exhausted).then_some(self.next);
        self.next += 1;
        Stream::new(number)
    }

    /// A conversation leaves.
    pub fn rest(&mut self, key: Key, stream: Stream) {
        if self.stones.len() < STONES {
            self.stones.insert(key, stream);
        } else {
            self.exhausted = true;
        }
    }

    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.stones.capacity() * (size_of::<Key>() + size_of::<Stream>() + 1)
    }
}
