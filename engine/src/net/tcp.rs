//! The TCP header (RFC 9293 3.1) and the two options that a SYN carries for the whole connection.

use super::ip::Header;
use super::{Endpoint, Path, Peeled, TunnelPath, Vlans};
use crate::bytes::Malformed;

/// One TCP segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Who sent it.
    pub source: Endpoint,
    /// To whom.
    pub destination: Endpoint,
    /// Sequence number of the first byte, or of the SYN.
    pub sequence: u32,
    /// Acknowledgment number; means something with ACK only.
    pub acknowledgment: u32,
    /// Flags.
    pub flags: TcpFlags,
    /// Window, not scaled.
    pub window: u16,
    /// Window scale option; looked for on a SYN.
    pub window_scale: Option<u8>,
    /// Maximum segment size option; looked for on a SYN.
    pub mss: Option<u16>,
    /// IPv4 time to live or IPv6 hop limit.
    pub hop_limit: u8,
    /// VLAN ids of the packet.
    pub vlans: Vlans,
    /// The tunnels that it came through.
    pub tunnels: TunnelPath,
    /// Payload, as far as it was captured.
    pub payload: &'a [u8],
    /// Length of the payload on the wire.
    pub payload_length: u32,
    /// Part of the header was not captured: options may be missing, and the payload is.
    pub header_cut: bool,
}

/// What Wireshark tells a TCP stream by, of a header that is no part of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedTcp {
    /// Who sent it.
    pub source: Endpoint,
    /// To whom.
    pub destination: Endpoint,
    /// Sequence number.
    pub sequence: u32,
    /// Flags.
    pub flags: TcpFlags,
}

/// The flags of a TCP header: the twelve bits behind the data offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TcpFlags(pub u16);

impl TcpFlags {
    /// FIN: the sender will send no more.
    #[inline]
    #[must_use]
    pub const fn fin(self) -> bool {
        self.0 & 0x01 != 0
    }

    /// SYN: the sender opens.
    #[inline]
    #[must_use]
    pub const fn syn(self) -> bool {
        self.0 & 0x02 != 0
    }

    /// RST: the sender knows of no such connection any more.
    #[inline]
    #[must_use]
    pub const fn rst(self) -> bool {
        self.0 & 0x04 != 0
    }

    /// PSH.
    #[inline]
    #[must_use]
    pub const fn psh(self) -> bool {
        self.0 & 0x08 != 0
    }

    /// ACK: the acknowledgment number means something.
    #[inline]
    #[must_use]
    pub const fn ack(self) -> bool {
        self.0 & 0x10 != 0
    }

    /// URG.
    #[inline]
    #[must_use]
    pub const fn urg(self) -> bool {
        self.0 & 0x20 != 0
    }
}

const LEAST: usize = 20;

#[inline]
pub(super) fn peel<'a>(header: &Header<'a>, path: Path) -> Result<Peeled<'a>, Malformed> {
    let start = Start::read(header)?;
    let Start { source, destination, sequence, acknowledgment, flags, window, data_offset } = start;
    let (captured, length) = (header.payload.captured(), header.payload.length());
    if data_offset < LEAST || data_offset > length {
        return Ok(Peeled::BadHeader(start.quoted()));
    }
    let options = if flags.syn() { captured.get(LEAST..data_offset.min(captured.len())) } else { None };
    let (window_scale, mss) = read_options(options.unwrap_or_default());
    Ok(Peeled::Tcp(Segment {
        source,
        destination,
        sequence,
        acknowledgment,
        flags,
        window,
        window_scale,
        mss,
        hop_limit: header.hop_limit,
        vlans: path.vlans,
        tunnels: path.tunnels,
        payload: captured.get(data_offset..).unwrap_or_default(),
        payload_length: u32::try_from(length.saturating_sub(data_offset)).unwrap_or(u32::MAX),
        header_cut: captured.len() < data_offset,
    }))
}

/// The header that an ICMP error quotes. Fewer than sixteen bytes of it get no stream number from Wireshark.
pub(super) fn quoted(header: &Header<'_>) -> Result<QuotedTcp, Malformed> {
    Start::read(header).map(Start::quoted)
}

/// The first sixteen bytes of the header, up to the window.
#[derive(Clone, Copy)]
struct Start {
    source: Endpoint,
    destination: Endpoint,
    sequence: u32,
    acknowledgment: u32,
    flags: TcpFlags,
    window: u16,
    data_offset: usize,
}

impl Start {
    #[inline]
    fn read(header: &Header<'_>) -> Result<Self, Malformed> {
        let mut layer = header.payload;
        let [sp0, sp1, dp0, dp1, s0, s1, s2, s3, a0, a1, a2, a3, f0, f1, w0, w1] = layer.array("tcp header")?;
        Ok(Self {
            source: Endpoint { address: header.source, port: u16::from_be_bytes([sp0, sp1]) },
            destination: Endpoint { address: header.destination, port: u16::from_be_bytes([dp0, dp1]) },
            sequence: u32::from_be_bytes([s0, s1, s2, s3]),
            acknowledgment: u32::from_be_bytes([a0, a1, a2, a3]),
            flags: TcpFlags(u16::from_be_bytes([f0, f1]) & 0x0fff),
            window: u16::from_be_bytes([w0, w1]),
            data_offset: usize::from(f0 >> 4) * 4,
        })
    }

    const fn quoted(self) -> QuotedTcp {
        let Self { source, destination, sequence, flags, .. } = self;
        QuotedTcp { source, destination, sequence, flags }
    }
}

/// Window scale and maximum segment size. An option that lies about its length ends the list.
#[inline(never)]
pub(super) fn read_options(mut options: &[u8]) -> (Option<u8>, Option<u16>) {
    let (mut window_scale, mut mss) = (None, None);
    loop {
        options = match *options {
            [0, ..] => break,
            [1, ref behind @ ..] => behind,
            [2, 4, high, low, ref behind @ ..] => {
                mss = Some(u16::from_be_bytes([high, low]));
                behind
            }
            [3, 3, shift, ref behind @ ..] => {
                window_scale = Some(shift);
                behind
            }
            [_, length @ 2..=u8::MAX, ..] => match options.get(usize::from(length)..) {
                Some(behind) => behind,
                None => break,
            },
            _ => break,
        };
    }
    (window_scale, mss)
}
