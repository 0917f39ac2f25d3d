//! How long a record is on the wire for so many bytes of plaintext, and back.
//!
//! It knows lengths, no keys and no bytes. Padding is taken to be the shortest that the cipher allows, plus what a
//! sender adds to every TLS 1.3 record alike. The extension truncated_hmac (RFC 6066 7) is not known to it.

use std::ops::RangeInclusive;

use crate::registry::{Bulk, CipherSuite, ProtocolVersion};

/// How one direction's records are lengthened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Initialisation vector or explicit nonce, before what is encrypted.
    before: u8,
    /// MAC, encrypted with the plaintext and padded with it.
    inside: u8,
    /// Tag or MAC, and TLS 1.3's content type, after it.
    after: u8,
    /// Block size; 1 if nothing is padded.
    block: u8,
    /// What the sender adds to each record (RFC 8446 5.4).
    padding: u16,
    /// Plaintext length of a Finished message.
    finished: u8,
}

impl Protection {
    /// What a negotiation leads to. `None` if the suite is not known, is not one of this version, or if records are
    /// compressed, which leaves no arithmetic.
    #[must_use]
    pub fn of(cipher: CipherSuite, version: ProtocolVersion, encrypt_then_mac: bool, compressed: bool) -> Option<Self> {
        let suite = cipher.suite()?;
        if compressed || version.is_tls13() != cipher.is_tls13() {
            return None;
        }
        let mac = suite.hash.size();
        let bare = Self { before: 0, inside: 0, after: 0, block: 1, padding: 0, finished: finished(version, mac)? };
        Some(match suite.bulk {
            // RFC 8446 5.2: the content type is encrypted behind the content.
            Bulk::Aead { tag, .. } if version.is_tls13() => Self { after: tag.checked_add(1)?, ..bare },
            // RFC 5246 6.2.3.3: AEAD came with TLS 1.2.
            Bulk::Aead { explicit_nonce, tag } if version == ProtocolVersion::TLS_1_2 => {
                Self { before: explicit_nonce, after: tag, ..bare }
            }
            Bulk::Aead { .. } => return None,
            Bulk::Null | Bulk::Stream => Self { after: mac, ..bare },
            Bulk::Block(block) => {
                // RFC 4346 6.2.3.2: since TLS 1.1 each record begins with its own initialisation vector.
                let before = if version >= ProtocolVersion::TLS_1_1 { block } else { 0 };
                // RFC 7366 3: the MAC moves out of what is padded.
                let (inside, after) = if encrypt_then_mac { (0, mac) } else { (mac, 0) };
                Self { before, inside, after, block, ..bare }
            }
        })
    }

    /// The same with so many bytes of padding in each record, as measured.
    #[must_use]
    pub const fn with_padding(self, padding: u16) -> Self {
        Self { padding, ..self }
    }

    /// What a sender adds to each record.
    #[must_use]
    pub const fn padding(self) -> u16 {
        self.padding
    }

    /// The length on the wire, without the record header, of `plaintext` bytes: P(n) in the rules.
    #[must_use]
    pub fn wire(self, plaintext: u32) -> u32 {
        let content = plaintext.saturating_add(u32::from(self.inside));
        let block = u32::from(self.block);
        // RFC 5246 6.2.3.2: at least one byte of padding, up to a whole block.
        let padded = if block > 1 { (content / block).saturating_add(1).saturating_mul(block) } else { content };
        padded.saturating_add(self.around())
    }

    /// The lengths of plaintext that a record of this length can hold; `None` if none gives it.
    #[must_use]
    pub fn plaintext(self, wire: u32) -> Option<RangeInclusive<u32>> {
        let padded = wire.checked_sub(self.around())?;
        let (block, inside) = (u32::from(self.block), u32::from(self.inside));
        if block == 1 {
            let exact = padded.checked_sub(inside)?;
            return Some(exact..=exact);
        }
        if padded % block != 0 {
            return None;
        }
        let longest = padded.checked_sub(inside)?.checked_sub(1)?;
        Some(longest.saturating_sub(block - 1)..=longest)
    }

    /// Plaintext length of a Finished message: header and verify_data.
    #[must_use]
    pub fn finished_length(self) -> u32 {
        u32::from(self.finished)
    }

    fn around(self) -> u32 {
        u32::from(self.before) + u32::from(self.after) + u32::from(self.padding)
    }
}

fn finished(version: ProtocolVersion, hash: u8) -> Option<u8> {
    match version {
        // RFC 6101 5.6.9: an MD5 and a SHA-1.
        ProtocolVersion::SSL_3_0 => Some(4 + 36),
        // RFC 5246 7.4.9: twelve bytes, unless a suite says otherwise, which none does.
        ProtocolVersion::TLS_1_0 | ProtocolVersion::TLS_1_1 | ProtocolVersion::TLS_1_2 => Some(4 + 12),
        // RFC 8446 4.4.4: the length of the hash.
        _ if version.is_tls13() => hash.checked_add(4),
        _ => None,
    }
}

/// Any suite, version and length: a length comes back from the wire as itself.
pub fn fuzz(data: &[u8]) {
    if let Some((&[a, b, version, flags, c, d], _)) = data.split_first_chunk() {
        let cipher = CipherSuite(u16::from_be_bytes([a, b]));
        let version = ProtocolVersion(0x0300 | u16::from(version % 5));
        let length = u32::from_be_bytes([0, 0, c, d]);
        if let Some(protection) = Protection::of(cipher, version, flags & 1 == 1, false) {
            let protection = protection.with_padding(u16::from(flags >> 1));
            let back = protection.plaintext(protection.wire(length));
            assert!(back.is_some_and(|lengths| lengths.contains(&length)));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::tls::vectors::mutated;

    const TLS_1_0: ProtocolVersion = ProtocolVersion::TLS_1_0;
    const TLS_1_1: ProtocolVersion = ProtocolVersion::TLS_1_1;
    const TLS_1_2: ProtocolVersion = ProtocolVersion::TLS_1_2;
    const TLS_1_3: ProtocolVersion = ProtocolVersion::TLS_1_3;

    fn protection(cipher: CipherSuite, version: ProtocolVersion, encrypt_then_mac: bool) -> Protection {
        Protection::of(cipher, version, encrypt_then_mac, false).unwrap()
    }

    /// HelloRequest or ServerHelloDone, empty Certificate, alert, ChangeCipherSpec, Finished.
    fn lengths(protection: Protection) -> [u32; 5] {
        [4, 7, 2, 1, protection.finished_length()].map(|plaintext| protection.wire(plaintext))
    }

    /// Measured on the wire of OpenSSL, GnuTLS, NSS, JSSE, BoringSSL, Go and rustls, with their keys.
    #[test]
    fn records_of_tls12_have_the_lengths_that_were_measured() {
        let gcm = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
        let ccm = CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_CCM;
        let chacha = CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256;
        let ccm_8 = CipherSuite::TLS_RSA_WITH_AES_128_CCM_8;
        let sha1 = CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA;
        let sha256 = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256;
        let sha384 = CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384;
        for (cipher, version, encrypt_then_mac, measured) in [
            (gcm, TLS_1_2, false, [28, 31, 26, 25, 40]),
            (ccm, TLS_1_2, false, [28, 31, 26, 25, 40]),
            (chacha, TLS_1_2, false, [20, 23, 18, 17, 32]),
            (ccm_8, TLS_1_2, false, [20, 23, 18, 17, 32]),
            (sha1, TLS_1_2, false, [48, 48, 48, 48, 64]),
            (sha1, TLS_1_1, false, [48, 48, 48, 48, 64]),
            (sha1, TLS_1_0, false, [32, 32, 32, 32, 48]),
            (sha1, TLS_1_2, true, [52, 52, 52, 52, 68]),
            (sha1, TLS_1_0, true, [36, 36, 36, 36, 52]),
            (sha256, TLS_1_2, false, [64, 64, 64, 64, 80]),
            (sha256, TLS_1_2, true, [64, 64, 64, 64, 80]),
            (sha384, TLS_1_2, false, [80, 80, 80, 80, 96]),
            (sha384, TLS_1_2, true, [80, 80, 80, 80, 96]),
        ] {
            let found = lengths(protection(cipher, version, encrypt_then_mac));
            assert_eq!(found, measured, "{cipher:?} {version:?} encrypt-then-MAC {encrypt_then_mac}");
        }
        // Encrypt-then-MAC concerns block ciphers only (RFC 7366 3).
        assert_eq!(protection(gcm, TLS_1_2, true), protection(gcm, TLS_1_2, false));
    }

    #[test]
    fn records_of_tls13_have_the_lengths_that_were_measured() {
        // Alert, empty Certificate (8), Finished.
        let lengths = |p: Protection| [2, 8, p.finished_length()].map(|plaintext| p.wire(plaintext));
        let aes_128 = protection(CipherSuite::TLS_AES_128_GCM_SHA256, TLS_1_3, false);
        let aes_256 = protection(CipherSuite::TLS_AES_256_GCM_SHA384, TLS_1_3, false);
        assert_eq!(lengths(aes_128), [19, 25, 53]);
        assert_eq!(lengths(aes_256), [19, 25, 69]);
        let chacha = protection(CipherSuite::TLS_CHACHA20_POLY1305_SHA256, TLS_1_3, false);
        let ccm_8 = protection(CipherSuite::TLS_AES_128_CCM_8_SHA256, TLS_1_3, false);
        assert_eq!(lengths(chacha), [19, 25, 53]);
        assert_eq!(lengths(ccm_8), [11, 17, 45]);
        // JSSE pads every record by 16.
        assert_eq!(lengths(aes_256.with_padding(16)), [35, 41, 85]);
        assert_eq!(lengths(aes_128.with_padding(16)), [35, 41, 69]);
        // EndOfEarlyData, KeyUpdate.
        assert_eq!([4, 5].map(|plaintext| aes_128.wire(plaintext)), [21, 22]);
        // Post-handshake empty Certificate with a context of 12 bytes (GnuTLS) and 32 (OpenSSL).
        assert_eq!([8 + 12, 8 + 32].map(|plaintext| aes_256.wire(plaintext)), [37, 57]);
    }

    #[test]
    fn records_of_older_ciphers_follow_their_rfcs() {
        // RFC 5246 6.2.3.1: a stream cipher adds its MAC only; SHA-1 has 20 bytes, MD5 16.
        assert_eq!(lengths(protection(CipherSuite::TLS_RSA_WITH_RC4_128_SHA, TLS_1_2, false)), [24, 27, 22, 21, 36]);
        assert_eq!(lengths(protection(CipherSuite::TLS_RSA_WITH_NULL_MD5, TLS_1_0, false)), [20, 23, 18, 17, 32]);
        // 3DES has blocks of 8: 8 + 8 * (floor((4 + 20) / 8) + 1) = 40; Finished: 8 + 8 * (floor(36 / 8) + 1) = 48.
        let triple_des = CipherSuite::TLS_RSA_WITH_3DES_EDE_CBC_SHA;
        assert_eq!(lengths(protection(triple_des, TLS_1_2, false)), [40, 40, 32, 32, 48]);
        // RFC 6101 5.6.9: a Finished of SSL 3.0 is 4 + 36 bytes; 8 * (floor((40 + 20) / 8) + 1) = 64.
        let ssl = protection(triple_des, ProtocolVersion::SSL_3_0, false);
        assert_eq!((ssl.finished_length(), ssl.wire(ssl.finished_length())), (40, 64));
        // Blocks of 16 with SHA-1: the same as AES.
        for cipher in [CipherSuite::TLS_RSA_WITH_CAMELLIA_128_CBC_SHA, CipherSuite::TLS_RSA_WITH_SEED_CBC_SHA] {
            assert_eq!(lengths(protection(cipher, TLS_1_2, false)), [48, 48, 48, 48, 64]);
        }
        assert_eq!(
            lengths(protection(CipherSuite::TLS_RSA_WITH_ARIA_128_CBC_SHA256, TLS_1_2, false)),
            [64, 64, 64, 64, 80]
        );
        assert_eq!(lengths(protection(CipherSuite::TLS_RSA_WITH_IDEA_CBC_SHA, TLS_1_1, false)), [40, 40, 32, 32, 48]);
        assert_eq!(lengths(protection(CipherSuite::TLS_RSA_WITH_DES_CBC_SHA, TLS_1_0, false)), [32, 32, 24, 24, 40]);
    }

    #[test]
    fn what_leaves_no_arithmetic_is_not_known() {
        let none = |cipher, version, compressed| Protection::of(cipher, version, false, compressed).is_none();
        let gcm = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
        assert!(none(CipherSuite::TLS_FALLBACK_SCSV, TLS_1_2, false));
        assert!(none(CipherSuite(0x0A0A), TLS_1_3, false));
        assert!(none(gcm, TLS_1_2, true));
        assert!(none(gcm, TLS_1_1, false)); // AEAD came with TLS 1.2
        assert!(none(gcm, TLS_1_3, false));
        assert!(none(CipherSuite::TLS_AES_128_GCM_SHA256, TLS_1_2, false));
        assert!(none(gcm, ProtocolVersion::DTLS_1_2, false));
    }

    #[test]
    fn a_length_on_the_wire_gives_back_the_plaintexts_that_fit() {
        let gcm = protection(CipherSuite::TLS_RSA_WITH_AES_128_GCM_SHA256, TLS_1_2, false);
        assert_eq!(gcm.plaintext(40), Some(16..=16));
        assert_eq!(gcm.plaintext(24), Some(0..=0));
        assert_eq!(gcm.plaintext(23), None);
        // 48 = 16 + 16 * 2: content and SHA-1 are 16 to 31 bytes, so the content is at most 11.
        let sha1 = protection(CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA, TLS_1_2, false);
        assert_eq!(sha1.plaintext(48), Some(0..=11));
        assert_eq!(sha1.plaintext(64), Some(12..=27));
        assert_eq!(sha1.plaintext(50), None);
        assert_eq!(sha1.plaintext(32), None);
        // 52 = 16 + 16 + 20.
        let encrypt_then_mac = protection(CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA, TLS_1_2, true);
        assert_eq!(encrypt_then_mac.plaintext(52), Some(0..=15));
        assert_eq!(encrypt_then_mac.plaintext(48), None);
    }

    #[test]
    fn every_plaintext_length_comes_back() {
        let ciphers: Vec<CipherSuite> = (0..=u16::MAX).map(CipherSuite).filter(|c| c.suite().is_some()).collect();
        for [a, b] in ciphers.iter().map(|cipher| cipher.0.to_be_bytes()) {
            for version in 0..5 {
                mutated(&[a, b, version, 0, 0, 16], 20, fuzz);
            }
        }
    }

    #[test]
    fn it_is_small() {
        assert!(size_of::<Protection>() <= 8);
    }
}
