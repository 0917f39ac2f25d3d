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
/// An alert: level and description (RFC 8446 6).
const ALERT: u32 = 2;
/// A flight has at most so many records: a long chain under a small record size limit, CertificateVerify, Finished.
const LONGEST: usize = 16;

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
    early: Early,
    records: Vec<Encrypted>,
    /// The server's protection, if the record before the flight was its Finished.
    pub server: Option<Protection>,
}

/// What of the client's records may be early data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Early {
    /// None: it was not offered.
    None,
    /// It was offered; no record came since the ServerHello.
    Due,
    /// All that came since.
    Came,
    /// A record as long as EndOfEarlyData came.
    Ended,
}

/// Where the reading of a flight stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// More records are needed.
    NotYet,
    /// It is told.
    Told(Answer),
    /// The client sent an alert instead of it: what it says is hidden.
    Aborted,
    /// It cannot be told.
    Unknown,
}

impl Flight {
    /// Waits for a flight under `protection`; behind EndOfEarlyData if the client offered `early_data`.
    #[must_use]
    pub const fn new(protection: Protection, early_data: bool) -> Self {
        Self { protection, early: if early_data { Early::Due } else { Early::None }, records: Vec::new(), server: None }
    }

    /// The records so far.
    #[must_use]
    pub fn records(&self) -> &[Encrypted] {
        &self.records
    }

    /// A record of the client. `more` may come.
    pub fn push(&mut self, record: Encrypted) -> Reading {
        if self.early != Early::None {
            return self.push_early(record);
        }
        self.records.push(record);
        self.read(self.records.len() < LONGEST)
    }

    /// RFC 8446 4.5: until EndOfEarlyData it is still data. Behind it comes the Finished, as who resumes is not asked for a
    /// certificate (4.3.2); four bytes of data are as long as EndOfEarlyData, but have no Finished behind them.
    fn push_early(&mut self, record: Encrypted) -> Reading {
        let length = u32::from(record.length);
        if self.early == Early::Ended && length == self.protection.wire(self.protection.finished_length()) {
            self.early = Early::None;
            self.records.push(record);
            return self.read(true);
        }
        self.early = if length == self.protection.wire(END_OF_EARLY_DATA) { Early::Ended } else { Early::Came };
        Reading::NotYet
    }

    /// No more records of the flight come: the server answered, or the connection ended.
    #[must_use]
    pub fn settle(&self) -> Reading {
        match self.early {
            // The server did not take it up, and the flight is somewhere in it.
            Early::Came | Early::Ended => Reading::Unknown,
            _ if self.records.is_empty() => Reading::NotYet,
            _ => self.read(false),
        }
    }

    fn read(&self, more: bool) -> Reading {
        let finished = self.protection.finished_length();
        let told =
            |given, confidence, records, calibrated| Reading::Told(Answer { given, confidence, records, calibrated });
        for protection in [self.protection, self.protection.with_padding(JSSE_PADDING)] {
            let plain = self.messages(protection);
            let Some(first) = plain.first() else { continue };
            let certain = |given, records| told(given, Confidence::Certain, records, Some(protection));
            match plain.get(1) {
                _ if first.length == ALERT => return Reading::Aborted,
                _ if first.length == finished => return certain(Given::Nothing, first.end),
                _ if first.length == EMPTY_CERTIFICATE + finished => return certain(Given::Empty, first.end),
                Some(second) if first.length == EMPTY_CERTIFICATE && second.length == finished => {
                    return certain(Given::Empty, second.end);
                }
                None if first.length == EMPTY_CERTIFICATE && more => return Reading::NotYet,
                _ if first.length == EMPTY_CERTIFICATE => return Reading::Unknown,
                _ => {}
            }
        }
        let unpadded = self.messages(self.protection);
        let Some(first) = unpadded.first().filter(|first| first.length >= CERTIFICATE) else { return Reading::Unknown };
        for protection in [self.protection, self.protection.with_padding(JSSE_PADDING)] {
            let plain = self.messages(protection);
            if let Some(last) = plain.iter().skip(1).find(|message| message.length == finished) {
                return told(Given::Sent, Confidence::Certain, last.end, Some(protection));
            }
        }
        if more {
            return Reading::NotYet;
        }
        if first.length >= finished + COALESCED && !self.looks_padded() {
            return told(Given::Sent, Confidence::Likely, first.end, None);
        }
        Reading::Unknown
    }

    /// The records' lengths of plaintext, where a sender that is bound to a limit cut one content into several: joined.
    fn messages(&self, protection: Protection) -> Vec<Content> {
        joined(protection, self.records.iter().map(|record| u32::from(record.length)))
    }

    /// OpenSSL's `record_padding` fills records to multiples of a size, of which content type and tag are part of the rest.
    fn looks_padded(&self) -> bool {
        self.records.iter().all(|record| (record.length.saturating_sub(16)).is_multiple_of(64))
    }
}

/// What one or several records hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// Bytes of plaintext.
    pub length: u32,
    /// Records up to its end.
    pub end: usize,
}

/// The plaintext of records of these lengths, joined where a record is as long as its sender's limit allows and so goes on in
/// the next (RFC 8449 4, RFC 6066 4). Empty if a length cannot be one under `protection`.
#[must_use]
pub fn joined(protection: Protection, lengths: impl Iterator<Item = u32>) -> Vec<Content> {
    let mut contents: Vec<Content> = Vec::new();
    let mut limit = None;
    for (place, wire) in lengths.enumerate() {
        let Some(length) = protection.plaintext(wire).map(|lengths| *lengths.end()) else { return Vec::new() };
        let end = place + 1;
        match contents.last_mut().zip(limit) {
            Some((last, limit)) if length <= limit => {
                *last = Content { length: last.length.saturating_add(length), end }
            }
            _ => contents.push(Content { length, end }),
        }
        limit = is_limit(length).then_some(length);
    }
    contents
}

/// A record of this length is full: sizes that are set are powers of two, of which record_size_limit counts the content type.
const fn is_limit(plaintext: u32) -> bool {
    matches!(plaintext, 511..=512 | 1023..=1024 | 2047..=2048 | 4095..=4096 | 8191..=8192 | 16_383..=16_384)
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
        // Four bytes of data are as long: the Finished behind tells them apart.
        let Reading::Told(answer) = reading(SHA_256, true, &[21, 500, 53, 21, 53]).0 else { panic!("it can be told") };
        assert_eq!((answer.given, answer.records), (Given::Nothing, 1));
        // Rejected, it may still be on its way: nothing can be said.
        for lengths in [&[500, 53][..], &[53], &[21], &[21, 25, 53], &[37, 69]] {
            assert_eq!(reading(SHA_256, true, lengths), (Reading::Unknown, true), "{lengths:?}");
        }
        // Not sent, nothing is known to be wrong.
        assert_eq!(reading(SHA_256, true, &[]).0, Reading::NotYet);
    }

    /// 2 bytes are 19 on the wire, of JSSE 35, under CCM_8 11; no message of this flight is so short.
    #[test]
    fn an_alert_in_its_place_means_that_the_client_broke_off() {
        for (suite, length) in [(SHA_256, 19), (SHA_384, 19), (SHA_256, 35), (CCM_8, 11), (CCM_8, 27)] {
            assert_eq!(reading(suite, false, &[length]), (Reading::Aborted, false), "{suite:?} {length}");
        }
    }

    /// A limit of 512 bytes: 529 on the wire; with record_size_limit, which counts the content type, 511 and 528.
    #[test]
    fn messages_that_a_limit_cut_are_joined() {
        let certain = |records, padding| Some((Given::Sent, Confidence::Certain, records, Some(padding)));
        // 512 + 388 bytes of Certificate, CertificateVerify, Finished.
        assert_eq!(told(SHA_256, &[529, 405, 281, 53]), certain(4, 0));
        assert_eq!(told(SHA_384, &[528, 528, 405, 281, 69]), certain(5, 0));
        // One content of 512 + 512 + 36 bytes does not end in a Finished, though its last record is as long as one.
        assert_eq!(told(SHA_256, &[529, 529, 53]), Some((Given::Sent, Confidence::Likely, 3, None)));
        // Requests behind it are not part of it.
        assert_eq!(told(SHA_256, &[529, 529, 300, 700]), Some((Given::Sent, Confidence::Likely, 3, None)));
        // A chain over 16 KiB.
        assert_eq!(told(SHA_256, &[16_401, 3000]), Some((Given::Sent, Confidence::Likely, 2, None)));
    }

    #[test]
    fn a_flight_without_end_is_given_up() {
        let (reading, settled) = reading(SHA_256, false, &[300; LONGEST]);
        assert_eq!((reading, settled), (Reading::Unknown, false));
    }
}
