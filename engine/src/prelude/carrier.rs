//! What a client says to a proxy through which it is led to somebody else: where such a message ends.
//!
//! Behind it the connection begins anew, with TLS, or with what asks for TLS.

use crate::bytes::{Malformed, Reader};
use crate::prelude::{http_connect, proxy_protocol, socks};

/// What bytes are.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// The begin of a message.
    More,
    /// A message, which ends behind so many bytes.
    Over {
        /// Its bytes.
        length: usize,
        /// What kind of proxy it asks.
        carrier: &'static str,
        /// Host and port that it asks for.
        target: Option<Box<str>>,
    },
    /// No message to a proxy.
    No,
}

/// Bytes, of which there are some, can begin a message.
pub fn may_begin(bytes: &[u8]) -> bool {
    [http_connect::METHOD, proxy_protocol::V1, proxy_protocol::V2, &[4], &[5]].iter().any(|start| alike(bytes, start))
}

/// Reads what can begin a message.
pub fn read(bytes: &[u8]) -> Step {
    if alike(bytes, http_connect::METHOD) {
        http_connect::read(bytes)
    } else if alike(bytes, proxy_protocol::V1) {
        proxy_protocol::read_v1(bytes)
    } else if alike(bytes, proxy_protocol::V2) {
        proxy_protocol::read_v2(bytes)
    } else {
        socks::read(bytes)
    }
}

/// They are the same as far as both go.
fn alike(bytes: &[u8], start: &[u8]) -> bool {
    bytes.iter().zip(start).all(|(byte, other)| byte == other)
}

/// Where a message ends whose fields `read` takes one by one; it gives `None` if one has no value that it may have.
pub(super) fn fields<'a>(
    bytes: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<Option<(&'static str, Option<Box<str>>)>, Malformed>,
) -> Step {
    let mut r = Reader::new(bytes);
    match read(&mut r) {
        Ok(Some((carrier, target))) => Step::Over { length: r.offset(), carrier, target },
        Ok(None) => Step::No,
        Err(_) => Step::More,
    }
}
