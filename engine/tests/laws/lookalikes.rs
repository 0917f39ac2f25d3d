//! Bytes that look like TLS, or like messages, and are not.

use crate::packets::From::{Client, Server};
use crate::packets::{ACK, Packet, Talk, client_hello, record, server_hello};
use crate::random::Random;
use crate::rows::{Tables, column, of_packets};

/// A suite of each family of record protection, and whether it is of TLS 1.3.
const FAMILIES: [(u16, bool); 10] = [
    (0xc02f, false), // AES-GCM
    (0xc09d, false), // AES-CCM
    (0xc0a0, false), // AES-CCM_8
    (0xcca8, false), // ChaCha20-Poly1305
    (0x002f, false), // CBC, SHA-1
    (0x003c, false), // CBC, SHA-256
    (0xc028, false), // CBC, SHA-384
    (0x0005, false), // RC4
    (0x1301, true),  // TLS 1.3 AES-GCM
    (0x1305, true),  // TLS 1.3 AES-CCM_8
];

/// The start of a ciphertext: whatever, a nonce that counts from 0 or from 1, or what would be a message of each type.
fn ciphertext(random: &mut Random, number: u64) -> Vec<u8> {
    let length = 16 + random.below(600);
    let mut bytes = random.bytes(length);
    match random.below(4) {
        0 => bytes[..8].copy_from_slice(&number.to_be_bytes()),
        1 => bytes[0] = random.below(25) as u8,
        2 => {
            let body = (length as u32 - 4).to_be_bytes();
            bytes[..4].copy_from_slice(&[random.below(25) as u8, body[1], body[2], body[3]]);
        }
        _ => {}
    }
    bytes
}

/// Types of messages said to be in clear, in a connection whose encrypted records are all of type 22.
fn types_in_clear(tables: &Tables) -> Vec<&str> {
    column(tables, "handshakes", "handshake_type").into_iter().filter(|kind| *kind != "-").collect()
}

#[test]
fn ciphertext_in_handshake_records_is_never_read_as_a_message() {
    let mut random = Random::new(3);
    for (suite, tls13) in FAMILIES {
        for round in 0..200 {
            let mut talk = Talk::open(50_000, 1000);
            talk.say(Client, &record(22, &client_hello(if tls13 { &[0x0304] } else { &[] })));
            talk.say(Server, &record(22, &server_hello(suite, tls13)));
            talk.say(Server, &record(20, &[1]));
            talk.say(Client, &record(20, &[1]));
            for number in 0..20 {
                let side = if random.below(2) == 0 { Client } else { Server };
                talk.say(side, &record(22, &ciphertext(&mut random, number)));
            }
            let tables = of_packets(&talk.packets);
            assert_eq!(types_in_clear(&tables), ["1", "2"], "suite {suite:#06x}, round {round}");
        }
    }
}

/// Half of the ciphertexts begin like a message, which makes these few stand for hundred millions of random ones.
#[test]
fn ciphertext_is_no_message_either_where_the_capture_began_later() {
    let mut random = Random::new(4);
    for round in 0..100 {
        let mut talk = Talk::silent(50_000, 1000);
        for number in 0..50 {
            let side = if random.below(2) == 0 { Client } else { Server };
            let length = 16 + random.below(1300);
            let mut bytes = random.bytes(length);
            if number % 2 == 0 {
                bytes[..2].copy_from_slice(&[[1, 2, 4, 11, 12, 14, 16][random.below(7)], 0]);
            }
            talk.say(side, &record(22, &bytes));
        }
        assert_eq!(types_in_clear(&of_packets(&talk.packets)), [""; 0], "round {round}");
    }
}

#[test]
fn nonces_that_count_from_zero_are_no_hello_requests() {
    // RFC 5288 3: the explicit nonce may count; a HelloRequest in clear is 00 00 00 00.
    let mut talk = Talk::silent(50_000, 1000);
    for number in 0_u64..20 {
        let fragment = [&number.to_be_bytes()[..], &[0xaa; 20]].concat();
        talk.say(Server, &record(22, &fragment)).say(Client, &record(22, &fragment));
    }
    assert_eq!(types_in_clear(&of_packets(&talk.packets)), [""; 0]);
}

/// Packets of a connection in which both sides say `bytes`, in segments of many sizes.
fn spoken(random: &mut Random, port: u16, bytes: &[u8]) -> Vec<Packet> {
    let mut talk = Talk::open(port, random.next() as u32);
    let mut left = bytes;
    while !left.is_empty() {
        // Short ones as well as full ones.
        let bits = random.below(11);
        let most = 1 + random.below(1 << bits);
        let (piece, rest) = left.split_at(most.min(left.len()));
        let side = if random.below(3) == 0 { Client } else { Server };
        talk.send(side, ACK, piece);
        left = rest;
    }
    talk.packets
}

#[test]
fn ten_million_bytes_without_tls_are_never_called_tls() {
    const EACH: usize = 250_000;
    let mut random = Random::new(5);
    let numbers = |step: usize| (0..EACH as u32).step_by(step).flat_map(u32::to_be_bytes).collect::<Vec<u8>>();
    let text = b"GET /index.html HTTP/1.1\r\nHost: a.example\r\n\r\n\x16\x03 is not a record\r\n".repeat(EACH / 66);
    // What other protocols put in front: tag and length, small numbers.
    let framed = |random: &mut Random, head: &[u8]| {
        let mut bytes = Vec::new();
        while bytes.len() < EACH {
            let length = 20 + random.below(400);
            bytes.extend([head, &(length as u16).to_be_bytes()].concat());
            bytes.extend(random.bytes(length + 3));
        }
        bytes
    };
    // Heads of records and hellos in which one field cannot be: lengths, types, versions.
    let impossible: [&[u8]; 8] = [
        &[0x16, 3, 1, 0x48, 1],                         // RFC 5246 6.2.3: longer than 2^14 + 2048
        &[0x16, 3, 1, 0, 0],                            // RFC 8446 5.1: no empty fragment of this type
        &[0x16, 3, 1, 2, 0, 1, 2, 0, 0, 3, 3],          // a message of 131,072 bytes
        &[0x16, 3, 1, 0xff, 0xff, 1, 0, 1, 0xfc, 3, 3], // a record of 65,535
        &[0x80, 0x2e, 1, 3, 1, 0, 0x15, 0, 0, 0, 9],    // SSL 2.0: a challenge of 9 bytes
        &[0x80, 0x2e, 1, 3, 1, 0, 0x14, 0, 0, 0, 0x10], // SSL 2.0: specs of 20 bytes
        &[0x12, 1, 0, 0x2f, 0, 0, 0, 0, 0x16, 4, 0],    // TDS
        &[0x15, 3, 9, 0, 2, 2, 40],
    ];
    let broken = |random: &mut Random| {
        let mut bytes = Vec::new();
        while bytes.len() < EACH {
            bytes.extend(impossible[random.below(impossible.len())]);
            let length = 20 + random.below(1400);
            bytes.extend(random.bytes(length));
        }
        bytes
    };
    // What is said before TLS, again and again, and none comes: RFC 5321, RFC 1035 4.2.2, MS-SMB2 2.1, RFC 4251 5,
    // SOCKS and the PROXY protocol.
    let smtp = b"EHLO a.example\r\nMAIL FROM:<a@a.example>\r\nDATA\r\nSTARTTLS\r\n\x16\x03\r\n.\r\n".repeat(EACH / 60);
    let dns = b"\0\x1b\x16\x03\x01\0\0\x01\0\0\0\0\0\0\x01a\x07example\0\0\x01\0\x01".repeat(EACH / 29);
    let proxy = b"PROXY TCP4 10.0.0.1 10.0.0.2 5 6\r\n\x05\x01\0\x05\x01\0\x01\x0a\0\0\x02\x01\xbb\x16\x03\x07"
        .repeat(EACH / 50);
    for port in 0..70 {
        let bytes = match port % 17 {
            10 => broken(&mut random),
            11 => smtp.clone(),
            12 => dns.clone(),
            13 => framed(&mut random, b"\0\0\x02\x16\xfeSMB\x40\0"),
            14 => framed(&mut random, &[0, 0]), // SSH's packets; protobuf and others of the kind
            15 => framed(&mut random, &[0x0a, 0x16, 3]),
            16 => proxy.clone(),
            0 => vec![0; EACH],
            1 => vec![0xff; EACH],
            2 => numbers(4),
            3 => text.clone(),
            4 => framed(&mut random, &[0x16, 0x04]),
            5 => framed(&mut random, &[3, 0]), // TPKT (RFC 2126 4.3), in front of RDP
            6 => framed(&mut random, &[0x17, 0]),
            _ => random.bytes(EACH),
        };
        let tables = of_packets(&spoken(&mut random, 10_000 + port, &bytes));
        assert!(tables["connections"].is_empty(), "round {port}: {:?}", tables["connections"]);
    }
}
