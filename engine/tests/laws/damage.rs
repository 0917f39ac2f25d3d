//! Damaged files: what is before the damage is kept, the capture's row says what happened, and everything ends.
//!
//! With `PCAPFLOW_EXHAUSTIVE=1` every prefix and every byte is tried, else a sample of them.

use std::io::Cursor;

use pcapflow_engine::capture::LinkType;
use pcapflow_engine::{engine, reading};

use crate::packets::{packets, samples};
use crate::random::Random;
use crate::rows::{Batches, Row, batches_of_reader, capture, number, of_file, tables};

fn exhaustive() -> bool {
    std::env::var_os("PCAPFLOW_EXHAUSTIVE").is_some_and(|value| value == "1")
}

/// Where each block of a pcapng file ends, and how many packets it has by then (draft-ietf-opsawg-pcapng 3.1, 4.3).
fn block_ends(file: &[u8]) -> Vec<(usize, u64)> {
    let word = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
    let (mut at, mut packets, mut ends) = (0, 0, Vec::new());
    while at < file.len() {
        packets += u64::from(word(at) == 6);
        at += word(at + 4) as usize;
        ends.push((at, packets));
    }
    ends
}

/// How many packets lie wholly within the first `count` bytes.
fn packets_within(ends: &[(usize, u64)], count: usize) -> u64 {
    ends.iter().take_while(|(end, _)| *end <= count).last().map_or(0, |(_, packets)| *packets)
}

/// The row of `captures`. Nothing has more rows than the packets and bytes of the file allow.
fn read(name: &str, file: &[u8]) -> Row {
    let batches = batches_of_reader(Box::new(Cursor::new(file.to_vec())));
    let (captures, others): (Batches, Batches) = batches.into_iter().partition(|(table, _)| *table == "captures");
    let row = capture(&tables(&captures)).clone();
    let packets = row.get("packets").map_or(0, |_| number(&row, "packets")) as usize;
    // A packet has a header of 12 bytes or more in any format; a record has 5, and most rows hang on one.
    assert!(packets <= file.len() / 12, "{name}: {packets} packets in {} bytes", file.len());
    for (table, rows) in others {
        let most = if table == "connections" { packets } else { file.len() / 5 };
        assert!(rows.num_rows() <= most, "{name}: {} rows of {table}", rows.num_rows());
    }
    assert_eq!(row["status"] == "ok", !row.contains_key("error"), "{name}: {row:?}");
    row
}

#[test]
fn every_prefix_keeps_its_whole_packets_and_says_that_it_is_cut() {
    for (name, file) in samples() {
        let ends = block_ends(&file);
        let step = if exhaustive() { 1 } else { file.len() / 40 };
        let near_ends =
            ends.iter().flat_map(|(end, _)| [end - 1, *end, end + 1]).step_by(if exhaustive() { 1 } else { 5 });
        for count in (0..file.len()).step_by(step).chain(near_ends).filter(|count| *count <= file.len()) {
            let row = read(&name, &file[..count]);
            let is_block_end = ends.iter().any(|(end, _)| *end == count);
            let kept = packets_within(&ends, count);
            if row["status"] == "failed" {
                assert_eq!(kept, 0, "{name}, {count} bytes");
            } else {
                assert_eq!(number(&row, "packets"), kept, "{name}, {count} bytes");
                assert_eq!(row["status"] == "ok", is_block_end, "{name}, {count} bytes: {}", row["status"]);
            }
        }
    }
}

#[test]
fn any_byte_may_be_anything() {
    let mut random = Random::new(1);
    for (name, file) in samples() {
        let ends = block_ends(&file);
        let step = if exhaustive() { 1 } else { file.len() / 60 };
        for at in (0..file.len()).step_by(step) {
            let at = if exhaustive() { at } else { (at + random.below(step)).min(file.len() - 1) };
            let mut damaged = file.clone();
            damaged[at] ^= 1 + random.below(255) as u8;
            let row = read(&format!("{name}, byte {at}"), &damaged);
            // A block that is hurt may be read as longer, but what lies before it is read.
            let kept = row.get("packets").map_or(0, |_| number(&row, "packets"));
            assert!(kept >= packets_within(&ends, at), "{name}, byte {at}: {kept} packets");
        }
    }
}

#[test]
fn several_bytes_may_be_anything() {
    let mut random = Random::new(2);
    let rounds = if exhaustive() { 2_000 } else { 40 };
    for (name, file) in samples() {
        for round in 0..rounds {
            let mut damaged = file.clone();
            for _ in 0..=random.below(30) {
                match random.below(4) {
                    0 => damaged.truncate(1 + random.below(damaged.len())),
                    1 => {
                        let from = random.below(damaged.len());
                        let piece = damaged[from..(from + 200).min(damaged.len())].to_vec();
                        let to = random.below(damaged.len());
                        damaged.splice(to..to, piece);
                    }
                    _ => {
                        let at = random.below(damaged.len());
                        damaged[at] = random.below(256) as u8;
                    }
                }
            }
            read(&format!("{name}, round {round}"), &damaged);
            reading::fuzz(&damaged);
        }
    }
}

#[test]
fn a_file_with_no_capture_in_it_gives_a_row_that_says_so() {
    for file in [&b""[..], b"\n", b"GET / HTTP/1.1\r\n\r\n", &[0; 100], &[0xff; 100]] {
        let tables = of_file(file);
        let row = capture(&tables);
        assert_eq!(row["status"], "failed");
        assert!(row.contains_key("error") && !row.contains_key("packets"), "{row:?}");
        assert!(tables["connections"].is_empty());
    }
}

/// Not the file but what its packets hold: as many more reach TCP and TLS.
#[test]
fn packets_may_hold_anything() {
    let mut random = Random::new(6);
    let rounds = if exhaustive() { 2_000 } else { 30 };
    for (_, file) in samples() {
        let packets = packets(&file);
        for round in 0..rounds {
            let mut stream = Vec::new();
            for packet in &packets {
                let mut data = packet.data.clone();
                for _ in 0..random.below(3) * random.below(3) * usize::from(round > 0) {
                    let at = random.below(data.len());
                    data[at] = random.below(256) as u8;
                }
                let link = if packet.link_type == LinkType::NULL { 1 } else { 0 };
                let copies = [1, 1, 1, 1, 1, 0, 2, 3][random.below(8)];
                for _ in 0..copies {
                    stream.extend(
                        [&[link, random.below(256) as u8], &(data.len() as u16).to_be_bytes()[..], &data].concat(),
                    );
                }
            }
            engine::fuzz::packets(&stream);
        }
    }
}
