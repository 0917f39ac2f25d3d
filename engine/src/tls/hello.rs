//! ClientHello and ServerHello (RFC 8446 4.1.2, 4.1.3; RFC 5246 7.4.1), borrowed from the message.
//!
//! What stands before the extensions must be whole. Extensions are kept as far as they are; what damaged the rest is
//! said beside them. What an extension says is read in `extension.rs`, and only if somebody asks.

use crate::bytes::{Malformed, Reader};
use crate::registry::{CipherSuite, CompressionMethod, ExtensionType, ProtocolVersion};
use crate::tls::extension::{Extension, Extensions, Hello};
use crate::tls::list::List;

/// What a client says first.
#[derive(Clone, Copy, Debug)]
pub struct ClientHello<'a> {
    /// The highest version of TLS 1.2 and before; what TLS 1.3 offers is in supported_versions.
    pub legacy_version: ProtocolVersion,
    /// The client's random.
    pub random: &'a [u8; 32],
    /// The session to resume; in TLS 1.3, bytes that make it look like one (RFC 8446 D.4).
    pub session_id: &'a [u8],
    /// What it offers, in order of preference.
    pub cipher_suites: List<'a, CipherSuite>,
    /// What it offers; TLS 1.3 allows only null.
    pub compression_methods: List<'a, CompressionMethod>,
    /// `None` if the hello ends before a block of extensions, as SSL 3.0's does.
    pub extensions: Option<Extensions<'a>>,
}

impl<'a> ClientHello<'a> {
    /// A message body.
    ///
    /// # Errors
    /// If a field before the extensions is cut short or has a length that cannot be.
    pub fn read(body: &'a [u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        Ok(Self {
            legacy_version: ProtocolVersion(r.u16("client_hello.legacy_version")?),
            random: random(&mut r, "client_hello.random")?,
            session_id: r.vec8("client_hello.session_id")?.rest(),
            cipher_suites: List::read(r.vec16("client_hello.cipher_suites")?)?,
            compression_methods: List::read(r.vec8("client_hello.compression_methods")?)?,
            extensions: Extensions::read(&mut r),
        })
    }
}

/// What the server chose. A HelloRetryRequest is a ServerHello too.
#[derive(Clone, Copy, Debug)]
pub struct ServerHello<'a> {
    /// The version chosen, unless supported_versions says otherwise.
    pub legacy_version: ProtocolVersion,
    /// The server's random, or one of the marks that stand in its place.
    pub random: &'a [u8; 32],
    /// The session; in TLS 1.3, the client's bytes again.
    pub session_id: &'a [u8],
    /// The suite chosen.
    pub cipher_suite: CipherSuite,
    /// The compression chosen.
    pub compression_method: CompressionMethod,
    /// `None` if the hello ends before a block of extensions.
    pub extensions: Option<Extensions<'a>>,
}

/// What a TLS 1.3 server writes at the end of its random when it is made to speak an older version (RFC 8446 4.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DowngradeSentinel {
    /// It could have spoken TLS 1.3 and negotiated TLS 1.2.
    Tls12,
    /// It could have spoken TLS 1.2 or 1.3 and negotiated TLS 1.1 or before.
    Tls11,
}

/// RFC 8446 4.1.3: SHA-256 of "HelloRetryRequest".
const HELLO_RETRY_REQUEST: [u8; 32] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91, 0xC2, 0xA2, 0x11,
    0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
];

impl<'a> ServerHello<'a> {
    /// A message body.
    ///
    /// # Errors
    /// If a field before the extensions is cut short.
    pub fn read(body: &'a [u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        let legacy_version = ProtocolVersion(r.u16("server_hello.legacy_version")?);
        let random = random(&mut r, "server_hello.random")?;
        // Drafts of TLS 1.3 before draft 22 had neither session nor compression.
        let early_draft = matches!(legacy_version.0, 0x7F00..=0x7F15);
        let session_id = if early_draft { &[] } else { r.vec8("server_hello.session_id")?.rest() };
        let cipher_suite = CipherSuite(r.u16("server_hello.cipher_suite")?);
        let compression_method = if early_draft { 0 } else { r.u8("server_hello.compression_method")? };
        Ok(Self {
            legacy_version,
            random,
            session_id,
            cipher_suite,
            compression_method: CompressionMethod(compression_method),
            extensions: Extensions::read(&mut r),
        })
    }

    /// It asks the client to say hello again.
    #[must_use]
    pub fn is_hello_retry_request(&self) -> bool {
        *self.random == HELLO_RETRY_REQUEST
    }

    /// Whose extensions these are.
    #[must_use]
    pub fn hello(&self) -> Hello {
        if self.is_hello_retry_request() { Hello::HelloRetry } else { Hello::Server }
    }

    /// The version negotiated: that of supported_versions if it is there and whole.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        let body = self.extensions.and_then(|extensions| extensions.find(ExtensionType::SUPPORTED_VERSIONS));
        match body.map(|body| Extension::read(ExtensionType::SUPPORTED_VERSIONS, self.hello(), body)) {
            Some(Ok(Extension::SelectedVersion(version))) => version,
            _ => self.legacy_version,
        }
    }

    /// The mark of a server that was made to speak an older version than it could.
    #[must_use]
    pub fn downgrade_sentinel(&self) -> Option<DowngradeSentinel> {
        match self.random.last_chunk() {
            Some(b"DOWNGRD\x01") => Some(DowngradeSentinel::Tls12),
            Some(b"DOWNGRD\x00") => Some(DowngradeSentinel::Tls11),
            _ => None,
        }
    }
}

fn random<'a>(r: &mut Reader<'a>, field: &'static str) -> Result<&'a [u8; 32], Malformed> {
    let cut = Malformed { field, offset: r.offset(), needed: 32, left: r.len() };
    r.take(32, field)?.first_chunk().ok_or(cut)
}

/// Any bytes as either hello: it ends, and every list and extension can be walked.
pub fn fuzz(data: &[u8]) {
    if let Ok(hello) = ClientHello::read(data) {
        let elements = hello.cipher_suites.count() + hello.compression_methods.count();
        assert!(elements <= data.len());
        hello.extensions.iter().for_each(|extensions| extensions.walk(Hello::Client));
    }
    if let Ok(hello) = ServerHello::read(data) {
        let _ = (hello.version(), hello.downgrade_sentinel());
        hello.extensions.iter().for_each(|extensions| extensions.walk(hello.hello()));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::registry::{NamedGroup, SignatureScheme};
    use crate::tls::extension::KeyShare;
    use crate::tls::vectors::{
        CLIENT_HELLO, HELLO_RETRY_REQUEST as RETRY, RESUMING_CLIENT_HELLO, RESUMING_SERVER_HELLO, SERVER_HELLO, body,
        hex, mutated,
    };

    fn codes(extensions: Option<Extensions<'_>>) -> Vec<u16> {
        extensions.unwrap().iter().map(|(code, _)| code.0).collect()
    }

    fn extension<'a>(extensions: Option<Extensions<'a>>, code: ExtensionType, hello: Hello) -> Extension<'a> {
        Extension::read(code, hello, extensions.unwrap().find(code).unwrap()).unwrap()
    }

    #[test]
    fn the_client_hello_of_rfc_8448_section_3_reads_as_printed_there() {
        let bytes = body(CLIENT_HELLO);
        let hello = ClientHello::read(&bytes).unwrap();
        assert_eq!(hello.legacy_version, ProtocolVersion::TLS_1_2);
        assert_eq!(hello.random.as_slice(), hex("cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7"));
        assert!(hello.session_id.is_empty());
        assert_eq!(hello.cipher_suites.map(|suite| suite.0).collect::<Vec<_>>(), [0x1301, 0x1303, 0x1302]);
        assert_eq!(hello.compression_methods.as_bytes(), [0]);
        // server_name, renegotiation_info, supported_groups, session_ticket, key_share, supported_versions,
        // signature_algorithms, psk_key_exchange_modes, record_size_limit
        assert_eq!(codes(hello.extensions), [0, 0xFF01, 10, 35, 51, 43, 13, 45, 28]);
        assert_eq!(hello.extensions.unwrap().damage(), None);
        let read = |code| extension(hello.extensions, code, Hello::Client);
        assert!(matches!(read(ExtensionType::SERVER_NAME),
            Extension::ServerName(names) if names.host_name() == Some(b"server")));
        assert_eq!(read(ExtensionType::RENEGOTIATION_INFO), Extension::RenegotiationInfo(&[]));
        assert!(matches!(read(ExtensionType::SUPPORTED_GROUPS), Extension::SupportedGroups(groups)
            if groups.map(|group| group.0).eq([29, 23, 24, 25, 256, 257, 258, 259, 260])));
        assert_eq!(read(ExtensionType::SESSION_TICKET), Extension::SessionTicket(&[]));
        assert!(matches!(read(ExtensionType::KEY_SHARE), Extension::ClientShares(shares)
            if shares.map(|share| (share.group, share.key_exchange.len())).eq([(NamedGroup::X25519, 32)])));
        assert!(matches!(read(ExtensionType::SUPPORTED_VERSIONS), Extension::SupportedVersions(versions)
            if versions.eq([ProtocolVersion::TLS_1_3])));
        assert!(matches!(read(ExtensionType::SIGNATURE_ALGORITHMS), Extension::SignatureAlgorithms(schemes)
            if schemes.iter().next() == Some(SignatureScheme::ECDSA_SECP256R1_SHA256) && schemes.count() == 15));
        assert!(matches!(read(ExtensionType::PSK_KEY_EXCHANGE_MODES), Extension::PskKeyExchangeModes(modes)
            if modes.as_bytes() == [1]));
        assert_eq!(read(ExtensionType::RECORD_SIZE_LIMIT), Extension::RecordSizeLimit(0x4001));
    }

    #[test]
    fn the_server_hello_of_rfc_8448_section_3_chooses_tls_1_3() {
        let bytes = body(SERVER_HELLO);
        let hello = ServerHello::read(&bytes).unwrap();
        assert_eq!(hello.cipher_suite, CipherSuite::TLS_AES_128_GCM_SHA256);
        assert_eq!((hello.legacy_version, hello.version()), (ProtocolVersion::TLS_1_2, ProtocolVersion::TLS_1_3));
        assert_eq!((hello.is_hello_retry_request(), hello.downgrade_sentinel()), (false, None));
        assert_eq!(codes(hello.extensions), [51, 43]);
        let key_exchange = hex("c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f");
        let share = KeyShare { group: NamedGroup::X25519, key_exchange: &key_exchange };
        let read = extension(hello.extensions, ExtensionType::KEY_SHARE, hello.hello());
        assert_eq!(read, Extension::ServerShare(share));
    }

    #[test]
    fn the_resumption_of_rfc_8448_section_4_offers_and_takes_a_ticket() {
        let bytes = body(RESUMING_CLIENT_HELLO);
        let hello = ClientHello::read(&bytes).unwrap();
        assert_eq!(codes(hello.extensions), [0, 0xFF01, 10, 51, 42, 43, 13, 45, 28, 21, 41]);
        let read = |code| extension(hello.extensions, code, Hello::Client);
        assert_eq!(read(ExtensionType::EARLY_DATA), Extension::EarlyData);
        assert_eq!(read(ExtensionType::PADDING), Extension::Padding(&[0; 87]));
        let Extension::OfferedPsks { mut identities, mut binders } = read(ExtensionType::PRE_SHARED_KEY) else {
            panic!("not a list of identities");
        };
        let identity = identities.next().unwrap();
        assert_eq!((identity.identity.len(), identity.obfuscated_ticket_age), (178, 0xFAD6_AACB));
        let binder = hex("3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d");
        assert_eq!(binders.next().unwrap().0, binder);
        assert!(identities.next().is_none() && binders.next().is_none());

        let bytes = body(RESUMING_SERVER_HELLO);
        let hello = ServerHello::read(&bytes).unwrap();
        let read = extension(hello.extensions, ExtensionType::PRE_SHARED_KEY, hello.hello());
        assert_eq!(read, Extension::SelectedPsk(0));
    }

    #[test]
    fn the_hello_retry_request_of_rfc_8448_section_5_asks_for_p256() {
        let bytes = body(RETRY);
        let hello = ServerHello::read(&bytes).unwrap();
        assert!(hello.is_hello_retry_request());
        assert_eq!(hello.version(), ProtocolVersion::TLS_1_3);
        let read = |code| extension(hello.extensions, code, hello.hello());
        assert_eq!(read(ExtensionType::KEY_SHARE), Extension::SelectedGroup(NamedGroup::SECP256R1));
        assert!(matches!(read(ExtensionType::COOKIE), Extension::Cookie(cookie) if cookie.len() == 114));
    }

    #[test]
    fn a_hello_without_extensions_ends_before_them() {
        // SSL 3.0: version, random, session id of two bytes, one suite, null compression.
        let random = "11".repeat(32);
        let bytes = hex(&format!("0300 {random} 02 abcd 0002 0005 01 00"));
        let hello = ClientHello::read(&bytes).unwrap();
        assert_eq!(hello.legacy_version, ProtocolVersion::SSL_3_0);
        assert_eq!(hello.session_id, [0xAB, 0xCD]);
        assert!(hello.extensions.is_none());
        // An empty block of extensions is a block.
        let bytes = hex(&format!("0300 {random} 00 0002 0005 01 00 0000"));
        assert_eq!(codes(ClientHello::read(&bytes).unwrap().extensions), []);

        let bytes = hex(&format!("0300 {random} 00 0005 00"));
        let hello = ServerHello::read(&bytes).unwrap();
        assert_eq!((hello.cipher_suite.0, hello.version()), (5, ProtocolVersion::SSL_3_0));
        assert!(hello.extensions.is_none());
    }

    #[test]
    fn a_draft_before_22_has_neither_session_nor_compression() {
        // draft-ietf-tls-tls13-18 4.1.3: version, random, cipher suite, extensions.
        let bytes = hex(&format!("7f12 {} 1301 0004 0029 0000", "22".repeat(32)));
        let hello = ServerHello::read(&bytes).unwrap();
        assert_eq!((hello.version(), hello.cipher_suite.0), (ProtocolVersion::TLS_1_3_DRAFT_18, 0x1301));
        assert_eq!(codes(hello.extensions), [41]);
    }

    #[test]
    fn the_downgrade_marks_are_those_of_rfc_8446() {
        for (end, expected) in [
            ("444f574e47524401", Some(DowngradeSentinel::Tls12)),
            ("444f574e47524400", Some(DowngradeSentinel::Tls11)),
            ("444f574e47524402", None),
        ] {
            let bytes = hex(&format!("0303 {} {end} 00 c02f 00", "33".repeat(24)));
            assert_eq!(ServerHello::read(&bytes).unwrap().downgrade_sentinel(), expected);
        }
    }

    #[test]
    fn every_prefix_is_a_hello_with_what_came_or_malformed_at_the_cut() {
        let bytes = body(CLIENT_HELLO);
        let before_extensions = 2 + 32 + 1 + (2 + 6) + (1 + 1);
        for cut in 0..bytes.len() {
            let (prefix, _) = bytes.split_at(cut);
            match ClientHello::read(prefix) {
                Err(damage) => {
                    assert!(cut < before_extensions);
                    assert_eq!(damage.offset + damage.left, cut);
                }
                Ok(hello) if cut == before_extensions => assert!(hello.extensions.is_none()),
                Ok(hello) => {
                    let extensions = hello.extensions.unwrap();
                    let damage = extensions.damage().unwrap();
                    assert_eq!(damage.offset + damage.left, cut);
                    let whole: usize = extensions.iter().map(|(_, body)| 4 + body.len()).sum();
                    assert!(before_extensions + 2 + whole <= cut.max(before_extensions + 2));
                    assert!([0, 0xFF01, 10, 35, 51, 43, 13, 45, 28].starts_with(&codes(Some(extensions))));
                }
            }
        }
    }

    #[test]
    fn extensions_before_a_damaged_one_are_kept() {
        let start = format!("0303 {} 00 0002 c02f 01 00", "44".repeat(32)); // 41 bytes
        let read = |block: &str| {
            let bytes = hex(&format!("{start} {block}"));
            let extensions = ClientHello::read(&bytes).unwrap().extensions.unwrap();
            (codes(Some(extensions)), extensions.damage().map(|damage| (damage.field, damage.offset)))
        };
        assert_eq!(read("0008 0031 0000 0017 0000"), (vec![49, 23], None));
        // The second claims five bytes and has none.
        assert_eq!(read("0008 0031 0000 0017 0005"), (vec![49], Some(("extension_data", 41 + 2 + 4 + 4))));
        // The block claims more than the message has.
        assert_eq!(read("0010 0031 0000 0017 0000"), (vec![49, 23], Some(("extensions", 41 + 2))));
        // Bytes behind the block.
        assert_eq!(read("0004 0031 0000 ff"), (vec![49], Some(("message", 41 + 2 + 4))));
        // Half a length.
        assert_eq!(read("00"), (vec![], Some(("extensions", 41))));
    }

    #[test]
    fn damaged_hellos_end() {
        for sample in [CLIENT_HELLO, SERVER_HELLO, RESUMING_CLIENT_HELLO, RESUMING_SERVER_HELLO, RETRY] {
            mutated(&body(sample), 3000, fuzz);
        }
    }
}
