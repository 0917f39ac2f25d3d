//! What others made of the classic format.

use super::*;

const STANDARD: u32 = 0xa1b2_c3d4;
const MODIFIED: u32 = 0xa1b2_cd34;

/// A packet header with `more` behind its four fields.
fn packet(order: Order, seconds: u32, more: &[u8], data: &[u8]) -> Vec<u8> {
    let fields = pcap_packet(order, seconds, 7, data.len() as u32, data);
    [&fields[..16], more, data].concat()
}

/// Interface, protocol, packet type and a byte of padding: the first patch.
fn patched(order: Order, interface: u32) -> Vec<u8> {
    [&order.bytes_u32(interface)[..], &order.bytes_u16(0x0800), &[4, 0]].concat()
}

/// The same with two processors and padding: the second.
fn with_processors(order: Order) -> Vec<u8> {
    [&order.bytes_u32(2)[..], &order.bytes_u16(0x0800), &[0, 1, 1, 0, 0, 0]].concat()
}

const FRAMES: [&[u8]; 3] = [&[0x45; 60], &[0x45; 61], &[0x45; 62]];

fn file(order: Order, magic: u32, more: &[u8]) -> Vec<u8> {
    let packets = FRAMES.iter().flat_map(|data| packet(order, 1_700_000_000, more, data)).collect();
    [pcap_header(order, magic, 1), packets].concat()
}

#[test]
fn the_layout_of_packet_headers_is_told_by_where_the_next_ones_stand() {
    for order in Order::BOTH {
        for (magic, more, format) in [
            (STANDARD, vec![], "pcap"),
            (STANDARD, patched(order, 2), "pcap-modified"),
            (STANDARD, vec![0xde, 0xad, 0xbe, 0xef], "pcap-nokia"),
            (MODIFIED, patched(order, 2), "pcap-modified"),
            (MODIFIED, with_processors(order), "pcap-modified"),
        ] {
            let file = file(order, magic, &more);
            let reading = read(&file).unwrap();
            assert_eq!((reading.facts.format, reading.data(), &reading.damage), (format, FRAMES.to_vec(), &None));
            assert_eq!(reading.times(), [Some(1_700_000_000_000_007_000); 3]);
            let two = file.len() - 62;
            let cut = read(&file[..two + 1]).unwrap();
            assert_eq!((cut.facts.format, cut.packets.len(), cut.kind()), (format, 2, Some(DamageKind::CutPacket)));
        }
    }
}

#[test]
fn a_modified_file_may_hold_one_packet_or_none() {
    let order = Order::Little;
    let header = pcap_header(order, MODIFIED, 1);
    assert_eq!(read(&header).unwrap().packets, []);
    for more in [patched(order, 0), with_processors(order)] {
        let reading = read(&[header.clone(), packet(order, 1, &more, b"only one")].concat()).unwrap();
        assert_eq!((reading.data(), reading.kind()), (vec![&b"only one"[..]], None));
    }
}

/// Loopback frames begin with zeros, which would pass for an interface, and the four or eight bytes behind the cut for more.
#[test]
fn a_standard_file_that_is_cut_or_damaged_early_stays_a_standard_file() {
    let order = Order::Little;
    let data = [&[0; 12][..], &[8, 0], &[0x45; 40]].concat();
    let packets: Vec<u8> = (0..3).flat_map(|n| packet(order, 1_700_000_000 + n, &[], &data)).collect();
    let file = [pcap_header(order, STANDARD, 1), packets].concat();
    for length in 24..file.len() {
        let cut = read(&file[..length]).unwrap();
        assert_eq!((cut.facts.format, cut.packets.len()), ("pcap", (length - 24) / (16 + data.len())), "{length}");
    }
    for place in 24..file.len() {
        for value in [0, 0x80, 0xff] {
            let mut damaged = file.clone();
            damaged[place] = value;
            assert_eq!(read(&damaged).unwrap().facts.format, "pcap", "byte {place}");
        }
    }
}

#[test]
fn a_look_ahead_that_fails_costs_no_packet() {
    struct Failing(Cursor<Vec<u8>>, bool);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 if !self.1 => {
                    self.1 = true;
                    Err(io::Error::other("the disk is gone"))
                }
                read => Ok(read),
            }
        }
    }
    let order = Order::Little;
    let file = [pcap_header(order, STANDARD, 1), pcap_packet(order, 1, 0, 5, b"hello")].concat();
    let reading = read_from(Box::new(Failing(Cursor::new(file), false))).unwrap();
    assert_eq!(reading.data(), [b"hello"]);
    assert_eq!(reading.damage.unwrap().problem, "the disk is gone");
}

/// A file of one packet, whose two lengths stand as given.
fn of_version(major: u16, minor: u16, link_type: u32, lengths: [u32; 2], data: &[u8]) -> Vec<u8> {
    let order = Order::Big;
    let mut file = pcap_header(order, STANDARD, link_type);
    file[4..6].copy_from_slice(&order.bytes_u16(major));
    file[6..8].copy_from_slice(&order.bytes_u16(minor));
    let fields = [7, 5, lengths[0], lengths[1]].map(|field| order.bytes_u32(field)).concat();
    [file, fields, data.to_vec()].concat()
}

#[test]
fn before_version_2_3_the_original_length_comes_first() {
    for (major, minor, lengths) in
        [(2, 0, [9, 5]), (2, 2, [9, 5]), (543, 0, [9, 5]), (2, 3, [9, 5]), (2, 3, [5, 9]), (2, 4, [5, 9])]
    {
        let reading = read(&of_version(major, minor, 1, lengths, b"hello")).unwrap();
        assert_eq!((reading.data(), reading.packets[0].original_length), (vec![&b"hello"[..]], 9), "{major}.{minor}");
        assert_eq!((reading.kind(), reading.facts.format), (None, "pcap"));
    }
}

#[test]
fn aix_writes_interface_types_and_nanoseconds() {
    // RFC 1573 `ethernet-csmacd(6)` and `softwareLoopback(24)`.
    for (interface_type, link_type) in [(6, LinkType::ETHERNET), (24, LinkType::NULL)] {
        let reading = read(&of_version(2, 2, interface_type, [5, 5], b"hello")).unwrap();
        assert_eq!((reading.facts.format, reading.packets[0].link_type), ("pcap-aix", link_type));
        assert_eq!(reading.times(), [Some(7_000_000_005)]);
    }
}

#[test]
fn ixia_writes_the_length_of_all_packets_behind_the_file_header() {
    for order in Order::BOTH {
        for (magic, time) in [(0x1c00_01ac, 7_000_000_005), (0x1c00_01ab, 7_000_005_000)] {
            let header = [pcap_header(order, magic, 1), order.bytes_u32(21).to_vec()].concat();
            let reading = read(&[&header[..], &pcap_packet(order, 7, 5, 5, b"hello")].concat()).unwrap();
            assert_eq!((reading.facts.format, reading.data()), ("pcap-ixia", vec![&b"hello"[..]]));
            assert_eq!(reading.times(), [Some(time)]);
            let cut = read(&header[..27]).unwrap_err();
            assert_eq!(cut.problem, "file header needs 28 bytes, 27 are left");
        }
    }
}
