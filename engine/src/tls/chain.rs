//! What is kept of certificate chains and of requests for one. A server sends the same in each of its connections: each
//! certificate, chain and request is read once and shared.

use std::sync::Arc;

use crate::bytes::Malformed;
use crate::registry::ProtocolVersion;
use crate::tls::certificate::{Certificate, CertificateRequest};
use crate::tls::distinguished_name;
use crate::tls::x509::CertificateNotes;

/// Bytes of messages that are kept to know them again; when there are more, reading begins anew.
const KEPT: usize = 4 << 20;
/// Certificates of a chain that are read. No verifier follows so many.
const LONGEST: usize = 64;

/// What is kept of a Certificate message.
#[derive(Debug)]
pub struct Chain {
    /// Bytes of each certificate.
    pub lengths: Box<[u32]>,
    /// What the first of them say, the sender's own before all.
    pub certificates: Box<[Arc<CertificateNotes>]>,
}

impl Chain {
    /// Certificates were left unread.
    #[must_use]
    pub fn is_capped(&self) -> bool {
        self.lengths.len() > self.certificates.len()
    }

    fn heap(&self) -> usize {
        let certificates = self.certificates.iter().map(|one| one.heap() / Arc::strong_count(one).max(1));
        self.lengths.len() * 4 + certificates.sum::<usize>()
    }
}

/// What is kept of a CertificateRequest of TLS 1.2 or before.
#[derive(Debug)]
pub struct Request {
    /// Certificate types.
    pub types: Box<[u8]>,
    /// Signature schemes; `None` before TLS 1.2.
    pub schemes: Option<Box<[u16]>>,
    /// Authorities named, as text.
    pub authorities: Box<[Box<str>]>,
    /// Stand for the same names, one each.
    pub authority_ids: Box<[u64]>,
    /// Which of the names is none: its place.
    pub malformed: Option<Box<str>>,
}

impl Request {
    fn heap(&self) -> usize {
        let names = self.authorities.iter().map(|name| name.len() + size_of::<Box<str>>() + size_of::<u64>());
        self.types.len() + self.schemes.as_ref().map_or(0, |schemes| schemes.len() * 2) + names.sum::<usize>()
    }
}

/// Bytes on the heap that fall to one of those who share it, about.
pub(super) fn share_of<T: Heap>(shared: &Arc<T>) -> usize {
    shared.heap() / Arc::strong_count(shared).max(1)
}

/// What knows its size on the heap.
pub(super) trait Heap {
    fn heap(&self) -> usize;
}

impl Heap for Chain {
    fn heap(&self) -> usize {
        Self::heap(self)
    }
}

impl Heap for Request {
    fn heap(&self) -> usize {
        Self::heap(self)
    }
}

/// Messages that were read before, by their bytes.
#[derive(Debug)]
struct Shared<T> {
    known: hashbrown::HashMap<Box<[u8]>, Arc<T>, foldhash::fast::RandomState>,
    bytes: usize,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { known: hashbrown::HashMap::default(), bytes: 0 }
    }
}

impl<T> Shared<T> {
    fn read<E>(&mut self, bytes: &[u8], read: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(known) = self.known.get(bytes) {
            return Ok(Arc::clone(known));
        }
        let new = Arc::new(read()?);
        self.bytes += bytes.len();
        if self.bytes > KEPT {
            self.known.clear();
            self.bytes = bytes.len();
        }
        self.known.insert(bytes.into(), Arc::clone(&new));
        Ok(new)
    }
}

/// Chains and requests that were read before.
#[derive(Debug, Default)]
pub struct KnownCertificates {
    certificates: Shared<CertificateNotes>,
    chains: Shared<Chain>,
    requests: Shared<Request>,
    /// The message at hand, with its version behind it.
    message: Vec<u8>,
}

impl KnownCertificates {
    /// The chain in the body of a Certificate message.
    ///
    /// # Errors
    /// If the message has not its shape; what its certificates say is not asked.
    pub fn chain(&mut self, body: &[u8], version: ProtocolVersion) -> Result<Arc<Chain>, Malformed> {
        let Self { certificates, chains, message, .. } = self;
        with_version(message, body, version);
        chains.read(message, || {
            let message = Certificate::read(body, version)?;
            let length = |der: &[u8]| u32::try_from(der.len()).unwrap_or(u32::MAX);
            let read = |der| {
                let Ok(notes) = certificates.read(der, || Ok::<_, std::convert::Infallible>(CertificateNotes::of(der)));
                notes
            };
            Ok(Chain {
                lengths: message.certificates().map(length).collect(),
                certificates: message.certificates().take(LONGEST).map(read).collect(),
            })
        })
    }

    /// What the body of a CertificateRequest asks for; `None` in TLS 1.3, where nothing of it is in clear.
    ///
    /// # Errors
    /// If the message has not its shape.
    pub fn request(&mut self, body: &[u8], version: ProtocolVersion) -> Result<Option<Arc<Request>>, Malformed> {
        let CertificateRequest::Tls12 { certificate_types, signature_algorithms, certificate_authorities } =
            CertificateRequest::read(body, version)?
        else {
            return Ok(None);
        };
        let Self { requests, message, .. } = self;
        with_version(message, body, version);
        let request = requests.read(message, || {
            let names = || certificate_authorities.iter().map(|name| name.0);
            let texts: Vec<_> = names().map(distinguished_name::text).collect();
            let malformed = texts.iter().position(Option::is_none);
            Ok(Request {
                types: certificate_types.iter().map(|kind| kind.0).collect(),
                schemes: signature_algorithms.map(|schemes| schemes.iter().map(|scheme| scheme.0).collect()),
                authorities: texts.into_iter().map(Option::unwrap_or_default).collect(),
                authority_ids: names().map(distinguished_name::id).collect(),
                malformed: malformed.map(|place| format!("certificate_authorities, name {place}: not a name").into()),
            })
        });
        request.map(Some)
    }
}

fn with_version(message: &mut Vec<u8>, body: &[u8], version: ProtocolVersion) {
    message.clear();
    message.extend_from_slice(body);
    message.extend_from_slice(&version.0.to_be_bytes());
}

/// Any bytes as either message, twice: what is known gives the same as what is read.
pub fn fuzz(data: &[u8]) {
    let mut known = KnownCertificates::default();
    for version in [ProtocolVersion::TLS_1_1, ProtocolVersion::TLS_1_2, ProtocolVersion::TLS_1_3] {
        for _ in 0..2 {
            if let Ok(chain) = known.chain(data, version) {
                assert!(chain.certificates.len() <= chain.lengths.len() && chain.certificates.len() <= LONGEST);
            }
            if let Ok(Some(request)) = known.request(data, version) {
                assert_eq!(request.authorities.len(), request.authority_ids.len());
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::cast_possible_truncation)]
mod tests {
    use super::*;
    use crate::tls::vectors::{hex, mutated};

    const TLS_1_0: ProtocolVersion = ProtocolVersion::TLS_1_0;
    const TLS_1_2: ProtocolVersion = ProtocolVersion::TLS_1_2;

    /// RFC 5246 7.4.2: lengths of three bytes.
    fn message(certificates: &[&[u8]]) -> Vec<u8> {
        let with_length = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes()[1..], bytes].concat();
        with_length(&certificates.iter().flat_map(|certificate| with_length(certificate)).collect::<Vec<_>>())
    }

    /// RFC 5246 7.4.4: rsa_sign, one scheme, the name CN=a and two bytes that are none.
    const REQUEST: &str = "01 01 0002 0401 0014 000e 300c310a300806035504030c0161 0002 3100";

    #[test]
    fn a_chain_is_read_once_and_a_certificate_of_two_chains_once() {
        let mut known = KnownCertificates::default();
        let one = known.chain(&message(&[b"own", b"issuer"]), TLS_1_2).unwrap();
        let again = known.chain(&message(&[b"own", b"issuer"]), TLS_1_2).unwrap();
        assert!(Arc::ptr_eq(&one, &again));
        let other = known.chain(&message(&[b"another", b"issuer"]), TLS_1_2).unwrap();
        let shared = |place: usize| one.certificates.get(place).zip(other.certificates.get(place));
        assert!(shared(0).is_some_and(|(one, other)| !Arc::ptr_eq(one, other)));
        assert!(shared(1).is_some_and(|(one, other)| Arc::ptr_eq(one, other)));
        assert_eq!(*other.lengths, [7, 6]);
    }

    #[test]
    fn a_request_is_read_by_its_version_and_names_its_authorities() {
        let mut known = KnownCertificates::default();
        let request = known.request(&hex(REQUEST), TLS_1_2).unwrap().unwrap();
        assert_eq!((&*request.types, request.schemes.as_deref()), (&[1][..], Some(&[0x0401][..])));
        assert_eq!(*request.authorities, ["CN=a".into(), "".into()]);
        assert_eq!(request.malformed.as_deref(), Some("certificate_authorities, name 1: not a name"));
        // The same name stands for itself in a certificate.
        let id = distinguished_name::id(&hex("300c310a300806035504030c0161"));
        assert_eq!(request.authority_ids.first(), Some(&id));
        // Without schemes, their length is that of the authorities, and the rest is too long.
        assert!(known.request(&hex(REQUEST), TLS_1_0).is_err());
        assert!(Arc::ptr_eq(&request, &known.request(&hex(REQUEST), TLS_1_2).unwrap().unwrap()));
    }

    #[test]
    fn of_a_long_chain_the_first_certificates_are_read() {
        let chain = KnownCertificates::default().chain(&message(&[&b"x"[..]; LONGEST + 1]), TLS_1_2).unwrap();
        assert_eq!((chain.lengths.len(), chain.certificates.len()), (LONGEST + 1, LONGEST));
        assert!(chain.is_capped());
        assert!(!KnownCertificates::default().chain(&message(&[&b"x"[..]; LONGEST]), TLS_1_2).unwrap().is_capped());
    }

    #[test]
    fn what_is_kept_to_be_known_again_is_bounded() {
        let mut known = KnownCertificates::default();
        for number in 0..200_u32 {
            let certificate = [&number.to_be_bytes()[..], &[0; 60_000]].concat();
            drop(known.chain(&message(&[&certificate]), TLS_1_2));
            let kept: usize = known.chains.known.keys().map(|key| key.len()).sum();
            assert!(kept <= KEPT && known.certificates.bytes <= KEPT, "{number}");
        }
        assert!(!known.chains.known.is_empty());
    }

    #[test]
    fn damaged_messages_end() {
        for sample in [message(&[b"own", &hex(crate::tls::x509::tests::CLIENT)]), hex(REQUEST)] {
            mutated(&sample, 2000, fuzz);
        }
    }
}
