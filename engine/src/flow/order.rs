//! One direction of a TCP connection: segments in as they were captured, bytes out in order, gaps named.
//!
//! Of bytes that came twice the first copy counts. What came early is held, up to a bound; a hole is given up when its
//! bytes will not come: the other side acknowledged them a while ago, too much waits behind it, or the capture ends.

use crate::bytes::{At, Frame};

/// Segments held per direction at most.
const HELD_SEGMENTS: usize = 64;
/// Bytes held per direction at most.
const HELD_BYTES: usize = 1 << 20;
/// How many segments of the connection may follow the acknowledgment of a hole before it is given up: two capture queues
/// that were merged out of order differ by less. More would delay what is behind the hole past what answers it.
const PATIENCE: u8 = 6;

/// What a segment was to its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival<'a> {
    /// It continues the stream; these of its bytes are new, and `cut` more were not captured.
    Next {
        /// New bytes, in order.
        bytes: &'a [u8],
        /// Bytes behind them that the snap length cut.
        cut: u32,
    },
    /// Bytes before it are missing so far; it is held.
    Early,
    /// All its bytes were seen before.
    Repeated,
}

/// A run of bytes that was held.
#[derive(Debug)]
pub struct Held {
    sequence: u32,
    length: u32,
    at: At,
    bytes: Box<[u8]>,
}

/// Held bytes whose turn has come.
#[derive(Debug)]
pub struct Run {
    /// Where they were captured.
    pub at: At,
    bytes: Box<[u8]>,
    skip: usize,
    /// Bytes behind them that the snap length cut.
    pub cut: u32,
}

impl Run {
    /// The bytes not seen before.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(self.skip..).unwrap_or_default()
    }
}

/// A stream of one direction.
#[derive(Debug, Default)]
pub struct Order {
    next: u32,
    started: bool,
    /// Segments that brought nothing new.
    pub repeated: u32,
    /// What did not go smoothly; most streams have none.
    trouble: Option<Box<Trouble>>,
}

/// Segments that came early, and holes.
#[derive(Debug, Default)]
pub struct Trouble {
    held: Vec<Held>,
    held_bytes: usize,
    stalled: u8,
    /// Segments that came early.
    pub early: u32,
    /// Holes given up.
    pub gaps: u32,
    /// Their bytes.
    pub gap_bytes: u64,
    /// First frame behind a hole.
    pub first_gap: Option<Frame>,
    /// A hole was given up because too much waited behind it.
    pub limit_reached: bool,
}

/// `to - from` on the circle of sequence numbers.
const fn distance(from: u32, to: u32) -> i32 {
    to.wrapping_sub(from).cast_signed()
}

impl Order {
    /// The stream begins at `sequence`, unless it has begun.
    pub const fn start(&mut self, sequence: u32) {
        if !self.started {
            self.next = sequence;
            self.started = true;
        }
    }

    /// Whether it is known where the stream stands.
    #[must_use]
    pub const fn started(&self) -> bool {
        self.started
    }

    /// The sequence number of the next byte.
    #[must_use]
    pub const fn next(&self) -> u32 {
        self.next
    }

    /// What did not go smoothly.
    #[must_use]
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_deref()
    }

    /// Bytes held on the heap.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.trouble.as_ref().map_or(0, |trouble| {
            size_of::<Trouble>() + trouble.held.capacity() * size_of::<Held>() + trouble.held_bytes
        })
    }

    /// A segment with payload of `length` bytes, of which `bytes` were captured.
    #[inline]
    pub fn push<'a>(&mut self, sequence: u32, bytes: &'a [u8], length: u32, at: At) -> Arrival<'a> {
        self.start(sequence);
        let ahead = distance(self.next, sequence);
        if ahead > 0 {
            self.hold(sequence, bytes, length, at);
            return Arrival::Early;
        }
        let seen = ahead.unsigned_abs();
        if seen >= length {
            self.repeated = self.repeated.saturating_add(1);
            return Arrival::Repeated;
        }
        self.advance(sequence.wrapping_add(length));
        let (bytes, cut) = unseen(bytes, length, seen);
        Arrival::Next { bytes, cut }
    }

    /// Held bytes that are next, if any.
    #[inline]
    pub fn next_held(&mut self) -> Option<Run> {
        if self.trouble.is_some() { self.take_held() } else { None }
    }

    fn take_held(&mut self) -> Option<Run> {
        loop {
            let trouble = self.trouble.as_mut()?;
            let ahead = distance(self.next, trouble.held.first()?.sequence);
            if ahead > 0 {
                return None;
            }
            let Held { sequence, length, at, bytes } = trouble.held.remove(0);
            trouble.held_bytes = trouble.held_bytes.saturating_sub(bytes.len());
            let seen = ahead.unsigned_abs();
            if seen >= length {
                continue;
            }
            self.advance(sequence.wrapping_add(length));
            let (left, cut) = unseen(&bytes, length, seen);
            let skip = bytes.len() - left.len();
            return Some(Run { at, bytes, skip, cut });
        }
    }

    /// A segment of the connection has passed, and the other side acknowledged so far: whether to give up the first hole.
    #[inline]
    pub fn hopeless(&mut self, acknowledged: Option<u32>) -> bool {
        let Some(trouble) = &mut self.trouble else { return false };
        if trouble.held.is_empty() {
            return false;
        }
        if trouble.held.len() >= HELD_SEGMENTS || trouble.held_bytes >= HELD_BYTES {
            trouble.limit_reached = true;
            return true;
        }
        if acknowledged.is_some_and(|acknowledged| distance(self.next, acknowledged) > 0) {
            trouble.stalled = trouble.stalled.saturating_add(1);
        }
        trouble.stalled >= PATIENCE
    }

    /// Gives up the hole before the first held bytes; its size, or `None` if there is no hole.
    pub fn give_up(&mut self) -> Option<(u32, At)> {
        let trouble = self.trouble.as_mut()?;
        let first = trouble.held.first()?;
        let missing = distance(self.next, first.sequence).max(0).unsigned_abs();
        let at = first.at;
        trouble.gaps = trouble.gaps.saturating_add(1);
        trouble.gap_bytes = trouble.gap_bytes.saturating_add(u64::from(missing));
        trouble.first_gap.get_or_insert(at.frame);
        self.advance(self.next.wrapping_add(missing));
        Some((missing, at))
    }

    fn advance(&mut self, next: u32) {
        self.next = next;
        if let Some(trouble) = &mut self.trouble {
            trouble.stalled = 0;
        }
    }

    fn hold(&mut self, sequence: u32, bytes: &[u8], length: u32, at: At) {
        let next = self.next;
        let trouble = self.trouble.get_or_insert_default();
        let place = trouble.held.partition_point(|other| distance(next, other.sequence) <= distance(next, sequence));
        trouble.early = trouble.early.saturating_add(1);
        trouble.held_bytes = trouble.held_bytes.saturating_add(bytes.len());
        trouble.held.insert(place, Held { sequence, length, at, bytes: bytes.into() });
    }
}

/// What is left of a segment when its first `seen` bytes are known: captured bytes, and how many were cut behind them.
fn unseen(bytes: &[u8], length: u32, seen: u32) -> (&[u8], u32) {
    let captured = u32::try_from(bytes.len()).unwrap_or(u32::MAX).min(length);
    let bytes = bytes.get(seen as usize..captured as usize).unwrap_or_default();
    (bytes, length - captured.max(seen))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn at(frame: u64) -> At {
        At::new(Frame::new(frame).unwrap(), Some(0))
    }

    /// Feeds segments (sequence, bytes) and returns the stream, with `_` for each byte given up at the end.
    fn stream(start: u32, segments: &[(u32, &str)]) -> String {
        let mut order = Order::default();
        order.start(start);
        let mut out = String::new();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        for (number, (sequence, bytes)) in segments.iter().enumerate() {
            let length = u32::try_from(bytes.len()).unwrap();
            if let Arrival::Next { bytes, .. } = order.push(*sequence, bytes.as_bytes(), length, at(number as u64 + 1))
            {
                out += &text(bytes);
            }
            while let Some(run) = order.next_held() {
                out += &text(run.bytes());
            }
        }
        while let Some((missing, _)) = order.give_up() {
            out += &"_".repeat(missing as usize);
            while let Some(run) = order.next_held() {
                out += &text(run.bytes());
            }
        }
        out
    }

    #[test]
    fn segments_in_any_order_give_the_same_stream() {
        let segments = [(10, "abc"), (13, "def"), (16, "ghi")];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            assert_eq!(stream(10, &order.map(|place| segments[place])), "abcdefghi");
        }
    }

    #[test]
    fn overlapping_segments_keep_the_bytes_that_came_first() {
        assert_eq!(stream(0, &[(0, "abcd"), (2, "XXef")]), "abcdef");
        assert_eq!(stream(0, &[(3, "def"), (0, "abcXX")]), "abcXXf");
    }

    #[test]
    fn the_sequence_number_wraps() {
        assert_eq!(stream(u32::MAX - 1, &[(1, "def"), (u32::MAX - 1, "abc")]), "abcdef");
    }

    #[test]
    fn a_hole_is_given_up_with_its_size() {
        assert_eq!(stream(0, &[(0, "ab"), (4, "ef"), (9, "j")]), "ab__ef___j");
    }

    #[test]
    fn an_acknowledged_hole_is_given_up_after_patience_ends() {
        let mut order = Order::default();
        order.start(0);
        assert_eq!(order.push(4, b"ef", 2, at(1)), Arrival::Early);
        for _ in 1..PATIENCE {
            assert!(!order.hopeless(Some(6)));
        }
        assert!(order.hopeless(Some(6)));
        assert!(!Order::default().hopeless(Some(6)));
    }

    #[test]
    fn a_cut_segment_says_how_much_is_cut_and_the_stream_goes_on_behind_it() {
        let mut order = Order::default();
        assert_eq!(order.push(0, b"ab", 5, at(1)), Arrival::Next { bytes: b"ab", cut: 3 });
        assert_eq!(order.push(5, b"f", 1, at(2)), Arrival::Next { bytes: b"f", cut: 0 });
        assert_eq!(order.push(3, b"defg", 4, at(3)), Arrival::Next { bytes: b"g", cut: 0 });
    }

    #[test]
    fn what_waits_behind_a_hole_is_bounded() {
        let mut order = Order::default();
        order.start(0);
        let mut hopeless = 0;
        for number in 0..1000_u32 {
            order.push(10 + number * 2, b"x", 1, at(1));
            while order.hopeless(None) {
                hopeless += 1;
                order.give_up();
                while order.next_held().is_some() {}
            }
        }
        assert!(hopeless > 0 && order.trouble().unwrap().held.len() < HELD_SEGMENTS);
    }
}
