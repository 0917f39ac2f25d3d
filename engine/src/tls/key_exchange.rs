//! ServerKeyExchange of TLS 1.2 and before (RFC 5246 7.4.3, RFC 8422 5.4): it tells the group and the signature scheme.
//!
//! It has no shape of its own; the suite that was chosen gives it one.

use crate::bytes::{Malformed, Reader};
use crate::registry::{KeyExchange, NamedGroup, ProtocolVersion, SignatureScheme};

/// What the server adds to its certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerKeyExchange<'a> {
    /// The server's side of the key exchange.
    pub params: ServerParams<'a>,
    /// How they are signed; `None` before TLS 1.2, or if they are not signed.
    pub signature_scheme: Option<SignatureScheme>,
}

/// The server's side of a key exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerParams<'a> {
    /// A point in a named group.
    Ecdh {
        /// The group.
        group: NamedGroup,
        /// The point.
        public: &'a [u8],
    },
    /// A group that the server made up, or took from RFC 7919 without saying so.
    Dh {
        /// The prime, whose length is the group's.
        prime: &'a [u8],
        /// The server's public value.
        public: &'a [u8],
    },
    /// Another kind, with all the message's bytes.
    Unknown(&'a [u8]),
}

/// RFC 8422 5.4: the only type of curve that is not forbidden.
const NAMED_CURVE: u8 = 3;

impl<'a> ServerKeyExchange<'a> {
    /// A message body, for the key exchange and version negotiated.
    ///
    /// # Errors
    /// If a field is cut short or claims more than is there.
    pub fn read(body: &'a [u8], kind: KeyExchange, version: ProtocolVersion) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        if matches!(kind, KeyExchange::DhePsk | KeyExchange::EcdhePsk) {
            r.vec16("server_key_exchange.psk_identity_hint")?; // RFC 4279 2, RFC 5489 2
        }
        let params = match kind {
            KeyExchange::Ecdhe | KeyExchange::EcdhAnon | KeyExchange::EcdhePsk => {
                if r.u8("server_key_exchange.curve_type")? != NAMED_CURVE {
                    return Ok(Self { params: ServerParams::Unknown(body), signature_scheme: None });
                }
                let group = NamedGroup(r.u16("server_key_exchange.named_curve")?);
                ServerParams::Ecdh { group, public: r.vec8("server_key_exchange.public")?.rest() }
            }
            KeyExchange::Dhe | KeyExchange::DhAnon | KeyExchange::DhePsk => {
                let prime = r.vec16("server_key_exchange.dh_p")?.rest();
                r.vec16("server_key_exchange.dh_g")?;
                ServerParams::Dh { prime, public: r.vec16("server_key_exchange.dh_ys")?.rest() }
            }
            _ => return Ok(Self { params: ServerParams::Unknown(body), signature_scheme: None }),
        };
        let signed = matches!(kind, KeyExchange::Ecdhe | KeyExchange::Dhe);
        let signature_scheme = if signed && version == ProtocolVersion::TLS_1_2 {
            Some(SignatureScheme(r.u16("server_key_exchange.signature_scheme")?))
        } else {
            None
        };
        if signed {
            r.vec16("server_key_exchange.signature")?;
        }
        r.end("server_key_exchange").map(|()| Self { params, signature_scheme })
    }
}

/// Any bytes in any shape: it ends.
pub fn fuzz(data: &[u8]) {
    let kinds = [KeyExchange::Ecdhe, KeyExchange::EcdhePsk, KeyExchange::Dhe, KeyExchange::DhAnon, KeyExchange::Rsa];
    for kind in kinds {
        for version in [ProtocolVersion::TLS_1_1, ProtocolVersion::TLS_1_2] {
            if let Err(damage) = ServerKeyExchange::read(data, kind, version) {
                assert!(damage.offset <= data.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::vectors::{hex, mutated};

    const TLS_1_2: ProtocolVersion = ProtocolVersion::TLS_1_2;

    /// RFC 8422 5.4: X25519, a point of four bytes for brevity, ecdsa_secp256r1_sha256, a signature of two.
    const ECDHE: &str = "03 001d 04 aabbccdd 0403 0002 3000";

    #[test]
    fn the_group_and_the_scheme_are_those_of_rfc_8422() {
        let body = hex(ECDHE);
        let params = ServerParams::Ecdh { group: NamedGroup::X25519, public: &[0xAA, 0xBB, 0xCC, 0xDD] };
        let read = ServerKeyExchange::read(&body, KeyExchange::Ecdhe, TLS_1_2);
        let signature_scheme = Some(SignatureScheme::ECDSA_SECP256R1_SHA256);
        assert_eq!(read, Ok(ServerKeyExchange { params, signature_scheme }));
        // RFC 4492 5.4: before TLS 1.2 the signature has no scheme before it.
        let older = hex("03 001d 04 aabbccdd 0002 3000");
        let read = ServerKeyExchange::read(&older, KeyExchange::Ecdhe, ProtocolVersion::TLS_1_0);
        assert_eq!(read, Ok(ServerKeyExchange { params, signature_scheme: None }));
    }

    #[test]
    fn a_finite_field_exchange_gives_its_prime() {
        let body = hex("0002 fff1 0001 02 0002 1234 0804 0001 00");
        let read = ServerKeyExchange::read(&body, KeyExchange::Dhe, TLS_1_2);
        let params = ServerParams::Dh { prime: &[0xFF, 0xF1], public: &[0x12, 0x34] };
        let signature_scheme = Some(SignatureScheme::RSA_PSS_RSAE_SHA256);
        assert_eq!(read, Ok(ServerKeyExchange { params, signature_scheme }));
    }

    #[test]
    fn every_prefix_is_malformed_at_the_cut() {
        let body = hex(ECDHE);
        for cut in 0..body.len() {
            let (prefix, _) = body.split_at(cut);
            let damage = ServerKeyExchange::read(prefix, KeyExchange::Ecdhe, TLS_1_2);
            assert_eq!(damage.map_err(|damage| damage.offset + damage.left), Err(cut));
        }
        mutated(&body, 2000, fuzz);
    }
}
