//! VXLAN (RFC 7348), which carries Ethernet, and its generic extension, which says what it carries.

use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, ethernet, ip, mpls};

/// Next protocols of the generic extension.
const INTERNET: u8 = 1;
const INTERNET_6: u8 = 2;
const ETHERNET: u8 = 3;
const MPLS: u8 = 5;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [_, _, _, _, v0, v1, v2, _] = layer.array("vxlan header")?;
    match peeler.enter(path, Tunnel::Vxlan(u32::from_be_bytes([0, v0, v1, v2]))) {
        Some(path) => ethernet::peel(layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}

pub(super) fn peel_generic<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [_, _, _, next, v0, v1, v2, _] = layer.array("vxlan-gpe header")?;
    let Some(path) = peeler.enter(path, Tunnel::VxlanGpe(u32::from_be_bytes([0, v0, v1, v2]))) else {
        return Ok(Peeled::TooDeep);
    };
    match next {
        INTERNET | INTERNET_6 => ip::peel(layer, path, peeler),
        ETHERNET => ethernet::peel(layer, path, peeler),
        MPLS => mpls::peel(layer, path, peeler),
        _ => Ok(Peeled::Other),
    }
}
