//! Hello extensions (RFC 8446 4.2): the block of them in order, and what the bodies say.
//!
//! It checks shapes, not sense: whether an extension may stand in this hello is not asked. One that is new to us, or
//! GREASE (RFC 8701), is kept with its code and bytes.

use crate::bytes::{Malformed, Reader};
use crate::registry::{
    CertificateCompressionAlgorithm, EcPointFormat, ExtensionType, NamedGroup, ProtocolVersion, PskKeyExchangeMode,
    SignatureScheme,
};
use crate::tls::list::{Element, List, Opaque8, Opaque16};

/// A message's extensions, in order, as far as they are whole.
#[derive(Clone, Copy, Debug)]
pub struct Extensions<'a> {
    list: List<'a, (ExtensionType, Reader<'a>)>,
    damage: Option<Malformed>,
}

impl<'a> Extensions<'a> {
    /// The block at the end of a message; `None` if the message ends before it.
    pub fn read(r: &mut Reader<'a>) -> Option<Self> {
        if r.is_empty() {
            return None;
        }
        Some(match r.vec16("extensions") {
            Ok(block) => {
                let (list, damage) = List::read_whole_part(block);
                Self { list, damage: damage.or_else(|| r.end("message").err()) }
            }
            // The block claims more than is there: what is there may still be whole extensions.
            Err(damage) => Self { list: List::read_whole_part(*r).0, damage: Some(damage) },
        })
    }

    /// Code and body of each, in order.
    #[must_use]
    pub const fn iter(&self) -> List<'a, (ExtensionType, Reader<'a>)> {
        self.list
    }

    /// The body of the first with this code.
    #[must_use]
    pub fn find(&self, code: ExtensionType) -> Option<Reader<'a>> {
        self.list.iter().find(|(found, _)| *found == code).map(|(_, body)| body)
    }

    /// What came after the last whole extension and was not one, or not inside the block.
    #[must_use]
    pub const fn damage(&self) -> Option<Malformed> {
        self.damage
    }

    /// Reads every body and every list in it, for fuzzing.
    pub(super) fn walk(&self, hello: Hello) {
        for (code, body) in self.iter() {
            match Extension::read(code, hello, body) {
                Ok(Extension::ServerName(names)) => assert!(names.count() <= body.len()),
                Ok(Extension::ClientShares(shares)) => assert!(shares.count() <= body.len()),
                Ok(Extension::OfferedPsks { identities, binders }) => {
                    assert!(identities.count() + binders.count() <= body.len());
                }
                Ok(Extension::Alpn(protocols)) => assert!(protocols.count() <= body.len()),
                Ok(_) => {}
                Err(damage) => assert!(damage.offset <= body.offset().saturating_add(body.len())),
            }
        }
    }
}

impl<'a> Element<'a> for (ExtensionType, Reader<'a>) {
    #[inline]
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        let code = ExtensionType(r.u16("extension_type")?);
        Ok((code, r.vec16("extension_data")?))
    }
}

/// Whose extensions they are. The same code has another body in another message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hello {
    /// ClientHello.
    Client,
    /// ServerHello of any version, or EncryptedExtensions, which took over bodies of older ServerHellos.
    Server,
    /// HelloRetryRequest.
    HelloRetry,
    /// CertificateRequest of TLS 1.3.
    CertificateRequest,
}

/// What an extension says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension<'a> {
    /// The names that the client asks for (RFC 6066 3).
    ServerName(List<'a, ServerName<'a>>),
    /// The server used the name, or a certificate request asks by it: no body.
    ServerNameAcknowledged,
    /// Versions offered (RFC 8446 4.2.1).
    SupportedVersions(List<'a, ProtocolVersion>),
    /// The version chosen.
    SelectedVersion(ProtocolVersion),
    /// Protocols offered, or the one chosen (RFC 7301 3.1).
    Alpn(List<'a, Opaque8<'a>>),
    /// Groups in order of preference (RFC 8446 4.2.7).
    SupportedGroups(List<'a, NamedGroup>),
    /// Signature schemes for CertificateVerify, and for certificates if there is no extension of their own.
    SignatureAlgorithms(List<'a, SignatureScheme>),
    /// Signature schemes for certificates.
    SignatureAlgorithmsCert(List<'a, SignatureScheme>),
    /// Keys offered (RFC 8446 4.2.8).
    ClientShares(List<'a, KeyShare<'a>>),
    /// The server's key.
    ServerShare(KeyShare<'a>),
    /// The group in which a HelloRetryRequest wants a key.
    SelectedGroup(NamedGroup),
    /// How pre-shared keys may be used (RFC 8446 4.2.9).
    PskKeyExchangeModes(List<'a, PskKeyExchangeMode>),
    /// Pre-shared keys, mostly tickets, that the client offers (RFC 8446 4.2.11).
    OfferedPsks {
        /// Their names.
        identities: List<'a, PskIdentity<'a>>,
        /// A proof of each.
        binders: List<'a, Opaque8<'a>>,
    },
    /// The one that the server took, counted from 0.
    SelectedPsk(u16),
    /// Data is sent before the handshake ends, or was accepted (RFC 8446 4.2.10).
    EarlyData,
    /// A HelloRetryRequest's state, and the client's echo of it (RFC 8446 4.2.2).
    Cookie(&'a [u8]),
    /// The client can be asked for a certificate after the handshake (RFC 8446 4.2.6).
    PostHandshakeAuth,
    /// The Finished messages of the handshake before; empty in a first one (RFC 5746 3.2).
    RenegotiationInfo(&'a [u8]),
    /// MAC over the ciphertext (RFC 7366).
    EncryptThenMac,
    /// Once extended_master_secret (RFC 7627).
    ExtendedMainSecret,
    /// A ticket to resume, or empty: one is asked for, or will be sent (RFC 5077 3.2).
    SessionTicket(&'a [u8]),
    /// The client wants the certificate's status (RFC 6066 8).
    StatusRequest {
        /// 1 is ocsp.
        kind: u8,
        /// What a request of this type holds.
        request: &'a [u8],
    },
    /// The server will send the status, or asks for the client's: no body.
    StatusRequestAcknowledged,
    /// The longest plaintext it takes (RFC 8449 4).
    RecordSizeLimit(u16),
    /// The longest fragment, as the exponent code 1 to 4 (RFC 6066 4).
    MaxFragmentLength(u8),
    /// How certificates may be compressed (RFC 8879 3).
    CompressCertificate(List<'a, CertificateCompressionAlgorithm>),
    /// Encrypted Client Hello (RFC 9849 5).
    EncryptedClientHello(EncryptedClientHello<'a>),
    /// Forms of points (RFC 8422 5.1.2).
    EcPointFormats(List<'a, EcPointFormat>),
    /// Authorities that the sender trusts, as DER names (RFC 8446 4.2.4).
    CertificateAuthorities(List<'a, Opaque16<'a>>),
    /// Bytes to make a hello longer (RFC 7685).
    Padding(&'a [u8]),
    /// Well formed and new to us, or GREASE.
    Unknown(ExtensionType, &'a [u8]),
}

impl<'a> Extension<'a> {
    /// One body. The message matters: RFC 8446 4.2.1 gives a client a list, a server one version.
    ///
    /// # Errors
    /// If a field is cut short, claims more than is there, or bytes are left over.
    pub fn read(code: ExtensionType, hello: Hello, mut r: Reader<'a>) -> Result<Self, Malformed> {
        let extension = match (code, hello) {
            (ExtensionType::SERVER_NAME, Hello::Client) => {
                Self::ServerName(List::read(r.vec16("server_name.server_name_list")?)?)
            }
            (ExtensionType::SERVER_NAME, _) => Self::ServerNameAcknowledged,
            (ExtensionType::SUPPORTED_VERSIONS, Hello::Client) => {
                Self::SupportedVersions(List::read(r.vec8("supported_versions.versions")?)?)
            }
            (ExtensionType::SUPPORTED_VERSIONS, Hello::Server | Hello::HelloRetry) => {
                Self::SelectedVersion(ProtocolVersion(r.u16("supported_versions.selected_version")?))
            }
            (ExtensionType::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, _) => {
                Self::Alpn(List::read(r.vec16("application_layer_protocol_negotiation.protocol_name_list")?)?)
            }
            (ExtensionType::SUPPORTED_GROUPS, _) => {
                Self::SupportedGroups(List::read(r.vec16("supported_groups.named_group_list")?)?)
            }
            (ExtensionType::SIGNATURE_ALGORITHMS, _) => {
                Self::SignatureAlgorithms(List::read(r.vec16("signature_algorithms.supported_signature_algorithms")?)?)
            }
            (ExtensionType::SIGNATURE_ALGORITHMS_CERT, _) => Self::SignatureAlgorithmsCert(List::read(
                r.vec16("signature_algorithms_cert.supported_signature_algorithms")?,
            )?),
            (ExtensionType::KEY_SHARE, Hello::Client) => {
                Self::ClientShares(List::read(r.vec16("key_share.client_shares")?)?)
            }
            (ExtensionType::KEY_SHARE, Hello::Server) => Self::ServerShare(KeyShare::read(&mut r)?),
            (ExtensionType::KEY_SHARE, Hello::HelloRetry) => {
                Self::SelectedGroup(NamedGroup(r.u16("key_share.selected_group")?))
            }
            (ExtensionType::PSK_KEY_EXCHANGE_MODES, _) => {
                Self::PskKeyExchangeModes(List::read(r.vec8("psk_key_exchange_modes.ke_modes")?)?)
            }
            (ExtensionType::PRE_SHARED_KEY, Hello::Client) => Self::OfferedPsks {
                identities: List::read(r.vec16("pre_shared_key.identities")?)?,
                binders: List::read(r.vec16("pre_shared_key.binders")?)?,
            },
            (ExtensionType::PRE_SHARED_KEY, Hello::Server) => {
                Self::SelectedPsk(r.u16("pre_shared_key.selected_identity")?)
            }
            (ExtensionType::EARLY_DATA, _) => Self::EarlyData,
            (ExtensionType::COOKIE, _) => Self::Cookie(r.vec16("cookie.cookie")?.rest()),
            (ExtensionType::POST_HANDSHAKE_AUTH, _) => Self::PostHandshakeAuth,
            (ExtensionType::RENEGOTIATION_INFO, _) => {
                Self::RenegotiationInfo(r.vec8("renegotiation_info.renegotiated_connection")?.rest())
            }
            (ExtensionType::ENCRYPT_THEN_MAC, _) => Self::EncryptThenMac,
            (ExtensionType::EXTENDED_MAIN_SECRET, _) => Self::ExtendedMainSecret,
            (ExtensionType::SESSION_TICKET, _) => Self::SessionTicket(r.rest()),
            (ExtensionType::STATUS_REQUEST, Hello::Client) => {
                Self::StatusRequest { kind: r.u8("status_request.status_type")?, request: r.rest() }
            }
            (ExtensionType::STATUS_REQUEST, _) => Self::StatusRequestAcknowledged,
            (ExtensionType::RECORD_SIZE_LIMIT, _) => {
                Self::RecordSizeLimit(r.u16("record_size_limit.record_size_limit")?)
            }
            (ExtensionType::MAX_FRAGMENT_LENGTH, _) => {
                Self::MaxFragmentLength(r.u8("max_fragment_length.max_fragment_length")?)
            }
            (ExtensionType::COMPRESS_CERTIFICATE, _) => {
                Self::CompressCertificate(List::read(r.vec8("compress_certificate.algorithms")?)?)
            }
            (ExtensionType::ENCRYPTED_CLIENT_HELLO, _) => {
                Self::EncryptedClientHello(EncryptedClientHello::read(hello, &mut r)?)
            }
            (ExtensionType::EC_POINT_FORMATS, _) => {
                Self::EcPointFormats(List::read(r.vec8("ec_point_formats.ec_point_format_list")?)?)
            }
            (ExtensionType::CERTIFICATE_AUTHORITIES, _) => {
                Self::CertificateAuthorities(List::read(r.vec16("certificate_authorities.authorities")?)?)
            }
            (ExtensionType::PADDING, _) => Self::Padding(r.rest()),
            _ => Self::Unknown(code, r.rest()),
        };
        r.end("extension_data").map(|()| extension)
    }
}

/// One name that a client asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerName<'a> {
    /// 0 is host_name. RFC 6066 3 gives no other, nor a way to skip one; all who tried used the same form.
    pub kind: u8,
    /// The name, as it was sent.
    pub name: &'a [u8],
}

impl<'a> Element<'a> for ServerName<'a> {
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        Ok(Self { kind: r.u8("server_name.name_type")?, name: r.vec16("server_name.host_name")?.rest() })
    }
}

impl<'a> List<'a, ServerName<'a>> {
    /// The first host name.
    #[must_use]
    pub fn host_name(&self) -> Option<&'a [u8]> {
        self.iter().find(|name| name.kind == 0).map(|name| name.name)
    }
}

/// A public key in a group (RFC 8446 4.2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyShare<'a> {
    /// The group.
    pub group: NamedGroup,
    /// The key.
    pub key_exchange: &'a [u8],
}

impl<'a> Element<'a> for KeyShare<'a> {
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        Ok(Self {
            group: NamedGroup(r.u16("key_share.group")?),
            key_exchange: r.vec16("key_share.key_exchange")?.rest(),
        })
    }
}

/// The name of a pre-shared key (RFC 8446 4.2.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PskIdentity<'a> {
    /// A ticket, or a name agreed on elsewhere.
    pub identity: &'a [u8],
    /// The ticket's age in milliseconds, with the server's number added.
    pub obfuscated_ticket_age: u32,
}

impl<'a> Element<'a> for PskIdentity<'a> {
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        Ok(Self {
            identity: r.vec16("pre_shared_key.identity")?.rest(),
            obfuscated_ticket_age: r.u32("pre_shared_key.obfuscated_ticket_age")?,
        })
    }
}

/// Encrypted Client Hello in each of its places (RFC 9849 5, 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncryptedClientHello<'a> {
    /// The hello that all can read, with the encrypted one inside. One without meaning looks the same (RFC 9849 6.2).
    Outer {
        /// HPKE key derivation.
        kdf: u16,
        /// HPKE encryption.
        aead: u16,
        /// Which of the server's keys.
        config_id: u8,
        /// HPKE encapsulated key; empty after a HelloRetryRequest.
        enc: &'a [u8],
        /// The hello inside.
        payload: &'a [u8],
    },
    /// The hello that was inside.
    Inner,
    /// What a HelloRetryRequest or EncryptedExtensions answers: a confirmation, or keys to try again with.
    Answer(&'a [u8]),
    /// A type of hello that is new to us.
    Unknown(u8, &'a [u8]),
}

impl<'a> EncryptedClientHello<'a> {
    fn read(hello: Hello, r: &mut Reader<'a>) -> Result<Self, Malformed> {
        if hello != Hello::Client {
            return Ok(Self::Answer(r.rest()));
        }
        Ok(match r.u8("encrypted_client_hello.type")? {
            0 => Self::Outer {
                kdf: r.u16("encrypted_client_hello.cipher_suite.kdf_id")?,
                aead: r.u16("encrypted_client_hello.cipher_suite.aead_id")?,
                config_id: r.u8("encrypted_client_hello.config_id")?,
                enc: r.vec16("encrypted_client_hello.enc")?.rest(),
                payload: r.vec16("encrypted_client_hello.payload")?.rest(),
            },
            1 => Self::Inner,
            kind => Self::Unknown(kind, r.rest()),
        })
    }
}

/// Any bytes as the extensions of any message: it ends, and every list in them can be walked.
pub fn fuzz(data: &[u8]) {
    for hello in [Hello::Client, Hello::Server, Hello::HelloRetry, Hello::CertificateRequest] {
        if let Some(extensions) = Extensions::read(&mut Reader::new(data)) {
            extensions.walk(hello);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::tls::vectors::{hex, mutated};

    fn read(code: u16, hello: Hello, body: &[u8]) -> Result<Extension<'_>, Malformed> {
        Extension::read(ExtensionType(code), hello, Reader::new(body))
    }

    /// Bodies by hand from the section named, whole and in one piece.
    const BODIES: [(u16, Hello, &str); 26] = [
        (0, Hello::Client, "0006 00 0003 612e62"), // RFC 6066 3: host_name a.b
        (0, Hello::Server, ""),                    // the same: the server's is empty
        (1, Hello::Client, "02"),                  // RFC 6066 4: 2^10
        (5, Hello::Client, "01 0000 0000"),        // RFC 6066 8: ocsp
        (5, Hello::Server, ""),                    // the same: the server's is empty
        (10, Hello::Client, "0004 001d 11ec"),     // RFC 8422 5.1.1
        (11, Hello::Server, "01 00"),              // RFC 8422 5.1.2
        (13, Hello::Client, "0004 0403 0804"),     // RFC 8446 4.2.3
        (16, Hello::Client, "000c 02 6832 08 687474702f312e31"), // RFC 7301 3.1: h2, http/1.1
        (22, Hello::Server, ""),                   // RFC 7366 2
        (23, Hello::Server, ""),                   // RFC 7627 5.1
        (27, Hello::Client, "02 0002"),            // RFC 8879 3: brotli
        (28, Hello::Client, "4001"),               // RFC 8449 4
        (41, Hello::Server, "0001"),               // RFC 8446 4.2.11
        (42, Hello::Client, ""),                   // RFC 8446 4.2.10
        (43, Hello::Client, "04 0304 0303"),       // RFC 8446 4.2.1
        (43, Hello::Server, "0304"),               // the same
        (44, Hello::HelloRetry, "0001 ff"),        // RFC 8446 4.2.2
        (45, Hello::Client, "01 01"),              // RFC 8446 4.2.9
        (47, Hello::CertificateRequest, "0004 0002 3000"), // RFC 8446 4.2.4
        (49, Hello::Client, ""),                   // RFC 8446 4.2.6
        (50, Hello::CertificateRequest, "0002 0401"), // RFC 8446 4.2.3
        (51, Hello::Client, "0009 001d 0001 aa 0a0a 0000"), // RFC 8446 4.2.8, with GREASE
        (51, Hello::HelloRetry, "0017"),           // the same
        (65037, Hello::Client, "00 0001 0003 05 0001 aa 0001 bb"), // RFC 9849 5
        (65281, Hello::Client, "00"),              // RFC 5746 3.2
    ];

    #[test]
    fn known_bodies_say_what_their_rfc_says() {
        let bodies: Vec<(Vec<u8>, u16, Hello)> =
            BODIES.iter().map(|(code, hello, body)| (hex(body), *code, *hello)).collect();
        let found: Vec<Extension<'_>> =
            bodies.iter().map(|(body, code, hello)| read(*code, *hello, body).unwrap()).collect();
        let say = |code: u16, hello: Hello| {
            let at = BODIES.iter().position(|row| row.0 == code && row.1 == hello).unwrap();
            *found.get(at).unwrap()
        };
        assert!(matches!(say(0, Hello::Client), Extension::ServerName(names) if names.host_name() == Some(b"a.b")));
        assert_eq!(say(0, Hello::Server), Extension::ServerNameAcknowledged);
        assert_eq!(say(1, Hello::Client), Extension::MaxFragmentLength(2));
        assert_eq!(say(5, Hello::Client), Extension::StatusRequest { kind: 1, request: &[0; 4] });
        assert_eq!(say(5, Hello::Server), Extension::StatusRequestAcknowledged);
        assert!(matches!(say(10, Hello::Client), Extension::SupportedGroups(groups)
            if groups.eq([NamedGroup::X25519, NamedGroup::X25519MLKEM768])));
        assert!(matches!(say(11, Hello::Server), Extension::EcPointFormats(formats)
            if formats.eq([EcPointFormat::UNCOMPRESSED])));
        assert!(matches!(say(13, Hello::Client), Extension::SignatureAlgorithms(schemes)
            if schemes.eq([SignatureScheme::ECDSA_SECP256R1_SHA256, SignatureScheme::RSA_PSS_RSAE_SHA256])));
        assert!(matches!(say(16, Hello::Client), Extension::Alpn(names)
            if names.map(|name| name.0).eq([b"h2".as_slice(), b"http/1.1"])));
        assert_eq!(say(22, Hello::Server), Extension::EncryptThenMac);
        assert_eq!(say(23, Hello::Server), Extension::ExtendedMainSecret);
        assert!(matches!(say(27, Hello::Client), Extension::CompressCertificate(algorithms)
            if algorithms.eq([CertificateCompressionAlgorithm::BROTLI])));
        assert_eq!(say(28, Hello::Client), Extension::RecordSizeLimit(16_385));
        assert_eq!(say(41, Hello::Server), Extension::SelectedPsk(1));
        assert_eq!(say(42, Hello::Client), Extension::EarlyData);
        assert!(matches!(say(43, Hello::Client), Extension::SupportedVersions(versions)
            if versions.eq([ProtocolVersion::TLS_1_3, ProtocolVersion::TLS_1_2])));
        assert_eq!(say(43, Hello::Server), Extension::SelectedVersion(ProtocolVersion::TLS_1_3));
        assert_eq!(say(44, Hello::HelloRetry), Extension::Cookie(&[0xFF]));
        assert!(matches!(say(45, Hello::Client), Extension::PskKeyExchangeModes(modes)
            if modes.eq([PskKeyExchangeMode::PSK_DHE_KE])));
        assert!(matches!(say(47, Hello::CertificateRequest), Extension::CertificateAuthorities(names)
            if names.map(|name| name.0).eq([&[0x30, 0]])));
        assert_eq!(say(49, Hello::Client), Extension::PostHandshakeAuth);
        assert!(matches!(say(50, Hello::CertificateRequest), Extension::SignatureAlgorithmsCert(schemes)
            if schemes.eq([SignatureScheme::RSA_PKCS1_SHA256])));
        assert!(matches!(say(51, Hello::Client), Extension::ClientShares(shares)
            if shares.map(|share| (share.group.0, share.key_exchange)).eq([(29, [0xAA].as_slice()), (0x0A0A, &[])])));
        assert_eq!(say(51, Hello::HelloRetry), Extension::SelectedGroup(NamedGroup::SECP256R1));
        let outer = EncryptedClientHello::Outer { kdf: 1, aead: 3, config_id: 5, enc: &[0xAA], payload: &[0xBB] };
        assert_eq!(say(65037, Hello::Client), Extension::EncryptedClientHello(outer));
        assert_eq!(say(65281, Hello::Client), Extension::RenegotiationInfo(&[]));
    }

    #[test]
    fn every_prefix_of_a_body_is_whole_or_malformed_at_the_cut() {
        for (code, hello, body) in BODIES {
            let body = hex(body);
            for cut in 0..body.len() {
                let (prefix, _) = body.split_at(cut);
                match read(code, hello, prefix) {
                    Err(damage) => assert_eq!(damage.offset + damage.left, cut, "extension {code}"),
                    // What an OCSP request holds is not taken apart.
                    Ok(extension) => assert!(matches!(extension, Extension::StatusRequest { .. })),
                }
            }
        }
    }

    #[test]
    fn a_byte_left_over_is_malformed() {
        for (code, hello, body) in BODIES {
            let mut body = hex(body);
            body.push(0);
            // The bodies without a shape of their own take all that is there.
            if !matches!((code, hello), (5, Hello::Client)) {
                let damage = Malformed { field: "extension_data", offset: body.len() - 1, needed: 0, left: 1 };
                assert_eq!(read(code, hello, &body), Err(damage), "extension {code}");
            }
        }
    }

    #[test]
    fn what_is_new_to_us_is_kept_with_its_bytes() {
        assert_eq!(read(0x1A1A, Hello::Client, &[0]), Ok(Extension::Unknown(ExtensionType(0x1A1A), &[0])));
        assert!(ExtensionType(0x1A1A).is_grease());
        // ALPS and NPN are not registered.
        for code in [17513, 13172] {
            assert_eq!(read(code, Hello::Client, &[1, 2]), Ok(Extension::Unknown(ExtensionType(code), &[1, 2])));
        }
        let hello = EncryptedClientHello::Unknown(9, &[1]);
        assert_eq!(read(65037, Hello::Client, &[9, 1]), Ok(Extension::EncryptedClientHello(hello)));
        assert_eq!(read(65037, Hello::Client, &[1]), Ok(Extension::EncryptedClientHello(EncryptedClientHello::Inner)));
    }

    #[test]
    fn lengths_that_lie_are_malformed_where_they_lie() {
        // An odd number of bytes in a list of groups; a key share longer than its list; a name longer than its list.
        let damage = |code, body: &str| read(code, Hello::Client, &hex(body)).map(|_| ()).unwrap_err();
        assert_eq!(damage(10, "0003 001d 00"), Malformed { field: "named_group", offset: 4, needed: 2, left: 1 });
        assert_eq!(
            damage(51, "0004 001d 0020"),
            Malformed { field: "key_share.key_exchange", offset: 6, needed: 32, left: 0 }
        );
        assert_eq!(
            damage(0, "0004 00 0009 61"),
            Malformed { field: "server_name.host_name", offset: 5, needed: 9, left: 1 }
        );
    }

    #[test]
    fn damaged_extensions_end() {
        let mut block = Vec::new();
        for (code, _, body) in BODIES {
            let body = hex(body);
            let [_, low] = u16::try_from(body.len()).unwrap().to_be_bytes();
            block.extend([code.to_be_bytes(), [0, low]].concat());
            block.extend(body);
        }
        let length = u16::try_from(block.len()).unwrap().to_be_bytes();
        mutated(&[length.as_slice(), &block].concat(), 5000, fuzz);
    }
}
