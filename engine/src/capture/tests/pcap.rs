use super::*;

const MICROSECONDS: u32 = 0xa1b2_c3d4;
const NANOSECONDS: u32 = 0xa1b2_3c4d;

#[test]
fn a_classic_file_reads_the_same_in_either_byte_order() {
    for order in Order::BOTH {
        let file = [
            pcap_header(order, MICROSECONDS, 1),
            pcap_packet(order, 1_700_000_000, 123_456, 5, b"hello"),
            pcap_packet(order, 1_700_000_001, 0, 1_500, b"cut"),
        ];
        let reading = read(&file.concat()).unwrap();
        assert_eq!(reading.data(), [&b"hello"[..], b"cut"]);
        assert_eq!(reading.times(), [Some(1_700_000_000_123_456_000), Some(1_700_000_001_000_000_000)]);
        assert_eq!(reading.packets[1].frame, 2);
        assert_eq!(reading.packets[1].original_length, 1_500);
        assert_eq!(reading.packets[1].link_type, LinkType::ETHERNET);
        let facts = &reading.facts;
        assert_eq!((facts.format, facts.packets, facts.bytes, facts.original_bytes), ("pcap", 2, 8, 1_505));
        assert_eq!((facts.first_time, facts.last_time), (reading.packets[0].time, reading.packets[1].time));
        assert_eq!((facts.snaplen_cut, facts.interfaces, facts.sections, facts.drops), (1, 1, 1, None));
        assert_eq!(facts.file_bytes, 24 + 2 * 16 + 8);
        assert_eq!(reading.damage, None);
    }
}

#[test]
fn the_second_magic_number_means_nanoseconds() {
    for order in Order::BOTH {
        let file = [pcap_header(order, NANOSECONDS, 101), pcap_packet(order, 7, 123_456_789, 1, b"x")].concat();
        let reading = read(&file).unwrap();
        assert_eq!(reading.times(), [Some(7_123_456_789)]);
        assert_eq!(reading.facts.format, "pcap-ns");
        assert_eq!(reading.facts.link_types, [LinkType::RAW]);
    }
}

#[test]
fn the_latest_time_of_a_classic_file_is_in_range() {
    let order = Order::Little;
    let file = [pcap_header(order, MICROSECONDS, 1), pcap_packet(order, u32::MAX, u32::MAX, 0, b"")].concat();
    // 4,294,967,295 s and 4,294,967,295 µs; the file may say more than a million of them.
    assert_eq!(read(&file).unwrap().times(), [Some(4_294_967_295_000_000_000 + 4_294_967_295_000)]);
}

#[test]
fn the_upper_bits_of_the_link_type_tell_of_a_frame_check_sequence() {
    // FCS length 2 (in units of two bytes) and the bit that says that the length is there.
    let file = pcap_header(Order::Big, MICROSECONDS, 0x2400_0001);
    assert_eq!(read(&file).unwrap().facts.link_types, [LinkType::ETHERNET]);
}

#[test]
fn a_packet_may_be_captured_longer_than_it_says_it_was() {
    let order = Order::Little;
    let file = [pcap_header(order, MICROSECONDS, 1), pcap_packet(order, 1, 0, 2, b"hello")].concat();
    let reading = read(&file).unwrap();
    assert_eq!((reading.packets[0].data.len(), reading.packets[0].original_length), (5, 2));
    assert_eq!(reading.facts.snaplen_cut, 0);
}

#[test]
fn a_link_type_has_the_name_of_the_registry() {
    assert_eq!(LinkType::LINUX_SLL2.name(), Some("LINKTYPE_LINUX_SLL2"));
    assert_eq!(LinkType(105).to_string(), "LINKTYPE_IEEE802_11");
    assert_eq!(LinkType(9_999).to_string(), "link type 9999");
}
