//! L2TP version 2 over UDP (RFC 2661 3.1), for the PPP in its data messages. What version 3 carries, and how long its cookie
//! is, only the control messages before it say: it is not read.

use super::tunnels::Tunnel;
use super::{Layer, Path, Peeled, Peeler, Result, ppp};

const CONTROL: u16 = 0x8000;
const LENGTH: u16 = 0x4000;
const SEQUENCE: u16 = 0x0800;
const OFFSET: u16 = 0x0200;
const VERSION: u16 = 0x000f;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let whole = layer;
    let flags = u16::from_be_bytes(layer.array("l2tp flags")?);
    if flags & CONTROL != 0 || flags & VERSION != 2 {
        return Ok(Peeled::Other);
    }
    if flags & LENGTH != 0 {
        let length = u16::from_be_bytes(layer.array("l2tp length")?);
        layer = whole.shorten(length.into())?;
        layer.skip(4, "l2tp length")?;
    }
    // Tunnel and session; each end gives its own.
    layer.skip(4, "l2tp session")?;
    if flags & SEQUENCE != 0 {
        layer.skip(4, "l2tp sequence numbers")?;
    }
    if flags & OFFSET != 0 {
        let offset = u16::from_be_bytes(layer.array("l2tp offset")?);
        layer.skip(offset.into(), "l2tp offset")?;
    }
    match peeler.enter(path, Tunnel::L2tp) {
        Some(path) => ppp::peel(layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}
