//! MPLS (RFC 3032). Nothing says what lies under the labels: it is told by its first bits (RFC 4928).

use super::{Layer, Path, Peeled, Peeler, Result, ethernet, ip};

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    loop {
        let [_, _, bottom, _] = layer.array("mpls label")?;
        if bottom & 1 == 1 {
            break;
        }
    }
    match layer.peek() {
        Some([first]) if first >> 4 == 4 || first >> 4 == 6 => match path.deeper() {
            Some(path) => ip::peel(layer, path, peeler),
            None => Ok(Peeled::TooDeep),
        },
        // RFC 4385 3: the control word of a pseudowire begins with four zeros. RFC 4448 4.1: Ethernet need not have one.
        Some([first]) if first >> 4 == 0 => {
            let mut behind = layer;
            behind.skip(4, "control word")?;
            if is_ethernet(&behind) { ethernet::peel_inside(behind, path, peeler) } else { plain(layer, path, peeler) }
        }
        Some(_) => plain(layer, path, peeler),
        None => Err(layer.lies("mpls payload")),
    }
}

/// Ethernet without a control word, if it looks like it.
fn plain<'a>(layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    if is_ethernet(&layer) { ethernet::peel_inside(layer, path, peeler) } else { Ok(Peeled::Other) }
}

/// Two addresses, the source no group's, and a type that leads on. Wireshark asks whether it knows who made both cards.
fn is_ethernet(layer: &Layer<'_>) -> bool {
    let Some([_, _, _, _, _, _, source, _, _, _, _, _, high, low]) = layer.peek() else {
        return false;
    };
    let leads_on = matches!(
        u16::from_be_bytes([high, low]),
        0x0800 | 0x8100 | 0x86dd | 0x8847 | 0x8848 | 0x8864 | 0x88a8 | 0x9100
    );
    source & 1 == 0 && leads_on
}
