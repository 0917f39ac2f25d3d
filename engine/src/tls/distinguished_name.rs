//! Distinguished names as text (RFC 4514), and as a number by which two of them are compared.
//!
//! It turns what was written into one spelling and cleans nothing: a name is whatever its author put there.

use std::fmt::Write as _;

use x509_parser::asn1_rs::{Any, Oid, Tag, ToDer};
use x509_parser::prelude::FromDer;
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use crate::bytes::Reader;
use crate::tls::der::any;
use crate::tls::notes::hash;

/// Attribute types with a short name: RFC 4514 3, RFC 4519 2, and the one of RFC 2985 that certificates still carry.
const SHORT_NAMES: [(&str, &str); 18] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "STREET"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.42", "givenName"),
    ("2.5.4.43", "initials"),
    ("2.5.4.44", "generationQualifier"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.97", "organizationIdentifier"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
];

/// The name that DER stands for; `None` if it has not the form of one, or bytes are left over.
#[must_use]
pub fn text(der: &[u8]) -> Option<Box<str>> {
    let (rest, name) = X509Name::from_der(der).ok()?;
    let read = (name.iter().count(), name.iter_attributes().count());
    (rest.is_empty() && counts(der) == Some(read)).then(|| of_name(&name))
}

/// How many parts and attributes there are: `x509-parser` stops without a word at one that has not its form.
fn counts(der: &[u8]) -> Option<(usize, usize)> {
    let mut name = any(&mut Reader::new(der), "name").ok()?.content;
    let (mut parts, mut attributes) = (0, 0);
    while !name.is_empty() {
        let mut part = any(&mut name, "part").ok()?.content;
        parts += 1;
        while !part.is_empty() {
            any(&mut part, "attribute").ok()?;
            attributes += 1;
        }
    }
    Some((parts, attributes))
}

/// The same for two names if all their bytes are, and practically only then.
#[must_use]
pub fn id(der: &[u8]) -> u64 {
    hash(der)
}

/// RFC 4514 2.1: the last part comes first.
#[must_use]
pub fn of_name(name: &X509Name<'_>) -> Box<str> {
    let mut text = String::new();
    let parts: Vec<_> = name.iter().collect();
    for (place, part) in parts.into_iter().rev().enumerate() {
        if place > 0 {
            text.push(',');
        }
        for (place, attribute) in part.iter().enumerate() {
            if place > 0 {
                text.push('+');
            }
            write_attribute(&mut text, attribute);
        }
    }
    text.into()
}

fn write_attribute(text: &mut String, attribute: &AttributeTypeAndValue<'_>) {
    let kind = dotted(attribute.attr_type());
    let short = SHORT_NAMES.iter().find(|(oid, _)| *oid == kind).map(|(_, short)| *short);
    text.push_str(short.unwrap_or(&kind));
    text.push('=');
    let value = attribute.attr_value();
    match string(value).filter(|_| short.is_some()) {
        Some(value) => write_escaped(text, &value),
        // RFC 4514 2.4: what is no string, or of a type without a name, as the bytes that it is.
        None => {
            text.push('#');
            for byte in value.to_der_vec().unwrap_or_default() {
                // Writing to a String cannot fail.
                let _ = write!(text, "{byte:02x}");
            }
        }
    }
}

/// An object identifier as numbers and dots.
#[must_use]
pub fn dotted(oid: &Oid<'_>) -> String {
    oid.to_id_string()
}

/// The characters of a DirectoryString (RFC 5280 4.1.2.4) or one of its like.
fn string(value: &Any<'_>) -> Option<String> {
    let bytes = value.data;
    Some(match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        // Nobody writes T.61 in it: it is UTF-8, or else Latin-1.
        Tag::T61String => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
        Tag::BmpString => {
            let units = bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        Tag::UniversalString => {
            let codes = bytes.chunks(4).map(|four| four.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)));
            codes.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        _ => return None,
    })
}

/// RFC 4514 2.4.
fn write_escaped(text: &mut String, value: &str) {
    let last = value.chars().count().saturating_sub(1);
    for (place, character) in value.chars().enumerate() {
        match character {
            '\0' => text.push_str("\\00"),
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.extend(['\\', character]),
            ' ' if place == 0 || place == last => text.push_str("\\ "),
            '#' if place == 0 => text.push_str("\\#"),
            _ => text.push(character),
        }
    }
}

/// Any bytes as a name: it ends.
pub fn fuzz(data: &[u8]) {
    if let Some(text) = text(data) {
        // Each byte is at most an escaped character or two digits; each attribute has room for its type.
        assert!(text.len() <= data.len() * 40);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::tls::vectors::{hex, mutated};

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
    }

    /// An attribute as DER.
    fn of(kind: &str, tag: u8, value: &[u8]) -> Vec<u8> {
        tlv(0x30, &[tlv(0x06, &hex(kind)), tlv(tag, value)].concat())
    }

    /// A name, part by part, as DER.
    fn name(parts: &[&[Vec<u8>]]) -> Vec<u8> {
        tlv(0x30, &parts.iter().flat_map(|part| tlv(0x31, &part.concat())).collect::<Vec<_>>())
    }

    // X.520 6.2.2, 6.3.1, 6.4.1, 6.4.2; RFC 4519 2.4, 2.39; RFC 2985 5.2.1; RFC 4514 4 (1.3.6.1.4.1.1466.0).
    const CN: &str = "550403";
    const C: &str = "550406";
    const O: &str = "55040a";
    const OU: &str = "55040b";
    const DC: &str = "0992268993f22c640119";
    const UID: &str = "0992268993f22c640101";
    const EMAIL: &str = "2a864886f70d010901";
    const EXAMPLE: &str = "2b060104018b3a00";
    const UTF8: u8 = 12;
    const PRINTABLE: u8 = 19;

    fn shown(parts: &[&[Vec<u8>]]) -> String {
        text(&name(parts)).unwrap().into()
    }

    #[test]
    fn the_examples_of_rfc_4514_section_4_are_written_as_there() {
        let net = || of(DC, 22, b"net");
        let example = || of(DC, 22, b"example");
        let named = shown(&[&[net()], &[example()], &[of(UID, UTF8, b"jsmith")]]);
        assert_eq!(named, "UID=jsmith,DC=example,DC=net");
        let several = [of(OU, UTF8, b"Sales"), of(CN, UTF8, b"J.  Smith")];
        assert_eq!(shown(&[&[net()], &[example()], &several]), "OU=Sales+CN=J.  Smith,DC=example,DC=net");
        let quoted = shown(&[&[net()], &[example()], &[of(CN, UTF8, b"James \"Jim\" Smith, III")]]);
        assert_eq!(quoted, r#"CN=James \"Jim\" Smith\, III,DC=example,DC=net"#);
        // 04 02 48 69, an OCTET STRING, under a type without a name.
        assert_eq!(shown(&[&[of(EXAMPLE, 4, b"Hi")]]), "1.3.6.1.4.1.1466.0=#04024869");
        let lucic = "Lu\u{10d}i\u{107}";
        assert_eq!(shown(&[&[of(CN, UTF8, lucic.as_bytes())]]), format!("CN={lucic}"));
    }

    #[test]
    fn the_last_part_comes_first() {
        let parts: [&[_]; 3] =
            [&[of(C, PRINTABLE, b"DE")], &[of(O, PRINTABLE, b"Example")], &[of(EMAIL, 22, b"ca@example.net")]];
        assert_eq!(shown(&parts), "emailAddress=ca@example.net,O=Example,C=DE");
    }

    #[test]
    fn what_would_end_a_value_early_is_escaped() {
        assert_eq!(shown(&[&[of(CN, UTF8, b"a,CN=b+c;d\\e<f>")]]), r"CN=a\,CN=b\+c\;d\\e\<f\>");
        assert_eq!(shown(&[&[of(CN, UTF8, b" x ")]]), r"CN=\ x\ ");
        assert_eq!(shown(&[&[of(CN, UTF8, b"#x#")]]), r"CN=\#x#");
        assert_eq!(shown(&[&[of(CN, UTF8, b"a\0b")]]), r"CN=a\00b");
    }

    #[test]
    fn strings_of_other_alphabets_are_read_as_theirs() {
        // BMPString (UCS-2) and UniversalString (UCS-4), big-endian; TeletexString as it is used.
        assert_eq!(shown(&[&[of(CN, 30, &[0x04, 0x16, 0, 0x41])]]), "CN=\u{416}A");
        assert_eq!(shown(&[&[of(CN, 28, &[0, 1, 0xf6, 0x00])]]), "CN=\u{1f600}");
        assert_eq!(shown(&[&[of(CN, 20, &[b'M', 0xfc])]]), "CN=M\u{fc}");
        assert_eq!(shown(&[&[of(CN, UTF8, &[b'M', 0xfc])]]), "CN=M\u{fffd}");
    }

    #[test]
    fn an_empty_name_is_empty_and_what_is_none_has_no_text() {
        assert_eq!(shown(&[]), "");
        for bytes in ["", "30", "3001", "3000 00", "3103020101", "30020500"] {
            assert_eq!(text(&hex(bytes)), None, "{bytes}");
        }
    }

    #[test]
    fn a_name_of_which_only_the_beginning_has_its_form_is_none() {
        let whole = name(&[&[of(CN, UTF8, b"a")], &[of(CN, UTF8, b"b"), tlv(5, b"")]]);
        assert_eq!(text(&whole), None);
        let whole = name(&[&[of(CN, UTF8, b"a")], &[tlv(5, b"")]]);
        assert_eq!(text(&whole), None);
    }

    #[test]
    fn damaged_names_end() {
        let parts: [&[_]; 3] =
            [&[of(C, PRINTABLE, b"DE")], &[of(O, PRINTABLE, b"a"), of(CN, 30, b"\0a")], &[of(EXAMPLE, 4, b"Hi")]];
        mutated(&name(&parts), 3000, fuzz);
    }
}
