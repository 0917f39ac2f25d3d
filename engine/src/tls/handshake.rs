//! Joins handshake messages (RFC 8446 4, RFC 5246 7.4) over the records of one direction.
//!
//! It knows the four-byte header and nothing of what a message says. What it is fed must be plaintext; to tell that is
//! the observer's task. The same messages come out however the bytes are cut.

use crate::bytes::Reader;
use crate::registry::HandshakeType;

/// Bytes of a certificate chain that are kept. Chains on the web are below 10 kB; the length field allows 16 MB.
pub const CERTIFICATE_CAP: usize = 256 * 1024;

/// Bytes that are kept of any other message with a registered type.
pub const MESSAGE_CAP: usize = 64 * 1024;

/// Type and length.
const HEADER: usize = 4;

/// One handshake message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// What it is.
    pub kind: HandshakeType,
    /// Its bytes behind the header, as far as they came and were kept.
    pub body: &'a [u8],
    /// The length of the body that the header claims.
    pub length: u32,
    /// The body is shorter than its length: a cap bit, or the capture has a gap.
    pub truncated: bool,
}

/// Joins the messages of one direction. A message of an unregistered type is counted, its body is not kept.
#[derive(Debug, Default)]
pub struct Messages {
    unfinished: Option<Box<Unfinished>>,
}

/// A message that goes on in the next record. It grows with the bytes that came, never by the length they claim.
#[derive(Debug)]
struct Unfinished {
    /// Header and body as far as they are kept.
    kept: Vec<u8>,
    /// Bytes that came, header included.
    came: usize,
}

/// The messages that a fragment finished, in order.
#[derive(Debug)]
#[must_use = "the messages of a fragment are here and nowhere else"]
pub struct Feed<'f> {
    /// The message that began in an earlier fragment.
    joined: Option<Box<Unfinished>>,
    /// Whole messages in this one.
    whole: Reader<'f>,
    /// The joined message was handed out.
    joined_given: bool,
}

impl Messages {
    /// One record's fragment. What it finishes is in the answer; what goes on in the next record is kept.
    pub fn feed<'f>(&mut self, fragment: &'f [u8]) -> Feed<'f> {
        let mut r = Reader::new(fragment);
        let mut joined = self.unfinished.take();
        if let Some(message) = &mut joined {
            message.push(&mut r);
            if !message.is_whole() {
                self.unfinished = joined.take();
            }
        }
        let start = r;
        let mut whole = 0;
        while let Some((_, length)) = header(r.peek()) {
            if r.take(HEADER.saturating_add(length), "message").is_err() {
                break;
            }
            whole = start.len() - r.len();
        }
        if !r.is_empty() {
            let mut message = Box::new(Unfinished { kept: Vec::new(), came: 0 });
            message.push(&mut r);
            self.unfinished = Some(message);
        }
        let mut rest = start;
        let whole = rest.part(whole, "messages").unwrap_or(start);
        Feed { joined, whole, joined_given: false }
    }

    /// Bytes are missing here. Gives the message that was under way, cut, if its header came; the next fragment is
    /// taken to begin with a header.
    pub fn gap(&mut self) -> Feed<'static> {
        Feed { joined: self.unfinished.take(), whole: Reader::new(&[]), joined_given: false }
    }

    /// A message has begun and not ended.
    #[must_use]
    pub const fn is_mid_message(&self) -> bool {
        self.unfinished.is_some()
    }
}

impl Unfinished {
    /// Takes from the fragment what belongs to this message.
    fn push(&mut self, r: &mut Reader<'_>) {
        if self.kept.len() < HEADER {
            let missing = (HEADER - self.kept.len()).min(r.len());
            self.keep(r, missing);
        }
        if let Some((kind, length)) = header(&self.kept) {
            let missing = HEADER.saturating_add(length).saturating_sub(self.came).min(r.len());
            let room = HEADER.saturating_add(cap(kind)).saturating_sub(self.kept.len());
            self.keep(r, missing.min(room));
            if let Ok(skipped) = r.take(missing.saturating_sub(room), "body") {
                self.came = self.came.saturating_add(skipped.len());
            }
        }
    }

    fn keep(&mut self, r: &mut Reader<'_>, count: usize) {
        if let Ok(bytes) = r.take(count, "message") {
            self.kept.extend_from_slice(bytes);
            self.came = self.came.saturating_add(count);
        }
    }

    fn is_whole(&self) -> bool {
        header(&self.kept).is_some_and(|(_, length)| self.came >= HEADER.saturating_add(length))
    }
}

impl Feed<'_> {
    /// The next message.
    #[allow(clippy::should_implement_trait, reason = "what it gives borrows from itself, which Iterator cannot say")]
    pub fn next(&mut self) -> Option<Message<'_>> {
        if !self.joined_given {
            self.joined_given = true;
            if let Some(message) = self.joined.as_ref().and_then(|unfinished| message(&unfinished.kept)) {
                return Some(message);
            }
        }
        let (_, length) = header(self.whole.peek())?;
        let bytes = self.whole.take(HEADER.saturating_add(length), "message").ok()?;
        message(bytes)
    }
}

/// Type and length of the body, if four bytes are there.
fn header(bytes: &[u8]) -> Option<(HandshakeType, usize)> {
    let &[kind, a, b, c] = bytes.first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes([0, a, b, c])).ok()?;
    Some((HandshakeType(kind), length))
}

/// A message from its bytes, header included, of which only those up to the cap are given.
fn message(bytes: &[u8]) -> Option<Message<'_>> {
    let (kind, length) = header(bytes)?;
    let body = bytes.get(HEADER..)?;
    let body = body.get(..cap(kind)).unwrap_or(body);
    Some(Message { kind, body, length: u32::try_from(length).ok()?, truncated: body.len() < length })
}

fn cap(kind: HandshakeType) -> usize {
    match kind {
        HandshakeType::CERTIFICATE | HandshakeType::COMPRESSED_CERTIFICATE => CERTIFICATE_CAP,
        _ if kind.name().is_some() => MESSAGE_CAP,
        _ => 0,
    }
}

/// Any bytes, cut anywhere: it ends, holds no more than its cap, and gives the same messages as when fed in one piece.
pub fn fuzz(data: &[u8]) {
    let Some((cut, data)) = data.split_first() else { return };
    let collect = |pieces: std::slice::Chunks<'_, u8>| {
        let (mut messages, mut all) = (Messages::default(), Vec::new());
        for piece in pieces {
            let mut feed = messages.feed(piece);
            while let Some(message) = feed.next() {
                all.push((message.kind, message.body.to_vec(), message.length, message.truncated));
            }
            let held = messages.unfinished.as_ref().map_or(0, |unfinished| unfinished.kept.len());
            assert!(held <= HEADER.saturating_add(CERTIFICATE_CAP).min(HEADER.saturating_add(data.len())));
        }
        let mut feed = messages.gap();
        while let Some(message) = feed.next() {
            all.push((message.kind, message.body.to_vec(), message.length, message.truncated));
        }
        assert!(!messages.is_mid_message());
        all
    };
    let pieces = collect(data.chunks(usize::from(*cut).max(1)));
    assert_eq!(pieces, collect(data.chunks(data.len().max(1))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::vectors::{CLIENT_HELLO, SERVER_HELLO, hex, mutated};

    type Owned = (HandshakeType, Vec<u8>, u32, bool);

    fn owned(mut feed: Feed<'_>) -> Vec<Owned> {
        let mut all = Vec::new();
        while let Some(message) = feed.next() {
            all.push((message.kind, message.body.to_vec(), message.length, message.truncated));
        }
        all
    }

    fn fed(pieces: &[&[u8]]) -> (Messages, Vec<Owned>) {
        let mut messages = Messages::default();
        let all = pieces.iter().flat_map(|piece| owned(messages.feed(piece))).collect();
        (messages, all)
    }

    /// Two messages of RFC 8448 3, and between them a message without a body.
    fn flight() -> (Vec<u8>, Vec<Owned>) {
        let (client_hello, server_hello) = (hex(CLIENT_HELLO), hex(SERVER_HELLO));
        let bytes = [client_hello.as_slice(), &[0, 0, 0, 0], &server_hello].concat();
        let messages = vec![
            (HandshakeType::CLIENT_HELLO, client_hello.into_iter().skip(4).collect(), 192, false),
            (HandshakeType::HELLO_REQUEST_RESERVED, vec![], 0, false),
            (HandshakeType::SERVER_HELLO, server_hello.into_iter().skip(4).collect(), 86, false),
        ];
        (bytes, messages)
    }

    #[test]
    fn messages_are_the_same_however_they_are_cut() {
        let (bytes, expected) = flight();
        assert_eq!(fed(&[&bytes]).1, expected);
        for size in 1..bytes.len() {
            let (messages, found) = fed(&bytes.chunks(size).collect::<Vec<_>>());
            assert_eq!(found, expected, "pieces of {size} bytes");
            assert!(!messages.is_mid_message());
        }
    }

    #[test]
    fn a_message_in_one_fragment_is_not_copied() {
        let bytes = hex(CLIENT_HELLO);
        let mut messages = Messages::default();
        let mut feed = messages.feed(&bytes);
        let body = feed.next().map(|message| message.body.as_ptr_range());
        assert_eq!(body, bytes.get(4..).map(<[u8]>::as_ptr_range));
        assert!(messages.unfinished.is_none());
    }

    #[test]
    fn it_is_mid_message_until_the_last_byte() {
        let bytes = hex(SERVER_HELLO);
        for cut in 1..bytes.len() {
            let (prefix, _) = bytes.split_at(cut);
            let (messages, found) = fed(&[prefix]);
            assert!(messages.is_mid_message() && found.is_empty(), "{cut} bytes");
        }
    }

    #[test]
    fn a_gap_gives_the_message_that_was_under_way_as_cut() {
        let bytes = hex(SERVER_HELLO);
        let (mut messages, _) = fed(&[bytes.split_at(40).0]);
        let body = bytes.iter().copied().take(40).skip(4).collect();
        assert_eq!(owned(messages.gap()), [(HandshakeType::SERVER_HELLO, body, 86, true)]);
        assert!(!messages.is_mid_message());
        // Behind the gap a message begins anew.
        assert_eq!(owned(messages.feed(&bytes)).len(), 1);
        // Half a header is no message.
        assert_eq!(owned(messages.feed(&[2, 0])), []);
        assert_eq!(owned(messages.gap()), []);
    }

    #[test]
    fn a_cap_cuts_the_body_and_the_next_message_is_found() {
        let header = |kind: HandshakeType, length: u32| {
            let [_, a, b, c] = length.to_be_bytes();
            [kind.0, a, b, c]
        };
        let unknown = HandshakeType(99);
        for (kind, length, kept) in [
            (HandshakeType::CERTIFICATE, 300 * 1024, CERTIFICATE_CAP),
            (HandshakeType::CERTIFICATE_REQUEST, 100 * 1024, MESSAGE_CAP),
            (unknown, 100, 0),
        ] {
            let body = vec![7; length];
            let claimed = u32::try_from(length).unwrap_or(0);
            let bytes = [&header(kind, claimed), body.as_slice(), &[0, 0, 0, 0]].concat();
            for size in [1000, 16_384, bytes.len()] {
                let (messages, found) = fed(&bytes.chunks(size).collect::<Vec<_>>());
                let expected = (kind, vec![7; kept], claimed, true);
                let next = (HandshakeType::HELLO_REQUEST_RESERVED, vec![], 0, false);
                assert_eq!(found, [expected, next], "{kind:?} in pieces of {size}");
                assert!(!messages.is_mid_message());
            }
        }
    }

    #[test]
    fn memory_follows_what_came_and_not_what_was_claimed() {
        let (messages, _) = fed(&[&[11, 0xFF, 0xFF, 0xFF, 1, 2, 3]]);
        assert!(messages.unfinished.is_some_and(|unfinished| unfinished.kept.capacity() <= 64));
    }

    #[test]
    fn an_idle_direction_is_one_word() {
        assert!(size_of::<Messages>() <= 8);
    }

    #[test]
    fn damaged_flights_give_the_same_messages_in_any_pieces() {
        let (bytes, _) = flight();
        for size in [1, 3, 7, 64] {
            mutated(&[&[size], bytes.as_slice()].concat(), 2000, fuzz);
        }
    }
}
