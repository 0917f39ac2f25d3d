//! Captures made by hand, byte by byte, and what must be read from them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod cuts;
mod damage;
mod pcap;
mod pcapng;
mod snoop;
mod variants;

use std::io::{self, Cursor, Read};

use super::order::Order;
use super::{Capture, CaptureFacts, Damage, DamageKind, LinkType, fuzz};
use crate::bytes::Time;
use crate::source::Source;

/// What was read of a capture.
#[derive(Debug, PartialEq)]
struct Reading {
    packets: Vec<Owned>,
    damage: Option<Damage>,
    facts: CaptureFacts,
    stream_id: [u8; 16],
}

#[derive(Clone, Debug, PartialEq)]
struct Owned {
    frame: u64,
    time: Time,
    link_type: LinkType,
    data: Vec<u8>,
    original_length: u32,
}

impl Reading {
    fn times(&self) -> Vec<Time> {
        self.packets.iter().map(|packet| packet.time).collect()
    }

    fn data(&self) -> Vec<&[u8]> {
        self.packets.iter().map(|packet| packet.data.as_slice()).collect()
    }

    fn kind(&self) -> Option<DamageKind> {
        self.damage.as_ref().map(|damage| damage.kind)
    }
}

fn read(bytes: &[u8]) -> Result<Reading, Damage> {
    read_from(Box::new(Cursor::new(bytes.to_vec())))
}

fn read_from(reader: Box<dyn Read + Send>) -> Result<Reading, Damage> {
    let mut capture = Capture::open(Source::from_reader(reader))?;
    let mut packets = Vec::new();
    let damage = loop {
        match capture.next_packet() {
            Ok(Some(packet)) => packets.push(Owned {
                frame: packet.at.frame.get(),
                time: packet.at.time(),
                link_type: packet.link_type,
                data: packet.data.to_vec(),
                original_length: packet.original_length,
            }),
            Ok(None) => break None,
            Err(damage) => break Some(damage),
        }
    };
    assert_eq!(capture.next_packet(), Ok(None), "nothing follows the end or damage");
    Ok(Reading { packets, damage, facts: capture.facts().clone(), stream_id: capture.stream_id() })
}

/// A reader that gives at most so many bytes at once.
struct Pieces(Cursor<Vec<u8>>, usize);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.1);
        self.0.read(&mut buffer[..length])
    }
}

impl Order {
    const BOTH: [Self; 2] = [Self::Little, Self::Big];

    fn bytes_u16(self, value: u16) -> [u8; 2] {
        if self == Self::Little { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn bytes_u32(self, value: u32) -> [u8; 4] {
        if self == Self::Little { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn bytes_u64(self, value: u64) -> [u8; 8] {
        if self == Self::Little { value.to_le_bytes() } else { value.to_be_bytes() }
    }
}

/// A classic file header.
fn pcap_header(order: Order, magic: u32, link_type: u32) -> Vec<u8> {
    [
        &order.bytes_u32(magic)[..],
        &order.bytes_u16(2),
        &order.bytes_u16(4),
        &[0; 8],
        &order.bytes_u32(65_535),
        &order.bytes_u32(link_type),
    ]
    .concat()
}

/// A classic packet: seconds, fraction, length on the wire, what was captured.
fn pcap_packet(order: Order, seconds: u32, fraction: u32, original_length: u32, data: &[u8]) -> Vec<u8> {
    let captured = data.len() as u32;
    let fields = [seconds, fraction, captured, original_length].map(|field| order.bytes_u32(field)).concat();
    [&fields[..], data].concat()
}

/// A block: type, length, body padded to four bytes, length.
fn block(order: Order, code: u32, body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    body.resize(body.len().next_multiple_of(4), 0);
    let length = order.bytes_u32(body.len() as u32 + 12);
    [&order.bytes_u32(code)[..], &length, &body, &length].concat()
}

fn option(order: Order, code: u16, value: &[u8]) -> Vec<u8> {
    let mut value = value.to_vec();
    let length = order.bytes_u16(value.len() as u16);
    value.resize(value.len().next_multiple_of(4), 0);
    [&order.bytes_u16(code)[..], &length, &value].concat()
}

fn section(order: Order) -> Vec<u8> {
    section_of_version(order, 1, 0)
}

fn section_of_version(order: Order, major: u16, minor: u16) -> Vec<u8> {
    let version = [order.bytes_u16(major), order.bytes_u16(minor)].concat();
    block(order, 0x0a0d_0d0a, &[&order.bytes_u32(0x1a2b_3c4d)[..], &version, &[0xff; 8]].concat())
}

fn interface(order: Order, link_type: u16, snap_length: u32, options: &[u8]) -> Vec<u8> {
    let snap_length = order.bytes_u32(snap_length);
    block(order, 1, &[&order.bytes_u16(link_type)[..], &[0; 2], &snap_length, options].concat())
}

fn enhanced(order: Order, interface: u32, time: u64, original_length: u32, data: &[u8]) -> Vec<u8> {
    let (upper, lower) = ((time >> 32) as u32, time as u32);
    let captured = data.len() as u32;
    let fields = [interface, upper, lower, captured, original_length].map(|field| order.bytes_u32(field)).concat();
    block(order, 6, &[&fields[..], data].concat())
}

fn simple(order: Order, original_length: u32, data: &[u8]) -> Vec<u8> {
    block(order, 3, &[&order.bytes_u32(original_length)[..], data].concat())
}
