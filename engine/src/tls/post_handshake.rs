//! Client authentication after the handshake in TLS 1.3 (RFC 8446 4.6.2): it looks like data, and is told by a client
//! flight that ends in exactly a Finished.

use crate::bytes::{At, Frame, Time};
use crate::tls::Role;
use crate::tls::flight::{CERTIFICATE, COALESCED, Confidence, Content, Encrypted, Given, joined};
use crate::tls::protection::Protection;
use crate::tls::turns::Turns;

/// A CertificateRequest is at least so long (measured: 45).
const REQUEST: u32 = 40;
/// A CertificateRequest that names at most one authority is at most so long (measured). Longer ones could be told from no
/// ordinary reply.
const SHORT_REQUEST: u32 = 124;
/// An empty Certificate with its context of 8 to 263 bytes.
const EMPTY: std::ops::RangeInclusive<u32> = 16..=271;
/// A CertificateVerify (measured).
const VERIFY: std::ops::RangeInclusive<u32> = 70..=600;
/// A flight in one record fits into one: no chain that is longer was seen to be put together with what follows it.
const LONGEST_ANSWER: u32 = 16_384;
/// Both records of an empty answer leave within this time; two small requests rarely do.
const TOGETHER_NS: i64 = 10_000_000;

/// An answer has at most so many records: a chain of certificates, under a limit on records; more is an upload.
const LONGEST: usize = 16;
/// Exchanges kept of a connection.
const KEPT: usize = 64;

/// What came first after an exchange: of the server, or the client's end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A record of the server that is no ticket.
    Data,
    /// A record of the server that may be a ticket.
    Tickets,
    /// A last record as long as an alert.
    Alert,
    /// A FIN.
    Fin,
    /// A RST.
    Rst,
}

/// An exchange that was told.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The server's record taken for the CertificateRequest.
    pub request: Encrypted,
    /// Bytes of plaintext in it, if the server's padding is as assumed.
    pub request_plaintext: u32,
    /// The first record of the client's answer; `None` if there was but a record as long as an alert.
    pub flight: Option<At>,
    /// The lengths of the answer's records.
    pub lengths: Vec<u32>,
    /// What it gave.
    pub given: Option<Given>,
    /// How surely it was one.
    pub confidence: Confidence,
    /// Records of the server after it.
    pub server_records_after: u32,
    /// Those of them that may be tickets.
    pub tickets_after: u32,
    /// What followed, of whom.
    pub next: Option<(Next, Role, Frame)>,
}

/// What may be an answer in one record, of a client of which it is not known that it puts a flight into one.
#[derive(Clone, Debug)]
struct Waiting {
    exchange: Exchange,
    /// The turns as they stood before it.
    before: Turns,
    /// The server's first record behind it.
    ticket: Option<Encrypted>,
}

/// A side's last record, which is as long as an alert.
#[derive(Clone, Copy, Debug)]
struct Closing {
    role: Role,
    frame: Frame,
    /// It came before the client's run began, so that it does not follow an answer that the run may be.
    before_run: bool,
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
    /// Lengths of the server's first records after the client's Finished: of its tickets, if it issues two.
    first: [u16; 2],
    /// A record that is an answer if tickets follow.
    waiting: Option<Box<Waiting>>,
    rtt_ns: Time,
    /// The last records of the sides that are as long as alerts, in order.
    alerts: Vec<Closing>,
    /// Exchanges in order.
    pub exchanges: Vec<Exchange>,
    /// There were more.
    pub capped: bool,
}

impl PostHandshake {
    /// From the client's Finished on.
    #[must_use]
    pub fn new(client: Protection, server: Protection, coalesces: bool, rtt_ns: Time) -> Self {
        Self {
            client,
            server,
            coalesces,
            asked: None,
            run: Vec::new(),
            before: Turns::default(),
            first: [0; 2],
            waiting: None,
            rtt_ns,
            alerts: Vec::new(),
            exchanges: Vec::new(),
            capped: false,
        }
    }

    /// A client that did not offer it: the server's last record, which is as long as a request, and the client's last, which is
    /// as long as an alert. RFC 8446 4.6.2: such a client answers with unexpected_message; what it says is hidden.
    #[must_use]
    pub fn unsolicited(&self, asked: Encrypted, alert: Frame) -> Option<Exchange> {
        let request_plaintext = self.plaintext(asked);
        (REQUEST..=SHORT_REQUEST).contains(&request_plaintext).then(|| Exchange {
            request: asked,
            request_plaintext,
            flight: None,
            lengths: Vec::new(),
            given: None,
            confidence: Confidence::Possible,
            server_records_after: 0,
            tickets_after: 0,
            next: Some((Next::Alert, Role::Client, alert)),
        })
    }

    /// The last exchange in which the client answered.
    #[must_use]
    pub fn last(&self) -> Option<&Exchange> {
        self.exchanges.iter().rev().find(|exchange| exchange.given.is_some())
    }

    /// A record of the server, with the turns as they stand with it counted.
    pub fn server(&mut self, record: Encrypted, is_ticket_like: bool, turns: &mut Turns) {
        if let Some(free) = self.first.iter_mut().find(|length| **length == 0) {
            *free = record.length;
        }
        let asked = turns.client_records > 0 && self.plaintext(record) >= REQUEST;
        self.asked = asked.then_some(record);
        self.run.clear();
        if self.tickets_followed(record, turns) {
            return;
        }
        if let Some(last) = self.exchanges.last_mut() {
            last.server_records_after = last.server_records_after.saturating_add(1);
            last.tickets_after = last.tickets_after.saturating_add(u32::from(is_ticket_like));
            let next = if is_ticket_like { Next::Tickets } else { Next::Data };
            last.next.get_or_insert((next, Role::Server, record.at.frame));
        }
    }

    /// A server that issued two tickets of one length after the handshake does so again after an answer (measured: OpenSSL,
    /// Apache): then the record before them was one.
    fn tickets_followed(&mut self, record: Encrypted, turns: &mut Turns) -> bool {
        let Some(mut waiting) = self.waiting.take() else { return false };
        let Some(ticket) = waiting.ticket else {
            waiting.ticket = Some(record);
            self.waiting = Some(waiting);
            return false;
        };
        let [one, other] = self.first;
        let Waiting { mut exchange, mut before, .. } = *waiting;
        let Some(flight) = exchange.flight.filter(|_| one == other && ticket.length == record.length) else {
            return false;
        };
        let tickets = before.ticket_like;
        before.take_back_reply(u32::from(exchange.request.length));
        before.handshake_said(flight, true, self.rtt_ns);
        for ticket in [ticket, record] {
            before.reply(ticket.length.into(), Some(self.plaintext(ticket)), ticket.at);
        }
        if before.ticket_like != tickets.saturating_add(2) {
            return false;
        }
        *turns = before;
        exchange.server_records_after = 2;
        exchange.tickets_after = 2;
        exchange.next = Some((Next::Tickets, Role::Server, ticket.at.frame));
        self.keep(exchange);
        true
    }

    fn keep(&mut self, exchange: Exchange) {
        self.alerts.retain(|alert| !alert.before_run);
        if self.exchanges.len() < KEPT {
            self.exchanges.push(exchange);
        } else {
            self.capped = true;
        }
    }

    /// The last record of a side is as long as an alert, and was in this frame; or it is not.
    pub fn closing(&mut self, role: Role, alert: Option<Frame>) {
        self.alerts.retain(|alert| alert.role != role);
        self.alerts.extend(alert.map(|frame| Closing { role, frame, before_run: false }));
    }

    /// Nothing more comes of a side: a last record that is as long as an alert is one.
    pub fn end_in_alert(&mut self) {
        if let Some(Closing { role, frame, .. }) = self.alerts.first().copied() {
            self.end(Next::Alert, role, frame);
        }
    }

    /// The end of the connection, or a last record that is as long as an alert.
    pub fn end(&mut self, next: Next, role: Role, frame: Frame) {
        if let Some(last) = self.exchanges.last_mut() {
            last.next.get_or_insert((next, role, frame));
        }
    }

    fn plaintext(&self, record: Encrypted) -> u32 {
        self.server.plaintext(record.length.into()).map_or(0, |lengths| *lengths.end())
    }

    /// Records are missing: what came since the last of the server may be only the rest of an answer.
    pub fn lost(&mut self) {
        self.asked = None;
        self.waiting = None;
        self.run.clear();
    }

    /// A record of the client, already counted as data in `turns`. If it ends an answer, the answer's records and the
    /// request are taken out of the turns again.
    pub fn client(&mut self, record: Encrypted, turns_before: &Turns, turns: &mut Turns) -> Option<At> {
        self.waiting = None;
        let asked = self.asked?;
        if self.run.is_empty() {
            self.before = turns_before.clone();
            for alert in &mut self.alerts {
                alert.before_run = true;
            }
        }
        if self.run.len() >= LONGEST {
            return None;
        }
        self.run.push(record);
        let contents = joined(self.client, self.run.iter().map(|record| u32::from(record.length)));
        let (given, confidence) = self.answer(&contents)?;
        let exchange = Exchange {
            request: asked,
            request_plaintext: self.plaintext(asked),
            flight: Some(self.run.first()?.at),
            lengths: self.run.iter().map(|record| u32::from(record.length)).collect(),
            given: Some(given),
            confidence,
            server_records_after: 0,
            tickets_after: 0,
            next: None,
        };
        if contents.len() == 1 && !self.coalesces {
            self.waiting = Some(Box::new(Waiting { exchange, before: self.before.clone(), ticket: None }));
            return None;
        }
        self.keep(exchange);
        *turns = self.before.clone();
        turns.take_back_reply(u32::from(asked.length));
        self.asked = None;
        self.run.clear();
        Some(record.at)
    }

    fn answer(&self, contents: &[Content]) -> Option<(Given, Confidence)> {
        let finished = self.client.finished_length();
        match contents {
            [one] => {
                let length = one.length.checked_sub(finished)?;
                // A client that is known to send its flights in one record may send a request in one as well; tickets behind
                // it are what such a flight alone has.
                let surely = if self.coalesces { Confidence::Possible } else { Confidence::Likely };
                if (COALESCED..=LONGEST_ANSWER).contains(&length) {
                    return Some((Given::Sent, surely));
                }
                EMPTY.contains(&length).then_some((Given::Empty, Confidence::Possible))
            }
            [certificate, last] => {
                if last.length != finished || !EMPTY.contains(&certificate.length) {
                    return None;
                }
                let times = self.run.first()?.at.time().zip(self.run.last()?.at.time());
                let together = times.is_some_and(|(first, last)| last.saturating_sub(first) <= TOGETHER_NS);
                Some((Given::Empty, if together { Confidence::Likely } else { Confidence::Possible }))
            }
            [certificate, .., verify, last] => {
                let sent =
                    last.length == finished && VERIFY.contains(&verify.length) && certificate.length >= CERTIFICATE;
                sent.then_some((Given::Sent, Confidence::Likely))
            }
            [] => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::registry::{CipherSuite, ProtocolVersion};
    use crate::tls::vectors::{at, encrypted};

    fn protection(suite: CipherSuite) -> Protection {
        Protection::of(suite, ProtocolVersion::TLS_1_3, false, false).unwrap()
    }

    struct Talk {
        watch: PostHandshake,
        turns: Turns,
        frame: u64,
    }

    impl Talk {
        /// The client has asked for something.
        fn new(suite: CipherSuite, coalesces: bool) -> Self {
            let protection = protection(suite);
            let mut talk = Self {
                watch: PostHandshake::new(protection, protection, coalesces, Some(1_000_000)),
                turns: Turns::default(),
                frame: 0,
            };
            talk.client(&[400]);
            talk
        }

        /// Records of the client, a millisecond apart.
        fn client(&mut self, lengths: &[u16]) -> &mut Self {
            for record in encrypted(lengths) {
                self.frame += 1;
                let record = Encrypted { at: at(self.frame, self.frame.cast_signed()), ..record };
                let before = self.turns.clone();
                self.turns.request(record.length.into(), record.at);
                if let Some(at) = self.watch.client(record, &before, &mut self.turns) {
                    self.turns.handshake_said(at, true, None);
                }
            }
            self
        }

        fn server(&mut self, length: u16) -> &mut Self {
            self.frame += 1;
            let record = Encrypted { length, at: at(self.frame, self.frame.cast_signed()) };
            let tickets = self.turns.ticket_like;
            self.turns.reply(length.into(), Some(u32::from(length) - 17), record.at);
            self.watch.server(record, self.turns.ticket_like > tickets, &mut self.turns);
            self
        }

        fn told(&self) -> Option<(Given, Confidence)> {
            self.watch.last().and_then(|exchange| Some((exchange.given?, exchange.confidence)))
        }
    }

    const SHA_256: CipherSuite = CipherSuite::TLS_AES_128_GCM_SHA256;
    const SHA_384: CipherSuite = CipherSuite::TLS_AES_256_GCM_SHA384;

    /// CertificateRequest 45 to 124 bytes (62 to 141 on the wire), CertificateVerify of RSA-2048 281, Finished 53 or 69.
    #[test]
    fn a_flight_of_certificate_proof_and_finished_is_an_answer() {
        for (suite, finished) in [(SHA_256, 53), (SHA_384, 69)] {
            let mut talk = Talk::new(suite, false);
            talk.server(62).client(&[1000, 281, finished]);
            assert_eq!(talk.told(), Some((Given::Sent, Confidence::Likely)));
            let exchange = talk.watch.last().unwrap();
            assert_eq!((exchange.request.at.frame, exchange.flight), (at(2, 0).frame, Some(at(3, 3))));
            assert_eq!(exchange.request_plaintext, 45);
            assert_eq!(exchange.lengths, [1000, 281, u32::from(finished)]);
            // None of it is a request or a reply.
            assert_eq!((talk.turns.turns, talk.turns.client_records, talk.turns.server_records), (1, 1, 0));
            assert_eq!(talk.turns.reply.records_max, 0);
            talk.server(500);
            assert_eq!(talk.watch.last().unwrap().server_records_after, 1);
            assert_eq!(talk.turns.reply.records_max, 1, "the answer to the request");
        }
    }

    /// Measured: an empty Certificate with a context of 12 bytes (GnuTLS) is 37 on the wire, of 32 bytes (OpenSSL) 57.
    #[test]
    fn an_empty_certificate_and_a_finished_are_an_empty_answer() {
        for (certificate, finished, suite) in [(37, 53, SHA_256), (57, 53, SHA_256), (57, 69, SHA_384)] {
            let mut talk = Talk::new(suite, false);
            talk.server(62).client(&[certificate, finished]);
            assert_eq!(talk.told(), Some((Given::Empty, Confidence::Likely)), "{certificate} {finished}");
        }
    }

    #[test]
    fn two_short_records_that_do_not_leave_together_are_only_possibly_an_answer() {
        let mut talk = Talk::new(SHA_256, false);
        talk.server(62).client(&[57]);
        talk.frame += 20; // 20 ms
        talk.client(&[53]);
        assert_eq!(talk.told(), Some((Given::Empty, Confidence::Possible)));
    }

    #[test]
    fn a_client_that_sent_its_first_flight_in_one_record_may_do_so_again() {
        let mut talk = Talk::new(SHA_256, true);
        talk.server(62).client(&[1300]);
        assert_eq!(talk.told(), Some((Given::Sent, Confidence::Possible)));
        let mut other = Talk::new(SHA_256, false);
        other.server(62).client(&[1300]);
        assert_eq!(other.told(), None);
    }

    #[test]
    fn what_follows_an_exchange_is_the_first_that_ends_a_side_and_nothing_from_before_it() {
        let mut talk = Talk::new(SHA_256, false);
        talk.watch.closing(Role::Server, Some(at(1, 0).frame));
        talk.server(62).client(&[1000, 281, 53]);
        talk.watch.end_in_alert();
        assert_eq!(talk.watch.last().unwrap().next, None);
        // GnuTLS's server says that it goes away before the Finished has come.
        let mut other = Talk::new(SHA_256, false);
        other.server(62).client(&[37]).watch.closing(Role::Server, Some(at(4, 0).frame));
        other.client(&[53]).watch.end_in_alert();
        assert_eq!(other.watch.last().unwrap().next, Some((Next::Alert, Role::Server, at(4, 0).frame)));
        talk.watch.closing(Role::Client, Some(at(8, 0).frame));
        talk.watch.closing(Role::Server, Some(at(7, 0).frame));
        talk.watch.end_in_alert();
        assert_eq!(talk.watch.last().unwrap().next, Some((Next::Alert, Role::Client, at(8, 0).frame)));
    }

    #[test]
    fn what_has_not_its_shape_is_no_exchange() {
        // KeyUpdate (5 bytes, 22 on the wire) of both sides; a short reply; a large upload; no record of the server.
        for (server, client) in [
            (Some(22), &[22][..]),
            (Some(22), &[57, 53]),
            (Some(500), &[700]),
            (Some(500), &[1000, 53, 281]),
            (Some(500), &[16_401, 16_401, 16_401, 9000, 700]),
            (Some(500), &[1400; 40]),
            (None, &[1000, 281, 53]),
        ] {
            let mut talk = Talk::new(SHA_256, false);
            if let Some(length) = server {
                talk.server(length);
            }
            let before = talk.turns.client_records;
            talk.client(client);
            assert_eq!(talk.told(), None, "{server:?} {client:?}");
            assert_eq!(talk.turns.client_records, before + u32::try_from(client.len()).unwrap());
        }
    }
}
