use std::net::IpAddr;

use super::super::Address;
use super::*;

const RAW: LinkType = LinkType::RAW;

fn peel_raw(data: &[u8]) -> Peeled<'_> {
    peeled(&packet(RAW, data))
}

#[test]
fn ipv4_options_are_passed_over() {
    let mut ip = ipv4(TCP, b"");
    ip[0] = 0x46;
    let payload = tcp(b"hello");
    let length = (24 + payload.len() as u16).to_be_bytes();
    ip[2..4].copy_from_slice(&length);
    let ip = [&ip[..], &[0x94, 4, 0, 0], &payload].concat(); // router alert
    assert_eq!(segment(RAW, &ip).payload, b"hello");
}

#[test]
fn a_total_length_of_zero_is_that_of_the_packet() {
    let mut ip = ipv4(TCP, &tcp(&[7; 40_000]));
    ip[2..4].fill(0);
    assert_eq!(segment(RAW, &ip).payload_length, 40_000);
}

#[test]
fn a_total_length_beyond_the_packet_is_shortened_to_it() {
    let mut ip = ipv4(TCP, &tcp(b"hello"));
    ip[2..4].copy_from_slice(&1_500_u16.to_be_bytes());
    assert_eq!(segment(RAW, &ip).payload_length, 5);
}

#[test]
fn an_ipv4_header_that_lies_about_a_length_is_malformed() {
    let good = ipv4(TCP, &tcp(b"hello"));
    for (place, value) in [(0, 0x44), (0, 0x4f), (3, 19), (0, 0x75)] {
        let mut ip = good.clone();
        ip[place] = value;
        assert_eq!(peel_raw(&ip), Peeled::Malformed, "byte {place} = {value:#x}");
    }
}

#[test]
fn fragments_of_tcp_are_told_apart_from_whole_packets() {
    let whole = ipv4(TCP, &tcp(b"hello"));
    let with = |flags: u16| {
        let mut ip = whole.clone();
        ip[6..8].copy_from_slice(&flags.to_be_bytes());
        ip
    };
    assert_eq!(peel_raw(&with(0x2000)), Peeled::Fragment, "more fragments");
    assert_eq!(peel_raw(&with(0x0001)), Peeled::Fragment, "an offset");
    assert!(matches!(peel_raw(&with(0x4000)), Peeled::Tcp(_)), "do not fragment");
    assert!(matches!(peel_raw(&with(0x8000)), Peeled::Tcp(_)), "the reserved bit");
    let mut udp = with(0x2000);
    udp[9] = 17;
    assert_eq!(peel_raw(&udp), Peeled::Fragment, "of a datagram in which a tunnel may be");
}

#[test]
fn an_authentication_header_is_passed_over_in_both_versions() {
    // RFC 4302 2.2: 24 bytes are 6 units of four, minus two. Next TCP.
    let header = [&[6, 4][..], &[0; 22]].concat();
    let payload = [&header[..], &tcp(b"hello")].concat();
    assert_eq!(segment(RAW, &ipv4(51, &payload)).payload, b"hello");
    assert_eq!(segment(RAW, &ipv6(51, &payload)).payload, b"hello");
}

#[test]
fn extension_headers_are_passed_over_in_any_number() {
    let payload = tcp(b"hello");
    let short = |next: u8| [next, 0, 1, 4, 0, 0, 0, 0];
    let long = |next: u8| [&[next, 1][..], &[0; 14]].concat();
    let chain = [&short(60)[..], &long(43), &short(60), &short(6), &payload].concat();
    // Hop-by-hop, destination options, routing, destination options, TCP.
    assert_eq!(segment(RAW, &ipv6(0, &chain)).payload, b"hello");
    let many = [short(0).repeat(5_000), short(6).to_vec(), payload].concat();
    assert_eq!(segment(RAW, &ipv6(0, &many)).payload, b"hello");
    assert_eq!(peel_raw(&ipv6(0, &short(0).repeat(100))), Peeled::Malformed, "a chain without an end");
    assert_eq!(peel_raw(&ipv6(59, &tcp(b""))), Peeled::Other, "no next header");
    assert_eq!(peel_raw(&ipv6(50, &tcp(b""))), Peeled::Other, "encrypted");
}

#[test]
fn an_atomic_fragment_is_a_whole_packet() {
    let fragment = |offset_and_more: [u8; 2]| {
        let [high, low] = offset_and_more;
        ipv6(44, &[&[6, 0, high, low, 0, 0, 0, 9][..], &tcp(b"hello")].concat())
    };
    assert_eq!(segment(RAW, &fragment([0, 0])).payload, b"hello");
    assert_eq!(segment(RAW, &fragment([0, 6])).payload, b"hello", "the reserved bits");
    assert_eq!(peel_raw(&fragment([0, 1])), Peeled::Fragment);
    assert_eq!(peel_raw(&fragment([0, 8])), Peeled::Fragment);
}

#[test]
fn a_payload_length_of_zero_is_that_of_the_packet() {
    let mut ip = ipv6(TCP, &tcp(&[7; 60_000]));
    ip[4..6].fill(0);
    assert_eq!(segment(RAW, &ip).payload_length, 60_000);
    // RFC 2675 2: a hop-by-hop header with the jumbo payload option.
    let jumbo = [&[6, 0, 0xc2, 4, 0, 1, 0x11, 0x88][..], &tcp(&[7; 69_980])].concat();
    let mut ip = ipv6(0, &jumbo);
    ip[4..6].fill(0);
    assert_eq!(segment(RAW, &ip).payload_length, 69_980);
}

#[test]
fn bytes_behind_an_ipv6_payload_are_none_of_it() {
    let ip = [ipv6(TCP, &tcp(b"hello")), vec![0xaa; 4]].concat();
    assert_eq!(segment(RAW, &ip).payload, b"hello");
}

#[test]
fn addresses_are_written_as_rfc_5952_asks() {
    let written = |text: &str| Address::from(text.parse::<IpAddr>().unwrap()).to_string();
    // RFC 5952 4.2.2: one zero field is not shortened; 4.2.3: the longest run, and the first of two; 4.3: lower case; 5: mapped.
    assert_eq!(written("2001:DB8:0:1:1:1:1:1"), "2001:db8:0:1:1:1:1:1");
    assert_eq!(written("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1");
    assert_eq!(written("2001:db8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
    assert_eq!(written("::ffff:192.0.2.1"), "::ffff:192.0.2.1");
    assert_eq!(written("192.0.2.1"), "192.0.2.1");
}

#[test]
fn addresses_of_one_machine_or_one_link_are_known() {
    let address = |text: &str| Address::from(text.parse::<IpAddr>().unwrap());
    for (text, loopback, link_local) in [
        ("127.0.0.1", true, false),
        ("127.255.0.3", true, false),
        ("::1", true, false),
        ("169.254.3.4", false, true),
        ("fe80::1", false, true),
        ("febf::1", false, true),
        ("fec0::1", false, false),
        ("10.0.0.1", false, false),
        ("2001:db8::1", false, false),
    ] {
        assert_eq!((address(text).is_loopback(), address(text).is_link_local()), (loopback, link_local), "{text}");
    }
    assert_eq!(address("10.0.0.1").octets(), [10, 0, 0, 1]);
    assert_eq!(address("::1").octets().len(), 16);
    assert_ne!(address("::"), address("0.0.0.0"));
}
