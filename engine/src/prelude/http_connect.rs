//! HTTP CONNECT (RFC 9110 9.3.6, RFC 9112 3.2.3): a request whose head is followed by whatever is led through.

use crate::prelude::carrier::Step;

/// How it begins.
pub const METHOD: &[u8] = b"CONNECT ";
/// RFC 1035 2.3.4: a name has at most 255 bytes; and a colon and a port behind it.
const LONGEST_TARGET: usize = 255 + 6;

/// Reads a head.
pub fn read(bytes: &[u8]) -> Step {
    let Some(length) = end(bytes) else { return Step::More };
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut words = line.get(METHOD.len()..).unwrap_or_default().split(|byte| *byte == b' ');
    match (words.next(), words.next()) {
        (Some(target), Some(version)) if !target.is_empty() && version.starts_with(b"HTTP/") => {
            let target = target.get(..LONGEST_TARGET).unwrap_or(target);
            Step::Over { length, carrier: "http_connect", target: Some(String::from_utf8_lossy(target).into()) }
        }
        _ => Step::No,
    }
}

/// The end of the empty line behind the fields; a line may end without CR (RFC 9112 2.2).
fn end(bytes: &[u8]) -> Option<usize> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut length = 0;
    lines.find_map(|line| {
        length += line.len();
        matches!(line, b"\r\n" | b"\n").then_some(length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_of_rfc_9110_9_3_6_names_host_and_port_and_ends_with_its_head() {
        let head = b"CONNECT server.example.com:80 HTTP/1.1\r\nHost: server.example.com\r\n\r\n";
        let over =
            Step::Over { length: head.len(), carrier: "http_connect", target: Some("server.example.com:80".into()) };
        assert_eq!(read(head), over);
        assert_eq!(read(&[&head[..], b"\x16\x03\x01"].concat()), over);
        for cut in METHOD.len()..head.len() {
            assert_eq!(read(head.get(..cut).unwrap_or_default()), Step::More, "cut at {cut}");
        }
        assert_eq!(read(b"CONNECT ACK 17\r\n\r\n"), Step::No);
        assert_eq!(read(b"CONNECT \r\n\r\n"), Step::No);
    }
}
