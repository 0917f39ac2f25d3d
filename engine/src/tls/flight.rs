//! The client's second flight in TLS 1.3, encrypted: what of Certificate, CertificateVerify and Finished it holds, by the
//! lengths and places of its records. Whatever padding hides stays unknown.

use crate::bytes::At;
use crate::tls::protection::Protection;

/// JSSE pads each record by so much (measured).
const JSSE_PADDING: u16 = 16;
/// An empty Certificate: type, length, empty context, empty list (RFC 8446 4.4.2).
const EMPTY_CERTIFICATE: u32 = 8;
/// EndOfEarlyData: type and length (RFC 8446 4.5).
const END_OF_EARLY_DATA: u32 = 4;
/// A Certificate with a certificate is at least so long (measured; with compression, RFC 8879, too).
pub const CERTIFICATE: u32 = 200;
/// A flight in one record holds at least so much besides its Finished if there is a certificate in it.
pub const COALESCED: u32 = 300;
/// A flight has at most so many records: certificates of the longest chain, CertificateVerify, Finished.
const LONGEST: usize = 12;

/// What the client gave when it was asked for a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A certificate.
    Sent,
    /// An empty Certificate message.
    Empty,
    /// No Certificate message: it was not asked.
    Nothing,
}

/// How surely something inferred is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// An ordinary cause would look the same.
    Possible,
    /// Shape and lengths match, known look-alikes are excluded.
    Likely,
    /// It follows from the protocol.
    Certain,
}

/// A record of the flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encrypted {
    /// Length on the wire, without the header.
    pub length: u16,
    /// Where it ended.
    pub at: At,
}

/// What the flight was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it gave.
    pub given: Given,
    /// How surely.
    pub confidence: Confidence,
    /// The flight's records are the first so many.
    pub records: usize,
    /// The sender's protection, its padding calibrated by the Finished; `None` if only assumed.
    pub calibrated: Option<Protection>,
}

/// Gathers the flight until it can be told.
#[derive(Clone, Debug)]
pub struct Flight {
    protection: Protection,
    early_data: bool,
    records: Vec<Encrypted>,
}

/// Where the reading of a flight stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// More records are needed.
    NotYet,
    /// It is told.
    Told(Answer),
    /// It cannot be told.
    Unknown,
}

impl Flight {
    /// Waits for a flight under `protection`; behind EndOfEarlyData if the client offered `early_data`.
    #[must_use]
    pub const fn new(protection: Protection, early_data: bool) -> Self {
        Self { protection, early_data, records: Vec::new() }
    }

    /// The records so far.
    #[must_use]
    pub fn records(&self) -> &[Encrypted] {
        &self.records
    }

    /// A record of the client. `more` may come.
    pub fn push(&mut self, record: Encrypted) -> Reading {
        if self.early_data {
            // RFC 8446 4.5: until EndOfEarlyData it is still data.
            let length = u32::from(record.length);
            if self.paddings().any(|protection| length == protection.wire(END_OF_EARLY_DATA)) {
                self.early_data = false;
            }
            return Reading::NotYet;
        }
        self.records.push(record);
        self.read(self.records.len() < LONGEST)
    }

    /// No more records of the flight come: the server answered, or the connection ended.
    #[must_use]
    pub fn settle(&self) -> Reading {
        if self.records.is_empty() { Reading::NotYet } else { self.read(false) }
    }

    fn paddings(&self) -> impl Iterator<Item = Protection> + use<> {
        [self.protection, self.protection.with_padding(JSSE_PADDING)].into_iter()
    }

    fn read(&self, more: bool) -> Reading {
        let finished = self.protection.finished_length();
        let length = |place: usize| self.records.get(place).map(|record| u32::from(record.length));
        let Some(first) = length(0) else { return Reading::NotYet };
        let told =
            |given, confidence, records, calibrated| Reading::Told(Answer { given, confidence, records, calibrated });
        for protection in self.paddings() {
            if first == protection.wire(finished) {
                return told(Given::Nothing, Confidence::Certain, 1, Some(protection));
            }
            if first == protection.wire(EMPTY_CERTIFICATE + finished) {
                return told(Given::Empty, Confidence::Certain, 1, Some(protection));
            }
            if first == protection.wire(EMPTY_CERTIFICATE) {
                return match length(1) {
                    Some(second) if second == protection.wire(finished) => {
                        told(Given::Empty, Confidence::Certain, 2, Some(protection))
                    }
                    None if more => Reading::NotYet,
                    _ => Reading::Unknown,
                };
            }
        }
        if first < self.protection.wire(CERTIFICATE) {
            return Reading::Unknown;
        }
        for protection in self.paddings() {
            let at = (1..self.records.len()).find(|place| length(*place) == Some(protection.wire(finished)));
            if let Some(place) = at {
                return told(Given::Sent, Confidence::Certain, place + 1, Some(protection));
            }
        }
        if more {
            return Reading::NotYet;
        }
        if first >= self.protection.wire(finished + COALESCED) && !self.looks_padded() {
            return told(Given::Sent, Confidence::Likely, 1, None);
        }
        Reading::Unknown
    }

    /// OpenSSL's `record_padding` fills records to multiples of a size, of which content type and tag are part of the rest.
    fn looks_padded(&self) -> bool {
        self.records.iter().all(|record| (record.length.saturating_sub(16)).is_multiple_of(64))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::registry::{CipherSuite, ProtocolVersion};
    use crate::tls::vectors::encrypted;

    const SHA_256: CipherSuite = CipherSuite::TLS_AES_128_GCM_SHA256;
    const SHA_384: CipherSuite = CipherSuite::TLS_AES_256_GCM_SHA384;
    const CCM_8: CipherSuite = CipherSuite::TLS_AES_128_CCM_8_SHA256;

    /// What is read once the last record came, and whether that took the word that no more come.
    fn reading(suite: CipherSuite, early_data: bool, lengths: &[u16]) -> (Reading, bool) {
        let protection = Protection::of(suite, ProtocolVersion::TLS_1_3, false, false).unwrap();
        let mut flight = Flight::new(protection, early_data);
        let mut last = Reading::NotYet;
        for record in encrypted(lengths) {
            assert_eq!(last, Reading::NotYet, "it was told before {}", record.length);
            last = flight.push(record);
        }
        if last == Reading::NotYet { (flight.settle(), true) } else { (last, false) }
    }

    fn told(suite: CipherSuite, lengths: &[u16]) -> Option<(Given, Confidence, usize, Option<u16>)> {
        match reading(suite, false, lengths).0 {
            Reading::Told(Answer { given, confidence, records, calibrated }) => {
                Some((given, confidence, records, calibrated.map(Protection::padding)))
            }
            _ => None,
        }
    }

    /// Measured: Finished has 36 or 52 bytes of plaintext, a record 17 more (CCM_8: 9), with JSSE's padding 33.
    #[test]
    fn a_finished_alone_says_that_no_certificate_was_asked_for() {
        for (suite, length, padding) in
            [(SHA_256, 53, 0), (SHA_384, 69, 0), (CCM_8, 45, 0), (SHA_256, 69, 16), (SHA_384, 85, 16), (CCM_8, 61, 16)]
        {
            let expected = Some((Given::Nothing, Confidence::Certain, 1, Some(padding)));
            assert_eq!(told(suite, &[length]), expected, "{suite:?} {length}");
        }
        // What is the one of these hashes is not the other.
        assert_eq!(told(SHA_384, &[53]), None);
    }

    #[test]
    fn a_certificate_of_8_bytes_and_a_finished_are_an_empty_answer() {
        for (suite, lengths, padding) in [
            (SHA_256, [25, 53], 0),
            (SHA_384, [25, 69], 0),
            (CCM_8, [17, 45], 0),
            (SHA_256, [41, 69], 16),
            (SHA_384, [41, 85], 16),
        ] {
            let expected = Some((Given::Empty, Confidence::Certain, 2, Some(padding)));
            assert_eq!(told(suite, &lengths), expected, "{suite:?} {lengths:?}");
        }
        // Half of it may be anything.
        assert_eq!(reading(SHA_256, false, &[25]), (Reading::Unknown, true));
        assert_eq!(reading(SHA_256, false, &[25, 60]), (Reading::Unknown, false));
    }

    #[test]
    fn both_in_one_record_are_8_bytes_more_than_a_finished() {
        for (suite, length) in [(SHA_256, 61), (SHA_384, 77)] {
            assert_eq!(told(suite, &[length]), Some((Given::Empty, Confidence::Certain, 1, Some(0))), "{length}");
        }
    }

    #[test]
    fn a_certificate_is_sent_when_200_bytes_or_more_come_before_the_finished() {
        let certain = |records, padding| Some((Given::Sent, Confidence::Certain, records, Some(padding)));
        // Certificate, CertificateVerify of RSA-2048 (264 and 17 bytes), Finished.
        assert_eq!(told(SHA_256, &[1000, 281, 53]), certain(3, 0));
        assert_eq!(told(SHA_384, &[1000, 281, 69]), certain(3, 0));
        assert_eq!(told(SHA_256, &[1016, 297, 69]), certain(3, 16));
        // A chain over two records; an ECDSA proof.
        assert_eq!(told(SHA_256, &[16_401, 3000, 97, 53]), certain(4, 0));
        // 199 bytes of plaintext are too few.
        assert_eq!(told(SHA_256, &[216]), None);
        assert_eq!(told(SHA_256, &[217, 53]), certain(2, 0));
    }

    #[test]
    fn a_flight_in_one_record_is_likely_a_certificate_if_it_is_300_bytes_longer_than_a_finished() {
        assert_eq!(told(SHA_256, &[1300]), Some((Given::Sent, Confidence::Likely, 1, None)));
        // Requests behind it are no part of it.
        assert_eq!(told(SHA_256, &[1300, 700, 90]), Some((Given::Sent, Confidence::Likely, 1, None)));
        // 36 + 300 + 17 = 353.
        assert_eq!(told(SHA_256, &[352]), None);
        assert_eq!(told(SHA_256, &[353]), Some((Given::Sent, Confidence::Likely, 1, None)));
    }

    /// OpenSSL, `record_padding 256`: each record is a multiple of 256 and a tag of 16 bytes.
    #[test]
    fn padding_to_a_block_hides_the_flight() {
        for lengths in [&[272][..], &[272, 272], &[1040, 528, 272], &[1296]] {
            assert_eq!(reading(SHA_256, false, lengths).0, Reading::Unknown, "{lengths:?}");
        }
    }

    #[test]
    fn early_data_is_no_part_of_the_flight() {
        // EndOfEarlyData has 4 bytes, 21 on the wire (RFC 8446 4.5).
        let Reading::Told(answer) = reading(SHA_256, true, &[500, 53, 21, 53]).0 else { panic!("it can be told") };
        assert_eq!((answer.given, answer.records), (Given::Nothing, 1));
        // Rejected, it may still be on its way: nothing can be said.
        assert_eq!(reading(SHA_256, true, &[500, 53]).0, Reading::NotYet);
    }

    #[test]
    fn a_flight_without_end_is_given_up() {
        let (reading, settled) = reading(SHA_256, false, &[300; LONGEST]);
        assert_eq!((reading, settled), (Reading::Unknown, false));
    }
}
