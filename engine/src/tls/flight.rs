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
