//! The numbers of TLS and their names: one newtype per registry, filled from IANA's files in `engine/registry/`; and the
//! names of link types, whose newtype is with the captures.
//!
//! Every value has one spelling and none is lost: an unregistered code is a number without a name. GREASE (RFC 8701) is
//! a predicate, not a name. Nothing here knows how a code is put on the wire.

#[rustfmt::skip]
#[allow(missing_docs, reason = "one constant per code point; its name is its documentation")]
mod generated;
pub mod linktypes;
mod suite;

pub use suite::{Bulk, Hash, KeyExchange, Suite};

/// One named code point.
struct Entry {
    value: u32,
    name: &'static str,
    reference: &'static str,
}

/// Every named code point: registry, value, name, reference. Those that are in use but not registered come under the
/// registry's name followed by `/unregistered`. Link types, last, have no references.
pub fn names() -> impl Iterator<Item = (&'static str, u32, &'static str, &'static str)> {
    let link_types = linktypes::LINKTYPES.iter().map(|(value, name)| ("link_type", *value, *name, ""));
    generated::REGISTRIES
        .iter()
        .flat_map(|(registry, entries)| entries.iter().map(|e| (*registry, e.value, e.name, e.reference)))
        .chain(link_types)
}

/// The name of a value in a sorted table.
fn name_in(entries: &'static [Entry], value: u32) -> Option<&'static str> {
    let at = entries.binary_search_by_key(&value, |entry| entry.value).ok()?;
    entries.get(at).map(|entry| entry.name)
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident($number:ty) in $entries:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $code(pub $number);

        impl $code {
            /// IANA's name, if the number is registered.
            #[must_use]
            pub fn name(self) -> Option<&'static str> {
                name_in(generated::$entries, u32::from(self.0))
            }
        }
    )*};
}

codes! {
    /// What a record carries (RFC 8446 5.1).
    ContentType(u8) in CONTENT_TYPE;
    /// What a handshake message is (RFC 8446 4).
    HandshakeType(u8) in HANDSHAKE_TYPE;
    /// A version as it is written in hellos and records. IANA keeps no registry of versions; the RFCs do.
    ProtocolVersion(u16) in PROTOCOL_VERSION;
    /// A cipher suite.
    CipherSuite(u16) in CIPHER_SUITE;
    /// What an extension is (RFC 8446 4.2).
    ExtensionType(u16) in EXTENSION_TYPE;
    /// A group for key exchange, once called an elliptic curve (RFC 8446 4.2.7).
    NamedGroup(u16) in NAMED_GROUP;
    /// A signature scheme; in TLS 1.2, a hash and a signature algorithm (RFC 8446 4.2.3).
    SignatureScheme(u16) in SIGNATURE_SCHEME;
    /// Why an alert was sent (RFC 8446 6).
    AlertDescription(u8) in ALERT_DESCRIPTION;
    /// Warning or fatal (RFC 8446 6).
    AlertLevel(u8) in ALERT_LEVEL;
    /// A compression method of TLS 1.2 and before (RFC 3749).
    CompressionMethod(u8) in COMPRESSION_METHOD;
    /// How a pre-shared key may be used (RFC 8446 4.2.9).
    PskKeyExchangeMode(u8) in PSK_KEY_EXCHANGE_MODE;
    /// How a certificate may be compressed (RFC 8879).
    CertificateCompressionAlgorithm(u16) in CERTIFICATE_COMPRESSION_ALGORITHM;
    /// A kind of client certificate that a server takes (RFC 5246 7.4.4).
    ClientCertificateType(u8) in CLIENT_CERTIFICATE_TYPE;
    /// A form of points on a curve (RFC 8422 5.1.2).
    EcPointFormat(u8) in EC_POINT_FORMAT;
}

macro_rules! grease {
    ($($code:ident)*) => {$(
        impl $code {
            /// One of the sixteen values that RFC 8701 keeps free of meaning.
            #[must_use]
            pub const fn is_grease(self) -> bool {
                // RFC 8701 2: both bytes are equal, and end in A.
                self.0 & 0x0F0F == 0x0A0A && self.0 >> 8 == self.0 & 0xFF
            }
        }
    )*};
}

grease! { ProtocolVersion CipherSuite ExtensionType NamedGroup SignatureScheme }

impl PskKeyExchangeMode {
    /// One of the eight values that RFC 8701 keeps free of meaning.
    #[must_use]
    pub const fn is_grease(self) -> bool {
        // RFC 8701 2: 0B, 2A, 49, 68, 87, A6, C5, E4.
        self.0 % 0x1F == 0x0B
    }
}

impl ProtocolVersion {
    /// TLS 1.3, one of its drafts, or an experiment on one: what has its record protection.
    #[must_use]
    pub const fn is_tls13(self) -> bool {
        matches!(self.0, 0x0304 | 0x7E01..=0x7E03 | 0x7F00..=0x7FFF | 0xFB17 | 0xFB1A)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_rfcs() {
        assert_eq!(ContentType::HANDSHAKE.0, 22); // RFC 8446 B.1
        assert_eq!(HandshakeType::CERTIFICATE_REQUEST.0, 13); // RFC 8446 B.3
        assert_eq!(HandshakeType(4).name(), Some("new_session_ticket"));
        assert_eq!(ProtocolVersion::TLS_1_3.0, 0x0304);
        assert_eq!(CipherSuite::TLS_AES_128_GCM_SHA256.0, 0x1301); // RFC 8446 B.4
        assert_eq!(CipherSuite::TLS_EMPTY_RENEGOTIATION_INFO_SCSV.0, 0x00FF); // RFC 5746 3.3
        assert_eq!(CipherSuite::TLS_FALLBACK_SCSV.0, 0x5600); // RFC 7507 4
        assert_eq!(CipherSuite(0xC02F).name(), Some("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")); // RFC 5289 3.2
        assert_eq!(ExtensionType::POST_HANDSHAKE_AUTH.0, 49); // RFC 8446 4.2
        assert_eq!(ExtensionType::RENEGOTIATION_INFO.0, 0xFF01); // RFC 5746 3.2
        assert_eq!(ExtensionType(23).name(), Some("extended_main_secret")); // RFC 7627, renamed by RFC 9847
        assert_eq!(NamedGroup::X25519.0, 0x001D); // RFC 8446 4.2.7
        assert_eq!(NamedGroup(4588).name(), Some("X25519MLKEM768"));
        assert_eq!(SignatureScheme::RSA_PSS_RSAE_SHA256.0, 0x0804); // RFC 8446 4.2.3
        assert_eq!(AlertDescription::CERTIFICATE_REQUIRED.0, 116); // RFC 8446 6
        assert_eq!(AlertDescription::NO_RENEGOTIATION_RESERVED.0, 100); // RFC 5246 7.2
        assert_eq!(AlertLevel::FATAL.0, 2);
        assert_eq!(CertificateCompressionAlgorithm(2).name(), Some("brotli")); // RFC 8879 7.3
        assert_eq!(ClientCertificateType::ECDSA_SIGN.0, 64); // RFC 8422 5.5
    }

    #[test]
    fn what_is_not_registered_has_no_name_but_a_row_of_its_own() {
        assert_eq!(ExtensionType(17513).name(), None); // ALPS, a draft
        assert_eq!(CipherSuite(0x0A0A).name(), None); // GREASE is a predicate
        let row = names().find(|row| row.0 == "extension_type/unregistered" && row.1 == 17513);
        assert_eq!(row.map(|row| row.2), Some("application_settings_old"));
    }

    #[test]
    fn references_name_the_rfc_that_a_draft_became() {
        let row = names().find(|row| row.0 == "named_group" && row.1 == 4588);
        assert_eq!(row.map(|row| row.3), Some("[RFC10024]"));
        assert!(names().all(|row| !row.3.contains("rfc8446bis")));
    }

    #[test]
    fn tables_are_sorted_and_without_doubles_so_that_every_entry_is_found() {
        for (registry, entries) in generated::REGISTRIES {
            assert!(entries.is_sorted_by(|a, b| a.value < b.value), "{registry}");
            for entry in *entries {
                assert_eq!(name_in(entries, entry.value), Some(entry.name));
            }
        }
    }

    #[test]
    fn grease_is_what_rfc_8701_lists() {
        let all: Vec<u16> = (0..=u16::MAX).filter(|&value| ExtensionType(value).is_grease()).collect();
        let listed = [
            0x0A0A, 0x1A1A, 0x2A2A, 0x3A3A, 0x4A4A, 0x5A5A, 0x6A6A, 0x7A7A, 0x8A8A, 0x9A9A, 0xAAAA, 0xBABA, 0xCACA,
            0xDADA, 0xEAEA, 0xFAFA,
        ];
        assert_eq!(all, listed);
        let modes: Vec<u8> = (0..=u8::MAX).filter(|&value| PskKeyExchangeMode(value).is_grease()).collect();
        assert_eq!(modes, [0x0B, 0x2A, 0x49, 0x68, 0x87, 0xA6, 0xC5, 0xE4]);
    }
}
