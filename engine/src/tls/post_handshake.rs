//! Client authentication after the handshake in TLS 1.3 (RFC 8446 4.6.2): it looks like data, and is told by a client
//! flight that ends in exactly a Finished.

use crate::bytes::{At, Frame};
use crate::tls::flight::{CERTIFICATE, COALESCED, Confidence, Encrypted, Given};
use crate::tls::protection::Protection;
use crate::tls::turns::Turns;

/// A CertificateRequest is at least so long (measured: 45).
const REQUEST: u32 = 40;
/// An empty Certificate with its context of 8 to 263 bytes.
const EMPTY: std::ops::RangeInclusive<u32> = 16..=271;
/// A CertificateVerify (measured).
const VERIFY: std::ops::RangeInclusive<u32> = 70..=600;
/// Both records of an empty answer leave within this time; two small requests rarely do.
const TOGETHER_NS: i64 = 10_000_000;

/// An exchange that was told.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The server's record taken for the CertificateRequest.
    pub request: Frame,
    /// The first record of the client's answer.
    pub flight: Frame,
    /// The lengths of the answer's records.
    pub lengths: Vec<u32>,
    /// What it gave.
    pub given: Given,
    /// How surely it was one.
    pub confidence: Confidence,
    /// Records of the server after it.
    pub server_records_after: u32,
}

/// Watches one connection whose client offered `post_handshake_auth`.
#[derive(Clone, Debug)]
pub struct PostHandshake {
    client: Protection,
    server: Protection,
    /// The client's first flight came in one record, so a later one may, too.
    coalesces: bool,
    /// The server's last record before the client's run: what may be the request.
    asked: Option<Encrypted>,
    /// The client's records since then.
    run: Vec<Encrypted>,
    /// The turns as they stood before the run.
    before: Turns,
    /// The last exchange.
    pub last: Option<Exchange>,
}

impl PostHandshake {
    /// From the client's Finished on.
    #[must_use]
    pub fn new(client: Protection, server: Protection, coalesces: bool) -> Self {
        Self { client, server, coalesces, asked: None, run: Vec::new(), before: Turns::default(), last: None }
    }

    /// A record of the server, with the turns as they stand with it counted.
    pub fn server(&mut self, record: Encrypted, turns: &Turns) {
        let plaintext = self.server.plaintext(record.length.into()).map_or(0, |lengths| *lengths.end());
        let asked = turns.client_records > 0 && plaintext >= REQUEST;
        self.asked = asked.then_some(record);
        self.run.clear();
        if let Some(last) = &mut self.last {
            last.server_records_after = last.server_records_after.saturating_add(1);
        }
    }

    /// A record of the client, already counted as data in `turns`. If it ends an answer, the answer's records and the
    /// request are taken out of the turns again.
    pub fn client(&mut self, record: Encrypted, turns_before: &Turns, turns: &mut Turns) -> Option<At> {
        let asked = self.asked?;
        if self.run.is_empty() {
            self.before = turns_before.clone();
        }
        // An answer has at most a chain of certificates, a CertificateVerify and a Finished; more is an upload.
        if self.run.len() > 8 {
            return None;
        }
        self.run.push(record);
        let (given, confidence) = self.answer()?;
        let flight = self.run.first()?.at.frame;
        let lengths = self.run.iter().map(|record| u32::from(record.length)).collect();
        self.last =
            Some(Exchange { request: asked.at.frame, flight, lengths, given, confidence, server_records_after: 0 });
        *turns = self.before.clone();
        turns.take_back_reply(u32::from(asked.length));
        self.asked = None;
        self.run.clear();
        Some(record.at)
    }

    fn answer(&self) -> Option<(Given, Confidence)> {
        let finished = self.client.finished_length();
        let plain = |record: &Encrypted| self.client.plaintext(record.length.into()).map(|lengths| *lengths.end());
        match self.run.as_slice() {
            [one] => {
                let length = plain(one)?.checked_sub(finished)?;
                if self.coalesces && length >= COALESCED {
                    return Some((Given::Sent, Confidence::Possible));
                }
                (self.coalesces && EMPTY.contains(&length)).then_some((Given::Empty, Confidence::Possible))
            }
            [certificate, last] => {
                if plain(last)? != finished || !EMPTY.contains(&plain(certificate)?) {
                    return None;
                }
                let together =
                    last.at.time().zip(certificate.at.time()).is_some_and(|(a, b)| a.saturating_sub(b) <= TOGETHER_NS);
                Some((Given::Empty, if together { Confidence::Likely } else { Confidence::Possible }))
            }
            [certificate, .., verify, last] => {
                let sent =
                    plain(last)? == finished && VERIFY.contains(&plain(verify)?) && plain(certificate)? >= CERTIFICATE;
                sent.then_some((Given::Sent, Confidence::Likely))
            }
            [] => None,
        }
    }
}
