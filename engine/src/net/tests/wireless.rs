//! IEEE 802.11 and what drivers write before it.

use super::*;

/// LLC and SNAP (RFC 1042), then the packet.
fn body() -> Vec<u8> {
    [&[0xaa, 0xaa, 3, 0, 0, 0, 0x08, 0x00][..], &ipv4(TCP, &tcp(b"hello"))].concat()
}

/// A frame of this frame control, with `between` behind its first 24 bytes.
fn frame(control: [u8; 2], between: &[u8], body: &[u8]) -> Vec<u8> {
    [&control[..], &[0; 22], between, body].concat()
}

fn read(data: &[u8]) -> Peeled<'_> {
    peeled(&packet(LinkType::IEEE802_11, data))
}

fn is_read(link_type: LinkType, data: &[u8]) -> bool {
    matches!(peeled(&packet(link_type, data)), Peeled::Tcp(segment) if segment.payload == b"hello")
}

#[test]
fn data_frames_are_read_whatever_their_header_holds() {
    for (control, between) in [
        ([0x08, 0x00], &[][..]),
        ([0x08, 0x01], &[]),                 // to the distribution system
        ([0x08, 0x02], &[]),                 // from it
        ([0x08, 0x03], &[0; 6]),             // both: a fourth address
        ([0x88, 0x01], &[0; 2]),             // QoS control
        ([0x88, 0x03], &[0; 8]),             // a fourth address, and QoS control
        ([0x88, 0x81], &[0, 0, 9, 9, 9, 9]), // HT control
        ([0x18, 0x01], &[]),                 // with an acknowledgment
    ] {
        assert!(is_read(LinkType::IEEE802_11, &frame(control, between, &body())), "{control:x?}");
    }
    for control in [[0x48, 0x01], [0xc8, 0x01], [0x80, 0x00], [0xb4, 0x00], [0x0c, 0x01], [0x09, 0x01]] {
        let data = frame(control, &[0; 2], &body());
        assert_eq!(read(&data), Peeled::Other, "no data, a beacon, control, an extension, version 1");
    }
}

#[test]
fn a_protected_frame_is_counted_as_encrypted() {
    assert_eq!(read(&frame([0x08, 0x41], &[], &body())), Peeled::Encrypted);
    assert_eq!(read(&frame([0x88, 0x41], &[0; 2], &body())), Peeled::Encrypted);
}

#[test]
fn a_fragment_of_a_frame_is_none_of_ip() {
    assert_eq!(read(&frame([0x08, 0x05], &[], &body())), Peeled::Fragment);
    let mut last = frame([0x08, 0x01], &[], &body());
    last[22] = 0x11; // sequence number 1, fragment number 1
    assert_eq!(read(&last), Peeled::Fragment);
}

#[test]
fn each_frame_of_an_a_msdu_is_a_packet_of_its_own() {
    // IEEE 802.11 9.3.2.2: addresses, length, and padding to a multiple of four.
    let subframe = |body: &[u8]| [&[2; 12][..], &(body.len() as u16).to_be_bytes(), body].concat();
    let mut first = subframe(&body());
    first.resize(first.len().next_multiple_of(4), 0);
    let both = [first, subframe(&body())].concat();
    let data = frame([0x88, 0x01], &[0x80, 0], &both);
    let mut peeler = Peeler::default();
    let Peeled::Aggregate(mut aggregate) = peeler.peel(&packet(LinkType::IEEE802_11, &data)) else { panic!() };
    for _ in 0..2 {
        let Some(Peeled::Tcp(segment)) = aggregate.next(&mut peeler) else { panic!() };
        assert_eq!((endpoints(&segment).as_str(), segment.payload), (V4_ENDPOINTS, &b"hello"[..]));
    }
    assert_eq!(aggregate.next(&mut peeler), None);
}

#[test]
fn radiotap_tells_where_the_body_begins() {
    let plain = frame([0x08, 0x01], &[], &body());
    assert!(is_read(LinkType::IEEE802_11_RADIOTAP, &[&[0, 0, 8, 0, 0, 0, 0, 0][..], &plain].concat()));
    // Time, flags, rate; then with a second word of fields, behind which the time stands at a multiple of eight.
    let one_word = [&[0, 0, 18, 0, 7, 0, 0, 0][..], &[1; 8], &[0x20, 2]].concat();
    let two_words = [&[0, 0, 26, 0, 7, 0, 0, 0x80][..], &[0; 8], &[1; 8], &[0x20, 2]].concat();
    // Flag 0x20: 26 bytes of header are followed by two of padding.
    let padded = frame([0x88, 0x01], &[0, 0, 9, 9], &body());
    for radiotap in [one_word, two_words] {
        assert!(is_read(LinkType::IEEE802_11_RADIOTAP, &[&radiotap[..], &padded].concat()));
    }
}

#[test]
fn prism_avs_and_ppi_are_passed_over() {
    let plain = frame([0x08, 0x01], &[], &body());
    let with = |header: &[u8], length: usize| [header, &vec![0; length - header.len()], &plain].concat();
    let little = with(&[0x44, 0, 0, 0, 144, 0, 0, 0], 144);
    let big = with(&[0, 0, 0, 0x41, 0, 0, 0, 144], 144);
    let avs = with(&[0x80, 0x21, 0x10, 0x01, 0, 0, 0, 64], 64);
    for data in [&little, &big, &avs] {
        assert!(is_read(LinkType::IEEE802_11_PRISM, data));
    }
    assert!(is_read(LinkType::IEEE802_11_AVS, &avs));
    assert!(is_read(LinkType::PPI, &with(&[0, 0, 12, 0, 105, 0, 0, 0], 12)));
    let ethernet = [&[0, 0, 8, 0, 1, 0, 0, 0][..], &ethernet(0x0800, &ipv4(TCP, &tcp(b"hello")))].concat();
    assert!(is_read(LinkType::PPI, &ethernet));
}
