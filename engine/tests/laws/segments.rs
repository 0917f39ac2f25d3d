//! The facts of TLS do not hang on how TCP carried its bytes.

use pcapflow_engine::net::{Segment, TcpFlags};

use crate::packets::{FIN, Packet, packets};
use crate::rows::{Row, Tables, in_order, of_packets};

/// Columns that count segments, or say in which of them, and when, something was seen.
fn is_of_tcp(column: &str) -> bool {
    let names = ["capture_id", "connection_id", "bytes_client", "bytes_server"];
    let parts = ["frame", "time", "_us", "packets_", "retransmissions_", "out_of_order_"];
    names.contains(&column) || parts.iter().any(|part| column.contains(part))
}

/// What the tables say of TLS.
pub fn facts(tables: &Tables) -> Vec<(&'static str, Vec<Row>)> {
    let of_tls = [
        "connections",
        "handshakes",
        "alerts",
        "renegotiations",
        "post_handshake",
        "certificates",
        "certificate_requests",
        "records",
    ];
    let rows = |table: &str| -> Vec<Row> {
        let rows = tables[table].iter().cloned();
        rows.map(|row| row.into_iter().filter(|(column, _)| !is_of_tcp(column)).collect()).collect()
    };
    of_tls.map(|table| (table, rows(table))).into()
}

/// Demands the same facts of packets changed in some way.
fn same_facts(how: &str, change: impl Fn(Vec<Packet>) -> Vec<Packet>) {
    let mut broken = Vec::new();
    for (name, file) in in_order() {
        let packets = packets(&file);
        let (changed, plain) = (of_packets(&change(packets.clone())), of_packets(&packets));
        for ((table, changed), (_, plain)) in facts(&changed).into_iter().zip(facts(&plain)) {
            for (number, (changed, plain)) in changed.iter().zip(&plain).enumerate() {
                let differ = |row: &&(String, String)| changed.get(&row.0) != plain.get(&row.0);
                let all: Vec<(String, String)> = changed.clone().into_iter().chain(plain.clone()).collect();
                let differing: Vec<_> = all.iter().filter(differ).collect();
                if !differing.is_empty() {
                    broken.push(format!("{name} {how}, row {number} of {table}: {differing:?}"));
                }
            }
            if changed.len() != plain.len() {
                broken.push(format!("{name} {how}: rows of {table}: {} and {}", changed.len(), plain.len()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The part of a segment's payload; the FIN stays with the last byte.
fn part<'a>(segment: &Segment<'a>, from: usize, to: usize) -> Segment<'a> {
    let last = to == segment.payload.len();
    Segment {
        sequence: segment.sequence.wrapping_add(from as u32),
        flags: TcpFlags(if last { segment.flags.0 } else { segment.flags.0 & !FIN }),
        payload: &segment.payload[from..to],
        payload_length: (to - from) as u32,
        ..*segment
    }
}

/// The same in segments of at most so many bytes.
pub fn in_parts(packets: Vec<Packet>, size: usize) -> Vec<Packet> {
    let mut all = Vec::new();
    for packet in packets {
        match packet.segment() {
            Some(segment) if segment.payload.len() > size && !segment.flags.rst() => {
                let ends = (size..segment.payload.len()).step_by(size).chain([segment.payload.len()]);
                let mut from = 0;
                for to in ends {
                    all.push(packet.with(&part(&segment, from, to)));
                    from = to;
                }
            }
            _ => all.push(packet),
        }
    }
    all
}

/// Two packets as one, if the second goes on where the first ends.
fn joined(one: &Packet, other: &Packet) -> Option<Packet> {
    let (first, second) = (one.segment()?, other.segment()?);
    let bare = |segment: &Segment<'_>| !segment.flags.syn() && !segment.flags.rst() && !segment.payload.is_empty();
    let goes_on = first.source == second.source
        && first.destination == second.destination
        && first.sequence.wrapping_add(first.payload_length) == second.sequence;
    let payload = [first.payload, second.payload].concat();
    let fits = payload.len() < 60_000 && !first.flags.fin();
    (bare(&first) && bare(&second) && goes_on && fits).then(|| {
        let length = payload.len() as u32;
        one.with(&Segment { sequence: first.sequence, payload: &payload, payload_length: length, ..second })
    })
}

fn are_of_one_sender(one: &Packet, other: &Packet) -> bool {
    let payload = |packet: &Packet| {
        let segment = packet
            .segment()
            .filter(|it| (it.payload_length > 0 || it.flags.fin()) && !it.flags.rst() && !it.flags.syn())?;
        Some((segment.source, segment.destination))
    };
    payload(one).is_some() && payload(one) == payload(other)
}

#[test]
fn bytes_that_come_one_by_one_give_the_same_facts() {
    same_facts("byte by byte", |packets| in_parts(packets, 1));
}

#[test]
fn segments_cut_smaller_give_the_same_facts() {
    same_facts("in segments of 4", |packets| in_parts(packets, 4));
    same_facts("in segments of 100", |packets| in_parts(packets, 100));
}

#[test]
fn segments_joined_by_an_offloading_card_give_the_same_facts() {
    same_facts("joined", |packets| {
        let mut all: Vec<Packet> = Vec::new();
        for packet in packets {
            match all.last().and_then(|last| joined(last, &packet)) {
                Some(joined) => *all.last_mut().unwrap() = joined,
                None => all.push(packet),
            }
        }
        all
    });
}

#[test]
fn segments_that_come_twice_give_the_same_facts() {
    same_facts("twice", |packets| packets.into_iter().flat_map(|packet| [packet.clone(), packet]).collect());
}

#[test]
fn segments_repeated_from_the_byte_before_give_the_same_facts() {
    same_facts("overlapping", |packets| {
        let mut all: Vec<Packet> = Vec::new();
        for packet in packets {
            let joined = all.last().and_then(|last| joined(last, &packet));
            all.push(packet);
            all.extend(joined);
        }
        all
    });
}

/// Exchanges two neighbours of one direction, wherever there are such, from the `first` such place on.
fn swapped(mut packets: Vec<Packet>, first: usize) -> Vec<Packet> {
    let mut place = first;
    while place + 1 < packets.len() {
        if are_of_one_sender(&packets[place], &packets[place + 1]) {
            let (one, other) = (packets[place].time, packets[place + 1].time);
            packets.swap(place, place + 1);
            (packets[place].time, packets[place + 1].time) = (one, other);
            place += 1;
        }
        place += 1;
    }
    packets
}

#[test]
fn segments_that_overtake_each_other_give_the_same_facts() {
    for size in [40, 200, 100_000] {
        for first in [0, 1] {
            same_facts("swapped", |packets| {
                // Of a capture that begins in the middle, the first segment says where the stream begins.
                let begins = packets[0].segment().is_some_and(|segment| segment.flags.syn());
                if begins { swapped(in_parts(packets, size), first) } else { packets }
            });
        }
    }
}
