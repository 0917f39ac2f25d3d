//! The packet that nearly all are, read from fixed places: Ethernet without tags, IPv4 without options, TCP, captured
//! to its end. It takes a fifth of the instructions that layer by layer takes, and says the same.

use super::ip::TCP;
use super::tcp::read_options;
use super::{Address, Endpoint, Segment, TcpFlags, TunnelPath, Vlans};

const IPV4: u16 = 0x0800;
/// Version 4, a header of 20 bytes.
const WITHOUT_OPTIONS: u8 = 0x45;
const HEADER: usize = 20;
/// More fragments, and the fragment's offset.
const FRAGMENT: u16 = 0x3fff;

/// The segment in an Ethernet frame; `None` if the frame is not a usual one, which says nothing about what it is.
#[inline(always)]
pub(super) fn segment(frame: &[u8]) -> Option<Segment<'_>> {
    let (&[.., e0, e1], packet) = frame.split_first_chunk::<14>()?;
    #[rustfmt::skip]
    let (
        &[
            version_and_length, _, l0, l1,
            _, _, f0, f1,
            hop_limit, protocol, _, _,
            s0, s1, s2, s3,
            d0, d1, d2, d3,
        ],
        inside,
    ) = packet.split_first_chunk::<HEADER>()?;
    #[rustfmt::skip]
    let &[
        sp0, sp1, dp0, dp1,
        n0, n1, n2, n3,
        a0, a1, a2, a3,
        o0, o1, w0, w1, ..
    ] = inside.first_chunk::<HEADER>()?;
    let flags = TcpFlags(u16::from_be_bytes([o0, o1]) & 0x0fff);
    let is_usual = u16::from_be_bytes([e0, e1]) == IPV4
        && version_and_length == WITHOUT_OPTIONS
        && u16::from_be_bytes([f0, f1]) & FRAGMENT == 0
        && protocol == TCP;
    if !is_usual {
        return None;
    }
    let length = usize::from(u16::from_be_bytes([l0, l1])).checked_sub(HEADER)?;
    let data_offset = usize::from(o0 >> 4) * 4;
    if data_offset < HEADER {
        return None;
    }
    let payload = inside.get(data_offset..length)?;
    let (window_scale, mss) = if flags.syn() { read_options(inside.get(HEADER..data_offset)?) } else { (None, None) };
    Some(Segment {
        source: Endpoint { address: Address::v4([s0, s1, s2, s3]), port: u16::from_be_bytes([sp0, sp1]) },
        destination: Endpoint { address: Address::v4([d0, d1, d2, d3]), port: u16::from_be_bytes([dp0, dp1]) },
        sequence: u32::from_be_bytes([n0, n1, n2, n3]),
        acknowledgment: u32::from_be_bytes([a0, a1, a2, a3]),
        flags,
        window: u16::from_be_bytes([w0, w1]),
        window_scale,
        mss,
        hop_limit,
        vlans: Vlans::default(),
        tunnels: TunnelPath::default(),
        payload,
        payload_length: u32::try_from(payload.len()).ok()?,
        header_cut: false,
    })
}
