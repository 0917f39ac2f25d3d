use super::*;

const ICMP: u8 = 1;
const ICMPV6: u8 = 58;

fn error(kind: u8, quoted: &[u8]) -> Vec<u8> {
    [&[kind, 1, 0, 0, 0, 0, 0, 0][..], quoted].concat()
}

fn quoted(data: &[u8]) -> Option<(Endpoint, Endpoint, u32)> {
    match peeled(&packet(LinkType::RAW, data)) {
        Peeled::Quoted(QuotedTcp { source, destination, sequence, .. }) => Some((source, destination, sequence)),
        Peeled::Other => None,
        other => panic!("{other:?}"),
    }
}

/// Where tshark 4.0.17 gives a stream number, tried on each type.
#[test]
fn errors_that_quote_are_those_to_which_wireshark_gives_a_stream() {
    let v4 = ipv4(TCP, &tcp(b"hello"));
    let v6 = ipv6(TCP, &tcp(b"hello"));
    let of =
        |types: &dyn Fn(u8) -> Vec<u8>| (0..=255).filter(|kind| quoted(&types(*kind)).is_some()).collect::<Vec<_>>();
    assert_eq!(of(&|kind| ipv4(ICMP, &error(kind, &v4))), [3, 4, 11, 12]);
    assert_eq!(of(&|kind| ipv6(ICMPV6, &error(kind, &v6))), [1, 2, 3, 4]);
}

#[test]
fn a_quote_tells_who_was_meant() {
    let v4 = ipv4(ICMP, &error(3, &ipv4(TCP, &tcp(b"hello"))));
    let (source, destination, sequence) = quoted(&v4).unwrap();
    assert_eq!((format!("{source} {destination}").as_str(), sequence), (V4_ENDPOINTS, 1_000));
    let v6 = ipv6(ICMPV6, &error(1, &ipv6(TCP, &tcp(b"hello"))));
    let (source, destination, sequence) = quoted(&v6).unwrap();
    assert_eq!((format!("{source} {destination}").as_str(), sequence), (V6_ENDPOINTS, 1_000));
}

#[test]
fn a_quote_needs_sixteen_bytes_of_the_tcp_header() {
    // RFC 792 asks for eight only; of those Wireshark reads the ports and gives no stream number.
    let whole = ipv4(TCP, &tcp(b"hello"));
    for length in 0..whole.len() {
        assert_eq!(quoted(&ipv4(ICMP, &error(3, &whole[..length]))).is_some(), length >= 20 + 16, "{length}");
    }
}

#[test]
fn a_quoted_fragment_is_not_read() {
    let mut fragment = ipv4(TCP, &tcp(b"hello"));
    fragment[6] = 0x20;
    assert_eq!(quoted(&ipv4(ICMP, &error(3, &fragment))), None);
}
