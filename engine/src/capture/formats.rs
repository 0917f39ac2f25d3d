//! Files that are not read here, told by their first bytes, so that the refusal can say what they are.

use super::damage::{CONVERT, Damage, DamageKind, STILL_WRITTEN};
use super::pcapng;

/// So many bytes tell every format below.
pub(super) const LONGEST_MAGIC: usize = 16;

const UNPACK: &str = "Unpack it first; gzip, zstd and lz4 are read as they are.";

/// First bytes, what begins with them, and what to do about it.
const KNOWN: &[(&[u8], &str, &str)] = &[
    (b"snoop\0\0\0", "a snoop capture", CONVERT),
    (b"GMBU", "a Network Monitor 2 capture", CONVERT),
    (b"RTSS", "a Network Monitor 1 capture", CONVERT),
    (b"TRSNIFF data    ", "a Sniffer capture", CONVERT),
    (b"XCP\0", "a NetXray or Windows Sniffer capture", CONVERT),
    (b"VL\0\0", "a NetXray capture", CONVERT),
    (b"\x7fver", "an OmniPeek capture", CONVERT),
    (b"iptrace 1.0", "an AIX iptrace capture", CONVERT),
    (b"iptrace 2.0", "an AIX iptrace capture", CONVERT),
    (b"\x05VNF", "a Visual Networks capture", CONVERT),
    (b"btsnoop\0", "a Bluetooth capture", "It holds no TCP."),
    (b"\xa1\xb2\xcd\x34", "a capture in Kuznetzov's variant of pcap", CONVERT),
    (b"\x34\xcd\xb2\xa1", "a capture in Kuznetzov's variant of pcap", CONVERT),
    (b"\x1c\x00\x01\xac", "a capture in IXIA's variant of pcap", CONVERT),
    (b"\x1c\x00\x01\xab", "a capture in IXIA's variant of pcap", CONVERT),
    (b"\x1f\x8b", "compressed with gzip", UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", UNPACK),
    (b"\x04\x22\x4d\x18", "compressed with lz4", UNPACK),
    (b"\x02\x21\x4c\x18", "compressed with lz4 in its old format", UNPACK),
    (b"\xfd7zXZ\0", "compressed with xz", UNPACK),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"PK\x03\x04", "a zip archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
];

/// The magic numbers of the formats that are read, in either byte order.
const READ: &[[u8; 4]] = &[
    pcapng::MAGIC,
    [0xa1, 0xb2, 0xc3, 0xd4],
    [0xd4, 0xc3, 0xb2, 0xa1],
    [0xa1, 0xb2, 0x3c, 0x4d],
    [0x4d, 0x3c, 0xb2, 0xa1],
];

/// Says of a file that begins with `start` why it is not read.
pub(super) fn refuse(start: &[u8], compression: Option<&str>) -> Damage {
    let inside = compression.map_or_else(String::new, |compression| format!(" inside {compression}"));
    let refused = |kind, problem, advice| Damage { kind, offset: 0, problem, advice };
    if start.is_empty() {
        return refused(DamageKind::Empty, format!("no bytes{inside}"), "");
    }
    if READ.iter().any(|magic| magic.starts_with(start)) {
        let problem = format!("the file ends inside the first 4 bytes{inside}");
        return refused(DamageKind::CutHeader, problem, STILL_WRITTEN);
    }
    if let Some((_, name, advice)) = KNOWN.iter().find(|(magic, _, _)| start.starts_with(magic)) {
        return refused(DamageKind::UnsupportedFormat, format!("{name}{inside}, which is not read here"), advice);
    }
    let shown = start.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    refused(DamageKind::NotACapture, format!("not a capture{inside}: it begins with {shown}"), "")
}
