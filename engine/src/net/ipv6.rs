//! The IPv6 header and its extension headers (RFC 8200 3, 4).

use super::fragments::Fragment;
use super::ip::{AUTHENTICATION, Header};
use super::{Address, Layer};
use crate::bytes::Malformed;

const HOP_BY_HOP: u8 = 0;
const ROUTING: u8 = 43;
const FRAGMENT: u8 = 44;
const DESTINATION_OPTIONS: u8 = 60;

/// The offset, which is in units of eight bytes, and the M flag; two bits between them are reserved.
const OFFSET: u16 = 0xfff8;
const MORE: u16 = 0x0001;

pub(super) fn read(mut layer: Layer<'_>) -> Result<Header<'_>, Malformed> {
    let [_, _, _, _, l0, l1, next, hop_limit] = layer.array("ipv6 header")?;
    let source = Address::v6(layer.array("ipv6 source")?);
    let destination = Address::v6(layer.array("ipv6 destination")?);
    let mut header = Header { source, destination, hop_limit, protocol: next, fragment: None, payload: layer };
    // 0 is a jumbogram (RFC 2675 3), or segmentation offload; what was on the wire is then the length.
    let payload_length = usize::from(u16::from_be_bytes([l0, l1]));
    if payload_length > 0 {
        header.payload = layer.shorten(payload_length)?;
    }
    pass_extensions(&mut header)?;
    Ok(header)
}

/// Passes over all extension headers, up to a fragment's payload. Each takes eight bytes at least, so the packet bounds their
/// number.
pub(super) fn pass_extensions(header: &mut Header<'_>) -> Result<(), Malformed> {
    while extension(header)? {}
    Ok(())
}

/// Passes over one extension header, if one is next.
fn extension(header: &mut Header<'_>) -> Result<bool, Malformed> {
    match header.protocol {
        HOP_BY_HOP | ROUTING | DESTINATION_OPTIONS => {
            let [next, length, ..] = header.payload.array::<8>("ipv6 extension header")?;
            header.payload.skip(usize::from(length) * 8, "ipv6 extension header")?;
            header.protocol = next;
        }
        AUTHENTICATION => header.pass_authentication()?,
        // An atomic fragment (RFC 6946) is a whole packet.
        FRAGMENT => {
            let [next, _, o0, o1, i0, i1, i2, i3] = header.payload.array("fragment header")?;
            let place = u16::from_be_bytes([o0, o1]);
            header.protocol = next;
            header.fragment = (place & (OFFSET | MORE) != 0).then(|| Fragment {
                identification: u32::from_be_bytes([i0, i1, i2, i3]),
                offset: usize::from(place & OFFSET),
                more: place & MORE != 0,
            });
        }
        _ => return Ok(false),
    }
    Ok(header.fragment.is_none())
}
