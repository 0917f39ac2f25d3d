//! What one side said before TLS: how much, its first and its last bytes, and the proxies that it asked.
//!
//! Nothing else is kept, and of a side that says more than a protocol says before TLS, not even the last bytes.

use crate::prelude::carrier::{self, Step};

/// First bytes that are kept: enough to tell HTTP (RFC 9112 4).
const OPENING: usize = 5;
/// First bytes behind the last proxy: enough for the status of HTTP.
const BEGIN: usize = 12;
/// Last bytes that are kept: the request of LDAP takes 31, that of MySQL 36, that of XMPP some 60.
const TAIL: usize = 64;
/// Protocols ask for TLS before they say so much.
const LONGEST: u32 = 16 << 10;
/// Longest message to a proxy. Most servers of HTTP take no longer head.
const LONGEST_MESSAGE: usize = 16 << 10;

/// What one side said before TLS.
#[derive(Debug, Default)]
pub struct Said {
    /// How many bytes.
    pub bytes: u32,
    /// The first of these.
    pub opening: [u8; OPENING],
    /// Its TLS came inside packets of TDS.
    pub wrapped: bool,
    /// The first bytes behind the last message to a proxy, and how many came.
    begin: [u8; BEGIN],
    since: u32,
    /// The last of these; none before there are any, and once they are known not to lead to TLS.
    tail: Option<Box<Tail>>,
    /// A message to a proxy that has not ended.
    unended: Option<Box<Vec<u8>>>,
    carried: Option<Box<Carried>>,
}

#[derive(Debug)]
struct Tail {
    bytes: [u8; TAIL],
    length: u8,
}

impl Default for Tail {
    fn default() -> Self {
        Self { bytes: [0; TAIL], length: 0 }
    }
}

#[derive(Debug, Default)]
struct Carried {
    by: Vec<&'static str>,
    target: Option<Box<str>>,
}

/// Proxies one behind the other that are told apart.
const CARRIERS: usize = 8;

impl Said {
    /// Bytes that are no TLS. How many of them are over before TLS may begin: all, unless they end a message to a proxy.
    pub fn note(&mut self, bytes: &[u8]) -> usize {
        let used = self.message(bytes).unwrap_or(bytes.len());
        let taken = bytes.get(..used).unwrap_or(bytes);
        let opening = usize::try_from(self.bytes).unwrap_or(OPENING);
        put(self.opening.get_mut(opening..), taken);
        self.bytes = self.bytes.saturating_add(count(taken));
        used
    }

    /// A message to a proxy has begun and not ended.
    #[must_use]
    pub const fn is_unended(&self) -> bool {
        self.unended.is_some()
    }

    /// Host and port asked for are those of the last proxy.
    pub(super) fn carriers(&self) -> (&[&'static str], Option<&str>) {
        match &self.carried {
            Some(carried) => (&carried.by, carried.target.as_deref()),
            None => (&[], None),
        }
    }

    /// Nothing came since the last message to a proxy.
    pub(super) const fn is_fresh(&self) -> bool {
        self.since == 0 && self.unended.is_none()
    }

    /// How many bytes came since the last message to a proxy.
    pub(super) const fn since(&self) -> u32 {
        self.since
    }

    /// The first of these.
    pub(super) fn begin(&self) -> &[u8] {
        self.begin.get(..usize::try_from(self.since).unwrap_or(BEGIN)).unwrap_or(&self.begin)
    }

    /// The last of these.
    pub(super) fn tail(&self) -> &[u8] {
        self.tail.as_ref().map_or(&[], |tail| tail.bytes.get(..usize::from(tail.length)).unwrap_or_default())
    }

    /// The server's first bytes can be the answer of such a proxy.
    pub(super) fn answers(&self, carrier: &str) -> bool {
        match carrier {
            "http_connect" => self.opening == *b"HTTP/",
            "socks5" => matches!(self.opening, [5, ..]),
            _ => matches!(self.opening, [0, 0x5a, ..]),
        }
    }

    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.tail.as_ref().map_or(0, |_| size_of::<Tail>())
            + self.unended.as_ref().map_or(0, |bytes| bytes.capacity())
            + self.carried.as_ref().map_or(0, |carried| {
                carried.by.capacity() * size_of::<&str>() + carried.target.as_ref().map_or(0, |target| target.len())
            })
    }

    /// Where in these bytes a message to a proxy ends, if one does.
    fn message(&mut self, bytes: &[u8]) -> Option<usize> {
        let begins = self.since == 0 && carrier::may_begin(bytes);
        let Some(mut message) = self.unended.take().or_else(|| begins.then(Box::default)) else {
            self.plain(bytes);
            return None;
        };
        let held = message.len();
        let room = LONGEST_MESSAGE.saturating_sub(held).min(bytes.len());
        message.extend_from_slice(bytes.get(..room).unwrap_or_default());
        match carrier::read(&message) {
            Step::Over { length, carrier, target } => {
                self.carry(carrier, target);
                Some(length.saturating_sub(held))
            }
            Step::More if message.len() < LONGEST_MESSAGE => {
                self.unended = Some(message);
                None
            }
            Step::More | Step::No => {
                self.plain(message.get(..held).unwrap_or_default());
                self.plain(bytes);
                None
            }
        }
    }

    fn carry(&mut self, carrier: &'static str, target: Option<Box<str>>) {
        let carried = self.carried.get_or_insert_default();
        // RFC 9110 11.7.1: one that was refused for want of credentials is asked again.
        if carried.by.last() != Some(&carrier) && carried.by.len() < CARRIERS {
            carried.by.push(carrier);
        }
        if target.is_some() {
            carried.target = target;
        }
    }

    /// Bytes that are no message to a proxy.
    fn plain(&mut self, bytes: &[u8]) {
        let begin = usize::try_from(self.since).unwrap_or(BEGIN);
        if begin < BEGIN {
            put(self.begin.get_mut(begin..), bytes);
        }
        let first = self.since == 0;
        self.since = self.since.saturating_add(count(bytes));
        if self.since > LONGEST || leads_nowhere(self.begin()) {
            self.tail = None;
        } else if first || self.tail.is_some() {
            self.tail.get_or_insert_default().push(bytes);
        }
    }
}

impl Tail {
    fn push(&mut self, bytes: &[u8]) {
        let last = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
        let length = usize::from(self.length);
        let over = (length + last.len()).saturating_sub(TAIL);
        self.bytes.copy_within(over.min(length)..length, 0);
        let kept = length.saturating_sub(over);
        put(self.bytes.get_mut(kept..), last);
        self.length = u8::try_from(kept + last.len()).unwrap_or(self.length);
    }
}

/// Protocols in which no TLS begins later.
fn leads_nowhere(begin: &[u8]) -> bool {
    [&b"GET "[..], b"POST ", b"HEAD ", b"PUT ", b"SSH-"].iter().any(|start| begin.starts_with(start))
}

fn put(room: Option<&mut [u8]>, bytes: &[u8]) {
    for (place, byte) in room.into_iter().flatten().zip(bytes) {
        *place = *byte;
    }
}

fn count(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// Any bytes, cut anywhere: it ends, holds no more than its bounds, and says the same as of the bytes in one piece.
pub fn fuzz(data: &[u8]) {
    let Some((cut, data)) = data.split_first() else { return };
    let hear = |size: usize| {
        let mut said = Said::default();
        for run in data.chunks(size) {
            let mut rest = run;
            while !rest.is_empty() {
                let used = said.note(rest);
                assert!(used > 0 && used <= rest.len());
                rest = rest.get(used..).unwrap_or_default();
            }
        }
        assert!(said.heap() <= 3 * LONGEST_MESSAGE);
        said
    };
    let (whole, parts) = (hear(data.len().max(1)), hear(usize::from(*cut).max(1)));
    assert_eq!(super::tell(Some(&whole), None, true), super::tell(Some(&parts), None, true));
    let _ = super::tell(None, Some(&whole), false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::vectors::mutated;

    #[test]
    fn what_is_kept_of_a_side_is_bounded() {
        for bytes in
            [&b"CONNECT a.example:443 HTTP/1.1\r\nX: y\r\n"[..], b"EHLO a\r\n", b"\x05\x01\x00", b"GET / HTTP/1.1\r\n"]
        {
            let mut said = Said::default();
            for _ in 0..100_000 {
                said.note(bytes);
                assert!(said.heap() <= 3 * LONGEST_MESSAGE, "{bytes:?}");
            }
            assert_eq!(said.heap(), 0, "{bytes:?}: it asks for nothing, and nothing is held");
        }
    }

    #[test]
    fn any_bytes_say_the_same_however_they_are_cut() {
        for sample in [
            &b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\nEHLO a\r\nSTARTTLS\r\n"[..],
            b"PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n\x05\x01\x00\x05\x01\x00\x03\x09a.example\x01\xbb",
            b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\xa8\0\x01\xc0\xa8\0\x0b\xdc\x04\x01\xbba1 STARTTLS\r\n",
            b"\x04\x01\x01\xbb\0\0\0\x01me\0a.example\0STLS\r\n",
            b"\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x01\0\0\0",
        ] {
            for cut in [1, 2, 7, 30] {
                mutated(&[&[cut], sample].concat(), 1000, fuzz);
            }
        }
    }
}
