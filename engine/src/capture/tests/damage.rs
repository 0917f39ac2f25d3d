use super::*;
use crate::source::compressed::gzip;

fn pcap_of_one() -> Vec<u8> {
    let order = Order::Little;
    [pcap_header(order, 0xa1b2_c3d4, 1), pcap_packet(order, 1, 0, 5, b"hello")].concat()
}

fn pcapng_of_one() -> Vec<u8> {
    let order = Order::Little;
    [section(order), interface(order, 1, 0, b""), enhanced(order, 0, 0, 5, b"hello")].concat()
}

/// What is said of damage behind one good packet: kind, offset and problem.
fn damage_behind(good: &[u8], bad: &[u8]) -> (DamageKind, u64, String) {
    let reading = read(&[good, bad].concat()).unwrap();
    assert_eq!(reading.data(), [b"hello"], "the packet before is kept");
    let damage = reading.damage.unwrap();
    (damage.kind, damage.offset - good.len() as u64, damage.problem)
}

fn says(kind: DamageKind, problem: &str) -> (DamageKind, u64, String) {
    (kind, 0, problem.to_owned())
}

#[test]
fn what_is_no_capture_is_refused_by_name() {
    let refused = |bytes: &[u8]| read(bytes).map_err(|damage| (damage.kind, damage.problem)).unwrap_err();
    assert_eq!(refused(b""), (DamageKind::Empty, "no bytes".to_owned()));
    let netmon = "a Network Monitor 2 capture, which is not read here".to_owned();
    assert_eq!(refused(b"GMBU\0\x02\x01\0"), (DamageKind::UnsupportedFormat, netmon));
    assert_eq!(refused(&[0xa1, 0xb2]).0, DamageKind::CutHeader, "it may yet become a capture");
    let header = "file header needs 24 bytes, 23 are left".to_owned();
    assert_eq!(refused(&pcap_of_one()[..23]), (DamageKind::CutHeader, header));
    let mut version_1 = pcap_of_one();
    version_1[4] = 1;
    assert_eq!(refused(&version_1).0, DamageKind::UnsupportedFormat);
    let unknown = "not a capture: it begins with 00 01 02 03 04".to_owned();
    assert_eq!(refused(&[0, 1, 2, 3, 4]), (DamageKind::NotACapture, unknown));
}

#[test]
fn a_refusal_says_what_to_do() {
    let etl = [&[0, 0, 1, 0][..], &[0; 68], &[2, 0, 2, 0xc0], &[0; 100]].concat();
    let tar = [&[b'a'; 257][..], b"ustar"].concat();
    // Time, Ethernet, no flags, record of 80 bytes, no counter, 60 bytes on the wire.
    let erf = [&1_700_000_000_u64.rotate_left(32).to_le_bytes()[..], &[2, 4, 0, 80, 0, 0, 0, 60], &[0; 64]].concat();
    let editcap = "Convert it first: editcap -F pcapng OLD NEW.pcapng";
    for (start, name, advice) in [
        (b"GMBU\0\x02".to_vec(), "a Network Monitor 2 capture", editcap),
        (erf, "an ERF capture", editcap),
        (
            etl,
            "an event trace of Windows (ETL, as netsh trace and pktmon record it)",
            "Convert it first: etl2pcapng OLD.etl NEW.pcapng",
        ),
        (tar, "a tar archive", "Unpack it first; "),
        (b"%PDF-1.7".to_vec(), "a PDF document", "Give the capture itself."),
        (b"\n<!DOCTYPE HTML>".to_vec(), "a page of HTML or XML", "It may be an answer that said why"),
        (b"0000  45 00 00 3c".to_vec(), "packets as text", "Convert it first: text2pcap OLD NEW.pcapng"),
        (
            b"12:00:00 IP a > b:\n\t0x0000:  4500 003c 1c46 4000\n".to_vec(),
            "packets as text",
            "Convert it first: text2pcap",
        ),
        (b"1 0.000 10.0.0.1 -> 10.0.0.2 TCP".to_vec(), "text", "Record with tcpdump -w"),
        (
            b"version https://git-lfs.github.com/spec/v1".to_vec(),
            "a pointer of Git LFS to a file",
            "Fetch the file itself: git lfs pull",
        ),
    ] {
        let said = read(&start).unwrap_err().to_string();
        let begins = format!("byte 0: {name}, which is not read here. {advice}");
        assert!(said.starts_with(&begins), "{said}");
    }
}

#[test]
fn a_classic_packet_whose_length_lies_is_damage_with_the_claim_and_what_is_left() {
    let good = pcap_of_one();
    let bad = |captured: u32, behind: usize| {
        let header = [1, 0, captured, captured].map(u32::to_le_bytes).concat();
        damage_behind(&good, &[&header[..], &vec![0; behind]].concat())
    };
    let left = says(DamageKind::BadLength, "packet says 4,294,967,295 bytes, 41,204 are left");
    assert_eq!(bad(u32::MAX, 41_204), left);
    let allowed = says(DamageKind::BadLength, "packet says 4,294,967,295 bytes, 262,144 are allowed");
    assert_eq!(bad(u32::MAX, 300_000), allowed);
    assert_eq!(bad(262_144, 1_000), says(DamageKind::CutPacket, "packet says 262,144 bytes, 1,000 are left"));
}

#[test]
fn the_longest_packet_allowed_is_read() {
    let order = Order::Little;
    let longest = vec![7; 262_144];
    let file = [pcap_of_one(), pcap_packet(order, 1, 0, 262_144, &longest), pcap_packet(order, 1, 0, 3, b"end")];
    assert_eq!(read(&file.concat()).unwrap().data(), [&b"hello"[..], &longest, b"end"]);
}

#[test]
fn a_block_whose_length_lies_is_damage_with_the_claim_and_what_is_left() {
    let good = pcapng_of_one();
    let bad = |claimed: u32, behind: usize| {
        let header = [6, claimed].map(u32::to_le_bytes).concat();
        damage_behind(&good, &[&header[..], &vec![0; behind - 8]].concat())
    };
    let left = says(DamageKind::BadLength, "block says 4,294,967,295 bytes, 41,204 are left");
    assert_eq!(bad(u32::MAX, 41_204), left);
    assert_eq!(bad(8, 41_204), says(DamageKind::BadLength, "block says 8 bytes, 12 are the least"));
    assert_eq!(bad(100_000, 41_204), says(DamageKind::CutPacket, "block says 100,000 bytes, 41,204 are left"));
    let differ = says(DamageKind::BadLength, "block says 60 bytes at its head, 0 at its end");
    assert_eq!(bad(60, 41_204), differ);
}

#[test]
fn a_packet_block_that_claims_more_than_it_holds_is_damage() {
    let good = pcapng_of_one();
    let fields = [0, 0, 0, 500, 500].map(u32::to_le_bytes).concat();
    let bad = block(Order::Little, 6, &[&fields[..], b"few"].concat());
    let problem = says(DamageKind::BadLength, "packet says 500 bytes, its block has 4");
    assert_eq!(damage_behind(&good, &bad), problem);
    let simple = simple(Order::Little, 500, b"few");
    assert_eq!(damage_behind(&good, &simple), problem);
    let longest = vec![0; 262_145];
    let long = enhanced(Order::Little, 0, 0, 262_145, &longest);
    let problem = says(DamageKind::BadLength, "packet says 262,145 bytes, 262,144 are allowed");
    assert_eq!(damage_behind(&good, &long), problem);
}

#[test]
fn a_block_too_short_for_its_fields_is_damage() {
    let good = pcapng_of_one();
    for (code, body, problem) in [
        (6, &[0_u8; 16][..], "packet block needs 4 bytes, the block has 0 left"),
        (5, &[0; 8], "interface statistics needs 4 bytes, the block has 0 left"),
        (1, &[0; 4], "interface description needs 4 bytes, the block has 0 left"),
        (3, &[], "simple packet block needs 4 bytes, the block has 0 left"),
    ] {
        let bad = block(Order::Little, code, body);
        assert_eq!(damage_behind(&good, &bad), says(DamageKind::BadLength, problem));
    }
}

#[test]
fn a_packet_of_an_interface_that_was_not_described_is_damage() {
    let order = Order::Little;
    let bad = enhanced(order, 3, 0, 1, b"x");
    let problem = "packet is of interface 3, 1 are described";
    assert_eq!(damage_behind(&pcapng_of_one(), &bad), says(DamageKind::BadField, problem));
    let none = [section(order), simple(order, 1, b"x")].concat();
    assert_eq!(read(&none).unwrap().damage.unwrap().problem, "packet is of interface 0, 0 are described");
}

#[test]
fn a_section_of_no_known_byte_order_is_damage() {
    let mut bad = section(Order::Little);
    bad[8] = 0;
    let problem = "section header has byte-order magic 003c2b1a, not 1a2b3c4d";
    assert_eq!(damage_behind(&pcapng_of_one(), &bad), says(DamageKind::BadField, problem));
}

#[test]
fn a_section_with_more_interfaces_than_any_machine_has_is_refused() {
    let file = [section(Order::Little), interface(Order::Little, 1, 0, b"").repeat(65_537)].concat();
    let reading = read(&file).unwrap();
    assert_eq!(reading.kind(), Some(DamageKind::UnsupportedFormat));
    assert_eq!(reading.facts.interfaces, 65_536);
}

#[test]
fn a_source_that_fails_is_damage_where_it_failed() {
    struct Failing(Cursor<Vec<u8>>);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("the disk is gone")),
                read => Ok(read),
            }
        }
    }
    let good = pcap_of_one();
    let reading = read_from(Box::new(Failing(Cursor::new(good.clone())))).unwrap();
    assert_eq!(reading.data(), [b"hello"]);
    let damage = reading.damage.unwrap();
    assert_eq!((damage.kind, damage.offset), (DamageKind::Io, good.len() as u64));
    assert_eq!(damage.problem, "the disk is gone");
}

#[test]
fn a_compressed_capture_that_is_cut_gives_the_packets_before_the_cut() {
    let order = Order::Little;
    let packet =
        |number: u32| pcap_packet(order, number, 0, 60, &number.wrapping_mul(0x9e37_79b9).to_le_bytes().repeat(10));
    let file = [pcap_header(order, 0xa1b2_c3d4, 1), (0..20_000).flat_map(packet).collect()].concat();
    let stored = gzip(&file);
    let whole = read(&stored).unwrap();
    assert_eq!((whole.packets.len(), whole.facts.compression, &whole.damage), (20_000, Some("gzip"), &None));
    let half = stored.len() / 2;
    let cut = read(&stored[..half]).unwrap();
    assert!(cut.packets.len() > 5_000 && whole.packets.starts_with(&cut.packets));
    let damage = cut.damage.unwrap();
    assert_eq!((damage.kind, damage.offset), (DamageKind::Compression, 24 + 56 * cut.packets.len() as u64));
    let stored = format!("{},{:03}", half / 1_000, half % 1_000);
    assert_eq!(damage.problem, format!("gzip stream ends too early, after {stored} stored bytes"));
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let said = |kind: io::ErrorKind| Damage::reading(0, &kind.into()).to_string();
    assert_eq!(said(io::ErrorKind::PermissionDenied), "byte 0: permission denied. Run as a user who may read it.");
    let gone = "byte 0: no such file. If it was there before, it was moved or rotated since.";
    assert_eq!(said(io::ErrorKind::NotFound), gone);
    let directory = Capture::open(Source::open(&std::env::temp_dir()).unwrap()).unwrap_err();
    assert_eq!((directory.kind, directory.problem.as_str()), (DamageKind::Io, "a directory, not a file"));
}
