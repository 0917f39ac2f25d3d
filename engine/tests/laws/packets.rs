//! Packets: those of the sample captures, and such as are made by hand.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use pcapflow_engine::bytes::{At, Frame, Time};
use pcapflow_engine::capture::{self, Capture, LinkType};
use pcapflow_engine::net::{self, Endpoint, Peeled, Peeler, Segment};
use pcapflow_engine::source::Source;

#[derive(Clone, Debug, PartialEq)]
pub struct Packet {
    pub time: Time,
    pub link_type: LinkType,
    pub original_length: u32,
    pub data: Vec<u8>,
}

/// The sample captures with their names, in order.
pub fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample_captures");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pcapng"));
    files.sort();
    assert!(files.len() >= 10, "the samples are there");
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), fs::read(file).unwrap())).collect()
}

/// The packets of a capture file.
pub fn packets(file: &[u8]) -> Vec<Packet> {
    let mut capture = Capture::open(Source::from_reader(Box::new(Cursor::new(file.to_vec())))).unwrap();
    let mut packets = Vec::new();
    while let Some(packet) = capture.next_packet().unwrap() {
        let capture::Packet { at, link_type, data, original_length } = packet;
        packets.push(Packet { time: at.time(), link_type, original_length, data: data.to_vec() });
    }
    packets
}

impl Packet {
    /// Its TCP segment, if it is whole and in no tunnel, for `with` makes none.
    pub fn segment(&self) -> Option<Segment<'_>> {
        let Self { time, link_type, original_length, data } = self;
        let at = At::new(Frame::MIN, *time);
        let packet = capture::Packet { at, link_type: *link_type, data, original_length: *original_length };
        let Peeled::Tcp(segment) = Peeler::default().peel(&packet) else { return None };
        let whole = segment.payload.len() == segment.payload_length as usize;
        (whole && segment.tunnels == net::TunnelPath::default()).then_some(segment)
    }

    /// The same packet with a segment in its place, over raw IP.
    pub fn with(&self, segment: &Segment<'_>) -> Self {
        let data = ip(segment);
        Self { time: self.time, link_type: LinkType::RAW, original_length: data.len() as u32, data }
    }
}

/// RFC 791 3.1 or RFC 8200 3, and RFC 9293 3.1; checksums are left zero, as an offloading card does.
fn ip(segment: &Segment<'_>) -> Vec<u8> {
    let Segment { source, destination, payload, .. } = segment;
    let options: &[u8] = match segment.window_scale {
        Some(scale) => &[3, 3, scale, 1],
        None => &[],
    };
    let mut tcp = Vec::new();
    tcp.extend(source.port.to_be_bytes());
    tcp.extend(destination.port.to_be_bytes());
    tcp.extend(segment.sequence.to_be_bytes());
    tcp.extend(segment.acknowledgment.to_be_bytes());
    let words = 5 + options.len() as u16 / 4;
    tcp.extend((words << 12 | segment.flags.0).to_be_bytes());
    tcp.extend(segment.window.to_be_bytes());
    tcp.extend([0; 4]);
    tcp.extend(options);
    tcp.extend(*payload);
    let (from, to) = (source.address.octets(), destination.address.octets());
    let header = if from.len() == 4 {
        let length = (20 + tcp.len() as u16).to_be_bytes();
        [&[0x45, 0], &length[..], &[0, 0, 0, 0, segment.hop_limit, 6, 0, 0], from, to].concat()
    } else {
        let length = (tcp.len() as u16).to_be_bytes();
        [&[0x60, 0, 0, 0], &length[..], &[6, segment.hop_limit], from, to].concat()
    };
    [header, tcp].concat()
}

/// Flags of RFC 9293 3.1.
pub const FIN: u16 = 0x01;
pub const SYN: u16 = 0x02;
pub const RST: u16 = 0x04;
pub const ACK: u16 = 0x10;

/// A TCP connection made by hand, packet by packet, a millisecond apart.
pub struct Talk {
    pub client: Endpoint,
    pub server: Endpoint,
    /// The next sequence number of client and server.
    pub next: [u32; 2],
    pub packets: Vec<Packet>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum From {
    Client,
    Server,
}

impl Talk {
    /// Between 10.0.0.1 and 10.0.0.2, port 443, after the three segments that open it.
    pub fn open(client_port: u16, sequence: u32) -> Self {
        let mut talk = Self::silent(client_port, sequence);
        talk.send(From::Client, SYN, &[]);
        talk.send(From::Server, SYN | ACK, &[]);
        talk.send(From::Client, ACK, &[]);
        talk
    }

    /// Without those.
    pub fn silent(client_port: u16, sequence: u32) -> Self {
        let end = |last, port| Endpoint { address: net::Address::v4([10, 0, 0, last]), port };
        let (client, server) = (end(1, client_port), end(2, 443));
        Self { client, server, next: [sequence, sequence.wrapping_add(0x1000_0000)], packets: Vec::new() }
    }

    /// A segment in order.
    pub fn send(&mut self, from: From, flags: u16, payload: &[u8]) -> &mut Self {
        let [client, server] = self.next;
        let (sequence, acknowledgment) = if from == From::Client { (client, server) } else { (server, client) };
        self.segment(from, sequence, acknowledgment, flags, payload);
        let taken = payload.len() as u32 + u32::from(flags & SYN != 0) + u32::from(flags & FIN != 0);
        let next = &mut self.next[usize::from(from == From::Server)];
        *next = next.wrapping_add(taken);
        self
    }

    /// Bytes in order.
    pub fn say(&mut self, from: From, payload: &[u8]) -> &mut Self {
        for piece in payload.chunks(1400) {
            self.send(from, ACK, piece);
        }
        self
    }

    /// Bytes that the capture lost.
    pub fn lose(&mut self, from: From, count: u32) -> &mut Self {
        let next = &mut self.next[usize::from(from == From::Server)];
        *next = next.wrapping_add(count);
        self
    }

    /// Any segment.
    pub fn segment(&mut self, from: From, sequence: u32, acknowledgment: u32, flags: u16, payload: &[u8]) {
        let (source, destination) =
            if from == From::Client { (self.client, self.server) } else { (self.server, self.client) };
        let segment = Segment {
            source,
            destination,
            sequence,
            acknowledgment: if flags & ACK != 0 { acknowledgment } else { 0 },
            flags: net::TcpFlags(flags),
            window: 0xffff,
            window_scale: None,
            mss: None,
            hop_limit: 64,
            vlans: net::Vlans::default(),
            tunnels: net::TunnelPath::default(),
            payload,
            payload_length: payload.len() as u32,
            header_cut: false,
        };
        let data = ip(&segment);
        let time = Some(1_700_000_000_000_000_000 + self.packets.len() as i64 * 1_000_000);
        self.packets.push(Packet { time, link_type: LinkType::RAW, original_length: data.len() as u32, data });
    }
}

/// A record of TLS (RFC 8446 5.1).
pub fn record(content_type: u8, fragment: &[u8]) -> Vec<u8> {
    [&[content_type, 3, 3], &(fragment.len() as u16).to_be_bytes()[..], fragment].concat()
}

/// A handshake message (RFC 8446 4).
pub fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &(body.len() as u32).to_be_bytes()[1..], body].concat()
}

/// A ClientHello of TLS 1.2 or, with `versions`, of whatever is in that list; no other extension.
pub fn client_hello(versions: &[u16]) -> Vec<u8> {
    let list: Vec<u8> = versions.iter().flat_map(|version| version.to_be_bytes()).collect();
    let extensions = if list.is_empty() {
        Vec::new()
    } else {
        [&[0, 43], &(list.len() as u16 + 1).to_be_bytes()[..], &[list.len() as u8], &list].concat()
    };
    let length = (extensions.len() as u16).to_be_bytes();
    message(1, &[&[3, 3], &[7; 32][..], &[0], &[0, 4, 0x13, 1, 0xc0, 0x2f], &[1, 0], &length, &extensions].concat())
}

/// A ServerHello that chooses `suite`, and TLS 1.3 if `tls13`.
pub fn server_hello(suite: u16, tls13: bool) -> Vec<u8> {
    let extensions: &[u8] = if tls13 { &[0, 6, 0, 43, 0, 2, 3, 4] } else { &[0, 0] };
    message(2, &[&[3, 3], &[9; 32][..], &[0], &suite.to_be_bytes(), &[0], extensions].concat())
}

/// A HelloRetryRequest of TLS 1.3 that chooses `suite` and asks for nothing (RFC 8446 4.1.3: its random is the SHA-256 of its name).
pub fn hello_retry_request(suite: u16) -> Vec<u8> {
    const RANDOM: [u8; 32] = [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2,
        0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ];
    let mut hello = server_hello(suite, true);
    hello[6..38].copy_from_slice(&RANDOM);
    hello
}
