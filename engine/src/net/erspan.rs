//! ERSPAN, in which Cisco switches send on what a mirror port sees (draft-foschiano-erspan).

use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, ethernet, ip};

/// Ten bits behind those of priority and truncation.
const SESSION: u16 = 0x03ff;
/// Of the last byte of the third version's header: eight bytes more follow.
const SUBHEADER: u8 = 0x01;
/// What is mirrored (five bits of it).
const ETHERNET: u8 = 0;
const INTERNET: u8 = 2;

/// The first version has no header, the second has one; GRE numbers the packets of the second alone.
pub(super) fn peel<'a>(numbered: bool, mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let session = if numbered {
        let [_, _, high, low, ..] = layer.array::<8>("erspan header")?;
        Some(u16::from_be_bytes([high, low]) & SESSION)
    } else {
        None
    };
    match peeler.enter(path, Tunnel::Erspan(session)) {
        Some(path) => ethernet::peel(layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}

pub(super) fn peel_version_3<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [_, _, high, low, .., kind, last] = layer.array::<12>("erspan header")?;
    if last & SUBHEADER != 0 {
        layer.skip(8, "erspan subheader")?;
    }
    let Some(path) = peeler.enter(path, Tunnel::Erspan(Some(u16::from_be_bytes([high, low]) & SESSION))) else {
        return Ok(Peeled::TooDeep);
    };
    match kind >> 2 & 0x1f {
        ETHERNET => ethernet::peel(layer, path, peeler),
        INTERNET => ip::peel(layer, path, peeler),
        _ => Ok(Peeled::Other),
    }
}
