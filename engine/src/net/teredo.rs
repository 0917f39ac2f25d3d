//! Teredo (RFC 4380 5.1.1): IPv6 in UDP, behind two indications that may be there.

use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, ip};

const AUTHENTICATION: [u8; 2] = [0, 1];
const ORIGIN: [u8; 2] = [0, 0];

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    if layer.peek() == Some(AUTHENTICATION) {
        let [_, _, identifier, value] = layer.array("teredo authentication")?;
        // Then a nonce of eight bytes and one of confirmation.
        layer.skip(usize::from(identifier) + usize::from(value) + 9, "teredo authentication")?;
    }
    if layer.peek() == Some(ORIGIN) {
        layer.skip(8, "teredo origin")?;
    }
    match layer.peek() {
        Some([first]) if first >> 4 == 6 => match peeler.enter(path, Tunnel::Teredo) {
            Some(path) => ip::peel(layer, path, peeler),
            None => Ok(Peeled::TooDeep),
        },
        Some(_) => Ok(Peeled::Other),
        None => Err(layer.lies("teredo packet")),
    }
}
