//! BSD loopback: an address family, then the packet. Npcap writes it for Windows' loopback adapter.

use super::{Layer, Path, Peeled, Peeler, Result, ip};

/// The family in the byte order of the machine that captured, which the file need not share; no family is one in both.
pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let family = layer.array("address family")?;
    if is_internet(u32::from_le_bytes(family)) || is_internet(u32::from_be_bytes(family)) {
        return ip::peel(layer, path, peeler);
    }
    Ok(Peeled::Other)
}

/// The family in network byte order.
pub(super) fn peel_big_endian<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let family = layer.array("address family")?;
    if is_internet(u32::from_be_bytes(family)) { ip::peel(layer, path, peeler) } else { Ok(Peeled::Other) }
}

/// `AF_INET`, which is 2 everywhere, or `AF_INET6`: 10 on Linux, 23 on Windows, 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on
/// macOS.
const fn is_internet(family: u32) -> bool {
    matches!(family, 2 | 10 | 23 | 24 | 28 | 30)
}
