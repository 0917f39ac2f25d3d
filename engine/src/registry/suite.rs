//! What a cipher suite is made of: key exchange, bulk cipher and hash, read by the generator from its registered name.
//!
//! A suite whose name does not tell (signals such as `TLS_FALLBACK_SCSV`, GOST, TLCP) has no parts.

use super::{CipherSuite, generated};

/// The parts of a cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite {
    /// How keys are agreed on.
    pub key_exchange: KeyExchange,
    /// How records are encrypted.
    pub bulk: Bulk,
    /// The MAC's hash where the cipher is not an AEAD, else that of the PRF or the key schedule.
    pub hash: Hash,
}

/// How keys are agreed on. `Ecdhe` and `Dhe` are ephemeral; `Ecdh` and `Dh` have their keys in certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyExchange {
    /// None: `TLS_NULL_WITH_NULL_NULL`, the state before a handshake.
    Null,
    /// Encrypted to the server's RSA key.
    Rsa,
    /// Static Diffie-Hellman.
    Dh,
    /// Diffie-Hellman without certificates.
    DhAnon,
    /// Ephemeral Diffie-Hellman.
    Dhe,
    /// Static ECDH.
    Ecdh,
    /// ECDH without certificates.
    EcdhAnon,
    /// Ephemeral ECDH.
    Ecdhe,
    /// A pre-shared key (RFC 4279).
    Psk,
    /// A pre-shared key with ephemeral Diffie-Hellman.
    DhePsk,
    /// A pre-shared key with ephemeral ECDH (RFC 5489).
    EcdhePsk,
    /// A pre-shared key with RSA.
    RsaPsk,
    /// Kerberos (RFC 2712).
    Krb5,
    /// A password (RFC 5054).
    Srp,
    /// A password (RFC 8492).
    EccPwd,
    /// TLS 1.3, where extensions and not the suite say how.
    Tls13,
}

/// How records are encrypted, as far as it changes their length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Not at all.
    Null,
    /// Byte by byte (RC4).
    Stream,
    /// CBC, with this block size.
    Block(u8),
    /// With a tag, and in TLS 1.2 mostly with a part of the nonce in each record.
    Aead {
        /// Bytes of nonce in a record.
        explicit_nonce: u8,
        /// Bytes of tag.
        tag: u8,
    },
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Hash {
    None,
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
    Sm3,
    AsconHash256,
}

impl Hash {
    /// Bytes that it gives, which is the length of its MAC.
    #[must_use]
    pub const fn size(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 | Self::Sm3 | Self::AsconHash256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

impl CipherSuite {
    /// What it is made of, if its name tells.
    #[must_use]
    pub fn suite(self) -> Option<Suite> {
        let at = generated::SUITES.binary_search_by_key(&self, |(cipher, _)| *cipher).ok()?;
        generated::SUITES.get(at).map(|(_, suite)| *suite)
    }

    /// How keys are agreed on.
    #[must_use]
    pub fn key_exchange(self) -> Option<KeyExchange> {
        self.suite().map(|suite| suite.key_exchange)
    }

    /// A suite of TLS 1.3, which no earlier version can use (RFC 8446 B.4).
    #[must_use]
    pub fn is_tls13(self) -> bool {
        self.key_exchange() == Some(KeyExchange::Tls13)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_that_the_rfcs_define() {
        let parts = |cipher: u16| CipherSuite(cipher).suite().map(|s| (s.key_exchange, s.bulk, s.hash));
        let gcm = Bulk::Aead { explicit_nonce: 8, tag: 16 };
        // RFC 5246 A.5: RSA, 3DES, SHA. RFC 5289 3.2. RFC 6655 4: the PRF of CCM is SHA-256. RFC 7905 2.
        assert_eq!(parts(0x000A), Some((KeyExchange::Rsa, Bulk::Block(8), Hash::Sha1)));
        assert_eq!(parts(0x0005), Some((KeyExchange::Rsa, Bulk::Stream, Hash::Sha1)));
        assert_eq!(parts(0xC030), Some((KeyExchange::Ecdhe, gcm, Hash::Sha384)));
        assert_eq!(parts(0xC028), Some((KeyExchange::Ecdhe, Bulk::Block(16), Hash::Sha384)));
        assert_eq!(parts(0xC09C), Some((KeyExchange::Rsa, gcm, Hash::Sha256)));
        assert_eq!(parts(0xCCA8), Some((KeyExchange::Ecdhe, Bulk::Aead { explicit_nonce: 0, tag: 16 }, Hash::Sha256)));
        // RFC 6655 names two suites PSK_DHE where all others say DHE_PSK.
        assert_eq!(CipherSuite(0xC0AA).key_exchange(), Some(KeyExchange::DhePsk));
        // RFC 2712 export, RFC 4162 SEED, RFC 6209 ARIA.
        assert_eq!(parts(0x0026), Some((KeyExchange::Krb5, Bulk::Block(8), Hash::Sha1)));
        assert_eq!(parts(0x0096), Some((KeyExchange::Rsa, Bulk::Block(16), Hash::Sha1)));
        assert_eq!(parts(0xC03D), Some((KeyExchange::Rsa, Bulk::Block(16), Hash::Sha384)));
    }

    #[test]
    fn signals_have_no_parts_and_only_tls13_suites_are_of_tls13() {
        assert_eq!(CipherSuite::TLS_FALLBACK_SCSV.suite(), None);
        assert_eq!(CipherSuite::TLS_EMPTY_RENEGOTIATION_INFO_SCSV.suite(), None);
        assert!(CipherSuite(0x1302).is_tls13());
        assert!(!CipherSuite(0xC02F).is_tls13());
    }

    #[test]
    fn the_suites_are_sorted() {
        assert!(generated::SUITES.is_sorted_by(|a, b| a.0 < b.0));
    }
}
