//! Hellos in the format of SSL 2.0: of clients that speak it, and of those that only ask in it for SSL 3.0 or TLS
//! (RFC 5246 E.2). What follows the hellos of SSL 2.0 itself is not read.

use crate::bytes::{Malformed, Reader};
use crate::registry::ProtocolVersion;

/// Bytes of a record's header without padding: a set bit, and the length.
pub const HEADER: usize = 2;
/// CLIENT-HELLO and SERVER-HELLO (SSL 2.0 draft, 1.2; RFC 5246 E.2).
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 4;
/// Bytes of a message before its fields of variable length.
const FIXED_CLIENT: u32 = 9;
const FIXED_SERVER: u32 = 11;

/// What bytes at the start of a stream are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A record with a hello, which has so many bytes.
    Hello(u16),
    /// Too few to tell.
    TooShort,
    /// No hello of this format.
    No,
}

/// Bytes as the start of a hello: its lengths have to agree with each other. `answer` says that the other side began.
pub fn start(bytes: &[u8], answer: bool) -> Start {
    let fits = match *bytes {
        [high] | [high, _] => high & 0x80 != 0,
        [high, _, CLIENT_HELLO] => high & 0x80 != 0,
        [high, _, CLIENT_HELLO, 0 | 3] => high & 0x80 != 0,
        [high, _, CLIENT_HELLO, 0, 2, ..] | [high, _, CLIENT_HELLO, 3, 0..=4, ..] => high & 0x80 != 0,
        [high, _, SERVER_HELLO, ref rest @ ..] => answer && high & 0x80 != 0 && is_server_start(rest),
        _ => false,
    };
    if !fits {
        return Start::No;
    }
    let &[high, low, kind, _, _, a, b, c, d, e, f, ..] = bytes else { return Start::TooShort };
    let length = u16::from_be_bytes([high & 0x7f, low]);
    let [first, second, third] = [[a, b], [c, d], [e, f]].map(u16::from_be_bytes);
    let agrees = if kind == CLIENT_HELLO {
        // Specs of three bytes each, a session id of 16 bytes or none, a challenge of 16 to 32 bytes.
        let specs = first > 0 && first.is_multiple_of(3);
        let rest = matches!(second, 0 | 16) && matches!(third, 16..=32);
        specs && rest && u32::from(length) == FIXED_CLIENT + u32::from(first) + u32::from(second) + u32::from(third)
    } else {
        // Behind the version: lengths of certificate and specs; that of the connection id is not here yet.
        let [_, certificate, specs] = [[a, b], [c, d], [e, f]].map(u16::from_be_bytes);
        specs.is_multiple_of(3) && u32::from(length) >= FIXED_SERVER + u32::from(certificate) + u32::from(specs)
    };
    if agrees { Start::Hello(length) } else { Start::No }
}

/// A session id that hits or not, a certificate of X.509 or none, SSL 2.0.
const fn is_server_start(rest: &[u8]) -> bool {
    matches!(*rest, [] | [0 | 1] | [0 | 1, 0 | 1] | [0 | 1, 0 | 1, 0] | [0 | 1, 0 | 1, 0, 2, ..])
}

/// A hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hello {
    /// Of a client: the body of the ClientHello that it stands for (RFC 5246 E.2).
    Client(Vec<u8>),
    /// Of a server, which speaks SSL 2.0.
    Server,
}

/// Reads a record's bytes.
///
/// # Errors
/// If a field is cut short.
pub fn read(bytes: &[u8]) -> Result<Hello, Malformed> {
    let mut r = Reader::new(bytes);
    if r.u8("ssl2.msg_type")? != CLIENT_HELLO {
        return Ok(Hello::Server);
    }
    let version = r.u16("ssl2.version")?;
    let specs = r.u16("ssl2.cipher_spec_length")?;
    let session_id = r.u16("ssl2.session_id_length")?;
    let challenge = r.u16("ssl2.challenge_length")?;
    let specs = r.take(specs.into(), "ssl2.cipher_specs")?;
    let session_id = r.take(session_id.into(), "ssl2.session_id")?;
    let challenge = r.take(challenge.into(), "ssl2.challenge")?;
    let mut suites = Vec::with_capacity(specs.len());
    for spec in specs.chunks_exact(3) {
        // Those of SSL 2.0 alone begin with another byte.
        if let [0, high, low] = *spec {
            suites.extend([high, low]);
        }
    }
    let mut body = ProtocolVersion(version).0.to_be_bytes().to_vec();
    // RFC 5246 E.2: the challenge is the random, right-justified.
    let random = challenge.get(challenge.len().saturating_sub(32)..).unwrap_or(challenge);
    body.resize(2 + 32 - random.len(), 0);
    body.extend_from_slice(random);
    body.push(u8::try_from(session_id.len()).unwrap_or(0));
    body.extend_from_slice(session_id.get(..usize::from(u8::MAX)).unwrap_or(session_id));
    body.extend(u16::try_from(suites.len()).unwrap_or(0).to_be_bytes());
    body.append(&mut suites);
    body.extend([1, 0]); // null compression, which SSL 2.0 does not name
    Ok(Hello::Client(body))
}

/// Any bytes: it ends, and what a hello stands for is one.
pub fn fuzz(data: &[u8]) {
    let _ = (start(data, false), start(data, true));
    if let Ok(Hello::Client(body)) = read(data) {
        assert!(body.len() <= data.len() + 40);
        if data.len() < usize::from(u8::MAX) {
            assert!(crate::tls::hello::ClientHello::read(&body).is_ok());
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::tls::hello::ClientHello;
    use crate::tls::vectors::{hex, mutated};

    /// RFC 5246 E.2 field by field: TLS 1.0, three specs of which one is of SSL 2.0 alone, a challenge of 16 bytes.
    const HELLO: &str = "8022 01 0301 0009 0000 0010 00002f 000035 010080 000102030405060708090a0b0c0d0e0f";

    #[test]
    fn the_hello_of_rfc_5246_e_2_stands_for_a_client_hello() {
        let bytes = hex(HELLO);
        assert_eq!(start(&bytes, false), Start::Hello(34));
        assert_eq!(bytes.len(), 34 + 2);
        let Hello::Client(body) = read(&bytes[HEADER..]).unwrap() else { unreachable!() };
        let hello = ClientHello::read(&body).unwrap();
        assert_eq!(hello.legacy_version, ProtocolVersion::TLS_1_0);
        assert_eq!(hello.random[..16], [0; 16]);
        assert_eq!(hello.random[16..], bytes[bytes.len() - 16..]);
        assert!(hello.session_id.is_empty() && hello.extensions.is_none());
        assert_eq!(hello.cipher_suites.map(|suite| suite.0).collect::<Vec<_>>(), [0x002f, 0x0035]);
    }

    #[test]
    fn a_hello_is_told_by_lengths_that_agree() {
        let bytes = hex(HELLO);
        for cut in 1..11 {
            assert_eq!(start(&bytes[..cut], false), Start::TooShort, "cut at {cut}");
        }
        // The bit, the length, the type, the version, each length.
        for (place, value) in [(0, 0), (1, 0x23), (2, 2), (3, 2), (4, 5), (6, 8), (8, 15), (10, 15)] {
            let mut other = bytes.clone();
            other[place] = value;
            assert_eq!(start(&other, false), Start::No, "byte {place}");
        }
    }

    #[test]
    fn a_server_hello_of_ssl_2_0_answers_a_hello() {
        // SSL 2.0 draft, SERVER-HELLO: no hit, X.509, version, certificate of 4, one spec, connection id of 16.
        let bytes = hex("8022 04 00 01 0002 0004 0003 0010 aabbccdd 010080 000102030405060708090a0b0c0d0e0f");
        assert_eq!(start(&bytes, true), Start::Hello(34));
        assert_eq!(start(&bytes, false), Start::No, "nobody asked");
        assert_eq!(read(&bytes[HEADER..]).unwrap(), Hello::Server);
    }

    #[test]
    fn any_bytes_end() {
        let bytes = hex(HELLO);
        mutated(&bytes, 3000, fuzz);
        mutated(&bytes[HEADER..], 3000, fuzz);
    }
}
