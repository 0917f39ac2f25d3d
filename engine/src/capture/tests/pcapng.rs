use super::*;

const IF_TSRESOL: u16 = 9;
const IF_TSOFFSET: u16 = 14;
const ISB_IFDROP: u16 = 5;
const ISB_OSDROP: u16 = 7;

#[test]
fn the_three_packet_blocks_read_the_same_in_either_byte_order() {
    for order in Order::BOTH {
        let obsolete = {
            let fields = [order.bytes_u16(0), order.bytes_u16(9)].concat();
            let rest = [0, 3_000_000, 2, 60].map(|field| order.bytes_u32(field)).concat();
            block(order, 2, &[&fields[..], &rest, b"pb"].concat())
        };
        let file = [
            section(order),
            interface(order, 1, 0, b""),
            enhanced(order, 0, 1_000_000, 60, b"epb"),
            simple(order, 3, b"spb"),
            obsolete,
        ];
        let reading = read(&file.concat()).unwrap();
        assert_eq!(reading.data(), [&b"epb"[..], b"spb", b"pb"]);
        assert_eq!(reading.times(), [Some(1_000_000_000), None, Some(3_000_000_000)], "a simple packet has no time");
        assert_eq!(reading.packets.iter().map(|packet| packet.frame).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(reading.facts.format, "pcapng");
        assert_eq!(reading.facts.times_out_of_range, 0);
        assert_eq!(reading.damage, None);
    }
}

#[test]
fn a_simple_packet_was_cut_at_the_snap_length_of_the_first_interface() {
    let order = Order::Little;
    let file = [section(order), interface(order, 1, 4, b""), interface(order, 1, 2, b""), simple(order, 90, b"abcd")];
    let reading = read(&file.concat()).unwrap();
    assert_eq!(reading.data(), [b"abcd"]);
    assert_eq!(reading.packets[0].original_length, 90);
}

#[test]
fn a_section_brings_its_own_byte_order_and_interfaces() {
    let file = [
        section(Order::Little),
        interface(Order::Little, 1, 0, b""),
        interface(Order::Little, 101, 0, b""),
        enhanced(Order::Little, 1, 0, 1, b"a"),
        section(Order::Big),
        interface(Order::Big, 113, 0, b""),
        enhanced(Order::Big, 0, 0, 1, b"b"),
        enhanced(Order::Big, 1, 0, 1, b"c"),
    ];
    let reading = read(&file.concat()).unwrap();
    assert_eq!(reading.packets[0].link_type, LinkType::RAW);
    assert_eq!(reading.packets[1].link_type, LinkType::LINUX_SLL);
    assert_eq!(reading.kind(), Some(DamageKind::BadField), "interface 1 was that of the section before");
    assert_eq!(reading.facts.link_types, [LinkType::ETHERNET, LinkType::RAW, LinkType::LINUX_SLL]);
    assert_eq!((reading.facts.sections, reading.facts.interfaces), (2, 3));
}

#[test]
fn times_count_in_the_unit_of_their_interface() {
    let order = Order::Little;
    let nanoseconds = |resolution: u8, time: u64| {
        let options = option(order, IF_TSRESOL, &[resolution]);
        let file = [section(order), interface(order, 1, 0, &options), enhanced(order, 0, time, 0, b"")];
        read(&file.concat()).unwrap().times()[0]
    };
    assert_eq!(nanoseconds(0, 5), Some(5_000_000_000));
    assert_eq!(nanoseconds(3, 5), Some(5_000_000));
    assert_eq!(nanoseconds(9, 5), Some(5));
    assert_eq!(nanoseconds(12, 5_999), Some(5));
    assert_eq!(nanoseconds(18, 1_000_000_000_000_000), Some(1_000_000));
    assert_eq!(nanoseconds(127, u64::MAX), Some(0));
    assert_eq!(nanoseconds(0x80, 5), Some(5_000_000_000));
    assert_eq!(nanoseconds(0x8a, 1_536), Some(1_500_000_000));
    // tshark 4.0.17 reads 232830.643653871 s.
    assert_eq!(nanoseconds(0xa0, 1_000_000_000_000_007), Some(232_830_643_653_871));
    assert_eq!(nanoseconds(0xff, u64::MAX), Some(0));
}

#[test]
fn a_time_offset_is_in_seconds_and_may_be_negative() {
    for order in Order::BOTH {
        let options = option(order, IF_TSOFFSET, &order.bytes_u64((-5_i64).cast_unsigned()));
        let file = [section(order), interface(order, 1, 0, &options), enhanced(order, 0, 10_000_000, 0, b"")];
        assert_eq!(read(&file.concat()).unwrap().times(), [Some(5_000_000_000)]);
    }
}

#[test]
fn a_time_outside_int64_is_none_and_counted() {
    let order = Order::Little;
    let options = option(order, IF_TSRESOL, &[0]);
    // 2^63 ns are 9,223,372,036.85 s.
    let file = [
        section(order),
        interface(order, 1, 0, &options),
        enhanced(order, 0, 9_223_372_036, 0, b""),
        enhanced(order, 0, 9_223_372_037, 0, b""),
        enhanced(order, 0, u64::MAX, 0, b""),
    ];
    let reading = read(&file.concat()).unwrap();
    assert_eq!(reading.times(), [Some(9_223_372_036_000_000_000), None, None]);
    assert_eq!(reading.facts.times_out_of_range, 2);
    assert_eq!(reading.facts.last_time, Some(9_223_372_036_000_000_000));
}

#[test]
fn drops_are_the_last_count_of_each_interface_summed() {
    let order = Order::Little;
    let statistics =
        |interface: u32, options: &[u8]| block(order, 5, &[&order.bytes_u32(interface)[..], &[0; 8], options].concat());
    let count = |code, count| option(order, code, &order.bytes_u64(count));
    let beginning = [section(order), interface(order, 1, 0, b""), interface(order, 1, 0, b"")].concat();
    let drops = |blocks: &[Vec<u8>]| read(&[&beginning[..], &blocks.concat()].concat()).unwrap().facts.drops;
    assert_eq!(drops(&[statistics(0, b"")]), None, "not counted is not zero");
    assert_eq!(drops(&[statistics(0, &count(ISB_IFDROP, 0))]), Some(0));
    let both = [count(ISB_IFDROP, 7), count(ISB_OSDROP, 1)].concat();
    assert_eq!(drops(&[statistics(0, &count(ISB_IFDROP, 3)), statistics(0, &both)]), Some(8));
    let next_section = [section(order), interface(order, 1, 0, b"")].concat();
    let blocks = [statistics(0, &both), statistics(1, &count(ISB_OSDROP, 2)), next_section, statistics(0, &both)];
    assert_eq!(drops(&blocks), Some(8 + 2 + 8));
    assert_eq!(drops(&[statistics(9, &both)]), None, "of no interface that was described");
}

#[test]
fn other_blocks_are_counted_and_numbered_as_wireshark_numbers_them() {
    let order = Order::Little;
    let mut file = [section(order), interface(order, 1, 0, b"")].concat();
    // Names, secrets, two that nobody knows: no number. Custom, journal, three system calls: a number each (tshark 4.0.17).
    for code in [4, 10, 0x77, 0x8000_0010, 0x0bad, 0x4000_0bad, 9, 0x204, 0x216, 0x221] {
        file.extend(block(order, code, b"body"));
    }
    file.extend(enhanced(order, 0, 0, 1, b"x"));
    let reading = read(&file).unwrap();
    assert_eq!(reading.packets[0].frame, 7);
    let facts = &reading.facts;
    assert_eq!((facts.name_resolution_blocks, facts.secrets_blocks, facts.unknown_blocks), (1, 1, 2));
    assert_eq!((facts.frames_without_packet, facts.packets), (6, 1));
}

#[test]
fn a_block_whose_length_leaves_out_the_padding_is_read() {
    let order = Order::Little;
    let mut packet = enhanced(order, 0, 0, 5, b"hello");
    let unpadded = order.bytes_u32(packet.len() as u32 - 3);
    let end = packet.len() - 4;
    packet[4..8].copy_from_slice(&unpadded);
    packet[end..].copy_from_slice(&unpadded);
    let file = [section(order), interface(order, 1, 0, b""), packet.clone(), packet].concat();
    assert_eq!(read(&file).unwrap().data(), [b"hello"; 2]);
}

#[test]
fn options_that_lie_end_the_list_and_nothing_else() {
    let order = Order::Little;
    let good = option(order, IF_TSRESOL, &[9]);
    let lying = [order.bytes_u16(2), order.bytes_u16(500)].concat();
    for options in [[&good[..], &lying].concat(), [&good[..], &[0; 4], &option(order, IF_TSRESOL, &[0])].concat()] {
        let file = [section(order), interface(order, 1, 0, &options), enhanced(order, 0, 5, 0, b"")];
        assert_eq!(read(&file.concat()).unwrap().times(), [Some(5)]);
    }
}

#[test]
fn version_1_2_means_1_0_and_others_are_refused() {
    let order = Order::Big;
    assert_eq!(read(&section_of_version(order, 1, 2)).unwrap().damage, None);
    for (major, minor) in [(0, 0), (1, 1), (1, 3), (2, 0)] {
        let damage = read(&section_of_version(order, major, minor)).unwrap().damage.unwrap();
        assert_eq!(damage.kind, DamageKind::UnsupportedFormat);
        assert_eq!(damage.problem, format!("section of pcapng version {major}.{minor}; 1.0 is read"));
    }
}
