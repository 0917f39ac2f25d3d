//! The short way says what the layers say.

use super::*;
use crate::net::usual;
use crate::tls::vectors::mutated;

fn samples() -> [Vec<u8>; 4] {
    let padded = [&ipv4(TCP, &tcp(b""))[..], &[0; 6]].concat();
    let timestamps = [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2];
    let mut with_options = tcp(b"");
    with_options[12] = 0x80;
    [
        ethernet(0x0800, &ipv4(TCP, &tcp(b"hello"))),
        ethernet(0x0800, &padded),
        ethernet(0x0800, &ipv4(TCP, &[&with_options[..], &timestamps, b"hello"].concat())),
        ethernet(0x0800, &ipv4(TCP, &syn(&[2, 4, 5, 0xb4], b""))),
    ]
}

/// That the short way, where it knows the way, leads where the layers do.
fn leads_to_the_same(frame: &[u8]) {
    for original_length in [0, frame.len(), frame.len() + 100] {
        if let Some(segment) = usual::segment(frame) {
            let layers = Peeler::default().peel(&packet_cut(LinkType::ETHERNET, frame, original_length));
            assert_eq!(layers, Peeled::Tcp(segment));
        }
    }
}

#[test]
fn a_usual_packet_is_read_the_short_way() {
    let [plain, padded, with_options, syn] = samples();
    let payload = |frame| usual::segment(frame).map(|segment| segment.payload);
    assert_eq!(payload(&plain), Some(&b"hello"[..]));
    assert_eq!(payload(&padded), Some(&b""[..]));
    assert_eq!(payload(&with_options), Some(&b"hello"[..]));
    assert_eq!(usual::segment(&syn).and_then(|segment| segment.mss), Some(1460));
}

#[test]
fn the_short_way_leads_where_the_layers_do_whatever_is_changed() {
    for sample in samples() {
        for place in 0..sample.len() {
            leads_to_the_same(&sample[..place]);
            for value in 0..=255 {
                let mut changed = sample.clone();
                changed[place] = value;
                leads_to_the_same(&changed);
            }
        }
        mutated(&sample, 20_000, leads_to_the_same);
    }
}
