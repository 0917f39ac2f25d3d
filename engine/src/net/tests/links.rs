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
    assert_eq!(peel(&packet(LinkType::ETHERNET, &arp)), Peeled::Other);
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
        assert_eq!(peel(&packet(LinkType::LOOP, &little)), Peeled::Other);
    }
    // AF_APPLETALK
    assert_eq!(peel(&packet(LinkType::NULL, &[16, 0, 0, 0, 0x45, 0])), Peeled::Other);
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
    for number in [9, 105, 147, 9_999] {
        assert_eq!(peel(&packet(LinkType(number), &ip)), Peeled::UnsupportedLink(LinkType(number)));
    }
}
