//! Hostile packets: cut anywhere, changed anywhere.

use super::*;

/// One of each kind of link and header.
fn samples() -> Vec<(LinkType, Vec<u8>)> {
    let v4 = ipv4(TCP, &syn(&[2, 4, 5, 0xb4, 1, 3, 3, 7], b"hello"));
    let extensions =
        [&[43, 0, 1, 4, 0, 0, 0, 0][..], &[44, 0, 0, 0, 0, 0, 0, 0], &[6, 0, 0, 0, 0, 0, 0, 9], &tcp(b"x")];
    let v6 = ipv6(0, &extensions.concat());
    let icmp = ipv4(1, &[&[3, 1, 0, 0, 0, 0, 0, 0][..], &v4].concat());
    let inner = ethernet(0x0800, &v4);
    let vxlan = ipv4(17, &udp(50_000, 4789, &[&[8, 0, 0, 0, 0, 0, 42, 0][..], &inner].concat()));
    let gre = ipv4(47, &[&[0xb0, 0, 0x65, 0x58][..], &[0; 12], &inner].concat());
    let gtp = [&[0x34, 255, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0, 0, 0][..], &v4].concat();
    let wlan = [&[0x88, 1][..], &[0; 22], &[0, 0, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0], &v4].concat();
    vec![
        (LinkType::ETHERNET, ethernet(0x0800, &v4)),
        (LinkType::ETHERNET, ethernet(0x0800, &vxlan)),
        (LinkType::RAW, gre),
        (LinkType::RAW, ipv6(17, &udp(2152, 2152, &gtp))),
        (LinkType::IEEE802_11_RADIOTAP, [&[0, 0, 8, 0, 0, 0, 0, 0][..], &wlan].concat()),
        (LinkType::PPP, [&[0xff, 3, 0, 0x21][..], &v4].concat()),
        (LinkType::ETHERNET, ethernet(0x8100, &[&[0, 5, 0x86, 0xdd][..], &v6].concat())),
        (LinkType::NULL, [&[2, 0, 0, 0][..], &v4].concat()),
        (LinkType::LOOP, [&[0, 0, 0, 30][..], &v6].concat()),
        (LinkType::LINUX_SLL, [&[0; 14][..], &[0x08, 0x00], &v4].concat()),
        (LinkType::LINUX_SLL2, [&[0x86, 0xdd][..], &[0; 18], &v6].concat()),
        (LinkType::RAW, icmp),
    ]
}

#[test]
fn a_packet_cut_anywhere_is_never_read_as_another() {
    for (link_type, data) in samples() {
        let whole = peeled(&packet(link_type, &data));
        for length in 0..data.len() {
            let cut = peeled(&packet_cut(link_type, &data[..length], data.len()));
            match (cut, &whole) {
                (Peeled::Tcp(cut), Peeled::Tcp(whole)) => {
                    assert_eq!((cut.source, cut.destination), (whole.source, whole.destination));
                    assert_eq!((cut.sequence, cut.payload_length), (whole.sequence, whole.payload_length));
                    assert!(whole.payload.starts_with(cut.payload));
                }
                (Peeled::Quoted(cut), Peeled::Quoted(whole)) => assert_eq!(cut, *whole),
                (Peeled::Malformed, _) | (Peeled::Other, Peeled::Quoted(_)) => {}
                other => panic!("{length} bytes of {link_type}: {other:?}"),
            }
        }
    }
}

#[test]
fn bytes_changed_anywhere_never_panic_or_lengthen_a_payload() {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for (_, data) in samples() {
        for place in 0..data.len() {
            for value in 0..=255 {
                let mut changed = data.clone();
                changed[place] = value;
                fuzz(&changed);
            }
        }
        for _ in 0..2_000 {
            let mut changed = data.clone();
            for _ in 0..4 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let place = random as usize % changed.len();
                changed[place] = (random >> 32) as u8;
            }
            fuzz(&changed);
        }
    }
}
