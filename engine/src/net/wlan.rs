//! IEEE 802.11 data frames. Management and control frames carry none, and what is encrypted is not read.

use super::{Aggregate, Layer, Path, Peeled, Peeler, Result, llc};

/// Frame control (IEEE 802.11 9.2.4.1): version 0, data.
const DATA: u8 = 0x08;
const WITHOUT_DATA: u8 = 0x40;
const QOS: u8 = 0x80;
const BOTH_SYSTEMS: u8 = 0x03;
const MORE_FRAGMENTS: u8 = 0x04;
const PROTECTED: u8 = 0x40;
const HT_CONTROL: u8 = 0x80;
/// QoS control (9.2.4.5): the body is an A-MSDU.
const AGGREGATE: u8 = 0x80;

/// How the body follows its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// At once.
    Packed,
    /// At a multiple of four bytes, as some cards put it.
    Aligned,
}

pub(super) fn peel<'a>(mut layer: Layer<'a>, body: Body, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [kind, flags] = layer.array("802.11 frame control")?;
    if kind & 0x0f != DATA || kind & WITHOUT_DATA != 0 {
        return Ok(Peeled::Other);
    }
    let mut header = 24;
    let [.., sequence, _] = layer.array::<22>("802.11 header")?;
    if flags & BOTH_SYSTEMS == BOTH_SYSTEMS {
        layer.skip(6, "802.11 fourth address")?;
        header += 6;
    }
    let mut aggregate = false;
    if kind & QOS != 0 {
        let [control, _] = layer.array("802.11 qos control")?;
        aggregate = control & AGGREGATE != 0;
        header += 2;
        if flags & HT_CONTROL != 0 {
            layer.skip(4, "802.11 ht control")?;
            header += 4;
        }
    }
    if flags & PROTECTED != 0 {
        return Ok(Peeled::Encrypted);
    }
    if flags & MORE_FRAGMENTS != 0 || sequence & 0x0f != 0 {
        return Ok(Peeled::Fragment);
    }
    if body == Body::Aligned {
        layer.skip(header % 4, "802.11 padding")?;
    }
    if aggregate { Ok(Peeled::Aggregate(Aggregate::msdus(layer, path))) } else { llc::peel(layer, path, peeler) }
}
