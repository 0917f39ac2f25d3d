//! What is read of a connection does not hang on what was read of others before it.

use crate::packets::From::{Client, Server};
use crate::packets::{Packet, Talk, packets, record, samples};
use crate::random::Random;
use crate::rows::{Tables, of_packets};
use crate::segments::facts;

/// Hellos of the samples: messages of type 1 or 2 that fill a record.
fn hellos(kind: u8) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (_, file) in samples() {
        for packet in packets(&file) {
            let Some(segment) = packet.segment() else { continue };
            if let [22, 3, _, high, low, rest @ ..] = segment.payload {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                if let Some(message) = rest.get(..length).filter(|message| message[0] == kind) {
                    all.push(message.to_vec());
                }
            }
        }
    }
    all
}

/// One of these hellos with a few bytes of its body changed.
fn changed(random: &mut Random, hellos: &[Vec<u8>]) -> Vec<u8> {
    let mut hello = hellos[random.below(hellos.len())].clone();
    for _ in 0..random.below(4) {
        let at = 4 + random.below(hello.len() - 4);
        hello[at] = hello[at].wrapping_add([1, 2, 255, 16][random.below(4)]);
    }
    hello
}

/// A connection that is two hellos.
fn talk(port: u16, client: &[u8], server: &[u8]) -> Vec<Packet> {
    let mut talk = Talk::open(port, 1000);
    talk.say(Client, &record(22, client)).say(Server, &record(22, server));
    talk.packets
}

/// Facts of each connection, but for its port and what is made of that.
fn of_connections(tables: &Tables) -> Vec<String> {
    let mut all = vec![String::new(); tables["connections"].len()];
    let numbers = |table: &str| -> Vec<usize> {
        tables[table].iter().map(|row| row["connection_id"].split_at(33).1.parse().unwrap()).collect()
    };
    for (table, rows) in facts(tables) {
        for (mut row, number) in rows.into_iter().zip(numbers(table)) {
            for column in ["client_port", "tcp_stream", "community_id"] {
                row.remove(column);
            }
            all[number] += &format!("{table} {row:?}\n");
        }
    }
    all
}

#[test]
fn hellos_that_differ_in_any_byte_are_read_as_if_they_were_alone() {
    let mut random = Random::new(7);
    let (clients, servers) = (hellos(1), hellos(2));
    assert!(clients.len() > 30 && servers.len() > 30, "the samples have hellos");
    let talks: Vec<Vec<Packet>> = (0..2000)
        .map(|number| {
            let client = changed(&mut random, &clients);
            let server = changed(&mut random, &servers);
            talk(10_000 + number, &client, &server)
        })
        .collect();
    let together = of_connections(&of_packets(&talks.concat()));
    for (number, talk) in talks.iter().enumerate() {
        let alone = of_connections(&of_packets(talk));
        assert_eq!(together[number], alone[0], "connection {number}");
    }
}

#[test]
fn captures_read_one_behind_the_other_say_the_same() {
    let whole = samples().into_iter().filter(|(name, _)| !name.contains("mid-stream"));
    let each: Vec<Vec<Packet>> = whole.map(|(_, file)| packets(&file)).collect();
    let rows = |tables: &Tables| {
        let mut rows = of_connections(tables);
        rows.sort();
        rows
    };
    let mut alone: Vec<String> = each.iter().flat_map(|packets| rows(&of_packets(packets))).collect();
    alone.sort();
    let together = rows(&of_packets(&each.concat()));
    for (together, alone) in together.iter().zip(&alone) {
        assert_eq!(together, alone);
    }
    assert_eq!(together.len(), alone.len());
}
