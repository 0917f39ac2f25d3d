//! The point-to-point protocol (RFC 1661), in HDLC-like framing (RFC 1662) or without, and over Ethernet (RFC 2516).
//!
//! Compressed headers (RFC 1144) and payloads (RFC 1962) need what came before them and are not read.

use super::{Layer, Path, Peeled, Peeler, Result, hdlc, ip, mpls};

/// RFC 1662 3.1: the address that all stations are, and unnumbered information; both may be left out (3.2).
const ADDRESS_AND_CONTROL: [u8; 2] = [0xff, 0x03];

const INTERNET: u16 = 0x0021;
const MULTILINK: u16 = 0x003d;
const INTERNET_6: u16 = 0x0057;
const MPLS: u16 = 0x0281;
const MPLS_MULTICAST: u16 = 0x0283;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match layer.peek() {
        Some(ADDRESS_AND_CONTROL) => layer.skip(2, "ppp address and control")?,
        Some(hdlc::UNICAST | hdlc::MULTICAST) => return hdlc::peel(layer, path, peeler),
        Some(_) => {}
        None => return Err(layer.lies("ppp header")),
    }
    inside(layer, path, peeler)
}

/// The address replaced by a byte, or behind one, that says who sent it.
pub(super) fn peel_with_direction<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    layer.skip(1, "direction")?;
    if let Some([0x03]) = layer.peek() {
        layer.skip(1, "ppp control")?;
    }
    peel(layer, path, peeler)
}

/// A packet of a PPPoE session (RFC 2516 4): version and type are 1, and the code is 0.
pub(super) fn peel_session<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [version, code, _, _, high, low] = layer.array("pppoe header")?;
    if (version, code) != (0x11, 0) {
        return Ok(Peeled::Other);
    }
    inside(layer.shorten(u16::from_be_bytes([high, low]).into())?, path, peeler)
}

/// From the protocol on.
fn inside<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    loop {
        let [first] = layer.array("ppp protocol")?;
        // RFC 1661 6.5: a protocol may be compressed to one byte, which is then odd.
        let protocol = if first & 1 == 1 {
            u16::from(first)
        } else {
            let [second] = layer.array("ppp protocol")?;
            u16::from_be_bytes([first, second])
        };
        match protocol {
            INTERNET | INTERNET_6 => return ip::peel(layer, path, peeler),
            MPLS | MPLS_MULTICAST => return mpls::peel(layer, path, peeler),
            // RFC 1990 3: a packet that begins and ends in this fragment is whole.
            MULTILINK => match layer.array("multilink header")? {
                [flags, _, _, _] if flags & 0xc0 == 0xc0 => {}
                _ => return Ok(Peeled::Fragment),
            },
            _ => return Ok(Peeled::Other),
        }
    }
}
