//! ICMP errors, for the TCP header that they quote (RFC 792; RFC 4443 3). All other ICMP is not looked at.

use super::{Layer, Peeled, ip, tcp};

/// Destination unreachable, source quench, time exceeded, parameter problem. Of a redirect's quote Wireshark reads the ports and
/// gives no stream number.
const QUOTING: [u8; 4] = [3, 4, 11, 12];

/// Destination unreachable, packet too big, time exceeded, parameter problem.
const QUOTING_VERSION_6: [u8; 4] = [1, 2, 3, 4];

pub(super) fn peel<'a>(layer: Layer<'a>) -> Peeled<'a> {
    quoted(layer, &QUOTING)
}

pub(super) fn peel_version_6<'a>(layer: Layer<'a>) -> Peeled<'a> {
    quoted(layer, &QUOTING_VERSION_6)
}

/// The quote begins behind eight bytes in all of these messages. One that cannot be read is no TCP.
fn quoted<'a>(mut layer: Layer<'_>, quoting: &[u8]) -> Peeled<'a> {
    let Ok([kind, ..]) = layer.array::<8>("icmp header") else {
        return Peeled::Other;
    };
    if !quoting.contains(&kind) {
        return Peeled::Other;
    }
    match ip::read(layer) {
        Ok(header) if header.protocol == ip::TCP && header.fragment.is_none() => {
            tcp::quoted(&header).map_or(Peeled::Other, Peeled::Quoted)
        }
        _ => Peeled::Other,
    }
}
