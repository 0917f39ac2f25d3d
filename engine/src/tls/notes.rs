//! What is kept of a handshake message in clear until its connection's rows are poured: numbers and names, no key material.
//!
//! Lists lie one behind the other in one buffer a message, as a connection keeps its hellos for as long as it lives.

use std::sync::{Arc, OnceLock};

use crate::registry::{ExtensionType, ProtocolVersion};
use crate::tls::chain::{Chain, Request, share_of};
use crate::tls::extension::{EncryptedClientHello, Extension, Hello};
use crate::tls::fingerprint::Fingerprints;
use crate::tls::hello::{ClientHello, DowngradeSentinel, ServerHello};

/// The lists of numbers that a message can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the fields they hold")]
pub enum Numbers {
    CipherSuites,
    ExtensionTypes,
    ExtensionLengths,
    SupportedVersions,
    SupportedGroups,
    SignatureAlgorithms,
    SignatureAlgorithmsCert,
    KeyShareGroups,
    CompressCertificate,
    EcPointFormats,
}

/// Extensions whose presence is asked for in every row.
const ASKED_OFTEN: [ExtensionType; 10] = [
    ExtensionType::POST_HANDSHAKE_AUTH,
    ExtensionType::EARLY_DATA,
    ExtensionType::PRE_SHARED_KEY,
    ExtensionType::ENCRYPTED_CLIENT_HELLO,
    ExtensionType::COMPRESS_CERTIFICATE,
    ExtensionType::RENEGOTIATION_INFO,
    ExtensionType::ENCRYPT_THEN_MAC,
    ExtensionType::EXTENDED_MAIN_SECRET,
    ExtensionType::STATUS_REQUEST,
    ExtensionType::SESSION_TICKET,
];
/// A ClientHello has about so many numbers.
const USUAL_NUMBERS: usize = 128;
/// How many lists of numbers there are.
const LISTS: usize = 10;

/// Numbers noted list by list.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    numbers: Box<[u16]>,
    places: [Place; LISTS],
}

/// Begin and end of a list; one that is not there begins behind its end.
#[derive(Clone, Copy, Debug)]
struct Place {
    begin: u16,
    end: u16,
}

impl Default for Place {
    fn default() -> Self {
        Self { begin: 1, end: 0 }
    }
}

impl Lists {
    /// A list, if it is there.
    #[must_use]
    pub fn get(&self, list: Numbers) -> Option<&[u16]> {
        let Place { begin, end } = self.places.get(list as usize).copied()?;
        self.numbers.get(usize::from(begin)..usize::from(end))
    }
}

/// Gathers lists.
#[derive(Default)]
struct Gather {
    numbers: Vec<u16>,
    places: [Place; LISTS],
}

impl Gather {
    fn list(&mut self, list: Numbers, numbers: impl Iterator<Item = u16>) {
        let begin = self.numbers.len();
        self.numbers.extend(numbers);
        let place = u16::try_from(begin).ok().zip(u16::try_from(self.numbers.len()).ok());
        match (place, self.places.get_mut(list as usize)) {
            (Some((begin, end)), Some(slot)) => *slot = Place { begin, end },
            _ => self.numbers.truncate(begin),
        }
    }

    fn done(self) -> Lists {
        Lists { numbers: self.numbers.into_boxed_slice(), places: self.places }
    }
}

/// What a hello says.
#[derive(Clone, Debug, Default)]
pub struct HelloNotes {
    /// Its lists.
    pub lists: Lists,
    /// legacy_version.
    pub legacy_version: u16,
    /// Bytes of the session id.
    pub session_id_length: u8,
    /// Compression methods.
    pub compression_methods: Box<[u8]>,
    /// Which of [`ASKED_OFTEN`] are there.
    asked_often: u16,
    /// It has an extension block.
    pub has_extensions: bool,
    /// ServerHello: it is a HelloRetryRequest.
    pub hello_retry_request: bool,
    /// ServerHello: its random says that the server knows a later version.
    pub downgrade: Option<DowngradeSentinel>,
    /// Protocols, made text.
    pub alpn: Option<Box<[Box<str>]>>,
    /// First and last byte of the first of these, as they are.
    pub alpn_ends: Option<[u8; 2]>,
    /// psk_key_exchange_modes.
    pub psk_modes: Option<Box<[u8]>>,
    /// pre_shared_key: count of identities, or index chosen.
    pub pre_shared_key: Option<u16>,
    /// Bytes of the cookie.
    pub cookie_length: Option<u16>,
    /// Bytes of renegotiated_connection.
    pub renegotiation_info_length: Option<u8>,
    /// Bytes of the session ticket.
    pub session_ticket_length: Option<u16>,
    /// record_size_limit.
    pub record_size_limit: Option<u16>,
    /// max_fragment_length.
    pub max_fragment_length: Option<u8>,
    /// encrypted_client_hello: outer or inner.
    pub encrypted_client_hello: Option<&'static str>,
    /// What has not its shape.
    pub malformed: Option<Box<str>>,
    /// Made when they are asked for, for all connections that share these notes.
    fingerprints: OnceLock<Box<Fingerprints>>,
}

impl HelloNotes {
    /// The extension is there.
    #[inline]
    #[must_use]
    pub fn has(&self, extension: ExtensionType) -> bool {
        match ASKED_OFTEN.iter().position(|asked| *asked == extension) {
            Some(place) => self.asked_often & 1 << place != 0,
            None => self.lists.get(Numbers::ExtensionTypes).is_some_and(|types| types.contains(&extension.0)),
        }
    }

    /// Fingerprints of a ClientHello, or of a ServerHello.
    pub fn fingerprints(&self, client: bool) -> &Fingerprints {
        let make = if client { Fingerprints::of_client } else { Fingerprints::of_server };
        self.fingerprints.get_or_init(|| Box::new(make(self)))
    }

    /// The suite is offered.
    #[must_use]
    pub fn offers_suite(&self, suite: u16) -> bool {
        self.lists.get(Numbers::CipherSuites).is_some_and(|suites| suites.contains(&suite))
    }

    /// Notes of a ClientHello.
    #[must_use]
    pub fn of_client(hello: &ClientHello<'_>) -> Self {
        let mut notes = Self {
            legacy_version: hello.legacy_version.0,
            compression_methods: hello.compression_methods.iter().map(|method| method.0).collect(),
            ..Self::default()
        };
        notes.session_id_length = u8::try_from(hello.session_id.len()).unwrap_or(u8::MAX);
        let mut gather = Gather { numbers: Vec::with_capacity(USUAL_NUMBERS), ..Gather::default() };
        gather.list(Numbers::CipherSuites, hello.cipher_suites.iter().map(|suite| suite.0));
        notes.extensions(&mut gather, hello.extensions.as_ref(), Hello::Client);
        notes.lists = gather.done();
        notes
    }

    /// Notes of a ServerHello or HelloRetryRequest.
    #[must_use]
    pub fn of_server(hello: &ServerHello<'_>) -> Self {
        let mut notes = Self {
            legacy_version: hello.legacy_version.0,
            compression_methods: Box::new([hello.compression_method.0]),
            hello_retry_request: hello.is_hello_retry_request(),
            downgrade: hello.downgrade_sentinel(),
            ..Self::default()
        };
        notes.session_id_length = u8::try_from(hello.session_id.len()).unwrap_or(u8::MAX);
        let mut gather = Gather::default();
        gather.list(Numbers::CipherSuites, std::iter::once(hello.cipher_suite.0));
        notes.extensions(&mut gather, hello.extensions.as_ref(), hello.hello());
        notes.lists = gather.done();
        notes
    }

    fn extensions(
        &mut self,
        gather: &mut Gather,
        extensions: Option<&crate::tls::extension::Extensions<'_>>,
        hello: Hello,
    ) {
        let Some(extensions) = extensions else { return };
        self.has_extensions = true;
        gather.list(Numbers::ExtensionTypes, extensions.iter().map(|(code, _)| code.0));
        let length = |body: crate::bytes::Reader<'_>| u16::try_from(body.len()).unwrap_or(u16::MAX);
        gather.list(Numbers::ExtensionLengths, extensions.iter().map(|(_, body)| length(body)));
        if let Some(damage) = extensions.damage() {
            self.malformed = Some(damage.to_string().into());
        }
        for (code, body) in extensions.iter() {
            if let Some(place) = ASKED_OFTEN.iter().position(|asked| *asked == code) {
                self.asked_often |= 1 << place;
            }
            match Extension::read(code, hello, body) {
                Ok(extension) => self.extension(gather, extension),
                Err(damage) => {
                    self.malformed.get_or_insert_with(|| damage.to_string().into());
                }
            }
        }
    }

    fn extension(&mut self, gather: &mut Gather, extension: Extension<'_>) {
        let short = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap_or(u16::MAX);
        match extension {
            Extension::SupportedVersions(versions) => {
                gather.list(Numbers::SupportedVersions, versions.iter().map(|version| version.0));
            }
            Extension::SelectedVersion(version) => {
                gather.list(Numbers::SupportedVersions, std::iter::once(version.0));
            }
            Extension::Alpn(names) => {
                self.alpn = Some(names.iter().map(|name| text(name.0)).collect());
                self.alpn_ends = names.iter().next().and_then(|name| Some([*name.0.first()?, *name.0.last()?]));
            }
            Extension::EcPointFormats(formats) => {
                gather.list(Numbers::EcPointFormats, formats.iter().map(|format| format.0.into()));
            }
            Extension::SupportedGroups(groups) => {
                gather.list(Numbers::SupportedGroups, groups.iter().map(|group| group.0));
            }
            Extension::SignatureAlgorithms(schemes) => {
                gather.list(Numbers::SignatureAlgorithms, schemes.iter().map(|scheme| scheme.0));
            }
            Extension::SignatureAlgorithmsCert(schemes) => {
                gather.list(Numbers::SignatureAlgorithmsCert, schemes.iter().map(|scheme| scheme.0));
            }
            Extension::ClientShares(shares) => {
                gather.list(Numbers::KeyShareGroups, shares.iter().map(|share| share.group.0));
            }
            Extension::ServerShare(share) => {
                gather.list(Numbers::KeyShareGroups, std::iter::once(share.group.0));
            }
            Extension::SelectedGroup(group) => gather.list(Numbers::KeyShareGroups, std::iter::once(group.0)),
            Extension::PskKeyExchangeModes(modes) => {
                self.psk_modes = Some(modes.iter().map(|mode| mode.0).collect());
            }
            Extension::OfferedPsks { identities, .. } => {
                self.pre_shared_key = Some(u16::try_from(identities.iter().count()).unwrap_or(u16::MAX));
            }
            Extension::SelectedPsk(index) => self.pre_shared_key = Some(index),
            Extension::Cookie(cookie) => self.cookie_length = Some(short(cookie)),
            Extension::RenegotiationInfo(info) => {
                self.renegotiation_info_length = Some(u8::try_from(info.len()).unwrap_or(u8::MAX));
            }
            Extension::SessionTicket(ticket) => self.session_ticket_length = Some(short(ticket)),
            Extension::RecordSizeLimit(limit) => self.record_size_limit = Some(limit),
            Extension::MaxFragmentLength(code) => self.max_fragment_length = Some(code),
            Extension::CompressCertificate(algorithms) => {
                gather.list(Numbers::CompressCertificate, algorithms.iter().map(|algorithm| algorithm.0));
            }
            Extension::EncryptedClientHello(hello) => {
                let inner = matches!(hello, EncryptedClientHello::Inner);
                self.encrypted_client_hello = Some(if inner { "inner" } else { "outer" });
            }
            // Their presence is in the list of types, and is all that is asked of them.
            _ => {}
        }
    }

    /// The version that a ServerHello chose.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        let chosen = self.lists.get(Numbers::SupportedVersions).and_then(|versions| versions.first().copied());
        ProtocolVersion(chosen.unwrap_or(self.legacy_version))
    }

    /// The suite that a ServerHello chose.
    #[must_use]
    pub fn cipher_suite(&self) -> Option<u16> {
        self.lists.get(Numbers::CipherSuites)?.first().copied()
    }
}

/// What is kept of a message besides its type and length.
#[derive(Clone, Debug)]
pub enum Notes {
    /// A hello: what its program says in all of them, and the first host_name, made text.
    Hello(Arc<HelloNotes>, Option<Box<str>>),
    /// A chain of certificates.
    Certificate(Arc<Chain>),
    /// What a CertificateRequest asks for.
    CertificateRequest(Arc<Request>),
    /// The message has not its shape.
    Malformed(Box<str>),
}

impl Notes {
    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        match self {
            // Shared by all connections that say the same.
            Self::Hello(_, name) => name.as_ref().map_or(0, |name| name.len()),
            Self::Certificate(chain) => share_of(chain),
            Self::CertificateRequest(request) => share_of(request),
            Self::Malformed(text) => text.len(),
        }
    }
}

/// A name of the wire as text: what is not UTF-8 is written as the replacement character.
pub(super) fn text(bytes: &[u8]) -> Box<str> {
    String::from_utf8_lossy(bytes).into()
}

/// A hash that is the same on every machine and in every version; 0 for no bytes.
pub fn hash(bytes: &[u8]) -> u64 {
    if bytes.is_empty() { 0 } else { xxhash_rust::xxh3::xxh3_64(bytes) }
}
