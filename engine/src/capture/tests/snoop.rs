//! snoop (RFC 1761).

use super::*;

fn header(version: u32, datalink: u32) -> Vec<u8> {
    [&b"snoop\0\0\0"[..], &version.to_be_bytes(), &datalink.to_be_bytes()].concat()
}

/// A packet record, whose padding is the record's length less what the rest of it takes.
fn packet(original_length: u32, record: u32, drops: u32, data: &[u8]) -> Vec<u8> {
    let fields = [original_length, data.len() as u32, record, drops, 7, 5].map(u32::to_be_bytes).concat();
    let mut packet = [&fields[..], data].concat();
    packet.resize(packet.len().max(record as usize), 0);
    packet
}

#[test]
fn a_snoop_file_gives_its_packets_without_their_padding() {
    let packets = [packet(5, 32, 0, b"hello"), packet(1_500, 28, 3, b"cut"), packet(4, 24 + 4 + 40, 3, b"far ")];
    let reading = read(&[header(2, 4), packets.concat()].concat()).unwrap();
    assert_eq!(reading.data(), [&b"hello"[..], b"cut", b"far "]);
    assert_eq!(reading.times(), [Some(7_000_005_000); 3]);
    assert_eq!(reading.packets[1].original_length, 1_500);
    assert_eq!(reading.packets[0].link_type, LinkType::ETHERNET);
    let facts = &reading.facts;
    assert_eq!((facts.format, facts.snaplen_cut, facts.drops, &reading.damage), ("snoop", 1, Some(3), &None));
}

#[test]
fn the_datalink_types_that_have_a_link_type_are_read() {
    for (datalink, link_type) in [(0, 1), (2, 6), (4, 1), (8, 10), (0x8000_0001, 228), (0x8000_0002, 229)] {
        assert_eq!(read(&header(2, datalink)).unwrap().facts.link_types, [LinkType(link_type)]);
    }
    let refused = |version, datalink| read(&header(version, datalink)).unwrap_err().problem;
    assert_eq!(refused(2, 5), "snoop of datalink type 5, which has no number in tcpdump's registry");
    assert_eq!(refused(3, 4), "snoop of version 3; 2 is read");
}

#[test]
fn every_prefix_of_a_snoop_file_gives_the_packets_before_the_cut() {
    let file = [header(2, 4), packet(5, 32, 0, b"hello"), packet(5, 32, 0, b"world")].concat();
    for length in 16..file.len() {
        let reading = read(&file[..length]).unwrap();
        assert_eq!(reading.packets.len(), (length - 16) / 32);
        let is_cut = (length - 16) % 32 != 0;
        assert_eq!(reading.kind(), is_cut.then_some(DamageKind::CutPacket), "{length}");
    }
    assert_eq!(read(&file[..15]).unwrap_err().problem, "file header needs 16 bytes, 15 are left");
}

#[test]
fn a_snoop_record_whose_length_lies_is_damage() {
    let good = [header(2, 4), packet(5, 32, 0, b"hello")].concat();
    let said = |captured: u32, record: u32| {
        let fields = [5, captured, record, 0, 7, 5].map(u32::to_be_bytes).concat();
        let reading = read(&[&good[..], &fields, &[0; 100]].concat()).unwrap();
        assert_eq!(reading.data(), [b"hello"]);
        let damage = reading.damage.unwrap();
        assert_eq!(damage.offset, good.len() as u64);
        (damage.kind, damage.problem)
    };
    let bad = |problem: &str| (DamageKind::BadLength, problem.to_owned());
    assert_eq!(said(5, 0), bad("packet says 5 bytes, its record has 0"));
    assert_eq!(said(9, 32), bad("packet says 9 bytes, its record has 32"));
    assert_eq!(said(5, u32::MAX), bad("packet record says 4,294,967,295 bytes, 124 are left"));
    assert_eq!(said(5, 200), (DamageKind::CutPacket, "packet record says 200 bytes, 124 are left".to_owned()));
    for length in [u32::MAX, u32::MAX - 24, 1 << 31] {
        fuzz(&[&good[..], &[5, length, length, 0, 7, 5].map(u32::to_be_bytes).concat()].concat());
    }
}
