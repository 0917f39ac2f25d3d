//! CAPWAP's data channel (RFC 5415 4.3), by which an access point sends on what its stations say. It is often encrypted.

use super::tunnels::Tunnel;
use super::wlan::Body;
use super::{Layer, Path, Peeled, Peeler, Result, ethernet, wlan};

/// The frame is as it was on the radio, not Ethernet.
const NATIVE: u32 = 1 << 8;
const FRAGMENT: u32 = 1 << 7;
const KEEP_ALIVE: u32 = 1 << 3;
/// The radio is IEEE 802.11 (RFC 5416).
const IEEE802_11: u32 = 1;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let whole = layer;
    match layer.array("capwap preamble")? {
        [0] => {}
        [1] => return Ok(Peeled::Encrypted),
        _ => return Ok(Peeled::Other),
    }
    let [b1, b2, b3] = layer.array("capwap header")?;
    let header = u32::from_be_bytes([0, b1, b2, b3]);
    if header & FRAGMENT != 0 {
        return Ok(Peeled::Fragment);
    }
    if header & KEEP_ALIVE != 0 {
        return Ok(Peeled::Other);
    }
    let mut inside = whole;
    // In units of four bytes.
    inside.skip((header >> 19) as usize * 4, "capwap header")?;
    let Some(path) = peeler.enter(path, Tunnel::Capwap) else {
        return Ok(Peeled::TooDeep);
    };
    if header & NATIVE == 0 {
        ethernet::peel(inside, path, peeler)
    } else if header >> 9 & 0x1f == IEEE802_11 {
        wlan::peel(inside, Body::Packed, path, peeler)
    } else {
        Ok(Peeled::Other)
    }
}
