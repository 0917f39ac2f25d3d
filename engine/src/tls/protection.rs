//! How long a record is on the wire for so many bytes of plaintext, and back.
//!
//! It knows lengths, no keys and no bytes. Padding is taken to be the shortest that the cipher allows, plus what a sender
//! adds to every TLS 1.3 record alike. The extension truncated_hmac (RFC 6066 7) is not known to it.

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
        let none = Self {
            before: 0,
            inside: 0,
            after: 0,
            block: 1,
            padding: 0,
            finished: finished(version, suite.hash.size())?,
        };
        let mac = suite.hash.size();
        Some(match suite.bulk {
            // RFC 8446 5.2: the content type is encrypted behind the content.
            Bulk::Aead { tag, .. } if version.is_tls13() => Self { after: tag.checked_add(1)?, ..none },
            // RFC 5246 6.2.3.3: AEAD came with TLS 1.2.
            Bulk::Aead { explicit_nonce, tag } if version == ProtocolVersion::TLS_1_2 => {
                Self { before: explicit_nonce, after: tag, ..none }
            }
            Bulk::Aead { .. } => return None,
            Bulk::Null | Bulk::Stream => Self { after: mac, ..none },
            Bulk::Block(block) => {
                // RFC 4346 6.2.3.2: since TLS 1.1 each record begins with its own initialisation vector.
                let before = if version >= ProtocolVersion::TLS_1_1 { block } else { 0 };
                // RFC 7366 3: the MAC moves out of what is padded.
                let (inside, after) = if encrypt_then_mac { (0, mac) } else { (mac, 0) };
                Self { before, inside, after, block, ..none }
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
    pub const fn finished_length(self) -> u32 {
        self.finished as u32
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
