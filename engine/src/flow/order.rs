//! One direction of a TCP connection: segments in as they were captured, bytes out in order, gaps named.
//!
//! Of bytes that came twice the first copy counts. What came early is held, up to a bound; a hole is given up when its
//! bytes will not come: the other side acknowledged them a while ago, too much waits behind it, or the capture ends.
//! What the other side says behind a hole is held as well, so that both sides are read in the order in which they spoke.

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
    fin: bool,
}

/// What is held first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// The next bytes, which are all there since this frame.
    Next(Frame),
    /// Bytes behind a hole, which is known since this frame.
    Hole(Frame),
}

/// A hole that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its bytes.
    pub missing: u32,
    /// What came behind it.
    pub at: At,
    /// The other side was read on before.
    pub passed: bool,
}

/// Held bytes whose turn has come.
#[derive(Debug)]
pub struct Run {
    /// Where they and all before them were captured: as with Wireshark, in the frame that filled the hole before them.
    pub at: At,
    bytes: Box<[u8]>,
    skip: usize,
    /// Bytes behind them that the snap length cut.
    pub cut: u32,
    /// The stream ends with them.
    pub fin: bool,
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
    /// Where the last of what was read was captured.
    read: Option<At>,
    /// The other side is read on although a hole is open.
    passed: bool,
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
        if let Some(trouble) = &mut self.trouble {
            trouble.read = Some(at);
        }
        let (bytes, cut) = unseen(bytes, length, seen);
        Arrival::Next { bytes, cut }
    }

    /// A segment that came when the other side had a hole: it is held, be it next or not.
    pub fn wait(&mut self, sequence: u32, bytes: &[u8], length: u32, at: At) {
        self.start(sequence);
        let reached = self.reached();
        if distance(reached, sequence.wrapping_add(length)) <= 0 {
            self.repeated = self.repeated.saturating_add(1);
        } else if distance(reached, sequence) > 0 {
            self.hold(sequence, bytes, length, at);
        } else {
            self.keep(Held { sequence, length, at, bytes: bytes.into(), fin: false });
        }
    }

    /// The stream ends at `sequence`, which is not yet reached, or the other side has a hole.
    pub fn wait_for_end(&mut self, sequence: u32, at: At) {
        self.start(sequence);
        self.keep(Held { sequence, length: 0, at, bytes: Box::default(), fin: true });
    }

    /// The sequence number behind the bytes that were read or are next.
    fn reached(&self) -> u32 {
        let held = self.trouble.iter().flat_map(|trouble| &trouble.held);
        held.fold(self.next, |reached, held| {
            let end = held.sequence.wrapping_add(held.length);
            if distance(reached, held.sequence) <= 0 && distance(reached, end) > 0 { end } else { reached }
        })
    }

    /// What is held first, if anything.
    #[must_use]
    pub fn front(&self) -> Option<Front> {
        let trouble = self.trouble.as_ref()?;
        let first = trouble.held.first()?;
        let since = |at: At| trouble.read.map_or(at.frame, |read| at.frame.max(read.frame));
        if distance(self.next, first.sequence) <= 0 {
            return Some(Front::Next(since(first.at)));
        }
        trouble.held.iter().map(|held| since(held.at)).min().map(Front::Hole)
    }

    /// The other side has to wait: there is a hole, known since this frame.
    #[must_use]
    pub fn holds_up(&self) -> Option<Frame> {
        match self.front()? {
            Front::Hole(since) if !self.trouble.as_ref()?.passed => Some(since),
            _ => None,
        }
    }

    /// So much of what is next waits for the other side that it has to be read.
    #[must_use]
    pub fn waits_too_long(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.is_full()) && matches!(self.front(), Some(Front::Next(_)))
    }

    /// The other side is read on, whatever fills the hole.
    pub fn pass(&mut self) {
        if let Some(trouble) = &mut self.trouble {
            trouble.passed = true;
        }
    }

    /// Held bytes that are next, if any.
    pub fn next_held(&mut self) -> Option<Run> {
        loop {
            let trouble = self.trouble.as_mut()?;
            let ahead = distance(self.next, trouble.held.first()?.sequence);
            if ahead > 0 {
                return None;
            }
            let Held { sequence, length, at, bytes, fin } = trouble.held.remove(0);
            trouble.held_bytes = trouble.held_bytes.saturating_sub(bytes.len());
            let seen = ahead.unsigned_abs();
            if seen >= length && !fin {
                continue;
            }
            let at = trouble.read.map_or(at, |read| if read.frame > at.frame { read } else { at });
            trouble.read = Some(at);
            if seen < length {
                self.advance(sequence.wrapping_add(length));
            }
            let (left, cut) = unseen(&bytes, length, seen);
            let skip = bytes.len() - left.len();
            return Some(Run { at, bytes, skip, cut, fin });
        }
    }

    /// A segment of the connection has passed, and the other side acknowledged so far: whether to give up the first hole.
    #[inline]
    pub fn hopeless(&mut self, acknowledged: Option<u32>) -> bool {
        let Some(trouble) = &mut self.trouble else { return false };
        if trouble.held.first().is_none_or(|first| distance(self.next, first.sequence) <= 0) {
            return false;
        }
        if trouble.is_full() {
            trouble.limit_reached = true;
            return true;
        }
        if acknowledged.is_some_and(|acknowledged| distance(self.next, acknowledged) > 0) {
            trouble.stalled = trouble.stalled.saturating_add(1);
        }
        trouble.stalled >= PATIENCE
    }

    /// Gives up the hole before the first held bytes, if there is one.
    pub fn give_up(&mut self) -> Option<Gap> {
        let Front::Hole(_) = self.front()? else { return None };
        let trouble = self.trouble.as_mut()?;
        let first = trouble.held.first()?;
        let missing = distance(self.next, first.sequence).unsigned_abs();
        let (at, passed) = (first.at, trouble.passed);
        trouble.gaps = trouble.gaps.saturating_add(1);
        trouble.gap_bytes = trouble.gap_bytes.saturating_add(u64::from(missing));
        trouble.first_gap.get_or_insert(at.frame);
        self.advance(self.next.wrapping_add(missing));
        Some(Gap { missing, at, passed })
    }

    /// All came up to `end`, as the other side or the end of the stream said, and nothing more will be read: what of it is
    /// missing. A single number may be that of a FIN (RFC 9293 3.4).
    pub fn miss(&mut self, end: u32, at: At) -> Option<u32> {
        let missing = u32::try_from(distance(self.next, end)).ok().filter(|missing| self.started && *missing > 1)?;
        let trouble = self.trouble.get_or_insert_default();
        trouble.gaps = trouble.gaps.saturating_add(1);
        trouble.gap_bytes = trouble.gap_bytes.saturating_add(u64::from(missing));
        trouble.first_gap.get_or_insert(at.frame);
        self.advance(end);
        Some(missing)
    }

    fn advance(&mut self, next: u32) {
        self.next = next;
        if let Some(trouble) = &mut self.trouble {
            trouble.stalled = 0;
            trouble.passed = false;
        }
    }

    fn hold(&mut self, sequence: u32, bytes: &[u8], length: u32, at: At) {
        self.keep(Held { sequence, length, at, bytes: bytes.into(), fin: false });
        if let Some(trouble) = &mut self.trouble {
            trouble.early = trouble.early.saturating_add(1);
        }
    }

    fn keep(&mut self, held: Held) {
        let ahead = |held: &Held| distance(self.next, held.sequence);
        let trouble = self.trouble.get_or_insert_default();
        let place = trouble.held.partition_point(|other| ahead(other) <= ahead(&held));
        trouble.held_bytes = trouble.held_bytes.saturating_add(held.bytes.len());
        trouble.held.insert(place, held);
    }
}

impl Trouble {
    const fn is_full(&self) -> bool {
        self.held.len() >= HELD_SEGMENTS || self.held_bytes >= HELD_BYTES
    }
}

/// What is left of a segment when its first `seen` bytes are known: captured bytes, and how many were cut behind them.
fn unseen(bytes: &[u8], length: u32, seen: u32) -> (&[u8], u32) {
    let captured = u32::try_from(bytes.len()).unwrap_or(u32::MAX).min(length);
    let bytes = bytes.get(seen as usize..captured as usize).unwrap_or_default();
    (bytes, length - captured.max(seen.min(length)))
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
        while let Some(gap) = order.give_up() {
            out += &"_".repeat(gap.missing as usize);
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
    fn what_the_other_side_says_behind_a_hole_waits_in_its_order_and_repetitions_are_counted() {
        let mut order = Order::default();
        order.start(0);
        order.wait(0, b"ab", 2, at(3));
        order.wait(2, b"cd", 2, at(4));
        order.wait(0, b"ab", 2, at(5));
        order.wait_for_end(4, at(6));
        assert_eq!((order.repeated, order.trouble().unwrap().early), (1, 0));
        assert_eq!((order.front(), order.holds_up()), (Some(Front::Next(at(3).frame)), None));
        let runs = std::iter::from_fn(|| order.next_held().map(|run| (run.at.frame.get(), run.bytes().len(), run.fin)));
        assert_eq!(runs.collect::<Vec<_>>(), [(3, 2, false), (4, 2, false), (6, 0, true)]);
    }

    #[test]
    fn bytes_that_are_acknowledged_and_never_came_are_missing_but_a_fin_is_no_byte() {
        let mut order = Order::default();
        order.start(10);
        assert_eq!((order.miss(11, at(1)), order.miss(10, at(1)), order.miss(9, at(1))), (None, None, None));
        assert_eq!(order.miss(15, at(2)), Some(5));
        assert_eq!((order.next(), order.trouble().unwrap().gap_bytes), (15, 5));
        assert_eq!(Order::default().miss(15, at(2)), None, "where the stream began is not known");
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
