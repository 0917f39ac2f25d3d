//! Fingerprints of hellos as others publish them: JA3 and JA3S (Salesforce, 2017), and JA4 of TLS clients (FoxIO, 2023).
//!
//! GREASE (RFC 8701) counts nowhere. They tell programs apart as far as those differ in their hellos, and no further.

use std::fmt::Write as _;

use md5::Md5;
use sha2::{Digest, Sha256};

use crate::registry::{CipherSuite, ExtensionType, NamedGroup, ProtocolVersion, SignatureScheme};
use crate::tls::notes::{HelloNotes, Numbers};

/// What JA4 says of a list without elements, of which it takes no hash.
const NOTHING: &str = "000000000000";

/// Fingerprints of a hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprints {
    /// JA3 of a ClientHello, JA3S of a ServerHello: an MD5 in hexadecimal.
    pub ja3: Box<str>,
    /// JA4 of a ClientHello; empty of a ServerHello.
    pub ja4: Box<str>,
}

impl Fingerprints {
    /// Of a ClientHello.
    #[must_use]
    pub fn of_client(hello: &HelloNotes) -> Self {
        Self { ja3: md5(&ja3_text(hello)), ja4: ja4(hello).into() }
    }

    /// Of a ServerHello.
    #[must_use]
    pub fn of_server(hello: &HelloNotes) -> Self {
        Self { ja3: md5(&ja3s_text(hello)), ja4: Box::default() }
    }
}

/// The text of which JA3 is the hash: version, suites, extensions, groups, forms of points.
fn ja3_text(hello: &HelloNotes) -> String {
    let fields = [
        Some(decimals(suites(hello))),
        Some(decimals(extensions(hello))),
        hello.lists.get(Numbers::SupportedGroups).map(|groups| decimals(without_grease(groups, is_grease_group))),
        hello.lists.get(Numbers::EcPointFormats).map(|formats| decimals(formats.iter().copied())),
    ];
    fields.into_iter().fold(hello.legacy_version.to_string(), |text, field| text + "," + &field.unwrap_or_default())
}

/// The text of which JA3S is the hash: version, suite, extensions.
fn ja3s_text(hello: &HelloNotes) -> String {
    format!("{},{},{}", hello.legacy_version, decimals(suites(hello)), decimals(extensions(hello)))
}

fn ja4(hello: &HelloNotes) -> String {
    let versions = hello.lists.get(Numbers::SupportedVersions);
    let highest = versions.and_then(|versions| without_grease(versions, is_grease_version).max());
    let version = match ProtocolVersion(highest.unwrap_or(hello.legacy_version)) {
        ProtocolVersion::TLS_1_3 => "13",
        ProtocolVersion::TLS_1_2 => "12",
        ProtocolVersion::TLS_1_1 => "11",
        ProtocolVersion::TLS_1_0 => "10",
        ProtocolVersion::SSL_3_0 => "s3",
        ProtocolVersion::SSL_2_0 => "s2",
        _ => "00",
    };
    let name = if hello.has(ExtensionType::SERVER_NAME) { 'd' } else { 'i' };
    let [suite_count, extension_count] = [suites(hello).count(), extensions(hello).count()].map(|count| count.min(99));
    let [first, last] = hello.alpn_ends.map_or(['0'; 2], alpn_characters);
    let schemes = hello.lists.get(Numbers::SignatureAlgorithms).unwrap_or_default();
    let hidden = [ExtensionType::SERVER_NAME.0, ExtensionType::APPLICATION_LAYER_PROTOCOL_NEGOTIATION.0];
    let mut hashed = sorted(extensions(hello).filter(|code| !hidden.contains(code)));
    if !hashed.is_empty() && !schemes.is_empty() {
        hashed = hashed + "_" + &hexadecimals(without_grease(schemes, is_grease_scheme));
    }
    let (suites, extensions) = (sha256(&sorted(suites(hello))), sha256(&hashed));
    format!("t{version}{name}{suite_count:02}{extension_count:02}{first}{last}_{suites}_{extensions}")
}

/// The first and the last byte of the first protocol, or if one of them is neither letter nor digit, the first and the
/// last digit of both in hexadecimal.
fn alpn_characters([first, last]: [u8; 2]) -> [char; 2] {
    if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() {
        return [first, last].map(char::from);
    }
    [first >> 4, last & 0xf].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'))
}

fn suites(hello: &HelloNotes) -> impl Iterator<Item = u16> + '_ {
    without_grease(hello.lists.get(Numbers::CipherSuites).unwrap_or_default(), |suite| CipherSuite(suite).is_grease())
}

fn extensions(hello: &HelloNotes) -> impl Iterator<Item = u16> + '_ {
    without_grease(hello.lists.get(Numbers::ExtensionTypes).unwrap_or_default(), |code| ExtensionType(code).is_grease())
}

const fn is_grease_group(group: u16) -> bool {
    NamedGroup(group).is_grease()
}

const fn is_grease_version(version: u16) -> bool {
    ProtocolVersion(version).is_grease()
}

const fn is_grease_scheme(scheme: u16) -> bool {
    SignatureScheme(scheme).is_grease()
}

fn without_grease(numbers: &[u16], is_grease: impl Fn(u16) -> bool) -> impl Iterator<Item = u16> {
    numbers.iter().copied().filter(move |number| !is_grease(*number))
}

fn decimals(numbers: impl Iterator<Item = u16>) -> String {
    joined(numbers, "-", |text, number| write!(text, "{number}"))
}

fn hexadecimals(numbers: impl Iterator<Item = u16>) -> String {
    joined(numbers, ",", |text, number| write!(text, "{number:04x}"))
}

fn sorted(numbers: impl Iterator<Item = u16>) -> String {
    let mut numbers: Vec<u16> = numbers.collect();
    numbers.sort_unstable();
    hexadecimals(numbers.into_iter())
}

fn joined(
    numbers: impl Iterator<Item = u16>,
    between: &str,
    add: impl Fn(&mut String, u16) -> std::fmt::Result,
) -> String {
    let mut text = String::new();
    for number in numbers {
        if !text.is_empty() {
            text.push_str(between);
        }
        // Writing to a String cannot fail.
        let _ = add(&mut text, number);
    }
    text
}

fn md5(text: &str) -> Box<str> {
    digits(&Md5::digest(text.as_bytes())).into()
}

/// Twelve digits of the hash.
fn sha256(text: &str) -> String {
    if text.is_empty() {
        return NOTHING.to_owned();
    }
    let hash = Sha256::digest(text.as_bytes());
    digits(hash.get(..NOTHING.len() / 2).unwrap_or(&hash))
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::cast_possible_truncation)]
mod tests {
    use super::*;
    use crate::tls::hello::{ClientHello, ServerHello};
    use crate::tls::vectors::hex;

    fn list16(numbers: &[u16]) -> Vec<u8> {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
        [&(bytes.len() as u16).to_be_bytes()[..], &bytes].concat()
    }

    /// An extension and its body.
    type Part<'a> = (u16, &'a [u8]);

    fn block(extensions: &[Part<'_>]) -> Vec<u8> {
        let bytes = extensions
            .iter()
            .flat_map(|(code, body)| [&code.to_be_bytes()[..], &(body.len() as u16).to_be_bytes(), body].concat());
        let bytes: Vec<u8> = bytes.collect();
        [&(bytes.len() as u16).to_be_bytes()[..], &bytes].concat()
    }

    fn client(version: u16, suites: &[u16], extensions: Option<&[Part<'_>]>) -> Fingerprints {
        let start = [&version.to_be_bytes()[..], &[7; 32], &[0], &list16(suites), &[1, 0]].concat();
        let body = [start, extensions.map(block).unwrap_or_default()].concat();
        Fingerprints::of_client(&HelloNotes::of_client(&ClientHello::read(&body).unwrap()))
    }

    /// supported_groups 23, 24, 25 and uncompressed points.
    const GROUPS: Part<'_> = (10, &[0, 6, 0, 23, 0, 24, 0, 25]);
    const POINTS: Part<'_> = (11, &[1, 0]);

    #[test]
    fn ja3_of_the_examples_that_its_authors_give_is_theirs() {
        let suites = [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4];
        let one = client(769, &suites, Some(&[(0, &[0, 4, 0, 0, 1, b'a']), GROUPS, POINTS]));
        assert_eq!(&*one.ja3, "ada70206e40642a3e4461f35503241d5");
        let other = client(769, &[4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99], None);
        assert_eq!(&*other.ja3, "de350869b8c85de67a350c8d186f11e6");
    }

    #[test]
    fn grease_changes_no_fingerprint() {
        let plain = client(769, &[47, 53], Some(&[GROUPS, POINTS, (43, &[2, 3, 3]), (13, &[0, 2, 4, 3])]));
        let greased = client(
            769,
            &[0x1a1a, 47, 53],
            Some(&[
                (0x2a2a, &[]),
                (10, &[0, 8, 0xda, 0xda, 0, 23, 0, 24, 0, 25]),
                POINTS,
                (43, &[4, 0xfa, 0xfa, 3, 3]),
                (13, &[0, 4, 0x3a, 0x3a, 4, 3]),
                (0xeaea, &[0]),
            ]),
        );
        assert_eq!(plain, greased);
    }

    #[test]
    fn ja3s_is_the_hash_of_version_suite_and_extensions() {
        // The text is by hand, its MD5 by md5sum: 769,47,65281-0-11-35-5-16
        let extensions =
            block(&[(65281, &[0]), (0, &[]), (11, &[1, 0]), (35, &[]), (5, &[]), (16, &[0, 3, 2, b'h', b'2'])]);
        let body = [&hex("0301")[..], &[7; 32], &[0, 0, 47, 0], &extensions].concat();
        let found = Fingerprints::of_server(&HelloNotes::of_server(&ServerHello::read(&body).unwrap()));
        assert_eq!(&*found.ja3, "836ce314215654b5b1f85f97c73e506f");
    }

    const JA4_SUITES: [u16; 15] = [
        0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f,
        0x0035,
    ];

    #[test]
    fn ja4_of_the_example_in_its_description_is_the_one_given_there() {
        let schemes = list16(&[0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601]);
        let order = [
            0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b, 0xff01,
            0x000b, 0x000a, 0x0015,
        ];
        let extensions: Vec<Part<'_>> = order
            .iter()
            .map(|code| {
                let body: &[u8] = match code {
                    0x000d => &schemes,
                    0x0010 => &[0, 12, 2, b'h', b'2', 8, b'h', b't', b't', b'p', b'/', b'1', b'.', b'1'],
                    0x002b => &[4, 3, 4, 3, 3],
                    _ => &[],
                };
                (*code, body)
            })
            .collect();
        assert_eq!(&*client(0x0303, &JA4_SUITES, Some(&extensions)).ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1");
        // The same without signature_algorithms' body, as its description has it.
        let without: Vec<Part<'_>> =
            extensions.iter().map(|(code, body)| (*code, if *code == 13 { &[][..] } else { *body })).collect();
        assert_eq!(&*client(0x0303, &JA4_SUITES, Some(&without)).ja4, "t13d1516h2_8daaf6152771_6d807ffa2a79");
    }

    #[test]
    fn ja4_without_suites_extensions_or_protocols_is_written_in_zeros() {
        assert_eq!(&*client(0x0300, &[], None).ja4, "ts3i000000_000000000000_000000000000");
        let alone: &[Part<'_>] = &[(16, &[0, 3, 2, b'h', b'2'])];
        assert_eq!(&*client(0x0302, &JA4_SUITES, Some(alone)).ja4, "t11i1501h2_8daaf6152771_000000000000");
    }

    #[test]
    fn a_protocol_that_is_no_text_is_told_by_digits() {
        // The examples of JA4's description.
        for (protocol, told) in [
            (&[0xab][..], "ab"),
            (&[0xab, 0xcd], "ad"),
            (&[0x30, 0xab], "3b"),
            (&[0x30, 0x31, 0xab, 0xcd], "3d"),
            (b"h", "hh"),
            (b"http/1.1", "h1"),
            (b"", "00"),
        ] {
            let length = protocol.len() as u8;
            let body = [&[0, length + 1, length][..], protocol].concat();
            let ja4 = client(0x0303, &[47], Some(&[(16, &body)])).ja4;
            assert_eq!(ja4.get(8..10), Some(told), "{protocol:?}");
        }
    }
}
