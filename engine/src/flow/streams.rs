//! Wireshark's `tcp.stream`: numbered as Wireshark does, apart from our connections, which leave earlier.
//!
//! It goes by addresses and ports alone, counts TCP headers quoted in ICMP errors, and gives a conversation that rested
//! its number again. For that, a small stone stays where a conversation was.

use std::hash::{Hash, Hasher};

use crate::net::{Address, Endpoint, Family, TcpFlags, TunnelPath};
use crate::tls::Side;

/// Conversations remembered besides the open ones.
const STONES: usize = 2_000_000;

/// Addresses and ports of a conversation, in one order for both directions, and the tunnels that it came through.
#[derive(Clone, Copy, Debug, Eq)]
pub struct Key {
    words: [u64; 5],
}

/// The last word has the tunnels in its upper bits; Wireshark's key is all the rest.
const OUTSIDE: u64 = u64::MAX >> 16;

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

    /// The key of the same conversation in these tunnels.
    #[inline]
    #[must_use]
    pub const fn within(self, tunnels: TunnelPath) -> Self {
        let [a, b, c, d, ports] = self.words;
        Self { words: [a, b, c, d, ports & OUTSIDE | (tunnels.number() as u64) << 48] }
    }

    /// The key without tunnels.
    #[inline]
    #[must_use]
    pub const fn outside(self) -> Self {
        let [a, b, c, d, ports] = self.words;
        Self { words: [a, b, c, d, ports & OUTSIDE] }
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

/// Without the tunnels: a conversation is looked for in all of them.
impl Hash for Key {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        for word in self.outside().words {
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
        Self { number, base: [0; 2], known: [false; 2] }
    }

    /// Its number; `None` if it is not known any more.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        (self.number != u64::MAX).then_some(self.number)
    }

    /// It was met later than `other`.
    #[must_use]
    pub const fn is_after(&self, other: &Self) -> bool {
        self.number > other.number
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
        known && base != mark.sequence
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
    /// The number of a conversation that is not open: a new one, unless a stone stands for it; and whether one did.
    pub fn open(&mut self, key: &Key, side: Side, mark: &Mark) -> (Stream, bool) {
        match self.stones.remove(&key.outside()) {
            Some(stone) if !stone.is_reused_by(side, mark) => (stone, true),
            _ => (self.renew(), false),
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
        let key = key.outside();
        if self.stones.len() < STONES {
            // One that rested in another tunnel may be younger.
            let stone = self.stones.entry(key).or_insert(stream);
            if stone.number < stream.number {
                *stone = stream;
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Address;

    const SYN: TcpFlags = TcpFlags(0x02);
    const ACK: TcpFlags = TcpFlags(0x10);
    const RST: TcpFlags = TcpFlags(0x04);

    const fn end(last: u8, port: u16) -> Endpoint {
        Endpoint { address: Address::v4([10, 0, 0, last]), port }
    }

    const fn mark(sequence: u32, flags: TcpFlags) -> Mark {
        Mark { sequence, acknowledgment: None, flags }
    }

    #[test]
    fn both_directions_have_one_key_and_two_sides() {
        for (one, other) in [
            (end(1, 443), end(2, 50_000)),
            (end(1, 443), end(1, 50_000)),
            (end(1, 50_000), end(2, 443)),
            (Endpoint { address: Address::v6([1; 16]), port: 1 }, Endpoint { address: Address::v6([2; 16]), port: 1 }),
        ] {
            let ((there, side), (back, other_side)) = (Key::of(one, other), Key::of(other, one));
            assert_eq!(there, back);
            assert_eq!(side, other_side.other());
            assert_eq!((there.end(side), there.end(other_side)), (one, other));
        }
        assert_ne!(Key::of(end(1, 443), end(2, 443)).0, Key::of(end(1, 443), end(3, 443)).0);
        // The same bytes as an address of the other family are another address.
        let v6 = Endpoint { address: Address::v6([10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), port: 443 };
        assert_ne!(Key::of(end(1, 443), end(2, 443)).0, Key::of(v6, end(2, 443)).0);
    }

    /// As tshark 4.0 numbers them: also when the stream had ended, as a client that was refused tries again with its number.
    #[test]
    fn a_syn_with_another_sequence_number_is_another_stream() {
        let mut stream = Streams::default().renew();
        stream.note(Side::First, &mark(1000, SYN));
        assert!(!stream.is_reused_by(Side::First, &mark(1000, SYN)), "sent again");
        assert!(stream.is_reused_by(Side::First, &mark(1001, SYN)));
        assert!(!stream.is_reused_by(Side::First, &mark(5000, ACK)));
        assert!(!stream.is_reused_by(Side::First, &mark(5000, TcpFlags(0x12))), "a SYN-ACK answers");
        stream.note(Side::Second, &mark(0, RST));
        assert!(!stream.is_reused_by(Side::First, &mark(1000, SYN)), "refused, and tried again");
        assert!(stream.is_reused_by(Side::First, &mark(2000, SYN)));
    }

    #[test]
    fn a_stream_that_was_met_in_the_middle_has_a_first_number_too() {
        let mut stream = Streams::default().renew();
        stream.note(Side::First, &Mark { sequence: 1001, acknowledgment: Some(501), flags: ACK });
        // The numbers of the SYNs that must have been.
        assert!(!stream.is_reused_by(Side::First, &mark(1000, SYN)));
        assert!(!stream.is_reused_by(Side::Second, &mark(500, SYN)));
        assert!(stream.is_reused_by(Side::Second, &mark(501, SYN)));
    }

    #[test]
    fn a_stream_that_rested_has_its_number_again() {
        let mut streams = Streams::default();
        let key = Key::of(end(1, 443), end(2, 50_000)).0;
        let (mut first, _) = streams.open(&key, Side::First, &mark(1000, SYN));
        first.note(Side::First, &mark(1000, SYN));
        let (other, _) = streams.open(&Key::of(end(1, 443), end(2, 50_001)).0, Side::First, &mark(1, SYN));
        assert_eq!((first.number(), other.number()), (Some(0), Some(1)));
        streams.rest(key, first);
        assert_eq!(streams.open(&key, Side::First, &mark(1200, ACK)).0.number(), Some(0));
        streams.rest(key, first);
        assert_eq!(streams.open(&key, Side::First, &mark(2000, SYN)).0.number(), Some(2));
    }
}
