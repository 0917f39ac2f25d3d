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
