//! What a certificate says (RFC 5280): names, dates, key, uses. It verifies nothing: no signature, no chain, no name.
//!
//! The outline is walked here, so that a flaw has a field and an offset and spoils only what comes behind it; names, dates,
//! keys and extensions are read by `x509-parser`.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

use sha2::{Digest, Sha256};
use x509_parser::asn1_rs::{Any, Oid};
use x509_parser::certificate::Validity;
use x509_parser::extensions::{BasicConstraints, ExtendedKeyUsage, GeneralName, KeyUsage, SubjectAlternativeName};
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use crate::bytes::Reader;
use crate::tls::der::{Flaw, element, optional};
use crate::tls::distinguished_name::{self, dotted};
use crate::tls::notes::text;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const BOOLEAN: u8 = 0x01;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const ISSUER_UNIQUE_ID: u8 = 0x81;
const SUBJECT_UNIQUE_ID: u8 = 0x82;
const EXTENSIONS: u8 = 0xa3;

/// Names of signature and key algorithms: RFC 8017 A, RFC 5758 3, RFC 5480 2, RFC 8410 3, RFC 9881 2.
const ALGORITHMS: [(&str, &str); 24] = [
    ("1.2.840.113549.1.1.1", "rsaEncryption"),
    ("1.2.840.113549.1.1.2", "md2WithRSAEncryption"),
    ("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    ("1.2.840.113549.1.1.10", "rsassaPss"),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption"),
    ("1.2.840.10040.4.1", "dsa"),
    ("1.2.840.10040.4.3", "dsa-with-sha1"),
    ("2.16.840.1.101.3.4.3.2", "dsa-with-sha256"),
    ("1.2.840.10045.2.1", "ecPublicKey"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.3.101.110", "X25519"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
];
/// Bits of the curves of RFC 5480 2.1.1.1 and RFC 5639 3 whose keys are in certificates.
const CURVES: [(&str, u32); 9] = [
    ("1.2.840.10045.3.1.1", 192),
    ("1.3.132.0.33", 224),
    ("1.2.840.10045.3.1.7", 256),
    ("1.3.132.0.10", 256),
    ("1.3.132.0.34", 384),
    ("1.3.132.0.35", 521),
    ("1.3.36.3.3.2.8.1.1.7", 256),
    ("1.3.36.3.3.2.8.1.1.11", 384),
    ("1.3.36.3.3.2.8.1.1.13", 512),
];
/// RFC 5280 4.2.1.3, from bit 0.
const KEY_USES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// What is kept of a certificate. Texts are their author's words, whatever these are.
#[derive(Clone, Debug, Default)]
pub struct CertificateNotes {
    /// Bytes of its DER.
    pub length: u32,
    /// SHA-256 of its DER.
    pub fingerprint: [u8; 32],
    /// Serial number in hex, without the byte that only says that it is positive.
    pub serial_number: Option<Box<str>>,
    /// Whom it names.
    pub subject: Option<Box<str>>,
    /// Who signed.
    pub issuer: Option<Box<str>>,
    /// Stands for the subject's DER.
    pub subject_id: Option<u64>,
    /// Stands for the issuer's DER.
    pub issuer_id: Option<u64>,
    /// Seconds since 1970 UTC from which on it holds.
    pub not_before: Option<i64>,
    /// Seconds since 1970 UTC until which it holds.
    pub not_after: Option<i64>,
    /// Kind of key.
    pub public_key_algorithm: Option<Box<str>>,
    /// Size of the key: the modulus of RSA, the field of a curve.
    pub public_key_bits: Option<u32>,
    /// What its issuer signed with.
    pub signature_algorithm: Option<Box<str>>,
    /// Names besides the subject; `None` if the extension is not there.
    pub subject_alt_names: Option<Box<[Box<str>]>>,
    /// It may sign certificates; `None` if it is older than extensions, or the extension is malformed.
    pub is_ca: Option<bool>,
    /// What it is for; `None` if the extension is not there.
    pub extended_key_usage: Option<Box<[Box<str>]>>,
    /// What its key is for; `None` if the extension is not there.
    pub key_usage: Option<Box<[&'static str]>>,
    /// What has not its form: the first field, its offset.
    pub malformed: Option<Box<str>>,
}

impl CertificateNotes {
    /// Notes of a certificate, as far as it has the form of one.
    #[must_use]
    pub fn of(der: &[u8]) -> Self {
        let mut notes = Self {
            length: u32::try_from(der.len()).unwrap_or(u32::MAX),
            fingerprint: Sha256::digest(der).into(),
            ..Self::default()
        };
        if let Err(Flaw(flaw)) = notes.read(Reader::new(der)) {
            notes.malformed.get_or_insert(flaw);
        }
        notes
    }

    /// It holds at this time, in nanoseconds since 1970; `None` if its dates could not be read.
    #[must_use]
    pub fn is_valid_at(&self, time_ns: i64) -> Option<bool> {
        let seconds = time_ns.div_euclid(1_000_000_000);
        // RFC 5280 4.1.2.5: both dates belong to the period.
        Some((self.not_before?..=self.not_after?).contains(&seconds))
    }

    /// Subject and issuer are the same name.
    #[must_use]
    pub fn is_self_issued(&self) -> Option<bool> {
        Some(self.subject_id? == self.issuer_id?)
    }

    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        let texts = [&self.serial_number, &self.subject, &self.issuer, &self.malformed];
        let lists = [&self.subject_alt_names, &self.extended_key_usage];
        size_of::<Self>()
            + texts.into_iter().flatten().map(|text| text.len()).sum::<usize>()
            + lists.into_iter().flatten().flatten().map(|text| text.len() + size_of::<Box<str>>()).sum::<usize>()
    }

    fn read(&mut self, mut r: Reader<'_>) -> Result<(), Flaw> {
        let mut certificate = element(&mut r, SEQUENCE, "certificate")?.content;
        r.end("certificate")?;
        let mut tbs = element(&mut certificate, SEQUENCE, "tbsCertificate")?.content;
        self.body(&mut tbs)?;
        let algorithm = element(&mut certificate, SEQUENCE, "signatureAlgorithm")?;
        let (_, read) = AlgorithmIdentifier::from_der(algorithm.whole).map_err(|_| algorithm.flaw())?;
        self.signature_algorithm = Some(algorithm_name(&read.algorithm));
        element(&mut certificate, BIT_STRING, "signatureValue")?;
        Ok(certificate.end("certificate")?)
    }

    fn body(&mut self, r: &mut Reader<'_>) -> Result<(), Flaw> {
        let version = optional(r, VERSION, "version")?;
        let serial = element(r, INTEGER, "serialNumber")?;
        self.serial_number = Some(hex(positive(serial.content.peek())));
        element(r, SEQUENCE, "signature")?;
        let issuer = element(r, SEQUENCE, "issuer")?;
        self.issuer_id = Some(distinguished_name::id(issuer.whole));
        self.issuer = distinguished_name::text(issuer.whole);
        self.note(issuer.flaw(), self.issuer.is_none());
        let validity = element(r, SEQUENCE, "validity")?;
        match Validity::from_der(validity.whole) {
            Ok((_, read)) => {
                self.not_before = Some(read.not_before.timestamp());
                self.not_after = Some(read.not_after.timestamp());
            }
            Err(_) => self.note(validity.flaw(), true),
        }
        let subject = element(r, SEQUENCE, "subject")?;
        self.subject_id = Some(distinguished_name::id(subject.whole));
        self.subject = distinguished_name::text(subject.whole);
        self.note(subject.flaw(), self.subject.is_none());
        let key = element(r, SEQUENCE, "subjectPublicKeyInfo")?;
        match SubjectPublicKeyInfo::from_der(key.whole) {
            Ok((_, read)) => {
                self.public_key_algorithm = Some(algorithm_name(&read.algorithm.algorithm));
                self.public_key_bits = key_bits(&read);
            }
            Err(_) => self.note(key.flaw(), true),
        }
        optional(r, ISSUER_UNIQUE_ID, "issuerUniqueID")?;
        optional(r, SUBJECT_UNIQUE_ID, "subjectUniqueID")?;
        // RFC 5280 4.2.1.9: with version 3 it is no CA unless it says so. Before, there was no way to say so.
        self.is_ca = version.filter(|version| version.content.peek().ends_with(&[2])).map(|_| false);
        if let Some(mut wrapped) = optional(r, EXTENSIONS, "extensions")? {
            let mut extensions = element(&mut wrapped.content, SEQUENCE, "extensions")?.content;
            while !extensions.is_empty() {
                let extension = element(&mut extensions, SEQUENCE, "extension")?;
                if let Err(flaw) = self.extension(extension.content) {
                    self.note(flaw, true);
                }
            }
        }
        Ok(r.end("tbsCertificate")?)
    }

    fn extension(&mut self, mut r: Reader<'_>) -> Result<(), Flaw> {
        let id = element(&mut r, OBJECT_IDENTIFIER, "extnID")?;
        optional(&mut r, BOOLEAN, "critical")?;
        let value = element(&mut r, OCTET_STRING, "extnValue")?;
        let der = value.content.peek();
        match id.content.peek() {
            // RFC 5280 4.2.1: id-ce is 2.5.29.
            [0x55, 0x1d, 15] => {
                let uses = KeyUsage::from_der(der).map_err(|_| value.flaw_in("keyUsage"))?.1;
                let named = KEY_USES.iter().enumerate().filter(|(bit, _)| uses.flags >> bit & 1 == 1);
                self.key_usage = Some(named.map(|(_, name)| *name).collect());
            }
            [0x55, 0x1d, 17] => {
                let names = SubjectAlternativeName::from_der(der).map_err(|_| value.flaw_in("subjectAltName"))?.1;
                self.subject_alt_names = Some(names.general_names.iter().map(general_name).collect());
            }
            [0x55, 0x1d, 19] => {
                self.is_ca = None;
                let read = BasicConstraints::from_der(der).map_err(|_| value.flaw_in("basicConstraints"))?.1;
                self.is_ca = Some(read.ca);
            }
            [0x55, 0x1d, 37] => {
                let read = ExtendedKeyUsage::from_der(der).map_err(|_| value.flaw_in("extKeyUsage"))?.1;
                self.extended_key_usage = Some(purposes(&read));
            }
            _ => {}
        }
        Ok(())
    }

    /// The first flaw is kept.
    fn note(&mut self, Flaw(flaw): Flaw, there: bool) {
        if there {
            self.malformed.get_or_insert(flaw);
        }
    }
}

/// X.690 8.3: a positive number whose first bit is set has a zero before it.
fn positive(number: &[u8]) -> &[u8] {
    match number {
        [0, rest @ ..] if !rest.is_empty() => rest,
        _ => number,
    }
}

fn hex(bytes: &[u8]) -> Box<str> {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.into()
}

fn algorithm_name(oid: &Oid<'_>) -> Box<str> {
    let dotted = dotted(oid);
    let known = ALGORITHMS.iter().find(|(number, _)| *number == dotted).map(|(_, name)| (*name).into());
    known.unwrap_or_else(|| dotted.into())
}

fn key_bits(key: &SubjectPublicKeyInfo<'_>) -> Option<u32> {
    match key.parsed().ok()? {
        PublicKey::RSA(rsa) => {
            let modulus = positive(rsa.modulus);
            let whole = u32::try_from(modulus.len()).ok()?.checked_mul(8)?;
            modulus.first().map(|first| whole - first.leading_zeros())
        }
        PublicKey::EC(_) => {
            let curve = key.algorithm.parameters.as_ref().and_then(|curve| Oid::try_from(curve.clone()).ok())?;
            let curve = dotted(&curve);
            CURVES.iter().find(|(number, _)| *number == curve).map(|(_, bits)| *bits)
        }
        // RFC 8410 4: the size of the others is in their name.
        _ => None,
    }
}

/// RFC 5280 4.2.1.12.
fn purposes(uses: &ExtendedKeyUsage<'_>) -> Box<[Box<str>]> {
    let named = [
        (uses.any, "anyExtendedKeyUsage"),
        (uses.server_auth, "serverAuth"),
        (uses.client_auth, "clientAuth"),
        (uses.code_signing, "codeSigning"),
        (uses.email_protection, "emailProtection"),
        (uses.time_stamping, "timeStamping"),
        (uses.ocsp_signing, "OCSPSigning"),
    ];
    let named = named.into_iter().filter(|(there, _)| *there).map(|(_, name)| name.into());
    named.chain(uses.other.iter().map(|other| dotted(other).into())).collect()
}

/// RFC 5280 4.2.1.6, with the words that OpenSSL puts before each kind.
fn general_name(name: &GeneralName<'_>) -> Box<str> {
    match name {
        GeneralName::DNSName(name) => format!("DNS:{name}").into(),
        GeneralName::RFC822Name(name) => format!("email:{name}").into(),
        GeneralName::URI(name) => format!("URI:{name}").into(),
        GeneralName::IPAddress(octets) => format!("IP:{}", address(octets)).into(),
        GeneralName::DirectoryName(name) => format!("DirName:{}", distinguished_name::of_name(name)).into(),
        GeneralName::RegisteredID(oid) => format!("RID:{}", dotted(oid)).into(),
        GeneralName::OtherName(oid, value) => format!("otherName:{};{}", dotted(oid), other_name(value)).into(),
        GeneralName::X400Address(_) => "X400Name".into(),
        GeneralName::EDIPartyName(_) => "EdiPartyName".into(),
        GeneralName::Invalid(tag, bytes) => format!("invalid:{};{}", tag.0, text(bytes)).into(),
    }
}

fn address(octets: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(octets) {
        Ipv4Addr::from(four).to_string()
    } else if let Ok(sixteen) = <[u8; 16]>::try_from(octets) {
        Ipv6Addr::from(sixteen).to_string()
    } else {
        hex(octets).into()
    }
}

/// The user's name in what Windows puts there (a UTF8String), else the bytes.
fn other_name(value: &[u8]) -> Box<str> {
    match Any::from_der(value).map(|(_, explicit)| Any::from_der(explicit.data).map(|(_, inner)| inner)) {
        Ok(Ok(inner)) if matches!(inner.tag().0, 12 | 19 | 22) => text(inner.data),
        _ => hex(value),
    }
}

/// Any bytes as a certificate: it ends, and what it keeps is not much longer than they are.
pub fn fuzz(data: &[u8]) {
    let notes = CertificateNotes::of(data);
    assert_eq!(usize::try_from(notes.length), Ok(data.len()));
    assert!(notes.heap() <= size_of::<CertificateNotes>() + 200 + data.len() * 100);
    distinguished_name::fuzz(data);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
pub(super) mod tests {
    use super::*;
    use crate::tls::vectors::{hex as bytes, mutated};

    /// Made by `openssl ca -selfsign` (3.0): P-256, serial number 0x8f01, from 2025 to the end of time, all kinds of names.
    pub const CLIENT: &str = "\
    3082025a30820200a0030201020203008f01300a06082a8648ce3d0403023035310b300906035504061302444531163014060355040a0c0d\
    4578616d706c652c20496e632e310e300c06035504030c05616c6963653020170d3235303130313030303030305a180f3939393931323331\
    3233353935395a3035310b300906035504061302444531163014060355040a0c0d4578616d706c652c20496e632e310e300c06035504030c\
    05616c6963653059301306072a8648ce3d020106082a8648ce3d03010703420004eb7b52df8ee77f8cdf4813a7f0c5c94a69451b26b1ce59\
    7bfccb7c35f1be134b20fc36fbd33f4c4c8fe0457fe6531e773e3725e3037d5a4c5d678fa9662348ada381fc3081f9300c0603551d130101\
    ff04023000300e0603551d0f0101ff040403020388301f0603551d250418301606082b06010505070302060a2b0601040182371402023081\
    980603551d1104819030818d820d616c6963652e6578616d706c658704c0000201871020010db80000000000000000000000018111616c69\
    6365406578616d706c652e6e657486167370696666653a2f2f6578616d706c652f616c696365a022060a2b060104018237140203a0140c12\
    616c69636540636f72702e6578616d706c65a410300e310c300a06035504030c0364697288032a0304301d0603551d0e041604143e7bbcfb\
    8e7821f6af093a22824ef4faebf5832c300a06082a8648ce3d040302034800304502201e04034cc488b977b21b1994b022e2b889e199fa3e\
    d069c64e9f2cec895a20bb0221009dfb7658a4c9fd62b043cb08a2b63090e31743e7e8460a2b7904305fae98eba5";

    /// Made by `openssl x509 -req` (3.0): RSA-1024, SHA-1, version 1, which has no extensions.
    const OLD: &str = "\
    308201c930820132020107300d06092a864886f70d0101050500302d310c300a06035504030c036f6c64311d301b06092a864886f70d0109\
    01160e6361406578616d706c652e6e6574301e170d3236313132353031303930355a170d3236313132363031303930355a302d310c300a06\
    035504030c036f6c64311d301b06092a864886f70d010901160e6361406578616d706c652e6e657430819f300d06092a864886f70d010101\
    050003818d0030818902818100bef71c077a5c268019fa526b177e055ba5cda98def0ff34f6db854c7196caec3e168f477989001d3c2f246\
    d374c6384c344a62afbbc9df77cb5bc5eb5a656d48cedcf325396da199f445b25b37af00097a40b7a8e8c661d4af1e22e0e7f85fff046cfe\
    2b0e97249a30ab19042a12374fa6ad7f69e684d8979db525fed41770b30203010001300d06092a864886f70d010105050003818100ae5969\
    3ee1a681bb6da4d172f7593d2a006c85f8aa8ad93ac194920565bedba130394f6aeb1c9c0b9cface3424a4e74d3933c92aaceb5b5b43571a\
    9978106f487bc1359d9b7d46fd6388df8d5bf8a9e41153e1c16702f4b4b5308d157ea6ea7cc0f44728583da613b3ef9a7afacfeb21089018\
    9593d53c47ae98be6f3a09cce3";

    /// The bytes with one changed where this field's bytes are found.
    fn with_damaged(der: &[u8], found: &str, place: usize) -> CertificateNotes {
        let found = bytes(found);
        let at = der.windows(found.len()).position(|window| window == found).unwrap();
        let mut damaged = der.to_vec();
        damaged[at + place] ^= 0x40;
        CertificateNotes::of(&damaged)
    }

    fn listed(list: Option<&[Box<str>]>) -> Vec<&str> {
        list.unwrap().iter().map(AsRef::as_ref).collect()
    }

    #[test]
    fn a_certificate_says_what_openssl_shows_of_it() {
        let notes = CertificateNotes::of(&bytes(CLIENT));
        assert_eq!(notes.malformed, None);
        assert_eq!(notes.length, 606);
        let sha256 = "b1dca4210f0b24420b1376d3cc25f8f282fa3a3ab93a64bc70f92bf05acfb6a5";
        assert_eq!(notes.fingerprint.as_slice(), bytes(sha256));
        assert_eq!(notes.serial_number.as_deref(), Some("8f01"));
        assert_eq!(notes.subject.as_deref(), Some(r"CN=alice,O=Example\, Inc.,C=DE"));
        assert_eq!(notes.subject, notes.issuer);
        assert_eq!(notes.is_self_issued(), Some(true));
        assert_eq!(notes.public_key_algorithm.as_deref(), Some("ecPublicKey"));
        assert_eq!(notes.public_key_bits, Some(256));
        assert_eq!(notes.signature_algorithm.as_deref(), Some("ecdsa-with-SHA256"));
        assert_eq!(notes.is_ca, Some(false));
        assert_eq!(notes.key_usage.as_deref(), Some(["digitalSignature", "keyAgreement"].as_slice()));
        // Microsoft's smart card logon has no name in RFC 5280.
        assert_eq!(listed(notes.extended_key_usage.as_deref()), ["clientAuth", "1.3.6.1.4.1.311.20.2.2"]);
        let names = [
            "DNS:alice.example",
            "IP:192.0.2.1",
            "IP:2001:db8::1",
            "email:alice@example.net",
            "URI:spiffe://example/alice",
            "otherName:1.3.6.1.4.1.311.20.2.3;alice@corp.example",
            "DirName:CN=dir",
            "RID:1.2.3.4",
        ];
        assert_eq!(listed(notes.subject_alt_names.as_deref()), names);
    }

    #[test]
    fn both_dates_belong_to_its_time_and_the_last_may_have_no_nanoseconds() {
        let notes = CertificateNotes::of(&bytes(CLIENT));
        // 2025-01-01 00:00:00 and 9999-12-31 23:59:59 UTC.
        let (from, to) = (1_735_689_600, 253_402_300_799);
        assert_eq!((notes.not_before, notes.not_after), (Some(from), Some(to)));
        assert_eq!(to.checked_mul(1_000_000_000_i64), None);
        let from = from * 1_000_000_000;
        for (time, valid) in [(from - 1, false), (from, true), (i64::MAX, true), (-1, false)] {
            assert_eq!(notes.is_valid_at(time), Some(valid), "{time}");
        }
    }

    #[test]
    fn a_certificate_without_extensions_says_nothing_of_uses() {
        let notes = CertificateNotes::of(&bytes(OLD));
        assert_eq!(notes.malformed, None);
        assert_eq!(notes.subject.as_deref(), Some("emailAddress=ca@example.net,CN=old"));
        assert_eq!(notes.serial_number.as_deref(), Some("07"));
        assert_eq!(notes.public_key_algorithm.as_deref(), Some("rsaEncryption"));
        assert_eq!(notes.public_key_bits, Some(1024));
        assert_eq!(notes.signature_algorithm.as_deref(), Some("sha1WithRSAEncryption"));
        // RFC 5280 4.2.1.9 speaks of version 3 only.
        assert_eq!(notes.is_ca, None);
        assert!(notes.extended_key_usage.is_none() && notes.key_usage.is_none() && notes.subject_alt_names.is_none());
    }

    #[test]
    fn a_flaw_spoils_what_comes_behind_it_and_nothing_before() {
        let der = bytes(CLIENT);
        // The tag of the extension's value, an OCTET STRING.
        let notes = with_damaged(&der, "0603551d25 0418", 5);
        assert_eq!(notes.malformed.as_deref(), Some("extnValue at byte 308: tag 0x44 where 0x04 is due"));
        assert_eq!(notes.extended_key_usage, None);
        assert_eq!(notes.subject_alt_names.map(|names| names.len()), Some(8), "another extension");
        // The first digit of notAfter.
        let notes = with_damaged(&der, "180f3939", 2);
        assert_eq!(notes.malformed.as_deref(), Some("validity at byte 85: not in the form that RFC 5280 gives it"));
        assert_eq!((notes.not_after, notes.public_key_bits), (None, Some(256)));
        // The tag of the serial number.
        let notes = with_damaged(&der, "0203008f01", 0);
        assert_eq!(notes.malformed.as_deref(), Some("serialNumber at byte 13: tag 0x42 where 0x02 is due"));
        assert_eq!((notes.subject, notes.issuer_id), (None, None));
    }

    #[test]
    fn every_prefix_is_malformed_and_keeps_its_length() {
        for der in [bytes(CLIENT), bytes(OLD)] {
            for cut in 0..der.len() {
                let notes = CertificateNotes::of(&der[..cut]);
                assert!(notes.malformed.is_some(), "cut at {cut}");
                assert_eq!(usize::try_from(notes.length), Ok(cut));
            }
        }
    }

    #[test]
    fn a_length_beyond_what_is_there_is_malformed() {
        for claim in ["3084ffffffff", "3080", "3085ffffffffff", "30820100"] {
            assert!(CertificateNotes::of(&bytes(claim)).malformed.is_some(), "{claim}");
        }
    }

    #[test]
    fn damaged_certificates_end() {
        for der in [bytes(CLIENT), bytes(OLD)] {
            mutated(&der, 6000, fuzz);
        }
    }
}
