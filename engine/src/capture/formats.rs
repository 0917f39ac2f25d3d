//! Files that are not read here, told by their first bytes, so that the refusal can say what they are and what to do.
//!
//! Most have a magic number; a few are told by the shape of their first record. What begins like none of them is shown.

use super::damage::{CONVERT, Damage, DamageKind, STILL_WRITTEN};
use super::pcap::Magic;
use super::{pcapng, snoop};

/// So many bytes tell every format below; the farthest is tar's, at byte 257.
pub(super) const LONGEST_MAGIC: usize = 512;

const UNPACK: &str = "Unpack it first; gzip, zstd, lz4, bzip2 and xz are read as they are, but not one inside another.";
const ETW: &str = "Convert it first: etl2pcapng OLD.etl NEW.pcapng, or, if pktmon recorded it: pktmon etl2pcap OLD.etl \
                   --out NEW.pcapng";
const HEX: &str = "Convert it first: text2pcap OLD NEW.pcapng, or record with tcpdump -w, not with -x.";
const TEXT: &str = "Record with tcpdump -w, tshark -w or Wireshark, and give that file.";
const NO_TCP: &str = "It holds no TCP.";
const NO_CAPTURE: &str = "Give the capture itself.";

/// First bytes, what begins with them, and what to do about it.
const MAGICS: &[(&[u8], &str, &str)] = &[
    (b"GMBU", "a Network Monitor 2 capture", CONVERT),
    (b"RTSS", "a Network Monitor 1 capture", CONVERT),
    (b"TRSNIFF data    ", "a Sniffer capture", CONVERT),
    (b"XCP\0", "a NetXray or Windows Sniffer capture", CONVERT),
    (b"VL\0\0", "a NetXray capture", CONVERT),
    (b"\x7fver", "an OmniPeek capture", CONVERT),
    (b"\xff\xfe \0C\0O\0M\0M\0U\0N\0", "an IBM iSeries communications trace", CONVERT),
    (b"iptrace 1.0", "an AIX iptrace capture", CONVERT),
    (b"iptrace 2.0", "an AIX iptrace capture", CONVERT),
    (b"\x05VNF", "a Visual Networks capture", CONVERT),
    (b"\xaa\xaa\xaa\xaa", "a 5View capture", CONVERT),
    (b"\x01\x10\x4c\x00", "a LANalyzer capture", CONVERT),
    (b"TR\x00\x64", "an HP-UX nettl trace", CONVERT),
    (b"ObserverPktBuffe", "an Observer capture", CONVERT),
    (b"\x00\x00\x02\x00\x12\x05\x00\x10", "a Tektronix K12 capture", CONVERT),
    (b"+---------+---------------+----------+", "a Tektronix K12 text capture", CONVERT),
    (b"\x42\xd2\x00\x34\x12\x66\x22\x88", "a RADCOM capture", CONVERT),
    (b"EyeSDN", "an EyeSDN trace", NO_TCP),
    (b"btsnoop\0", "a Bluetooth capture", NO_TCP),
    (b"\x1f\x8b", "compressed with gzip", UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", UNPACK),
    (b"\x04\x22\x4d\x18", "compressed with lz4", UNPACK),
    (b"\x02\x21\x4c\x18", "compressed with lz4", UNPACK),
    (b"\xfd7zXZ\0", "compressed with xz", UNPACK),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"LZIP", "compressed with lzip", UNPACK),
    (b"\x1f\x9d", "compressed with compress", UNPACK),
    (b"\x5d\x00\x00", "compressed with lzma", UNPACK),
    (b"PK\x03\x04", "a zip archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"MSCF\0\0\0\0", "a Windows cabinet", UNPACK),
    (b"CLIENT_RANDOM ", "a TLS key log", NO_CAPTURE),
    (b"PAR1", "a Parquet table", "Tables are asked with: pcapflow query --tables DIR SQL"),
    (b"version https://git-lfs", "a pointer of Git LFS to a file", "Fetch the file itself: git lfs pull"),
    (b"%PDF-", "a PDF document", NO_CAPTURE),
    (b"\x89PNG\r\n", "a PNG picture", NO_CAPTURE),
    (b"\xff\xd8\xff", "a JPEG picture", NO_CAPTURE),
    (b"\x7fELF", "a program", NO_CAPTURE),
];

/// Whether a file begins so, what it then is, and what to do about it.
type Shape = (fn(&[u8]) -> bool, &'static str, &'static str);

/// Text first: by its numbers alone some would pass for a record.
const SHAPES: &[Shape] = &[
    (is_etl, "an event trace of Windows (ETL, as netsh trace and pktmon record it)", ETW),
    (is_tar, "a tar archive", UNPACK),
    (
        is_markup,
        "a page of HTML or XML",
        "It may be an answer that said why the capture was not given; download it again.",
    ),
    (is_hex_dump, "packets as text", HEX),
    (is_text, "text", TEXT),
    (is_erf, "an ERF capture", CONVERT),
    (is_commview, "a CommView capture", CONVERT),
];

/// Says of a file that begins with `start` why it is not read.
pub(super) fn refuse(start: &[u8], compression: Option<&str>) -> Damage {
    let inside = compression.map_or_else(String::new, |compression| format!(" inside {compression}"));
    let refused = |kind, problem, advice| Damage { kind, offset: 0, problem, advice };
    if start.is_empty() {
        return refused(DamageKind::Empty, format!("no bytes{inside}"), "");
    }
    if Magic::may_begin_with(start) || pcapng::MAGIC.starts_with(start) || snoop::MAGIC.starts_with(start) {
        let problem = format!("the file ends inside its first bytes{inside}");
        return refused(DamageKind::CutHeader, problem, STILL_WRITTEN);
    }
    let by_magic = MAGICS.iter().find(|(magic, _, _)| start.starts_with(magic)).map(|(_, name, advice)| (name, advice));
    let by_shape = || SHAPES.iter().find(|(fits, _, _)| fits(start)).map(|(_, name, advice)| (name, advice));
    if let Some((name, advice)) = by_magic.or_else(by_shape) {
        return refused(DamageKind::UnsupportedFormat, format!("{name}{inside}, which is not read here"), advice);
    }
    let shown = start.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    refused(DamageKind::NotACapture, format!("not a capture{inside}: it begins with {shown}"), "")
}

/// The first buffer's header has 72 bytes; the first event behind it has version 2, type 1 or 2 (`SYSTEM_TRACE_HEADER`) and
/// the flags of an event trace.
fn is_etl(start: &[u8]) -> bool {
    matches!(start.get(72..76), Some([2, 0, 1 | 2, 0xc0]))
}

fn is_tar(start: &[u8]) -> bool {
    start.get(257..262) == Some(b"ustar")
}

/// Time in 2^-32 s, little-endian; then, big-endian, type, flags, length of the record, a counter, length on the wire. The
/// record has a header of 16 bytes, a few of padding, and what was captured.
fn is_erf(start: &[u8]) -> bool {
    let Some(&[_, _, _, _, s0, s1, s2, s3, kind, flags, r0, r1, _, _, w0, w1]) = start.first_chunk() else {
        return false;
    };
    let seconds = u32::from_le_bytes([s0, s1, s2, s3]);
    let (record, wire) = (u16::from_be_bytes([r0, r1]), u16::from_be_bytes([w0, w1]));
    let is_recent = (631_152_000..4_102_444_800).contains(&seconds); // 1990 to 2100
    let is_known = (1..=48).contains(&(kind & 0x7f)) && flags & 0xc0 == 0; // the upper two flags are reserved
    is_recent && is_known && record > 16 && wire > 0 && record - 16 <= wire.saturating_add(64)
}

/// Length, in the older version twice, and a version of 0; then year, month, day, hour, minute and second.
fn is_commview(start: &[u8]) -> bool {
    [5, 4].iter().any(|at| {
        let Some(&[y0, y1, month, day, hour, minute, second]) = start.get(*at..).and_then(|date| date.first_chunk())
        else {
            return false;
        };
        (1990..2100).contains(&u16::from_le_bytes([y0, y1]))
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour < 24
            && minute < 60
            && second < 61
    })
}

fn is_markup(start: &[u8]) -> bool {
    let text = start.trim_ascii_start();
    [&b"<!doctype"[..], b"<html", b"<?xml"]
        .iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// An offset, then bytes, all in hexadecimal: `0000  45 00 00 3c` or, as tcpdump and tshark write it, behind a line of words.
fn is_hex_dump(start: &[u8]) -> bool {
    is_text(start)
        && start.split(|byte| *byte == b'\n').any(|line| {
            let mut words = line.split(|byte| b" \t:".contains(byte)).filter(|word| !word.is_empty());
            let offset = words.next().map(|word| word.strip_prefix(b"0x").unwrap_or(word));
            let is_hex = |word: &[u8]| word.iter().all(u8::is_ascii_hexdigit);
            offset.is_some_and(|offset| (4..=8).contains(&offset.len()) && is_hex(offset))
                && words.by_ref().take(4).filter(|word| matches!(word.len(), 2 | 4) && is_hex(word)).count() == 4
        })
}

/// Letters, spaces, and what a terminal obeys; all but a few bytes, which may be of any alphabet.
fn is_text(start: &[u8]) -> bool {
    let odd =
        start.iter().filter(|byte| !byte.is_ascii_graphic() && !b" \t\r\n\x07\x08\x0c\x1b".contains(byte)).count();
    odd <= start.len() / 32
}
