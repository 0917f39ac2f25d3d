//! Tunnels, each made by hand from its specification.

use super::*;

const UDP: u8 = 17;

/// What TCP says in a packet of raw IP, and the tunnels around it.
fn read(data: &[u8]) -> Option<(String, String)> {
    let mut peeler = Peeler::default();
    match peeler.peel(&packet(LinkType::RAW, data)) {
        Peeled::Tcp(segment) => {
            assert_eq!(segment.payload, b"hello");
            Some((endpoints(&segment), peeler.tunnel_path(segment.tunnels).unwrap_or("none").to_owned()))
        }
        _ => None,
    }
}

fn v4() -> Vec<u8> {
    ipv4(TCP, &tcp(b"hello"))
}

fn v6() -> Vec<u8> {
    ipv6(TCP, &tcp(b"hello"))
}

fn both(endpoints: &str, path: &str) -> Option<(String, String)> {
    Some((endpoints.to_owned(), path.to_owned()))
}

#[test]
fn ip_in_ip_is_read_in_all_four_ways() {
    assert_eq!(read(&v4()), both(V4_ENDPOINTS, "none"));
    assert_eq!(read(&ipv4(4, &v4())), both(V4_ENDPOINTS, "ipip"));
    assert_eq!(read(&ipv4(41, &v6())), both(V6_ENDPOINTS, "6in4"));
    assert_eq!(read(&ipv6(4, &v4())), both(V4_ENDPOINTS, "4in6"));
    assert_eq!(read(&ipv6(41, &v6())), both(V6_ENDPOINTS, "6in6"));
    // RFC 3378 3: version 3 and twelve zeros.
    assert_eq!(read(&ipv4(97, &[&[0x30, 0][..], &ethernet(0x86dd, &v6())].concat())), both(V6_ENDPOINTS, "etherip"));
}

#[test]
fn gre_is_read_with_all_that_its_flags_announce() {
    let gre = |flags: u16, rest: &[u8], payload: &[u8]| {
        ipv4(47, &[&flags.to_be_bytes()[..], &[0x08, 0], rest, payload].concat())
    };
    assert_eq!(read(&gre(0, &[], &v4())), both(V4_ENDPOINTS, "gre"));
    assert_eq!(read(&gre(0x8000, &[1, 2, 0, 0], &v4())), both(V4_ENDPOINTS, "gre"), "a checksum");
    assert_eq!(read(&gre(0x2000, &[0, 0, 1, 0], &v4())), both(V4_ENDPOINTS, "gre:256"), "a key");
    assert_eq!(read(&gre(0x1000, &[0, 0, 0, 7], &v4())), both(V4_ENDPOINTS, "gre"), "a sequence number");
    assert_eq!(read(&gre(0xb000, &[1; 12], &v4())), both(V4_ENDPOINTS, "gre:16843009"), "all three");
    // RFC 1701: one entry of IP with an address, then the empty one.
    let routing = [&[0, 0, 0, 0][..], &[8, 0, 4, 4, 10, 0, 0, 9], &[0, 0, 0, 0]].concat();
    assert_eq!(read(&gre(0x4000, &routing, &v4())), both(V4_ENDPOINTS, "gre"), "a route");
    assert_eq!(read(&gre(0x0005, &[], &v4())), None, "a version that there is not");
}

#[test]
fn ethernet_in_gre_is_nvgre_where_its_key_is_a_virtual_subnet() {
    let bridged = |key: [u8; 4]| ipv4(47, &[&[0x20, 0, 0x65, 0x58][..], &key, &ethernet(0x0800, &v4())].concat());
    // RFC 7637 3.2: subnets begin at 0x1000; the last byte is the flow's.
    assert_eq!(read(&bridged([0, 0x10, 0, 0xab])), both(V4_ENDPOINTS, "nvgre:4096"));
    assert_eq!(read(&bridged([0, 0, 0, 5])), both(V4_ENDPOINTS, "gre:5"));
}

#[test]
fn what_pptp_carries_is_ppp_with_its_length() {
    // RFC 2637 4.1: key, sequence and acknowledgment number; 2 bytes of PPP protocol and the packet; then padding.
    let length = (2 + v4().len() as u8).to_be_bytes();
    let header = [&[0x30, 0x81, 0x88, 0x0b, 0][..], &length, &[0, 9], &[0; 8]].concat();
    assert_eq!(read(&ipv4(47, &[&header[..], &[0, 0x21], &v4(), &[9; 3]].concat())), both(V4_ENDPOINTS, "pptp"));
    let acknowledgment = [0x20, 0x81, 0x88, 0x0b, 0, 0, 0, 9, 0, 0, 0, 1];
    assert_eq!(read(&ipv4(47, &acknowledgment)), None);
}

#[test]
fn erspan_is_read_in_its_three_versions() {
    let frame = ethernet(0x0800, &v4());
    let mirrored =
        |flags: u8, protocol: [u8; 2], header: &[u8]| ipv4(47, &[&[flags, 0][..], &protocol, header, &frame].concat());
    assert_eq!(read(&mirrored(0, [0x88, 0xbe], &[])), both(V4_ENDPOINTS, "erspan"));
    // A sequence number of GRE; version 1, VLAN 5, priority 7, session 1,023.
    let second = [0, 0, 0, 1, 0x10, 5, 0xe3, 0xff, 0, 0, 0, 0];
    assert_eq!(read(&mirrored(0x10, [0x88, 0xbe], &second)), both(V4_ENDPOINTS, "erspan:1023"));
    let third = [0, 0, 0, 1, 0x20, 5, 0xe0, 0x07, 0, 0, 0, 0, 0, 0, 0x80, 0];
    assert_eq!(read(&mirrored(0x10, [0x22, 0xeb], &third)), both(V4_ENDPOINTS, "erspan:7"));
    let subheader = [&third[..15], &[1], &[0; 8]].concat();
    assert_eq!(read(&mirrored(0x10, [0x22, 0xeb], &subheader)), both(V4_ENDPOINTS, "erspan:7"));
    // Frame type 2: the packet has no Ethernet header.
    let bare = [&[0x10, 0, 0x22, 0xeb][..], &third[..14], &[0x88, 0], &v4()].concat();
    assert_eq!(read(&ipv4(47, &bare)), both(V4_ENDPOINTS, "erspan:7"));
}

#[test]
fn vxlan_and_geneve_are_read_with_their_virtual_networks() {
    let frame = ethernet(0x0800, &v4());
    let vxlan = |port, next: u8| {
        let inside = if next < 3 { v4() } else { frame.clone() };
        ipv4(UDP, &udp(50_000, port, &[&[8, 0, 0, next, 0, 1, 0, 0][..], &inside].concat()))
    };
    assert_eq!(read(&vxlan(4789, 3)), both(V4_ENDPOINTS, "vxlan:256"));
    assert_eq!(read(&vxlan(8472, 3)), both(V4_ENDPOINTS, "vxlan:256"));
    assert_eq!(read(&vxlan(4790, 3)), both(V4_ENDPOINTS, "vxlan-gpe:256"));
    assert_eq!(read(&vxlan(4790, 1)), both(V4_ENDPOINTS, "vxlan-gpe:256"));
    assert_eq!(read(&vxlan(4791, 3)), None, "another port");
    // RFC 8926 3.4: two words of options.
    let geneve = |version: u8, protocol: [u8; 2], inside: &[u8]| {
        let header = [&[version | 2, 0][..], &protocol, &[0, 0, 9, 0], &[0; 8]].concat();
        ipv6(UDP, &udp(50_000, 6081, &[&header[..], inside].concat()))
    };
    assert_eq!(read(&geneve(0, [0x65, 0x58], &frame)), both(V4_ENDPOINTS, "geneve:9"));
    assert_eq!(read(&geneve(0, [0x08, 0x00], &v4())), both(V4_ENDPOINTS, "geneve:9"));
    assert_eq!(read(&geneve(0x40, [0x08, 0x00], &v4())), None, "a version that there is not");
}

#[test]
fn gtp_is_read_behind_its_extension_headers() {
    let gtp = |flags: u8, rest: &[u8]| {
        let inside = [rest, &v4()].concat();
        let header = [&[flags, 255][..], &(inside.len() as u16).to_be_bytes(), &[0, 0, 0, 1]].concat();
        ipv4(UDP, &udp(2152, 2152, &[&header[..], &inside].concat()))
    };
    assert_eq!(read(&gtp(0x30, &[])), both(V4_ENDPOINTS, "gtp"));
    assert_eq!(read(&gtp(0x32, &[0, 5, 0, 0])), both(V4_ENDPOINTS, "gtp"), "a sequence number");
    // 3GPP TS 29.281 5.2.1: the PDU session container of 5G, one unit long; then one of two units.
    let extensions = [&[0, 0, 0, 0x85][..], &[1, 0x10, 1, 0x20], &[2, 0, 0, 0, 0, 0, 0, 0]].concat();
    assert_eq!(read(&gtp(0x34, &extensions)), both(V4_ENDPOINTS, "gtp"), "extension headers");
    assert_eq!(read(&gtp(0x34, &[0, 0, 0, 0x85, 0, 0, 0, 0])), None, "an extension header of no length");
    assert_eq!(read(&gtp(0x20, &[])), None, "charging");
}

#[test]
fn teredo_is_read_behind_its_indications() {
    // RFC 4380 5.1.1: a client identifier of two bytes, an authentication value of three; an origin.
    let authentication = [&[0, 1, 2, 3][..], &[7; 5], &[1; 8], &[0]].concat();
    let origin = [0, 0, 1, 2, 3, 4, 5, 6];
    for before in [vec![], authentication.clone(), origin.to_vec(), [&authentication[..], &origin].concat()] {
        let datagram = udp(3544, 50_000, &[&before[..], &v6()].concat());
        assert_eq!(read(&ipv4(UDP, &datagram)), both(V6_ENDPOINTS, "teredo"));
    }
}

#[test]
fn l2tp_data_messages_are_ppp() {
    // RFC 2661 3.1: length, tunnel 1, session 2, sequence numbers, an offset of two bytes.
    let ppp = [&[0xff, 3, 0, 0x21][..], &v4()].concat();
    let length = (16 + ppp.len() as u16).to_be_bytes();
    let all = [&[0x4a, 2][..], &length, &[0, 1, 0, 2], &[0; 4], &[0, 2, 9, 9], &ppp].concat();
    assert_eq!(read(&ipv4(UDP, &udp(1701, 1701, &all))), both(V4_ENDPOINTS, "l2tp"));
    let none = [&[0, 2, 0, 1, 0, 2][..], &ppp].concat();
    assert_eq!(read(&ipv4(UDP, &udp(1701, 1701, &none))), both(V4_ENDPOINTS, "l2tp"));
    let control = [&[0xc8, 2][..], &length, &[0; 8], &ppp].concat();
    assert_eq!(read(&ipv4(UDP, &udp(1701, 1701, &control))), None);
}

#[test]
fn mpls_is_followed_in_ip_and_in_udp() {
    let labelled = [&[0, 1, 0x20, 64][..], &[0, 1, 0x31, 64], &v4()].concat();
    assert_eq!(read(&ipv4(137, &labelled)), both(V4_ENDPOINTS, "mpls-ip"));
    assert_eq!(read(&ipv4(UDP, &udp(50_000, 6635, &labelled))), both(V4_ENDPOINTS, "mpls-udp"));
}

#[test]
fn a_path_names_each_tunnel_from_the_outermost() {
    let vxlan = udp(50_000, 4789, &[&[8, 0, 0, 0, 0, 0, 42, 0][..], &ethernet(0x0800, &v4())].concat());
    let gre = ipv6(47, &[&[0, 0, 0x08, 0x00][..], &ipv4(UDP, &vxlan)].concat());
    assert_eq!(read(&gre), both(V4_ENDPOINTS, "gre/vxlan:42"));
}

#[test]
fn a_service_of_a_system_port_is_no_tunnel_whatever_port_asks_it() {
    // An answer of DNS to port 4789, which could be VXLAN by its bytes.
    let bytes = [&[8, 0, 0, 0, 0, 0, 42, 0][..], &ethernet(0x0800, &v4())].concat();
    assert_eq!(read(&ipv4(UDP, &udp(53, 4789, &bytes))), None);
}

#[test]
fn tunnels_that_lie_too_deep_are_not_followed() {
    let nested = |count: usize| (0..count).fold(v4(), |inside, _| ipv4(4, &inside));
    assert_eq!(read(&nested(10)), both(V4_ENDPOINTS, &["ipip"; 10].join("/")));
    assert_eq!(peeled(&packet(LinkType::RAW, &nested(11))), Peeled::TooDeep);
    // Tags, LLC and SNAP in each other, and nothing else.
    let tags = [&[0, 5, 5, 0xdc][..], &[0xaa, 0xaa, 3, 0, 0, 0, 0x81, 0]].concat().repeat(200);
    assert_eq!(peeled(&packet(LinkType::ETHERNET, &ethernet(0x8100, &tags[..]))), Peeled::TooDeep);
}

#[test]
fn each_sampled_head_of_sflow_is_a_packet_of_its_own() {
    let word = |number: usize| (number as u32).to_be_bytes();
    let sample = |kind: usize, before: usize, protocol: usize, head: &[u8], on_the_wire: usize| {
        let padded = [head, &vec![0; head.len().next_multiple_of(4) - head.len()]].concat();
        let record = [&word(1)[..], &word(16 + padded.len()), &word(protocol), &word(on_the_wire), &word(4)].concat();
        let record = [&record[..], &word(head.len()), &padded].concat();
        let other = [&word(1_001)[..], &word(4), &[0; 4]].concat();
        let body = [&vec![0; before][..], &other, &record].concat();
        [&word(kind)[..], &word(body.len()), &body].concat()
    };
    let (long, frame) = (ipv6(TCP, &tcp(&[7; 1_000])), ethernet(0x0800, &v4()));
    let samples = [
        sample(1, 32, 1, &frame, frame.len() + 4),
        sample(2, 32, 1, &frame, frame.len()), // counters
        sample(3, 44, 12, &long[..128], long.len()),
    ];
    let header = [&word(5)[..], &word(1), &[10, 0, 0, 9], &word(0), &word(1), &word(1), &word(3)].concat();
    let datagram = ipv4(UDP, &udp(50_000, 6343, &[&header[..], &samples.concat()].concat()));
    let mut peeler = Peeler::default();
    let Peeled::Aggregate(mut aggregate) = peeler.peel(&packet(LinkType::RAW, &datagram)) else { panic!() };
    let Some(Peeled::Tcp(first)) = aggregate.next(&mut peeler) else { panic!() };
    assert_eq!((endpoints(&first).as_str(), first.payload), (V4_ENDPOINTS, &b"hello"[..]));
    let Some(Peeled::Tcp(second)) = aggregate.next(&mut peeler) else { panic!() };
    assert_eq!((endpoints(&second).as_str(), second.payload.len()), (V6_ENDPOINTS, 128 - 40 - 20));
    assert_eq!((second.payload_length, peeler.tunnel_path(second.tunnels)), (1_000, Some("sflow")));
    assert_eq!(aggregate.next(&mut peeler), None);
}
