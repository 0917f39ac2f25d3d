use super::*;

#[test]
fn ethernet_leads_to_either_internet_protocol() {
    let v4 = ethernet(0x0800, &ipv4(TCP, &tcp(b"hello")));
    let read = segment(LinkType::ETHERNET, &v4);
    assert_eq!((endpoints(&read).as_str(), read.payload, read.hop_limit), (V4_ENDPOINTS, &b"hello"[..], 64));
    let v6 = ethernet(0x86dd, &ipv6(TCP, &tcp(b"hello")));
    let read = segment(LinkType::ETHERNET, &v6);
    assert_eq!((endpoints(&read).as_str(), read.payload, read.hop_limit), (V6_ENDPOINTS, &b"hello"[..], 63));
    let arp = ethernet(0x0806, &[0; 46]);
    assert_eq!(peeled(&packet(LinkType::ETHERNET, &arp)), Peeled::Other);
}

#[test]
fn padding_of_a_short_frame_is_no_payload() {
    let mut frame = ethernet(0x0800, &ipv4(TCP, &tcp(b"")));
    frame.resize(60, 0xaa);
    let read = segment(LinkType::ETHERNET, &frame);
    assert_eq!((read.payload, read.payload_length), (&b""[..], 0));
}

#[test]
fn vlan_tags_are_kept_up_to_four() {
    let ip = ipv4(TCP, &tcp(b""));
    let tagged = |tags: &[(u16, u16)]| {
        let mut rest = [&0x0800_u16.to_be_bytes()[..], &ip].concat();
        for (kind, id) in tags.iter().rev() {
            // Priority 5 in the upper bits of the tag.
            rest = [&kind.to_be_bytes()[..], &(0xa000 | id).to_be_bytes(), &rest].concat();
        }
        [&[2; 12][..], &rest].concat()
    };
    let ids = |tags: &[(u16, u16)]| segment(LinkType::ETHERNET, &tagged(tags)).vlans.ids().to_vec();
    assert_eq!(ids(&[]), []);
    assert_eq!(ids(&[(0x8100, 5)]), [5]);
    assert_eq!(ids(&[(0x88a8, 4_094), (0x8100, 0)]), [4_094, 0]);
    assert_eq!(ids(&[(0x9100, 1), (0x9100, 2), (0x8100, 3), (0x8100, 4), (0x8100, 5)]), [1, 2, 3, 4]);
}

#[test]
fn loopback_is_read_in_both_byte_orders_and_with_every_family_of_ipv6() {
    for family in [2_u32, 10, 23, 24, 28, 30] {
        let ip = if family == 2 { ipv4(TCP, &tcp(b"")) } else { ipv6(TCP, &tcp(b"")) };
        let (little, big) = ([&family.to_le_bytes()[..], &ip].concat(), [&family.to_be_bytes()[..], &ip].concat());
        assert_eq!(segment(LinkType::NULL, &little), segment(LinkType::NULL, &big));
        assert_eq!(segment(LinkType::LOOP, &big), segment(LinkType::NULL, &big));
        assert_eq!(peeled(&packet(LinkType::LOOP, &little)), Peeled::Other);
    }
    // AF_APPLETALK
    assert_eq!(peeled(&packet(LinkType::NULL, &[16, 0, 0, 0, 0x45, 0])), Peeled::Other);
}

#[test]
fn linux_cooked_captures_of_both_versions_are_read() {
    for (ethertype, ip, expected) in [
        (0x0800_u16, ipv4(TCP, &tcp(b"hello")), V4_ENDPOINTS),
        (0x86dd, ipv6(TCP, &tcp(b"hello")), V6_ENDPOINTS),
        (0x8100, [&[0, 5, 0x08, 0x00][..], &ipv4(TCP, &tcp(b"hello"))].concat(), V4_ENDPOINTS),
    ] {
        let protocol = ethertype.to_be_bytes();
        // Outgoing, ARPHRD_ETHER, an address of six bytes.
        let version_1 = [&[0, 4, 0, 1, 0, 6, 2, 2, 2, 2, 2, 2, 0, 0][..], &protocol, &ip].concat();
        let version_2 = [&protocol[..], &[0, 0, 0, 0, 0, 3, 0, 1, 4, 6, 2, 2, 2, 2, 2, 2, 0, 0], &ip].concat();
        let read = segment(LinkType::LINUX_SLL, &version_1);
        assert_eq!((endpoints(&read).as_str(), read.payload), (expected, &b"hello"[..]));
        assert_eq!(segment(LinkType::LINUX_SLL2, &version_2), read);
    }
}

#[test]
fn raw_ip_has_five_numbers() {
    for number in [12, 14, 101, 228] {
        assert_eq!(endpoints(&segment(LinkType(number), &ipv4(TCP, &tcp(b"")))), V4_ENDPOINTS);
    }
    for number in [12, 14, 101, 229] {
        assert_eq!(endpoints(&segment(LinkType(number), &ipv6(TCP, &tcp(b"")))), V6_ENDPOINTS);
    }
}

#[test]
fn a_link_type_that_is_not_known_is_not_guessed_at() {
    let ip = ipv4(TCP, &tcp(b""));
    // IEEE 1394, the first of users' own, USB, one that has no name.
    for number in [138, 147, 189, 9_999] {
        assert_eq!(peeled(&packet(LinkType(number), &ip)), Peeled::UnsupportedLink(LinkType(number)));
    }
}

/// Whether the packet is read to its payload.
fn is_read(link_type: LinkType, data: &[u8]) -> bool {
    matches!(peeled(&packet(link_type, data)), Peeled::Tcp(segment) if segment.payload == b"hello")
}

#[test]
fn a_length_in_place_of_an_ethertype_leads_to_llc() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let framed = |llc: &[u8]| [&ethernet((llc.len() + ip.len()) as u16, &[])[..], llc, &ip, &[9; 4]].concat();
    assert!(is_read(LinkType::ETHERNET, &framed(&[0xaa, 0xaa, 3, 0, 0, 0, 8, 0])), "RFC 1042");
    assert!(is_read(LinkType::ETHERNET, &framed(&[0xaa, 0xaa, 3, 0, 0, 0xf8, 8, 0])), "802.1H");
    assert!(is_read(LinkType::ETHERNET, &framed(&[6, 6, 3])), "IP without SNAP");
    assert!(!is_read(LinkType::ETHERNET, &framed(&[0x42, 0x42, 3])), "spanning tree");
    assert!(!is_read(LinkType::ETHERNET, &framed(&[0xff, 0xff, 3])), "IPX");
}

#[test]
fn provider_and_port_tags_are_passed_over() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let backbone = [&[0, 0, 0, 1][..], &ethernet(0x0800, &ip)].concat();
    assert!(is_read(LinkType::ETHERNET, &ethernet(0x88e7, &backbone)), "802.1ah");
    assert!(is_read(LinkType::ETHERNET, &ethernet(0x893f, &[&[0; 6][..], &[8, 0], &ip].concat())), "802.1BR");
    assert!(is_read(LinkType::ETHERNET, &ethernet(0x8926, &[&[0; 4][..], &[8, 0], &ip].concat())), "VN-Tag");
}

#[test]
fn ppp_is_read_with_all_that_may_be_left_out_left_out() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let framed = |before: &[u8]| [before, &ip].concat();
    for before in [&[0xff, 3, 0, 0x21][..], &[0, 0x21], &[0x21], &[0xff, 3, 0x21], &[0x0f, 0, 8, 0]] {
        assert!(is_read(LinkType::PPP, &framed(before)), "{before:x?}");
        assert!(is_read(LinkType::PPP_HDLC, &framed(before)), "{before:x?}");
    }
    // RFC 1990 3: a fragment that is the first and the last; then one that is not the last.
    assert!(is_read(LinkType::PPP, &framed(&[0, 0x3d, 0xc0, 0, 0, 1, 0x21])));
    assert_eq!(peeled(&packet(LinkType::PPP, &framed(&[0, 0x3d, 0x80, 0, 0, 1, 0x21]))), Peeled::Fragment);
    assert!(is_read(LinkType::PPP_WITH_DIR, &framed(&[1, 0xff, 3, 0, 0x21])));
    assert!(is_read(LinkType::PPP_PPPD, &framed(&[1, 3, 0, 0x21])));
    assert!(!is_read(LinkType::PPP, &framed(&[0xff, 3, 0xc0, 0x21])), "link control");
}

#[test]
fn a_session_of_ppp_over_ethernet_is_read() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let session = [&[0x11, 0, 0, 7, 0, 2 + ip.len() as u8][..], &[0, 0x21], &ip, &[9; 6]].concat();
    assert!(is_read(LinkType::ETHERNET, &ethernet(0x8864, &session)));
    assert!(is_read(LinkType::PPP_ETHER, &session));
    let mut discovery = session;
    discovery[1] = 0x09;
    assert!(!is_read(LinkType::PPP_ETHER, &discovery));
}

#[test]
fn hdlc_and_frame_relay_are_read_with_a_direction_or_without() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let hdlc = [&[0x0f, 0, 8, 0][..], &ip].concat();
    let with_direction = |data: &[u8]| [&[1], data].concat();
    assert!(is_read(LinkType::C_HDLC, &hdlc));
    assert!(is_read(LinkType::C_HDLC_WITH_DIR, &with_direction(&hdlc)));
    for before in [
        &[0x18, 0x41, 3, 0xcc][..],               // RFC 2427 4.1
        &[0x18, 0x40, 0x00, 0x01, 3, 0xcc],       // an address of four bytes
        &[0x18, 0x41, 3, 0, 0x80, 0, 0, 0, 8, 0], // padding and SNAP
        &[0x18, 0x41, 8, 0],                      // Cisco's
    ] {
        let relayed = [before, &ip].concat();
        assert!(is_read(LinkType::FRELAY, &relayed), "{before:x?}");
        assert!(is_read(LinkType::FRELAY_WITH_DIR, &with_direction(&relayed)), "{before:x?}");
    }
    let bridged = [&[0x18, 0x41, 3, 0, 0x80, 0, 0x80, 0xc2, 0, 7][..], &ethernet(0x0800, &ip)].concat();
    assert!(is_read(LinkType::FRELAY, &bridged));
    assert_eq!(peeled(&packet(LinkType::FRELAY, &[2; 100])), Peeled::Malformed, "an address without an end");
}

#[test]
fn under_mpls_labels_lies_what_looks_like_it() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let frame = ethernet(0x0800, &ip);
    let labelled = |inside: &[&[u8]]| [&[&[0, 1, 0x20, 64][..], &[0, 1, 0x31, 64]], inside].concat().concat();
    for inside in [&[&ip[..]][..], &[&frame], &[&[0, 0, 0, 1], &frame]] {
        assert!(is_read(LinkType::MPLS, &labelled(inside)));
        assert!(is_read(LinkType::ETHERNET, &ethernet(0x8847, &labelled(inside))));
    }
    assert!(!is_read(LinkType::MPLS, &labelled(&[&[0x10, 0, 0, 1], &frame])), "an associated channel (RFC 4385 5)");
}

#[test]
fn netfilters_log_is_read_in_both_byte_orders() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let log = |family: u8, number: fn(u16) -> [u8; 2]| {
        let attribute = |kind: u16, value: &[u8]| {
            let padding = value.len().next_multiple_of(4) - value.len();
            [&number(4 + value.len() as u16)[..], &number(kind), value, &vec![0; padding]].concat()
        };
        // Packet header, prefix, packet.
        let attributes = [attribute(1, &[8, 0, 0, 0]), attribute(10, b"tcp\0\0"), attribute(9, &ip)];
        [&[family, 0, 0, 1][..], &attributes.concat()].concat()
    };
    for family in [2, 7] {
        assert!(is_read(LinkType::NFLOG, &log(family, u16::to_le_bytes)), "family {family}");
        assert!(is_read(LinkType::NFLOG, &log(family, u16::to_be_bytes)), "family {family}");
    }
}

#[test]
fn a_cooked_capture_says_what_the_interface_takes() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let cooked = |hardware: u16, protocol: u16, inside: &[u8]| {
        [&[0, 4][..], &hardware.to_be_bytes(), &[0; 10], &protocol.to_be_bytes(), inside].concat()
    };
    let llc = [&[0xaa, 0xaa, 3, 0, 0, 0, 8, 0][..], &ip].concat();
    let radio = [&[0, 0, 8, 0, 0, 0, 0, 0][..], &[0x08, 0x01], &[0; 22], &llc].concat();
    assert!(is_read(LinkType::LINUX_SLL, &cooked(1, 4, &llc)), "802.2");
    assert!(is_read(LinkType::LINUX_SLL, &cooked(803, 0, &radio)), "radiotap");
    assert!(is_read(LinkType::LINUX_SLL, &cooked(778, 0x0800, &ip)), "the inner end of GRE");
    assert!(!is_read(LinkType::LINUX_SLL, &cooked(1, 1, &llc)), "IPX");
}
