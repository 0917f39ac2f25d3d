use super::*;

const RAW: LinkType = LinkType::RAW;

#[test]
fn a_segment_has_the_fields_of_its_header() {
    let ip = ipv4(TCP, &tcp(b"hello"));
    let read = segment(RAW, &ip);
    assert_eq!((read.source.port, read.destination.port), (50_123, 443));
    assert_eq!((read.sequence, read.acknowledgment, read.window), (1_000, 2_000, 501));
    assert_eq!((read.payload, read.payload_length, read.header_cut), (&b"hello"[..], 5, false));
    assert_eq!((read.window_scale, read.mss), (None, None));
    assert_eq!(read.flags, TcpFlags(0x018));
}

#[test]
fn flags_are_the_twelve_bits_behind_the_data_offset() {
    let mut header = tcp(b"");
    header[12..14].copy_from_slice(&[0x5f, 0xff]);
    assert_eq!(segment(RAW, &ipv4(TCP, &header)).flags, TcpFlags(0x0fff));
    let set = |flags: u16| {
        let flags = TcpFlags(flags);
        [flags.fin(), flags.syn(), flags.rst(), flags.psh(), flags.ack(), flags.urg()]
    };
    for (bit, expected) in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20].into_iter().enumerate() {
        assert_eq!(set(expected), std::array::from_fn(|place| place == bit));
    }
}

#[test]
fn a_syn_tells_window_scale_and_segment_size() {
    let read = |options: &[u8]| {
        let segment = ipv4(TCP, &syn(options, b""));
        let segment = self::segment(RAW, &segment);
        (segment.mss, segment.window_scale)
    };
    // As Linux sends them: segment size 1,460, SACK permitted, timestamps, padding, window scale 7.
    let linux = [2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7];
    assert_eq!(read(&linux), (Some(1_460), Some(7)));
    assert_eq!(read(&[]), (None, None));
    assert_eq!(read(&[0, 3, 3, 7]), (None, None), "the end of the list");
    assert_eq!(read(&[3, 3, 7, 9, 0, 2, 4, 5]), (None, Some(7)), "an option of length 0");
    assert_eq!(read(&[3, 3, 7, 2]), (None, Some(7)), "an option cut behind its kind");
    assert_eq!(read(&[3, 3, 7, 1, 2, 40, 5, 0xb4]), (None, Some(7)), "an option longer than the list");
    assert_eq!(read(&[3, 4, 7, 7]), (None, None), "a window scale of the wrong length");
}

#[test]
fn options_are_looked_for_on_a_syn_only() {
    let mut header = syn(&[2, 4, 5, 0xb4], b"");
    header[13] = 0x10;
    assert_eq!(segment(RAW, &ipv4(TCP, &header)).mss, None);
}

#[test]
fn a_data_offset_that_lies_is_told_with_what_wireshark_numbers_the_stream_by() {
    for offset in [0_u8, 4, 8, 15] {
        let mut header = tcp(b"hello");
        header[12] = offset << 4;
        let ip = ipv4(TCP, &header);
        let Peeled::BadHeader(QuotedTcp { source, destination, sequence, flags }) = peeled(&packet(RAW, &ip)) else {
            panic!("offset {offset}")
        };
        assert_eq!((source.port, destination.port, sequence, flags), (50_123, 443, 1_000, TcpFlags(0x018)));
    }
}

#[test]
fn a_payload_cut_by_the_snap_length_keeps_its_length() {
    let ip = ipv4(TCP, &tcp(&[7; 1_000]));
    let cut = packet_cut(RAW, &ip[..100], ip.len());
    let Peeled::Tcp(read) = peeled(&cut) else { panic!() };
    assert_eq!((read.payload.len(), read.payload_length, read.header_cut), (60, 1_000, false));
}

#[test]
fn a_header_cut_by_the_snap_length_is_read_from_its_sixteenth_byte_on() {
    // tshark 4.0.17 gives a stream number from sixteen captured bytes on, and knows the payload's length.
    let ip = ipv4(TCP, &syn(&[2, 4, 5, 0xb4, 3, 3, 7, 0], b"hello"));
    for captured in 0..=28 {
        let peeled = peeled(&packet_cut(RAW, &ip[..20 + captured], ip.len()));
        if captured < 16 {
            assert_eq!(peeled, Peeled::Malformed, "{captured} bytes");
        } else {
            let Peeled::Tcp(read) = peeled else { panic!("{captured} bytes") };
            assert_eq!((read.payload, read.payload_length, read.header_cut), (&b""[..], 5, captured < 28));
            assert_eq!((read.sequence, read.mss.is_some()), (1_000, captured >= 24));
        }
    }
}
