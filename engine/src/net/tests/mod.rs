//! Packets made by hand, and what must be read from them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::cast_possible_truncation)]

mod cuts;
mod fragments;
mod icmp;
mod internet;
mod links;
mod tcp;
mod tunnels;
mod usual;
mod wireless;

use super::{Endpoint, Peeled, Peeler, QuotedTcp, Segment, TcpFlags, fuzz};
use crate::bytes::{At, Frame};
use crate::capture::{LinkType, Packet};

const TCP: u8 = 6;

fn packet(link_type: LinkType, data: &[u8]) -> Packet<'_> {
    packet_cut(link_type, data, data.len())
}

fn packet_cut(link_type: LinkType, data: &[u8], original_length: usize) -> Packet<'_> {
    let at = At::new(Frame::MIN, None);
    Packet { at, link_type, data, original_length: original_length as u32 }
}

fn peeled<'a>(packet: &Packet<'a>) -> Peeled<'a> {
    Peeler::default().peel(packet)
}

fn segment(link_type: LinkType, data: &[u8]) -> Segment<'_> {
    match peeled(&packet(link_type, data)) {
        Peeled::Tcp(segment) => segment,
        other => panic!("{other:?}"),
    }
}

/// A TCP header of 20 bytes and `payload`: ports 50,123 and 443, sequence 1,000, acknowledgment 2,000, PSH ACK.
fn tcp(payload: &[u8]) -> Vec<u8> {
    let header = [0xc3, 0xcb, 0x01, 0xbb, 0, 0, 0x03, 0xe8, 0, 0, 0x07, 0xd0, 0x50, 0x18, 0x01, 0xf5, 0, 0, 0, 0];
    [&header[..], payload].concat()
}

/// A TCP header with `options`, whose length is a multiple of four, and `payload`; a SYN.
fn syn(options: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut header = tcp(b"");
    header[12] = ((20 + options.len()) as u8 / 4) << 4;
    header[13] = 0x02;
    [&header[..], options, payload].concat()
}

/// An IPv4 header from 10.0.0.1 to 10.0.0.2, TTL 64.
fn ipv4(protocol: u8, payload: &[u8]) -> Vec<u8> {
    let length = (20 + payload.len() as u16).to_be_bytes();
    let header = [0x45, 0, length[0], length[1], 0, 1, 0x40, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
    [&header[..], payload].concat()
}

/// An IPv6 header from 2001:db8::1 to 2001:db8::2, hop limit 63.
fn ipv6(next: u8, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u16).to_be_bytes();
    let mut header = vec![0x60, 0, 0, 0, length[0], length[1], next, 63];
    for last in [1, 2] {
        header.extend([0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]);
    }
    [&header[..], payload].concat()
}

fn ethernet(ethertype: u16, payload: &[u8]) -> Vec<u8> {
    [&[2; 6][..], &[4; 6], &ethertype.to_be_bytes(), payload].concat()
}

/// A UDP header (RFC 768) without a checksum, and `payload`.
fn udp(source: u16, destination: u16, payload: &[u8]) -> Vec<u8> {
    let length = (8 + payload.len() as u16).to_be_bytes();
    [&source.to_be_bytes()[..], &destination.to_be_bytes(), &length, &[0, 0], payload].concat()
}

fn endpoints(segment: &Segment<'_>) -> String {
    format!("{} {}", segment.source, segment.destination)
}

const V4_ENDPOINTS: &str = "10.0.0.1:50123 10.0.0.2:443";
const V6_ENDPOINTS: &str = "[2001:db8::1]:50123 [2001:db8::2]:443";
