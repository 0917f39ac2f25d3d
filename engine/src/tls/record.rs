//! The record layer of one direction: finds TLS in a stream by its content, and cuts records from it (RFC 8446 5.1).
//!
//! It does not know what is encrypted. Bodies come out in the pieces in which they came in, so nothing is copied and
//! nothing is held but a header. Missing bytes inside a body leave the framing whole; where they swallow a header, the
//! next record is looked for, and taken for one only with a second witness.

use crate::bytes::{At, Frame};
use crate::prelude::Said;
use crate::registry::{ContentType, ProtocolVersion};
use crate::tls::ssl2;

/// Stands in a header for the content type that a record of SSL 2.0's format has not; its version is SSL 2.0 then.
pub const SSL_2: ContentType = ContentType(0x80);

/// TLS 1.2 and before may add 2048 bytes to 2^14 (RFC 5246 6.2.3).
const LONGEST: u16 = (1 << 14) + 2048;
/// Type, version, length.
const HEADER: usize = 5;
/// What is looked at to tell a hello: record header, message header, version.
const HELLO: usize = 11;
/// A packet of TDS with a part of a handshake of TLS (MS-TDS 2.2.3.1.1): its type, and the bytes of its header.
const TDS_PRELOGIN: u8 = 0x12;
const TDS_HEADER: usize = 8;
const TDS_HEADER_LENGTH: u16 = 8;
/// A ClientHello of SSL 3.0 has no shorter body (RFC 6101 5.6.1.2), a ServerHello one of 38 bytes.
const SHORTEST_HELLO: u8 = 38;

/// A record's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What it carries.
    pub content_type: ContentType,
    /// Its version field.
    pub version: u16,
    /// Bytes of the fragment.
    pub length: u16,
}

impl Header {
    const fn read(bytes: [u8; HEADER]) -> Self {
        let [content_type, major, minor, high, low] = bytes;
        Self {
            content_type: ContentType(content_type),
            version: u16::from_be_bytes([major, minor]),
            length: u16::from_be_bytes([high, low]),
        }
    }

    /// It can be a record's header: a content type of TLS, a version, a length that the protocol allows.
    const fn plausible(self) -> bool {
        let empty_allowed = self.content_type.0 == ContentType::APPLICATION_DATA.0;
        matches!(self.content_type.0, 20..=24)
            && matches!(self.version, 0x0300..=0x0304)
            && self.length <= LONGEST
            && (self.length > 0 || empty_allowed)
    }
}

/// Bytes of a fragment: of the captured segment, or the few that were kept while it was unclear what they begin.
#[derive(Clone, Copy, Debug)]
pub enum Bytes<'a> {
    /// In the segment.
    Captured(&'a [u8]),
    /// Kept from segments before: those from one place to another.
    Kept([u8; HELLO], u8, u8),
}

impl Bytes<'_> {
    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Self::Captured(bytes) => bytes,
            Self::Kept(bytes, begin, end) => bytes.get(usize::from(*begin)..usize::from(*end)).unwrap_or_default(),
        }
    }
}

/// A piece of a record's fragment.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// The record.
    pub header: Header,
    /// Bytes of its fragment, behind those of the piece before.
    pub bytes: Bytes<'a>,
    /// It begins the fragment.
    pub first: bool,
    /// It ends the fragment.
    pub last: bool,
    /// Bytes of the fragment before or behind these are missing in the capture.
    pub missing: bool,
    /// Where it was captured.
    pub at: At,
}

/// How records were found.
#[derive(Debug)]
enum State {
    /// Looking for a record at the start of each run of bytes; this much of a start has come.
    Seeking { start: [u8; HELLO], count: u8 },
    /// One record's header was found and its body is passing; the next header decides if it was one.
    Doubtful { header: Header, left: u16 },
    /// The doubtful record's body is over: the next header.
    Witness(Box<Witness>),
    /// Between records.
    Header { start: [u8; HEADER], count: u8 },
    /// In a record's body.
    Body { header: Header, left: u16, begun: bool, missing: bool },
    /// In packets of TDS, which hold the records until the handshake is over.
    Wrapped(Box<Wrapped>),
}

/// Where in a packet of TDS the records stand.
#[derive(Debug)]
struct Wrapped {
    records: State,
    /// Bytes of the packet that have not come.
    left: u16,
    /// What has come of the header of the next.
    header: [u8; TDS_HEADER],
    count: u8,
}

/// A record that may be one, where it ended, and what has come of the header behind it.
#[derive(Clone, Copy, Debug)]
struct Witness {
    header: Header,
    at: At,
    next: [u8; HEADER],
    count: u8,
}

/// Cuts one direction into records.
#[derive(Debug)]
pub struct Records {
    state: State,
    /// What came before the first record.
    pub said: Option<Box<Said>>,
    /// A record was found.
    pub found: bool,
    /// Most directions lose nothing.
    losses: Option<Box<Losses>>,
}

/// The framing was lost.
#[derive(Debug)]
struct Losses {
    first: Frame,
    found_again: Option<Frame>,
    count: u32,
}

impl Default for Records {
    fn default() -> Self {
        Self { state: SEEKING, said: None, found: false, losses: None }
    }
}

const SEEKING: State = State::Seeking { start: [0; HELLO], count: 0 };
const BETWEEN: State = State::Header { start: [0; HEADER], count: 0 };

/// What a start of bytes is.
enum Guess {
    Record,
    Doubtful,
    Ssl2(u16),
    Wrapped,
    No,
    TooShort,
}

impl Records {
    /// Where the framing was lost first.
    #[must_use]
    pub fn lost(&self) -> Option<Frame> {
        self.losses.as_ref().map(|losses| losses.first)
    }

    /// Where it was found again.
    #[must_use]
    pub fn found_again(&self) -> Option<Frame> {
        self.losses.as_ref()?.found_again
    }

    /// How often it was lost.
    #[inline]
    #[must_use]
    pub fn losses(&self) -> u32 {
        self.losses.as_ref().map_or(0, |losses| losses.count)
    }

    /// The next piece in `bytes`, captured `at`, which it shortens by what it used; `None` when all is used.
    /// `peer_speaks` says that the other direction was told to be TLS, which makes a bare header witness enough.
    #[inline]
    pub fn next<'a>(&mut self, bytes: &mut &'a [u8], at: At, peer_speaks: bool) -> Option<Piece<'a>> {
        if matches!(self.state, State::Header { count: 0, .. }) {
            // The most common case, without a detour: between records, and the next one is there from end to end.
            if bytes.is_empty() {
                return None;
            }
            if let Some(piece) = whole(bytes, at) {
                return Some(piece);
            }
        }
        self.next_part(bytes, at, peer_speaks)
    }

    fn next_part<'a>(&mut self, bytes: &mut &'a [u8], at: At, peer_speaks: bool) -> Option<Piece<'a>> {
        loop {
            match self.state {
                State::Seeking { start, count } => match self.seek(bytes, start, count, at, peer_speaks) {
                    Some(piece) => return Some(piece),
                    None if bytes.is_empty() => return None,
                    None => {}
                },
                State::Doubtful { header, left } => {
                    let (_, taken) = take(bytes, left);
                    let left = left - taken;
                    if left > 0 {
                        self.state = State::Doubtful { header, left };
                        return None;
                    }
                    self.state = State::Witness(Box::new(Witness { header, at, next: [0; HEADER], count: 0 }));
                    if bytes.is_empty() {
                        // It ends where the segment ends: that is the second witness.
                        return Some(self.vouch(header, at));
                    }
                }
                State::Witness(ref mut witness) => {
                    witness.count = fill(&mut witness.next, witness.count, bytes);
                    let Witness { header, at: ended, next, count } = **witness;
                    if usize::from(count) < HEADER {
                        return None;
                    }
                    if !Header::read(next).plausible() {
                        self.state = SEEKING;
                        *bytes = &[];
                        return None;
                    }
                    let piece = self.vouch(header, ended);
                    self.state = State::Header { start: next, count };
                    return Some(piece);
                }
                State::Header { mut start, count } => {
                    let count = fill(&mut start, count, bytes);
                    if usize::from(count) < HEADER {
                        self.state = State::Header { start, count };
                        return None;
                    }
                    let header = Header::read(start);
                    if !header.plausible() {
                        // Not a record where one has to be: the next is looked for from the next run on.
                        self.lose(at);
                        self.state = SEEKING;
                        *bytes = &[];
                        return None;
                    }
                    self.state = State::Body { header, left: header.length, begun: false, missing: false };
                    if header.length > 0 && bytes.is_empty() {
                        return None;
                    }
                }
                State::Wrapped(_) => match self.unwrap(bytes, at, peer_speaks) {
                    Some(piece) => return Some(piece),
                    None if bytes.is_empty() => return None,
                    None => {}
                },
                State::Body { header, left, begun, missing } => {
                    if bytes.is_empty() && left > 0 {
                        return None;
                    }
                    let (taken, count) = take(bytes, left);
                    let left = left - count;
                    self.state =
                        if left > 0 { State::Body { header, left, begun: true, missing: false } } else { BETWEEN };
                    return Some(Piece {
                        header,
                        bytes: Bytes::Captured(taken),
                        first: !begun,
                        last: left == 0,
                        missing,
                        at,
                    });
                }
            }
        }
    }

    /// `missing` bytes of the stream are not in the capture; noticed `at`. Gives the end of a record that ends in them.
    pub fn gap<'a>(&mut self, missing: u32, at: At) -> Option<Piece<'a>> {
        if let State::Wrapped(wrapped) = &mut self.state {
            let left = u16::try_from(missing).ok().and_then(|missing| wrapped.left.checked_sub(missing));
            let State::Wrapped(mut wrapped) = std::mem::replace(&mut self.state, SEEKING) else { return None };
            self.state = std::mem::replace(&mut wrapped.records, SEEKING);
            let piece = self.gap(missing, at);
            // Where they swallow the header of a packet, what follows is taken for records.
            if let Some(left) = left {
                wrapped.left = left;
                wrapped.records = std::mem::replace(&mut self.state, SEEKING);
                self.state = State::Wrapped(wrapped);
            }
            return piece;
        }
        match &mut self.state {
            State::Body { header, left, begun, missing: holed } => {
                let (header, first) = (*header, !*begun);
                if missing < u32::from(*left) {
                    *left -= u16::try_from(missing).unwrap_or(u16::MAX);
                    *holed = true;
                    return None;
                }
                let ends_here = missing == u32::from(*left);
                self.state = if ends_here { BETWEEN } else { SEEKING };
                if !ends_here {
                    self.lose(at);
                }
                Some(Piece { header, bytes: Bytes::Captured(&[]), first, last: true, missing: true, at })
            }
            State::Doubtful { left, .. } if missing <= u32::from(*left) => {
                *left -= u16::try_from(missing).unwrap_or(u16::MAX);
                None
            }
            _ => {
                if self.found {
                    self.lose(at);
                }
                self.state = SEEKING;
                None
            }
        }
    }

    /// Bytes that came before the first record.
    #[must_use]
    pub fn before(&self) -> u32 {
        self.said.as_ref().map_or(0, |said| said.bytes)
    }

    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.said.as_ref().map_or(0, |said| size_of::<Said>() + said.heap())
    }

    /// Looks for a record at the start of `bytes`, behind what of a start came before.
    fn seek<'a>(
        &mut self,
        bytes: &mut &'a [u8],
        mut start: [u8; HELLO],
        count: u8,
        at: At,
        peer_speaks: bool,
    ) -> Option<Piece<'a>> {
        if bytes.is_empty() {
            return None;
        }
        let whole = *bytes;
        if !self.found && count == 0 && self.said.as_ref().is_some_and(|said| said.is_unended()) {
            // In the middle of what is said to a proxy.
            *bytes = whole.get(self.note(whole)..).unwrap_or_default();
            return None;
        }
        let known = fill(&mut start, count, bytes);
        let [a, b, c, d, e, ..] = start;
        let header = Header::read([a, b, c, d, e]);
        let known_start = start.get(..usize::from(known)).unwrap_or_default();
        // Bytes behind a header that came with it in earlier runs, and where they go on in this one.
        let behind = |header: usize| {
            let kept = u16::from(count).saturating_sub(u16::try_from(header).unwrap_or(u16::MAX));
            (kept, whole.get(header.saturating_sub(usize::from(count))..).unwrap_or_default())
        };
        let (kept, body) = behind(HEADER);
        let witnessed = peer_speaks && !self.found || is_followed(header, kept, body);
        let wrappable = self.said.as_ref().is_none_or(|said| !said.wrapped);
        match guess(known_start, header, witnessed, peer_speaks && !self.found, wrappable) {
            Guess::TooShort => {
                self.state = State::Seeking { start, count: known };
                None
            }
            Guess::No => {
                self.state = SEEKING;
                if count > 0 {
                    // What was held begins no record; these bytes alone may.
                    self.note(start.get(..usize::from(count)).unwrap_or_default());
                    *bytes = whole;
                } else {
                    *bytes = whole.get(self.note(whole)..).unwrap_or_default();
                }
                None
            }
            Guess::Doubtful => {
                *bytes = body;
                self.state = State::Doubtful { header, left: header.length.saturating_sub(kept) };
                None
            }
            Guess::Record => {
                self.find(at);
                *bytes = body;
                self.begin(header, Bytes::Kept(start, 5, count), kept, at)
            }
            Guess::Ssl2(length) => {
                self.find(at);
                let (kept, body) = behind(ssl2::HEADER);
                *bytes = body;
                let header = Header { content_type: SSL_2, version: ProtocolVersion::SSL_2_0.0, length };
                self.begin(header, Bytes::Kept(start, 2, count), kept, at)
            }
            Guess::Wrapped => {
                self.said.get_or_insert_default().wrapped = true;
                let (kept, body) = behind(TDS_HEADER);
                *bytes = body;
                let [_, _, high, low, _, _, _, _, begin @ ..] = start;
                let mut records = [0; HELLO];
                let taken = usize::from(kept).min(begin.len());
                for (place, byte) in records.iter_mut().zip(begin.iter().take(taken)) {
                    *place = *byte;
                }
                let left = u16::from_be_bytes([high, low]).saturating_sub(TDS_HEADER_LENGTH).saturating_sub(kept);
                let records = State::Seeking { start: records, count: u8::try_from(taken).unwrap_or(0) };
                self.state = State::Wrapped(Box::new(Wrapped { records, left, header: [0; TDS_HEADER], count: 0 }));
                None
            }
        }
    }

    /// Bytes that are no record; how many of them are over before one may begin.
    fn note(&mut self, bytes: &[u8]) -> usize {
        if self.found { bytes.len() } else { self.said.get_or_insert_default().note(bytes) }
    }

    /// A record was found, `kept` bytes of which came in earlier runs.
    fn begin<'a>(&mut self, header: Header, bytes: Bytes<'a>, kept: u16, at: At) -> Option<Piece<'a>> {
        let left = header.length.saturating_sub(kept);
        self.state = State::Body { header, left, begun: kept > 0, missing: false };
        (kept > 0).then_some(Piece { header, bytes, first: true, last: left == 0, missing: false, at })
    }

    /// The next piece of a record inside packets of TDS.
    fn unwrap<'a>(&mut self, bytes: &mut &'a [u8], at: At, peer_speaks: bool) -> Option<Piece<'a>> {
        let State::Wrapped(mut wrapped) = std::mem::replace(&mut self.state, SEEKING) else { return None };
        if wrapped.left == 0 {
            if wrapped.count == 0 && matches!(bytes, [20..=24, ..]) {
                // The handshake is over: from here on the records stand by themselves.
                self.state = wrapped.records;
                return None;
            }
            wrapped.count = fill(&mut wrapped.header, wrapped.count, bytes);
            if usize::from(wrapped.count) < TDS_HEADER {
                self.state = State::Wrapped(wrapped);
                return None;
            }
            let [kind, _, high, low, ..] = wrapped.header;
            let length = u16::from_be_bytes([high, low]);
            if kind != TDS_PRELOGIN || length <= TDS_HEADER_LENGTH {
                self.lose(at);
                *bytes = &[];
                return None;
            }
            wrapped.left = length - TDS_HEADER_LENGTH;
            wrapped.count = 0;
        }
        let (mut packet, _) = take(&mut { *bytes }, wrapped.left);
        let there = packet.len();
        self.state = std::mem::replace(&mut wrapped.records, SEEKING);
        let piece = self.next(&mut packet, at, peer_speaks);
        wrapped.records = std::mem::replace(&mut self.state, SEEKING);
        let used = there.saturating_sub(packet.len());
        wrapped.left = wrapped.left.saturating_sub(u16::try_from(used).unwrap_or(u16::MAX));
        *bytes = bytes.get(used..).unwrap_or_default();
        self.state = State::Wrapped(wrapped);
        piece
    }

    /// A doubtful record had its second witness. Its body has passed unread.
    fn vouch<'a>(&mut self, header: Header, at: At) -> Piece<'a> {
        self.find(at);
        self.state = BETWEEN;
        let missing = header.length > 0;
        Piece { header, bytes: Bytes::Captured(&[]), first: true, last: true, missing, at }
    }

    fn lose(&mut self, at: At) {
        let losses =
            self.losses.get_or_insert_with(|| Box::new(Losses { first: at.frame, found_again: None, count: 0 }));
        losses.count = losses.count.saturating_add(1);
    }

    fn find(&mut self, at: At) {
        if let Some(losses) = &mut self.losses {
            losses.found_again.get_or_insert(at.frame);
        }
        self.found = true;
    }
}

/// The record ends where its run ends, or another header follows in the run.
fn is_followed(header: Header, kept: u16, body: &[u8]) -> bool {
    let left = usize::from(header.length.saturating_sub(kept));
    match body.get(left..) {
        Some([]) => true,
        Some(behind) => behind.first_chunk().is_some_and(|next| Header::read(*next).plausible()),
        None => false,
    }
}

/// The record that begins `bytes`, if it is there from end to end.
#[inline]
fn whole<'a>(bytes: &mut &'a [u8], at: At) -> Option<Piece<'a>> {
    let (start, rest) = bytes.split_first_chunk()?;
    let header = Header::read(*start);
    let (body, rest) = rest.split_at_checked(usize::from(header.length))?;
    if !header.plausible() {
        return None;
    }
    *bytes = rest;
    Some(Piece { header, bytes: Bytes::Captured(body), first: true, last: true, missing: false, at })
}

/// What bytes begin, by as many of them as have come; a bare header is enough where there is another witness. `answer`
/// says that the other side has begun, `wrappable` that it may be a packet of TDS.
fn guess(start: &[u8], header: Header, witnessed: bool, answer: bool, wrappable: bool) -> Guess {
    // Each byte that has come has to fit, so that text is let go at its first byte.
    let fits = match *start {
        [] => true,
        [content_type] => matches!(content_type, 20..=24),
        [content_type, major] => matches!(content_type, 20..=24) && major == 3,
        [content_type, major, minor, ..] => matches!(content_type, 20..=24) && major == 3 && minor <= 4,
    };
    if !fits {
        return match ssl2::start(start, answer) {
            ssl2::Start::Hello(length) => Guess::Ssl2(length),
            ssl2::Start::TooShort => Guess::TooShort,
            ssl2::Start::No if wrappable => tds(start),
            ssl2::Start::No => Guess::No,
        };
    }
    if start.len() < HEADER {
        return Guess::TooShort;
    }
    if !header.plausible() {
        return Guess::No;
    }
    if witnessed {
        return Guess::Record;
    }
    if header.content_type != ContentType::HANDSHAKE {
        return Guess::Doubtful;
    }
    match *start.get(HEADER..).unwrap_or_default() {
        // A length that no hello has.
        [1 | 2, 0, 0, 0..SHORTEST_HELLO, ..] => Guess::Doubtful,
        // ClientHello or ServerHello: a length below 2^17, a version of SSL 3.0 to TLS 1.2 in its legacy_version.
        [1 | 2, 0 | 1, _, _, 3, 0..=4] => Guess::Record,
        [1 | 2, 0 | 1, _, _, 3] | [1 | 2, 0 | 1, ..] | [1 | 2] | [] if start.len() < HELLO => {
            // A record that is too short for a hello's version is told apart by what follows it.
            if usize::from(header.length) < HELLO - HEADER { Guess::Doubtful } else { Guess::TooShort }
        }
        _ => Guess::Doubtful,
    }
}

/// A packet of TDS in which a record of a handshake begins.
fn tds(start: &[u8]) -> Guess {
    // The header's other fields: an id of the process, a number, a window (MS-TDS 2.2.3.1).
    let fits = match *start {
        [TDS_PRELOGIN] | [TDS_PRELOGIN, 0 | 1] | [TDS_PRELOGIN, 0 | 1, _] => true,
        [TDS_PRELOGIN, 0 | 1, high, low, ref rest @ ..] => {
            usize::from(u16::from_be_bytes([high, low])) > TDS_HEADER + HEADER
                && matches!(
                    *rest,
                    [] | [_]
                        | [_, _]
                        | [_, _, _]
                        | [_, _, _, _]
                        | [_, _, _, _, 22]
                        | [_, _, _, _, 22, 3]
                        | [_, _, _, _, 22, 3, 0..=4]
                )
        }
        _ => false,
    };
    if !fits {
        Guess::No
    } else if start.len() < HELLO {
        Guess::TooShort
    } else {
        Guess::Wrapped
    }
}

/// Fills the rest of a start from `bytes`; how much of it is known then.
fn fill<const N: usize>(start: &mut [u8; N], count: u8, bytes: &mut &[u8]) -> u8 {
    let room = start.get_mut(usize::from(count)..).unwrap_or_default();
    let taken = room.len().min(bytes.len());
    let (head, rest) = bytes.split_at_checked(taken).unwrap_or_default();
    if let Some(room) = room.get_mut(..taken) {
        room.copy_from_slice(head);
    }
    *bytes = rest;
    count.saturating_add(u8::try_from(taken).unwrap_or(u8::MAX))
}

/// At most `left` bytes of `bytes`, and how many these are.
fn take<'a>(bytes: &mut &'a [u8], left: u16) -> (&'a [u8], u16) {
    let count = bytes.len().min(usize::from(left));
    let (taken, rest) = bytes.split_at_checked(count).unwrap_or_default();
    *bytes = rest;
    (taken, u16::try_from(count).unwrap_or(left))
}

/// Any bytes, cut anywhere and with holes: it ends, a record is as long as its header says, and no byte is given twice.
pub fn fuzz(data: &[u8]) {
    let Some((&[cut, hole], data)) = data.split_first_chunk() else { return };
    for peer_speaks in [false, true] {
        let (mut records, mut body, mut holed, mut total) = (Records::default(), 0, false, 0);
        let mut take = |piece: Piece<'_>| {
            let length = piece.bytes.as_slice().len();
            body = if piece.first { length } else { body + length };
            holed = piece.missing || holed && !piece.first;
            total += length;
            let whole = usize::from(piece.header.length);
            assert!(if piece.last && !holed { body == whole } else { body <= whole });
        };
        for (number, mut bytes) in data.chunks(usize::from(cut).max(1)).enumerate() {
            let at = At::new(Frame::MIN, None);
            if hole > 0 && number % 256 == usize::from(hole) {
                records.gap(u32::from(hole), at).into_iter().for_each(&mut take);
                continue;
            }
            loop {
                let left = bytes.len();
                let losses = records.losses();
                match records.next(&mut bytes, at, peer_speaks) {
                    Some(piece) => take(piece),
                    None if records.losses() == losses => break,
                    None => {}
                }
                assert!(bytes.len() <= left);
            }
        }
        assert!(total <= data.len());
        assert!(records.before() as usize <= data.len());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation)]
mod tests {
    use super::*;
    use crate::tls::vectors::{CLIENT_HELLO, at, hex};

    /// A record with its header.
    fn record(content_type: u8, fragment: &[u8]) -> Vec<u8> {
        let length = (fragment.len() as u16).to_be_bytes();
        [&[content_type, 3, 3], &length[..], fragment].concat()
    }

    fn hello() -> Vec<u8> {
        record(22, &hex(CLIENT_HELLO))
    }

    /// What came out of a direction: records with type, length, bytes seen, and whether bytes of them were missing.
    #[derive(Default)]
    struct Cut {
        records: Records,
        peer_speaks: bool,
        frame: u64,
        found: Vec<(u8, u16, Vec<u8>, bool)>,
        open: (Vec<u8>, bool),
    }

    impl Cut {
        fn feed(&mut self, mut bytes: &[u8]) -> &mut Self {
            self.frame += 1;
            loop {
                let before = self.records.losses();
                match self.records.next(&mut bytes, at(self.frame, 0), self.peer_speaks) {
                    Some(piece) => take(&mut self.open, &mut self.found, &piece),
                    None if self.records.losses() > before => {}
                    None => return self,
                }
            }
        }

        fn gap(&mut self, missing: u32) -> &mut Self {
            self.frame += 1;
            if let Some(piece) = self.records.gap(missing, at(self.frame, 0)) {
                take(&mut self.open, &mut self.found, &piece);
            }
            self
        }

        /// Types and lengths.
        fn headers(&self) -> Vec<(u8, u16)> {
            self.found.iter().map(|(kind, length, ..)| (*kind, *length)).collect()
        }
    }

    fn take(open: &mut (Vec<u8>, bool), found: &mut Vec<(u8, u16, Vec<u8>, bool)>, piece: &Piece<'_>) {
        if piece.first {
            *open = (Vec::new(), false);
        }
        open.0.extend_from_slice(piece.bytes.as_slice());
        open.1 |= piece.missing;
        if piece.last {
            let (bytes, missing) = std::mem::take(open);
            found.push((piece.header.content_type.0, piece.header.length, bytes, missing));
        }
    }

    #[test]
    fn records_come_out_the_same_in_pieces_of_any_size() {
        let stream = [hello(), record(20, &[1]), record(23, &[]), record(23, &[9; 3000]), record(21, &[1, 0])].concat();
        let mut whole = Cut::default();
        whole.feed(&stream);
        assert_eq!(whole.headers(), [(22, 196), (20, 1), (23, 0), (23, 3000), (21, 2)]);
        assert_eq!(whole.found[0].2, hex(CLIENT_HELLO), "the bytes that were held while it was unclear are not lost");
        for size in [1, 2, 3, 5, 7, 11, 12, 100, 1400] {
            let mut cut = Cut::default();
            for chunk in stream.chunks(size) {
                cut.feed(chunk);
            }
            assert_eq!(cut.found, whole.found, "in pieces of {size}");
            assert_eq!((cut.records.before(), cut.records.losses()), (0, 0));
        }
        for at in 0..stream.len() {
            let mut cut = Cut::default();
            cut.feed(&stream[..at]).feed(&stream[at..]);
            assert_eq!(cut.found, whole.found, "cut at {at}");
        }
    }

    #[test]
    fn tls_is_found_behind_other_bytes_at_the_start_of_a_segment() {
        // RFC 3207: STARTTLS.
        let mut cut = Cut::default();
        cut.feed(b"EHLO a.example\r\n").feed(b"STARTTLS\r\n").feed(&hello());
        assert_eq!(cut.headers(), [(22, 196)]);
        assert_eq!(cut.records.before(), 26);
        assert_eq!(cut.records.lost(), None);
    }

    #[test]
    fn tls_is_found_right_behind_the_header_of_a_proxy_in_the_same_segment() {
        let line = b"PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n";
        // The last byte, of port 443, begins like a record of SSL 2.0.
        let binary = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\xa8\0\x01\xc0\xa8\0\x0b\xdc\x04\x01\xbb";
        for header in [&line[..], binary] {
            let stream = [header, &hello()].concat();
            for size in [stream.len(), header.len() + 1, 20, 7, 1] {
                let mut cut = Cut::default();
                for chunk in stream.chunks(size) {
                    cut.feed(chunk);
                }
                assert_eq!(cut.headers(), [(22, 196)], "in pieces of {size}");
                assert_eq!(cut.records.before() as usize, header.len(), "in pieces of {size}");
            }
        }
    }

    /// A packet of TDS (MS-TDS 2.2.3.1): type, status, length, process, number, window.
    fn tds_packet(kind: u8, data: &[u8]) -> Vec<u8> {
        let length = (data.len() as u16 + 8).to_be_bytes();
        [&[kind, 1][..], &length, &[0, 0, 1, 0], data].concat()
    }

    #[test]
    fn records_inside_packets_of_tds_come_out_until_they_stand_by_themselves() {
        // MS-TDS 2.2.6.5: PRELOGIN with its options first.
        let prelogin = tds_packet(0x12, &[0, 0, 6, 0, 6, 1, 0, 12, 0, 1, 0xff, 0, 0, 0, 0, 0, 0, 1]);
        let hello = hello();
        let (begin, end) = hello.split_at(100);
        let finished = [record(20, &[1]), record(22, &[7; 40])].concat();
        let wrapped = [tds_packet(0x12, begin), tds_packet(0x12, end), tds_packet(0x12, &finished)].concat();
        let stream = [&wrapped[..], &record(23, &[9; 300]), &record(23, &[8; 30])].concat();
        for size in [stream.len(), 500, 107, 100, 12, 7, 1] {
            let mut cut = Cut::default();
            cut.feed(&prelogin);
            for chunk in stream.chunks(size) {
                cut.feed(chunk);
            }
            assert_eq!(cut.headers(), [(22, 196), (20, 1), (22, 40), (23, 300), (23, 30)], "in pieces of {size}");
            assert_eq!(cut.found[0].2, hex(CLIENT_HELLO), "in pieces of {size}");
            let said = cut.records.said.as_ref().unwrap();
            assert_eq!((said.bytes, said.wrapped, cut.records.losses()), (26, true, 0), "in pieces of {size}");
        }
        // Bytes of a packet are missing, within a record.
        let mut cut = Cut::default();
        let begin = wrapped.len() - 30;
        cut.feed(&wrapped[..begin]).gap(20).feed(&stream[begin + 20..]);
        assert_eq!(cut.headers(), [(22, 196), (20, 1), (22, 40), (23, 300), (23, 30)]);
        assert_eq!(cut.records.losses(), 0);
        // Encryption was for the login alone: what follows is in clear.
        let mut cut = Cut::default();
        cut.feed(&wrapped).feed(&tds_packet(4, &[0xad; 80]));
        assert_eq!((cut.headers().len(), cut.records.losses()), (3, 1));
    }

    #[test]
    fn a_hello_in_the_format_of_ssl_2_0_is_found_and_records_of_tls_follow_it() {
        let v2 = hex("8022 01 0301 0009 0000 0010 00002f 000035 010080 000102030405060708090a0b0c0d0e0f");
        let stream = [&v2[..], &record(22, &[16, 0, 0, 2, 1, 1]), &record(20, &[1])].concat();
        for size in [stream.len(), 36, 20, 11, 5, 1] {
            let mut cut = Cut::default();
            for chunk in stream.chunks(size) {
                cut.feed(chunk);
            }
            assert_eq!(cut.headers(), [(SSL_2.0, 34), (22, 6), (20, 1)], "in pieces of {size}");
            assert_eq!(cut.found[0].2, v2[2..], "in pieces of {size}");
            assert_eq!((cut.records.before(), cut.records.losses()), (0, 0));
        }
    }

    #[test]
    fn tls_is_found_behind_a_few_bytes_that_begin_like_a_record_or_a_hello() {
        // RFC 854: IAC WILL ECHO, which begins like a hello of SSL 2.0; and the start of a record, which goes no further.
        for before in [&b"\xff\xfb\x01"[..], b"\x80", b"\x12\x01", b"\x16\x03"] {
            let mut cut = Cut::default();
            cut.feed(before).feed(&hello());
            assert_eq!(cut.headers(), [(22, 196)], "{before:?}");
            assert_eq!(cut.records.before() as usize, before.len(), "{before:?}");
        }
    }

    #[test]
    fn what_does_not_speak_tls_is_remembered_by_its_first_bytes() {
        let status = b"HTTP/1.1 400 Bad Request\r\n";
        for cuts in [0, 1, 4] {
            let mut cut = Cut::default();
            cut.feed(&status[..cuts]).feed(&status[cuts..]);
            let said = cut.records.said.as_ref().unwrap();
            assert_eq!((&said.opening, said.bytes), (b"HTTP/", 26), "cut at {cuts}");
        }
        // The rest of a start that looked like a record's.
        assert_eq!(
            &Cut::default().feed(b"\x16\x03").feed(b"xyz").records.said.as_ref().unwrap().opening,
            b"\x16\x03xyz"
        );
    }

    #[test]
    fn bytes_that_only_begin_like_a_record_are_let_go() {
        for bytes in [
            &b"\x16"[..],
            b"\x16\x03",
            b"\x16\x02\x00\x00\x10aaaaaaaaaaaaaaaa",
            b"\x16\x03\x05\x00\x10aaaaaaaaaaaaaaaa",
            b"\x19\x03\x03\x00\x10aaaaaaaaaaaaaaaa",
            // 2^14 + 2048 is the longest that RFC 5246 6.2.3 allows.
            b"\x17\x03\x03\x48\x01aaaaaaaaaaaaaaaa",
            // Its end is neither the segment's, nor does a record follow.
            b"\x17\x03\x03\x00\x04aaaabbbbbbbb",
            b"\x16\x03\x03\x00\x04aaaabbbbbbbb",
        ] {
            let mut cut = Cut::default();
            cut.feed(bytes).feed(b"and text that goes on").feed(b"and on");
            assert!(!cut.records.found && cut.found.is_empty(), "{bytes:?}");
        }
    }

    #[test]
    fn a_record_without_hello_is_taken_for_one_with_a_second_witness() {
        // It ends where its segment ends.
        assert_eq!(Cut::default().feed(&record(23, &[9; 300])).headers(), [(23, 300)]);
        // Another follows.
        let two = [record(23, &[9; 300]), record(23, &[9; 200])].concat();
        assert_eq!(Cut::default().feed(&two[..400]).headers(), [(23, 300)]);
        // It goes on over segments, and another follows.
        assert_eq!(Cut::default().feed(&two[..200]).feed(&two[200..400]).headers(), [(23, 300)]);
        // The peer speaks TLS.
        let mut cut = Cut { peer_speaks: true, ..Cut::default() };
        assert!(cut.feed(&two[..200]).records.found);
        assert_eq!(cut.feed(&two[200..]).headers(), [(23, 300), (23, 200)]);
    }

    #[test]
    fn missing_bytes_within_a_record_leave_the_framing_whole() {
        let stream = [hello(), record(23, &[9; 1000]), record(23, &[8; 10])].concat();
        let begin = hello().len() + 5;
        for (from, to) in [(0, 1), (0, 999), (1, 1000), (0, 1000), (500, 501)] {
            let mut cut = Cut::default();
            cut.feed(&stream[..begin + from]).gap((to - from) as u32).feed(&stream[begin + to..]);
            assert_eq!(cut.headers(), [(22, 196), (23, 1000), (23, 10)], "{from} to {to}");
            assert_eq!(cut.records.losses(), 0);
            let missing: Vec<bool> = cut.found.iter().map(|record| record.3).collect();
            assert_eq!(missing, [false, true, false], "{from} to {to}");
        }
    }

    #[test]
    fn missing_bytes_that_swallow_a_header_lose_the_framing_until_a_record_begins_a_segment() {
        let mut cut = Cut::default();
        cut.feed(&hello()).feed(&record(23, &[9; 100])[..50]).gap(100);
        assert_eq!(cut.headers(), [(22, 196), (23, 100)], "the record that was open is over");
        assert_eq!((cut.records.losses(), cut.records.lost()), (1, Some(at(3, 0).frame)));
        cut.feed(&[7; 500]).feed(&[record(23, &[9; 60]), record(23, &[9; 61])].concat());
        assert_eq!(cut.headers()[2..], [(23, 60), (23, 61)]);
        assert_eq!(cut.records.found_again(), Some(at(5, 0).frame));
        assert_eq!(cut.records.before(), 0, "nothing came before TLS");
    }

    #[test]
    fn what_is_no_record_where_one_has_to_be_loses_the_framing() {
        let mut cut = Cut::default();
        cut.feed(&hello()).feed(b"HTTP/1.1 400 Bad Request\r\n").feed(&record(23, &[9; 60]));
        assert_eq!(cut.headers(), [(22, 196), (23, 60)]);
        assert_eq!(cut.records.lost(), Some(at(2, 0).frame));
        assert_eq!(cut.records.found_again(), Some(at(3, 0).frame));
    }
}
