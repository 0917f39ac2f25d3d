//! The PROXY protocol of HAProxy (its specification, proxy-protocol.txt 2.1, 2.2): a header in front of all other bytes,
//! by which a proxy tells the server who the client is.

use crate::prelude::carrier::{Step, fields};

/// How version 1 begins.
pub const V1: &[u8] = b"PROXY ";
/// How version 2 begins.
pub const V2: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";

/// 2.1: a line is at most so long.
const LONGEST_LINE: usize = 107;
/// The length field allows 65,535; addresses take at most 216 bytes, and what follows them is a certificate's at most.
const LONGEST_ADDRESSES: u16 = 8192;

/// Reads a line of version 1.
pub fn read_v1(bytes: &[u8]) -> Step {
    let line = bytes.get(..LONGEST_LINE).unwrap_or(bytes);
    match line.iter().position(|byte| *byte == b'\n') {
        Some(end) => {
            let text = line.get(V1.len()..end).unwrap_or_default();
            let known = [&b"TCP4 "[..], b"TCP6 ", b"UNKNOWN"].iter().any(|family| text.starts_with(family));
            if !known || text.last() != Some(&b'\r') {
                return Step::No;
            }
            Step::Over { length: end + 1, carrier: "proxy_v1", target: None }
        }
        None if line.len() < LONGEST_LINE => Step::More,
        None => Step::No,
    }
}

/// Reads a header of version 2.
pub fn read_v2(bytes: &[u8]) -> Step {
    fields(bytes, |r| {
        r.take(V2.len(), "signature")?;
        // Version 2; LOCAL or PROXY.
        if !matches!(r.u8("version and command")?, 0x20 | 0x21) {
            return Ok(None);
        }
        r.u8("family and protocol")?;
        let length = r.u16("length")?;
        if length > LONGEST_ADDRESSES {
            return Ok(None);
        }
        r.take(length.into(), "addresses")?;
        Ok(Some(("proxy_v2", None)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_version_1_ends_with_its_crlf() {
        // The example of 2.1.
        let line = b"PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n";
        let over = Step::Over { length: line.len(), carrier: "proxy_v1", target: None };
        assert_eq!(read_v1(line), over);
        assert_eq!(read_v1(&[&line[..], b"\x16\x03\x01"].concat()), over);
        assert_eq!(read_v1(b"PROXY UNKNOWN\r\n"), Step::Over { length: 15, carrier: "proxy_v1", target: None });
        assert_eq!(read_v1(line.split_last().map_or(&[], |(_, start)| start)), Step::More);
        assert_eq!(read_v1(&[V1, &[b'a'; 200]].concat()), Step::No);
        assert_eq!(read_v1(b"PROXY to the moon\r\n"), Step::No);
    }

    #[test]
    fn a_header_of_version_2_is_as_long_as_it_says() {
        // 2.2: PROXY, TCP over IPv4, 12 bytes of addresses and ports.
        let header = [V2, &[0x21, 0x11, 0, 12, 192, 168, 0, 1, 192, 168, 0, 11, 0xdc, 4, 1, 0xbb]].concat();
        let over = |length| Step::Over { length, carrier: "proxy_v2", target: None };
        assert_eq!(read_v2(&header), over(28));
        assert_eq!(read_v2(&[&header[..], b"\x16\x03\x01"].concat()), over(28));
        assert_eq!(read_v2(&[V2, &[0x20, 0, 0, 0]].concat()), over(16));
        for cut in 1..header.len() {
            assert_eq!(read_v2(header.get(..cut).unwrap_or_default()), Step::More, "cut at {cut}");
        }
        assert_eq!(read_v2(&[V2, &[0x31, 0x11, 0, 12]].concat()), Step::No);
    }
}
