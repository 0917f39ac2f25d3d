//! Packets cut into fragments, and what is put together of them.

use super::*;
use crate::bytes::Time;

const MORE: u16 = 0x2000;

/// A fragment of `payload`, from an offset that is a multiple of eight, for another `identification`.
fn fragment(identification: u16, payload: &[u8], offset: usize, length: usize) -> Vec<u8> {
    let end = (offset + length).min(payload.len());
    let mut ip = ipv4(TCP, &payload[offset..end]);
    let more = if end < payload.len() { MORE } else { 0 };
    ip[4..6].copy_from_slice(&identification.to_be_bytes());
    ip[6..8].copy_from_slice(&((offset as u16 / 8) | more).to_be_bytes());
    ip
}

/// What came of each packet in turn: the payload of TCP, or nothing yet.
fn read(peeler: &mut Peeler, time: Time, data: &[u8]) -> Option<Vec<u8>> {
    let packet = Packet { at: At::new(Frame::MIN, time), ..packet(LinkType::RAW, data) };
    match peeler.peel(&packet) {
        Peeled::Fragment => None,
        Peeled::Joined(joined) => match joined.peel(peeler) {
            Peeled::Tcp(segment) => {
                assert_eq!(endpoints(&segment), V4_ENDPOINTS);
                Some(segment.payload.to_vec())
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|place| place as u8).collect()
}

#[test]
fn fragments_are_put_together_in_whatever_order_they_come() {
    let payload = bytes(100);
    let whole = tcp(&payload);
    for order in [[0, 40, 80], [80, 40, 0], [40, 0, 80], [80, 0, 40]] {
        let mut peeler = Peeler::default();
        let [first, second, third] = order.map(|offset| fragment(1, &whole, offset, 40));
        assert_eq!(read(&mut peeler, None, &first), None);
        assert_eq!(read(&mut peeler, None, &second), None);
        assert_eq!(read(&mut peeler, None, &second), None, "one that is repeated");
        assert_eq!(peeler.incomplete_datagrams(), 1);
        assert_eq!(read(&mut peeler, None, &third), Some(payload.clone()));
        assert_eq!(peeler.incomplete_datagrams(), 0);
    }
}

#[test]
fn fragments_of_ipv6_lead_on_behind_their_header() {
    // RFC 8200 4.5: a destination options header is in the part that is cut.
    let whole = [&[6, 0, 1, 4, 0, 0, 0, 0][..], &tcp(b"hello")].concat();
    let cut = |offset: usize, end: usize| {
        let place = (offset as u16 | u16::from(end < whole.len())).to_be_bytes();
        ipv6(44, &[&[60, 0][..], &place, &[0, 0, 0, 9], &whole[offset..end]].concat())
    };
    let (first, last) = (cut(0, 16), cut(16, whole.len()));
    let mut peeler = Peeler::default();
    assert_eq!(peeler.peel(&packet(LinkType::RAW, &first)), Peeled::Fragment);
    let Peeled::Joined(joined) = peeler.peel(&packet(LinkType::RAW, &last)) else { panic!() };
    let Peeled::Tcp(segment) = joined.peel(&mut peeler) else { panic!() };
    assert_eq!((endpoints(&segment).as_str(), segment.payload), (V6_ENDPOINTS, &b"hello"[..]));
}

#[test]
fn of_overlapping_fragments_the_one_that_begins_earlier_is_kept() {
    // tshark 4.0.17 takes bytes 20 to 28 of this payload from the first, whichever came first.
    let (whole, mut other) = (tcp(&bytes(76)), tcp(&bytes(76)));
    other[40..].fill(0xee);
    for reversed in [false, true] {
        let mut parts = [fragment(1, &whole, 0, 48), fragment(1, &other, 40, 56)];
        if reversed {
            parts.reverse();
        }
        let mut peeler = Peeler::default();
        let [first, second] = parts;
        assert_eq!(read(&mut peeler, None, &first), None);
        let expected = [&bytes(28)[..], &[0xee; 48]].concat();
        assert_eq!(read(&mut peeler, None, &second), Some(expected));
    }
}

#[test]
fn packets_are_told_apart_by_identification_and_tunnel() {
    let (one, other) = (tcp(b"one packet"), tcp(b"and other!"));
    let mut peeler = Peeler::default();
    let parts = [(7, &one, 0), (8, &other, 0), (8, &other, 16), (7, &one, 16)];
    let payloads = parts
        .map(|(identification, whole, offset)| read(&mut peeler, None, &fragment(identification, whole, offset, 16)));
    assert_eq!(payloads, [None, None, Some(b"and other!".to_vec()), Some(b"one packet".to_vec())]);
    let tunnelled = ipv4(4, &fragment(7, &one, 0, 16));
    assert_eq!(read(&mut peeler, None, &tunnelled), None);
    assert_eq!(read(&mut peeler, None, &fragment(7, &one, 16, 16)), None);
}

#[test]
fn a_fragment_that_comes_a_minute_later_is_another_packets() {
    let whole = tcp(b"one packet");
    let (first, last) = (fragment(7, &whole, 0, 16), fragment(7, &whole, 16, 16));
    let second = 1_000_000_000;
    for (later, expected) in [(60 * second, Some(b"one packet".to_vec())), (60 * second + 1, None)] {
        let mut peeler = Peeler::default();
        assert_eq!(read(&mut peeler, Some(0), &first), None);
        assert_eq!(read(&mut peeler, Some(later), &last), expected);
    }
}

#[test]
fn a_fragment_cut_by_the_snap_length_is_never_completed_with_other_bytes() {
    let whole = tcp(&bytes(100));
    let (first, last) = (fragment(1, &whole, 0, 80), fragment(1, &whole, 80, 80));
    let mut peeler = Peeler::default();
    let cut = packet_cut(LinkType::RAW, &last[..last.len() - 1], last.len());
    assert_eq!(peeler.peel(&cut), Peeled::Fragment);
    // tshark 4.0.17 reads the beginning of a first fragment that can never be whole.
    let cut = packet_cut(LinkType::RAW, &first[..60], first.len());
    let Peeled::Tcp(segment) = peeler.peel(&cut) else { panic!() };
    assert_eq!((segment.payload, segment.payload_length), (&bytes(20)[..], 60));
}

#[test]
fn what_waits_for_fragments_stays_under_its_bounds() {
    let whole = tcp(&[7; 60_000]);
    let mut peeler = Peeler::default();
    // 1,024 may wait; and four MiB of them, which is 69 of 60,000 bytes.
    for identification in 0..1_500 {
        assert_eq!(read(&mut peeler, None, &fragment(identification, &whole, 8, 8)), None);
    }
    assert_eq!((peeler.incomplete_datagrams(), peeler.datagrams_given_up()), (1_024, 476));
    for identification in 2_000..2_200 {
        assert_eq!(read(&mut peeler, None, &fragment(identification, &whole, 0, 60_000)), None);
    }
    assert_eq!((peeler.incomplete_datagrams(), peeler.datagrams_given_up()), (69, 476 + 1_024 + 131));
    // The youngest is still there.
    assert!(read(&mut peeler, None, &fragment(2_199, &whole, 60_000, 20)).is_some());
}

#[test]
fn a_tunnel_in_fragments_is_opened() {
    let inner = ipv4(TCP, &tcp(b"hello"));
    let datagram = udp(50_000, 4789, &[&[8, 0, 0, 0, 0, 0, 42, 0][..], &ethernet(0x0800, &inner)].concat());
    let mut peeler = Peeler::default();
    let parts = [(0, 48), (48, 48)].map(|(offset, length)| {
        let mut ip = fragment(1, &datagram, offset, length);
        ip[9] = 17;
        ip
    });
    assert_eq!(peeler.peel(&packet(LinkType::RAW, &parts[0])), Peeled::Fragment);
    let Peeled::Joined(joined) = peeler.peel(&packet(LinkType::RAW, &parts[1])) else { panic!() };
    let Peeled::Tcp(segment) = joined.peel(&mut peeler) else { panic!() };
    assert_eq!((segment.payload, peeler.tunnel_path(segment.tunnels)), (&b"hello"[..], Some("vxlan:42")));
}
