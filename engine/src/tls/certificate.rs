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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::registry::ExtensionType;
    use crate::tls::extension::Extension;
    use crate::tls::vectors::{CERTIFICATE_REQUEST, body, hex, mutated};

    const TLS_1_0: ProtocolVersion = ProtocolVersion::TLS_1_0;
    const TLS_1_2: ProtocolVersion = ProtocolVersion::TLS_1_2;
    const TLS_1_3: ProtocolVersion = ProtocolVersion::TLS_1_3;

    /// RFC 5246 7.4.4: rsa_sign and ecdsa_sign, two schemes, two names of two bytes each.
    const REQUEST_12: &str = "02 01 40 0004 0401 0403 0008 0002 3000 0002 3100";

    /// RFC 5246 7.4.2: two certificates, of three bytes and of one.
    const CHAIN_12: &str = "00000a 000003 300101 000001 05";

    /// RFC 8446 4.4.2: a context of one byte, one certificate of two bytes with an empty status_request.
    const CHAIN_13: &str = "01 77 00000b 000002 3000 0004 0005 0000";

    #[test]
    fn a_request_of_tls_1_2_names_types_schemes_and_authorities() {
        let bytes = hex(REQUEST_12);
        let CertificateRequest::Tls12 { certificate_types, signature_algorithms, certificate_authorities } =
            CertificateRequest::read(&bytes, TLS_1_2).unwrap()
        else {
            panic!("not the form of TLS 1.2");
        };
        assert!(certificate_types.eq([ClientCertificateType::RSA_SIGN, ClientCertificateType::ECDSA_SIGN]));
        let schemes = [SignatureScheme::RSA_PKCS1_SHA256, SignatureScheme::ECDSA_SECP256R1_SHA256];
        assert!(signature_algorithms.unwrap().eq(schemes));
        assert!(certificate_authorities.map(|name| name.0).eq([[0x30, 0].as_slice(), &[0x31, 0]]));
    }

    #[test]
    fn before_tls_1_2_a_request_names_no_schemes() {
        let bytes = hex("01 01 0000"); // RFC 2246 7.4.4, from a server that trusts no one by name
        assert!(matches!(CertificateRequest::read(&bytes, TLS_1_0),
            Ok(CertificateRequest::Tls12 { signature_algorithms: None, certificate_authorities, .. })
                if certificate_authorities.is_empty()));
    }

    #[test]
    fn the_request_of_rfc_8448_section_6_asks_by_extension() {
        let bytes = body(CERTIFICATE_REQUEST);
        let Ok(CertificateRequest::Tls13 { context: [], extensions }) = CertificateRequest::read(&bytes, TLS_1_3)
        else {
            panic!("not the form of TLS 1.3");
        };
        let (code, body) = extensions.unwrap().iter().next().unwrap();
        assert_eq!(code, ExtensionType::SIGNATURE_ALGORITHMS);
        let read = Extension::read(code, Hello::CertificateRequest, body);
        assert!(matches!(read, Ok(Extension::SignatureAlgorithms(schemes)) if schemes.count() == 15));
    }

    #[test]
    fn a_chain_gives_its_certificates_the_senders_first() {
        let bytes = hex(CHAIN_12);
        let certificate = Certificate::read(&bytes, TLS_1_2).unwrap();
        assert!(certificate.certificates().eq([[0x30, 1, 1].as_slice(), &[5]]));
        let bytes = hex(CHAIN_13);
        let certificate = Certificate::read(&bytes, TLS_1_3).unwrap();
        assert!(certificate.certificates().eq([[0x30, 0]]));
        assert!(matches!(certificate, Certificate::Tls13 { context: [0x77], chain }
            if chain.iter().next().unwrap().extensions == [0, 5, 0, 0]));
    }

    #[test]
    fn a_client_that_has_none_sends_a_chain_without_certificates() {
        // RFC 5246 7.4.6: seven bytes with the header; RFC 8446 4.4.2: eight.
        for (bytes, version) in [(&[0, 0, 0][..], TLS_1_2), (&[0, 0, 0, 0], TLS_1_3)] {
            assert_eq!(Certificate::read(bytes, version).unwrap().certificates().count(), 0);
        }
    }

    #[test]
    fn every_prefix_is_malformed_at_the_cut() {
        for (sample, version) in [(CHAIN_12, TLS_1_2), (CHAIN_13, TLS_1_3)] {
            let bytes = hex(sample);
            for cut in 0..bytes.len() {
                let damage = Certificate::read(bytes.split_at(cut).0, version).map(|_| ());
                assert_eq!(damage.map_err(|damage| damage.offset + damage.left), Err(cut));
            }
        }
        let bytes = hex(REQUEST_12);
        for cut in 0..bytes.len() {
            let damage = CertificateRequest::read(bytes.split_at(cut).0, TLS_1_2).map(|_| ());
            assert_eq!(damage.map_err(|damage| damage.offset + damage.left), Err(cut));
        }
    }

    #[test]
    fn damaged_messages_end() {
        for sample in [hex(REQUEST_12), hex(CHAIN_12), hex(CHAIN_13), body(CERTIFICATE_REQUEST)] {
            mutated(&sample, 3000, fuzz);
        }
    }
}
