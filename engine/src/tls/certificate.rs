//! Certificate and CertificateRequest, as far as TLS shapes them: a certificate is bytes here, a name is DER.
//!
//! Since TLS 1.3 both are encrypted; their new form is read for carriers that open records.

use crate::bytes::{Malformed, Reader};
use crate::registry::{ClientCertificateType, ProtocolVersion, SignatureScheme};
use crate::tls::extension::{Extensions, Hello};
use crate::tls::list::{Element, List, Opaque16, Opaque24};

/// A server asks for a certificate.
#[derive(Clone, Copy, Debug)]
pub enum CertificateRequest<'a> {
    /// TLS 1.2 and before (RFC 5246 7.4.4).
    Tls12 {
        /// Kinds of certificates it takes.
        certificate_types: List<'a, ClientCertificateType>,
        /// Signatures it takes; TLS 1.2 only.
        signature_algorithms: Option<List<'a, SignatureScheme>>,
        /// Distinguished names of the authorities it trusts, in DER.
        certificate_authorities: List<'a, Opaque16<'a>>,
    },
    /// TLS 1.3 (RFC 8446 4.3.2), where all that is asked is in extensions.
    Tls13 {
        /// Comes back in the client's Certificate; empty in the handshake.
        context: &'a [u8],
        /// What is asked.
        extensions: Option<Extensions<'a>>,
    },
}

impl<'a> CertificateRequest<'a> {
    /// A message body of this version.
    ///
    /// # Errors
    /// If a field is cut short, claims more than is there, or bytes are left over.
    pub fn read(body: &'a [u8], version: ProtocolVersion) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        if version.is_tls13() {
            let context = r.vec8("certificate_request.certificate_request_context")?.rest();
            return Ok(Self::Tls13 { context, extensions: Extensions::read(&mut r) });
        }
        let certificate_types = List::read(r.vec8("certificate_request.certificate_types")?)?;
        let signature_algorithms = if version == ProtocolVersion::TLS_1_2 {
            Some(List::read(r.vec16("certificate_request.supported_signature_algorithms")?)?)
        } else {
            None
        };
        let certificate_authorities = List::read(r.vec16("certificate_request.certificate_authorities")?)?;
        r.end("certificate_request")?;
        Ok(Self::Tls12 { certificate_types, signature_algorithms, certificate_authorities })
    }
}

/// A certificate chain; it has no certificate where a client was asked and has none to give.
#[derive(Clone, Copy, Debug)]
pub enum Certificate<'a> {
    /// TLS 1.2 and before (RFC 5246 7.4.2).
    Tls12 {
        /// The sender's certificate first.
        chain: List<'a, Opaque24<'a>>,
    },
    /// TLS 1.3 (RFC 8446 4.4.2).
    Tls13 {
        /// That of the request; empty in the handshake.
        context: &'a [u8],
        /// The sender's certificate first.
        chain: List<'a, CertificateEntry<'a>>,
    },
}

/// A certificate with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct CertificateEntry<'a> {
    /// DER, unless another type was negotiated.
    pub certificate: &'a [u8],
    /// Its status and the like, as a vector.
    pub extensions: &'a [u8],
}

impl<'a> Element<'a> for CertificateEntry<'a> {
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        Ok(Self {
            certificate: r.vec24("certificate.cert_data")?.rest(),
            extensions: r.vec16("certificate.extensions")?.rest(),
        })
    }
}

impl<'a> Certificate<'a> {
    /// A message body of this version.
    ///
    /// # Errors
    /// If a field is cut short, claims more than is there, or bytes are left over.
    pub fn read(body: &'a [u8], version: ProtocolVersion) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        let certificate = if version.is_tls13() {
            let context = r.vec8("certificate.certificate_request_context")?.rest();
            Self::Tls13 { context, chain: List::read(r.vec24("certificate.certificate_list")?)? }
        } else {
            Self::Tls12 { chain: List::read(r.vec24("certificate.certificate_list")?)? }
        };
        r.end("certificate").map(|()| certificate)
    }

    /// The certificates, the sender's first.
    pub fn certificates(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (older, newer) = match self {
            Self::Tls12 { chain } => (*chain, List::default()),
            Self::Tls13 { chain, .. } => (List::default(), *chain),
        };
        older.map(|certificate| certificate.0).chain(newer.map(|entry| entry.certificate))
    }
}

/// Any bytes as either message of any version: it ends, and every list can be walked.
pub fn fuzz(data: &[u8]) {
    for version in [ProtocolVersion::TLS_1_1, ProtocolVersion::TLS_1_2, ProtocolVersion::TLS_1_3] {
        if let Ok(certificate) = Certificate::read(data, version) {
            assert!(certificate.certificates().map(<[u8]>::len).sum::<usize>() <= data.len());
        }
        match CertificateRequest::read(data, version) {
            Ok(CertificateRequest::Tls12 { certificate_authorities, .. }) => {
                assert!(certificate_authorities.map(|name| name.0.len()).sum::<usize>() <= data.len());
            }
            Ok(CertificateRequest::Tls13 { extensions, .. }) => {
                extensions.iter().for_each(|extensions| extensions.walk(Hello::CertificateRequest));
            }
            Err(damage) => assert!(damage.offset <= data.len()),
        }
    }
}
