//! The IPv4 header (RFC 791 3.1). Options and an authentication header are passed over.

use super::fragments::Fragment;
use super::ip::{AUTHENTICATION, Header};
use super::{Address, Layer};
use crate::bytes::Malformed;

const MORE_FRAGMENTS: u16 = 0x2000;
const FRAGMENT_OFFSET: u16 = 0x1fff;

#[inline]
pub(super) fn read(mut layer: Layer<'_>) -> Result<Header<'_>, Malformed> {
    let whole = layer.length();
    #[rustfmt::skip]
    let [
        version_and_length, _, l0, l1,
        i0, i1, f0, f1,
        hop_limit, protocol, _, _,
        s0, s1, s2, s3,
        d0, d1, d2, d3,
    ] = layer.array::<20>("ipv4 header")?;
    let header_length = usize::from(version_and_length & 0x0f) * 4;
    let total_length = match usize::from(u16::from_be_bytes([l0, l1])) {
        0 => whole, // segmentation offload: the card fills it in behind the capture
        length => length,
    };
    let lies = |needed| Malformed { field: "ipv4 header length", offset: 0, needed, left: total_length };
    layer.skip(header_length.checked_sub(20).ok_or_else(|| lies(20))?, "ipv4 options")?;
    let payload_length = total_length.checked_sub(header_length).ok_or_else(|| lies(header_length))?;
    let mut header = Header {
        source: Address::v4([s0, s1, s2, s3]),
        destination: Address::v4([d0, d1, d2, d3]),
        hop_limit,
        protocol,
        fragment: fragment(u16::from_be_bytes([i0, i1]), u16::from_be_bytes([f0, f1])),
        payload: layer.shorten(payload_length)?,
    };
    if header.fragment.is_none() {
        pass_extensions(&mut header)?;
    }
    Ok(header)
}

#[inline]
fn fragment(identification: u16, flags_and_offset: u16) -> Option<Fragment> {
    (flags_and_offset & (MORE_FRAGMENTS | FRAGMENT_OFFSET) != 0).then(|| Fragment {
        identification: identification.into(),
        offset: usize::from(flags_and_offset & FRAGMENT_OFFSET) * 8,
        more: flags_and_offset & MORE_FRAGMENTS != 0,
    })
}

/// Passes over an authentication header.
#[inline]
pub(super) fn pass_extensions(header: &mut Header<'_>) -> Result<(), Malformed> {
    if header.protocol == AUTHENTICATION { header.pass_authentication() } else { Ok(()) }
}
