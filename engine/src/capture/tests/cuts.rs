//! The two laws: a capture cut anywhere gives what came before, and one fed in any pieces gives the same.

use super::*;
use crate::source::compressed::{bzip2, gzip, lz4, xz, zstd};

fn classic() -> Vec<u8> {
    let order = Order::Big;
    let packets = [&b"one"[..], b"", b"three"].map(|data| pcap_packet(order, 1, 2, 9, data));
    [pcap_header(order, 0xa1b2_c3d4, 1), packets.concat()].concat()
}

fn blocks() -> Vec<u8> {
    let (little, big) = (Order::Little, Order::Big);
    [
        section(little),
        interface(little, 1, 0, &option(little, 9, &[9])),
        enhanced(little, 0, 5, 9, b"one"),
        block(little, 10, b"secret"),
        simple(little, 3, b"two"),
        section(big),
        interface(big, 101, 0, b""),
        block(big, 5, &[&[0; 12][..], &option(big, 5, &[0, 0, 0, 0, 0, 0, 0, 4])].concat()),
        enhanced(big, 0, 7, 5, b"three"),
    ]
    .concat()
}

/// More than the buffer holds, so that it is refilled in the middle of packets.
fn large() -> Vec<u8> {
    let order = Order::Little;
    let packet = |number: u32| pcap_packet(order, number, 0, 9_000, &vec![7; number as usize * 31 % 9_000]);
    [pcap_header(order, 0xa1b2_c3d4, 1), (0..300).flat_map(packet).collect()].concat()
}

#[test]
fn every_prefix_gives_the_packets_before_the_cut_and_says_where_it_is() {
    for file in [classic(), blocks()] {
        let whole = read(&file).unwrap();
        assert_eq!(whole.damage, None);
        let mut ends = 0;
        for length in 0..file.len() {
            match read(&file[..length]) {
                Ok(cut) => {
                    assert_eq!(cut.packets, whole.packets[..cut.packets.len()]);
                    assert_eq!(cut.facts.packets, cut.packets.len() as u64);
                    match cut.damage {
                        None => ends += 1,
                        Some(damage) => {
                            assert_eq!(damage.kind, DamageKind::CutPacket);
                            assert_eq!(damage.offset, cut.facts.file_bytes);
                            assert!(damage.offset < length as u64);
                        }
                    }
                }
                Err(damage) => assert!(matches!(damage.kind, DamageKind::Empty | DamageKind::CutHeader)),
            }
        }
        // Whole are the cuts between two packets or blocks: behind each but the last.
        assert!((3..=8).contains(&ends), "{ends}");
    }
}

#[test]
fn a_capture_reads_the_same_in_pieces_of_any_size() {
    for file in [classic(), blocks(), large()] {
        let whole = read(&file).unwrap();
        assert_eq!(whole.damage, None);
        for size in [1, 7, 4_096] {
            let pieces = Pieces(Cursor::new(file.clone()), size);
            assert_eq!(read_from(Box::new(pieces)).unwrap(), whole, "in pieces of {size}");
        }
    }
}

#[test]
fn a_damaged_stream_has_the_same_identity_in_pieces_of_any_size() {
    let file = [classic(), vec![0xff; 100_000]].concat();
    let whole = read(&file).unwrap();
    assert_eq!(whole.kind(), Some(DamageKind::BadLength));
    for size in [1, 4_096] {
        let pieces = Pieces(Cursor::new(file.clone()), size);
        assert_eq!(read_from(Box::new(pieces)).unwrap().stream_id, whole.stream_id);
    }
}

#[test]
fn bytes_changed_anywhere_never_panic_hang_or_miscount() {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for file in [classic(), blocks(), gzip(&blocks()), zstd(&blocks()), lz4(&blocks()), bzip2(&blocks()), xz(&blocks())]
    {
        for place in 0..file.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = file.clone();
                changed[place] = value;
                fuzz(&changed);
            }
        }
        for _ in 0..2_000 {
            let mut changed = file.clone();
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
