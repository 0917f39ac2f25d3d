//! SOCKS: version 5 with or without a password (RFC 1928, RFC 1929), version 4 and its 4A, which sends a name (the
//! memos of Ying-Da Lee, 1992). All that the client says, of which only the last waits for no answer, is one message.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::bytes::{Malformed, Reader};
use crate::prelude::carrier::{Step, fields};

/// CONNECT, in all versions.
const CONNECT: u8 = 1;
/// A name that is not as long as this (RFC 1035 2.3.4) ...
const LONGEST_NAME: usize = 255;
/// ... or a user who is not, speaks no SOCKS 4.
const LONGEST_USER: usize = 255;

/// Reads what a client says.
pub fn read(bytes: &[u8]) -> Step {
    fields(bytes, |r| match r.u8("version")? {
        5 => version_5(r),
        4 => version_4(r),
        _ => Ok(None),
    })
}

type Asked = Option<(&'static str, Option<Box<str>>)>;

fn version_5(r: &mut Reader<'_>) -> Result<Asked, Malformed> {
    if r.vec8("methods")?.is_empty() {
        return Ok(None);
    }
    let mut version = r.u8("version")?;
    if version == 1 {
        // RFC 1929 2: its own version.
        r.vec8("user")?;
        r.vec8("password")?;
        version = r.u8("version")?;
    }
    if version != 5 || r.u8("command")? != CONNECT || r.u8("reserved")? != 0 {
        return Ok(None);
    }
    let host = match r.u8("address type")? {
        1 => Ipv4Addr::from(r.array("address")?).to_string(),
        3 => String::from_utf8_lossy(r.vec8("name")?.rest()).into_owned(),
        4 => format!("[{}]", Ipv6Addr::from(r.array::<16>("address")?)),
        _ => return Ok(None),
    };
    let port = r.u16("port")?;
    Ok(Some(("socks5", Some(format!("{host}:{port}").into()))))
}

fn version_4(r: &mut Reader<'_>) -> Result<Asked, Malformed> {
    if r.u8("command")? != CONNECT {
        return Ok(None);
    }
    let port = r.u16("port")?;
    let address = r.array("address")?;
    if matches!(address, [0, a, b, _] if a | b != 0) {
        return Ok(None); // RFC 1122 3.2.1.3: no destination
    }
    let Some(_) = text(r, LONGEST_USER)? else { return Ok(None) };
    // 4A: 0.0.0.x stands for a name, which follows.
    if matches!(address, [0, 0, 0, last] if last != 0) {
        let Some(name) = text(r, LONGEST_NAME)? else { return Ok(None) };
        let host = String::from_utf8_lossy(name);
        return Ok(Some(("socks4a", Some(format!("{host}:{port}").into()))));
    }
    Ok(Some(("socks4", Some(format!("{}:{port}", Ipv4Addr::from(address)).into()))))
}

/// Bytes that end with a zero, which are no text if they are too many or one of them is a control character.
fn text<'a>(r: &mut Reader<'a>, longest: usize) -> Result<Option<&'a [u8]>, Malformed> {
    let there = r.peek();
    let end = there.iter().position(|byte| *byte < b' ').unwrap_or(there.len());
    if end > longest || there.get(end).is_some_and(|byte| *byte != 0) {
        return Ok(None);
    }
    let bytes = r.take(end, "text")?;
    r.u8("end of text")?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each prefix is, down to the one that is the message.
    fn over(bytes: &[u8], carrier: &'static str, target: &str) {
        for cut in 1..bytes.len() {
            assert_eq!(read(bytes.get(..cut).unwrap_or_default()), Step::More, "cut at {cut}");
        }
        let over = Step::Over { length: bytes.len(), carrier, target: Some(target.into()) };
        assert_eq!(read(bytes), over);
        assert_eq!(read(&[bytes, b"\x16\x03\x01"].concat()), over, "TLS right behind it");
    }

    #[test]
    fn version_5_asks_for_an_address_or_a_name() {
        // RFC 1928 3, 4: no authentication; CONNECT.
        over(&[5, 1, 0, 5, 1, 0, 1, 192, 0, 2, 7, 1, 0xbb], "socks5", "192.0.2.7:443");
        over(&[&[5, 2, 0, 2, 5, 1, 0, 3, 9][..], b"a.example", &[1, 0xbb]].concat(), "socks5", "a.example:443");
        let address = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        over(&[&[5, 1, 0, 5, 1, 0, 4][..], &address, &[0, 25]].concat(), "socks5", "[2001:db8::1]:25");
        // RFC 1929 2.
        let login = [&[5, 1, 2, 1, 4][..], b"user", &[6], b"secret", &[5, 1, 0, 1, 192, 0, 2, 7, 0, 25]].concat();
        over(&login, "socks5", "192.0.2.7:25");
    }

    #[test]
    fn version_4_asks_for_an_address_and_4a_for_a_name() {
        over(&[4, 1, 1, 0xbb, 192, 0, 2, 7, b'm', b'e', 0], "socks4", "192.0.2.7:443");
        over(&[&[4, 1, 1, 0xbb, 0, 0, 0, 1, 0][..], b"a.example\0"].concat(), "socks4a", "a.example:443");
    }

    #[test]
    fn other_bytes_that_begin_with_4_or_5_are_no_socks() {
        assert_eq!(read(&[5, 0]), Step::No);
        assert_eq!(read(&[5, 1, 0, 5, 2]), Step::No, "BIND");
        // DCE/RPC begins with 5, its minor version and a type.
        assert_eq!(read(&[5, 0, 0x0b, 3, 0x10, 0, 0, 0]), Step::No);
        // The answer of TDS begins with 4, 1 and a length.
        assert_eq!(read(&[&[4, 1, 0, 0x2b, 0, 0, 1, 0, 0][..], &[b'a'; 40]].concat()), Step::No);
    }
}
