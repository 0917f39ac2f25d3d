//! Ethernet with what may stand before the payload's type, and what an EtherType leads to wherever one stands.

use super::{Layer, Path, Peeled, Peeler, Result, ip, llc, mpls, ppp};

/// The largest length field (IEEE 802.3 3.2.6): up to here it is one, and an LLC header follows.
const LONGEST: u16 = 1500;

#[inline]
pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [.., high, low] = layer.array::<14>("ethernet header")?;
    typed(u16::from_be_bytes([high, low]), layer, path, peeler)
}

/// Ethernet inside something else.
pub(super) fn peel_inside<'a>(layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    match path.deeper() {
        Some(path) => peel(layer, path, peeler),
        None => Ok(Peeled::TooDeep),
    }
}

/// What follows an EtherType, or a length in its place.
#[inline]
pub(super) fn typed<'a>(kind: u16, layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    if kind <= LONGEST {
        return llc::peel(layer.shorten(kind.into())?, path, peeler);
    }
    ethertype(kind, layer, path, peeler)
}

/// What follows `ethertype`.
#[inline]
pub(super) fn ethertype<'a>(
    mut ethertype: u16,
    mut layer: Layer<'a>,
    mut path: Path,
    peeler: &mut Peeler,
) -> Result<'a> {
    loop {
        match ethertype {
            0x0800 | 0x86dd => return ip::peel(layer, path, peeler),
            // IEEE 802.1Q, 802.1ad, and the number that stacked tags had before 802.1ad. Each takes four bytes.
            0x8100 | 0x88a8 | 0x9100 => {
                let [tag_high, tag_low, high, low] = layer.array("vlan tag")?;
                path.vlans.push(u16::from_be_bytes([tag_high, tag_low]) & 0x0fff);
                ethertype = u16::from_be_bytes([high, low]);
                if ethertype <= LONGEST {
                    return typed(ethertype, layer, path, peeler);
                }
            }
            0x8847 | 0x8848 => return mpls::peel(layer, path, peeler),
            0x8864 => return ppp::peel_session(layer, path, peeler),
            // IEEE 802.1ah: four bytes of tag, then the customer's own frame.
            0x88e7 => {
                layer.skip(4, "802.1ah tag")?;
                return peel_inside(layer, path, peeler);
            }
            // IEEE 802.1BR: which port of an extended bridge.
            0x893f => {
                let [.., high, low] = layer.array::<8>("802.1BR tag")?;
                ethertype = u16::from_be_bytes([high, low]);
            }
            // Cisco's VN-Tag, which became 802.1BR.
            0x8926 => {
                let [.., high, low] = layer.array::<6>("vn-tag")?;
                ethertype = u16::from_be_bytes([high, low]);
            }
            _ => return Ok(Peeled::Other),
        }
    }
}
