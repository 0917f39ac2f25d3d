//! A handshake inside an established tunnel, TLS 1.2 and before: told by who sends which content type after what, and only
//! confirmed by lengths. An alert's meaning stays hidden; so does everything that padding makes equal.

use crate::bytes::{At, Frame, Time};
use crate::registry::{CipherSuite, KeyExchange};
use crate::tls::Role;
use crate::tls::flight::{CERTIFICATE, COALESCED, Confidence, Given, joined};
use crate::tls::observer::{Close, Inferred};
use crate::tls::protection::Protection;

/// HelloRequest: type and length.
const HELLO_REQUEST: u32 = 4;
/// An empty Certificate: type, length, empty list (RFC 5246 7.4.6).
const EMPTY_CERTIFICATE: u32 = 7;
/// Lengths kept of a flight.
const KEPT: usize = 16;
/// ClientKeyExchange with an ECDHE key: X25519, X448, P-256, P-384, P-521 (measured, and RFC 8422 5.7).
const ECDHE: [u32; 5] = [37, 61, 70, 102, 138];
/// With DHE or RSA: keys of 1024 to 4096 bits (RFC 5246 7.4.7).
const MODP: [u32; 5] = [134, 198, 262, 390, 518];

/// How far it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both sides changed their keys.
    Finished,
    /// The other side answered the first message with an alert.
    Refused,
    /// The client did not answer the HelloRequest.
    Unanswered,
    /// The client changed its keys, and the server broke off.
    Rejected,
    /// The server sent data instead of its hello.
    Overtaken,
    /// It ended in another way.
    Broken,
    /// The capture ended first.
    Open,
}

/// One handshake inside the tunnel.
#[derive(Clone, Debug)]
pub struct Renegotiation {
    /// Its first record.
    pub begin: At,
    /// Who began; `None` if a HelloRequest may be missing.
    pub initiator: Option<Role>,
    /// The HelloRequest.
    pub hello_request: Option<Frame>,
    /// The inner ClientHello.
    pub client_hello: Option<At>,
    /// The first record of the server's flight.
    pub server_flight: Option<Frame>,
    /// Lengths of the client's flight up to its ChangeCipherSpec.
    pub client_lengths: Vec<u32>,
    /// Lengths of the server's flight up to its ChangeCipherSpec.
    pub server_lengths: Vec<u32>,
    /// The client's ChangeCipherSpec.
    pub client_ccs: Option<Frame>,
    /// The server's ChangeCipherSpec.
    pub server_ccs: Option<Frame>,
    /// The server changed its keys before the client's flight: a session was resumed.
    pub short: Option<bool>,
    /// First alert and its sender.
    pub first_alert: Option<(Role, At)>,
    /// Alerts of client and server from its first record on.
    pub alerts: [u32; 2],
    /// First FIN or RST from its first record on, and its sender.
    pub closed: Option<(Role, Close, At)>,
    /// First data of the server between the inner ClientHello and the server's flight.
    pub overtaking: Option<At>,
    /// Data records of the client before its end.
    pub client_data_inside: u32,
    /// Data records of the server before its end.
    pub server_data_inside: u32,
    /// Data records of the server after its end.
    pub server_data_after: u32,
    /// The first data of the server since its begin.
    pub server_data: Option<At>,
    /// Its begin since the client's last data.
    pub since_client_data_ns: Time,
    /// The turn in which it began.
    pub turn: u32,
    /// Where it ended.
    pub end: Option<At>,
    /// How; `None` while it runs.
    pub outcome: Option<Outcome>,
    client_finished: bool,
    server_finished: bool,
    holed: bool,
    /// The server's first record is longer than a HelloRequest, so it is one only if nothing of the client is missing.
    doubtful: bool,
}

impl Renegotiation {
    /// It begins with a handshake record of `initiator`.
    #[must_use]
    pub const fn begin(initiator: Role, at: At, turn: u32, since_client_data_ns: Time) -> Self {
        let (hello_request, client_hello) = match initiator {
            Role::Server => (Some(at.frame), None),
            Role::Client => (None, Some(at)),
        };
        Self {
            begin: at,
            initiator: Some(initiator),
            hello_request,
            client_hello,
            server_flight: None,
            client_lengths: Vec::new(),
            server_lengths: Vec::new(),
            client_ccs: None,
            server_ccs: None,
            short: None,
            first_alert: None,
            alerts: [0; 2],
            closed: None,
            overtaking: None,
            client_data_inside: 0,
            server_data_inside: 0,
            server_data_after: 0,
            server_data: None,
            since_client_data_ns,
            turn,
            end: None,
            outcome: None,
            client_finished: false,
            server_finished: false,
            holed: false,
            doubtful: false,
        }
    }

    /// Records of it may be missing: what the places of the others tell is not known.
    pub const fn hole(&mut self) {
        self.holed = true;
        self.short = None;
        if self.hello_request.is_none() && self.server_flight.is_none() {
            self.initiator = None; // there may have been a HelloRequest
        }
        if self.doubtful && self.client_hello.is_none() {
            self.initiator = None;
            self.server_flight = self.hello_request.take();
        }
    }

    /// The server's first record is longer than a HelloRequest.
    pub const fn doubt(&mut self) {
        self.doubtful = true;
    }

    /// A HelloRequest may have been missed.
    pub const fn hide_initiator(&mut self) {
        if self.hello_request.is_none() {
            self.initiator = None;
        }
    }

    /// Records of it may be missing.
    #[must_use]
    pub const fn is_holed(&self) -> bool {
        self.holed
    }

    /// Another handshake record of `role` begins another renegotiation: both sides changed their keys and said Finished, or
    /// `role` did, and what the other said may be missing.
    #[must_use]
    pub const fn is_over(&self, role: Role) -> bool {
        let (this, both) = match role {
            Role::Client => (self.client_finished, self.client_finished && self.server_finished),
            Role::Server => (self.server_finished, self.client_finished && self.server_finished),
        };
        match self.outcome {
            Some(Outcome::Finished) if both => true,
            Some(Outcome::Refused) => true,
            _ => self.holed && this,
        }
    }

    /// How it ended, as far as no missing record could have told otherwise.
    #[must_use]
    pub fn known_outcome(&self) -> Option<Outcome> {
        self.outcome.filter(|outcome| *outcome == Outcome::Finished || !self.holed)
    }

    /// What it was is told: no record of it that is still missing changes that.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Finished | Outcome::Refused))
    }

    /// It runs.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// An encrypted handshake record; its name, as far as its place tells it.
    pub fn handshake(&mut self, role: Role, length: u16, at: At) -> Inferred {
        let length = u32::from(length);
        match role {
            Role::Server if self.client_hello.is_none() && self.server_flight.is_none() => Inferred::HelloRequest,
            Role::Server if self.server_ccs.is_some() => {
                self.server_finished = true;
                Inferred::Finished
            }
            Role::Server => {
                let first = self.server_flight.is_none();
                self.server_flight.get_or_insert(at.frame);
                keep(&mut self.server_lengths, length);
                if first { Inferred::ServerHello } else { Inferred::Nothing }
            }
            Role::Client if self.client_hello.is_none() && self.server_flight.is_none() => {
                self.client_hello = Some(at);
                Inferred::ClientHello
            }
            Role::Client if self.client_ccs.is_some() => {
                self.client_finished = true;
                Inferred::Finished
            }
            Role::Client => {
                keep(&mut self.client_lengths, length);
                Inferred::Nothing
            }
        }
    }

    /// A ChangeCipherSpec inside the tunnel.
    pub fn change_cipher_spec(&mut self, role: Role, at: At) {
        let ccs = match role {
            Role::Client => &mut self.client_ccs,
            Role::Server => &mut self.server_ccs,
        };
        ccs.get_or_insert(at.frame);
        if self.short.is_none() && !self.holed {
            self.short = Some(role == Role::Server && self.client_lengths.is_empty());
        }
        if self.client_ccs.is_some() && self.server_ccs.is_some() && self.is_running() {
            self.end(Outcome::Finished, at);
        }
    }

    /// An alert record.
    pub fn alert(&mut self, role: Role, at: At) {
        self.first_alert.get_or_insert((role, at));
        let [client, server] = &mut self.alerts;
        let count = if role == Role::Client { client } else { server };
        *count = count.saturating_add(1);
        if !self.is_running() {
            return;
        }
        let answered = match role {
            Role::Client => self.client_hello.is_some(),
            Role::Server => {
                self.initiator == Some(Role::Server) || self.server_flight.is_some() || self.overtaking.is_some()
            }
        };
        if !answered {
            self.end(Outcome::Refused, at);
        } else if role == Role::Server && self.client_ccs.is_some() && self.server_ccs.is_none() {
            self.end(Outcome::Rejected, at);
        }
    }

    /// Application data.
    pub fn data(&mut self, role: Role, at: At) {
        if role == Role::Server {
            self.server_data.get_or_insert(at);
            if self.is_running() && self.client_hello.is_some() && self.server_flight.is_none() {
                self.overtaking.get_or_insert(at);
            }
        }
        let count = match (role, self.outcome.is_none()) {
            (Role::Client, true) => &mut self.client_data_inside,
            (Role::Server, true) => &mut self.server_data_inside,
            (Role::Server, false) => &mut self.server_data_after,
            (Role::Client, false) => return,
        };
        *count = count.saturating_add(1);
    }

    /// A FIN or RST of `role`.
    pub fn close(&mut self, role: Role, how: Close, at: At) {
        // One that overtook bytes is told of when these are read.
        if self.closed.is_none_or(|(.., first)| at.frame < first.frame) {
            self.closed = Some((role, how, at));
        }
        if !self.is_running() {
            return;
        }
        let outcome = if self.is_overtaken() {
            Outcome::Overtaken
        } else if self.client_hello.is_none() {
            Outcome::Unanswered
        } else if role == Role::Server && self.client_ccs.is_some() && self.server_ccs.is_none() {
            Outcome::Rejected
        } else {
            Outcome::Broken
        };
        self.end(outcome, at);
    }

    /// The capture ends.
    pub fn finish(&mut self) {
        if self.is_running() {
            self.outcome = Some(if self.is_overtaken() { Outcome::Overtaken } else { Outcome::Open });
            self.end = self.first_alert.map(|(_, at)| at);
        }
    }

    const fn is_overtaken(&self) -> bool {
        self.server_flight.is_none() && self.overtaking.is_some()
    }

    const fn end(&mut self, outcome: Outcome, at: At) {
        self.outcome = Some(outcome);
        self.end = Some(at);
    }

    /// What the client gave, by the lengths of its flight; `None` if they do not tell.
    #[must_use]
    pub fn given(&self, protection: Option<Protection>, suite: Option<CipherSuite>) -> Option<(Given, Confidence)> {
        self.client_ccs.filter(|_| !self.holed)?;
        if self.short == Some(true) {
            // RFC 5246 7.3: an abbreviated handshake asks for nothing.
            return Some((Given::Nothing, Confidence::Certain));
        }
        let protection = protection?;
        let &first = self.client_lengths.first()?;
        // A limit on records may have cut the Certificate; under padding to blocks a length fits several sizes, joined or not.
        let messages = joined(protection, self.client_lengths.iter().copied()).len();
        let key_exchange = suite.and_then(CipherSuite::key_exchange);
        let kept: &[u32] = match key_exchange {
            Some(KeyExchange::Rsa | KeyExchange::Dhe) => &MODP,
            _ => &ECDHE,
        };
        // The inner handshake may choose another suite, so a flight in one record, which hangs on it alone, is less sure.
        let surely =
            if matches!(key_exchange, Some(KeyExchange::Ecdhe)) { Confidence::Certain } else { Confidence::Likely };
        let empty = protection.wire(EMPTY_CERTIFICATE);
        match messages {
            0 => None,
            1 if self.client_lengths.len() > 1 => Some((Given::Sent, Confidence::Likely)),
            1 => {
                let is = |extra: u32| kept.iter().any(|key| protection.wire(key + extra) == first);
                match (is(0), is(EMPTY_CERTIFICATE)) {
                    (true, false) => Some((Given::Nothing, surely)),
                    (false, true) => Some((Given::Empty, surely)),
                    (true, true) => None,
                    (false, false) => {
                        let least = kept.first().copied().unwrap_or_default() + COALESCED;
                        (first > protection.wire(least)).then_some((Given::Sent, surely))
                    }
                }
            }
            2 if first == empty => Some((Given::Empty, Confidence::Certain)),
            // Certificate alone, and key exchange with its proof in the other record, or a key that is in the certificate.
            2 => (first >= protection.wire(COALESCED)).then_some((Given::Sent, Confidence::Likely)),
            _ => (first >= protection.wire(CERTIFICATE)).then_some((Given::Sent, Confidence::Certain)),
        }
    }

    /// The record that began it is as long as a HelloRequest.
    #[must_use]
    pub fn is_hello_request(protection: Option<Protection>, length: u16) -> bool {
        protection.is_some_and(|protection| protection.wire(HELLO_REQUEST) == u32::from(length))
    }
}

fn keep(lengths: &mut Vec<u32>, length: u32) {
    if lengths.len() < KEPT {
        lengths.push(length);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::registry::ProtocolVersion;
    use crate::tls::vectors::at;
    use Role::{Client, Server};

    const GCM: CipherSuite = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    const CBC: CipherSuite = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA;
    const CBC_256: CipherSuite = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256;
    const RSA_GCM: CipherSuite = CipherSuite::TLS_RSA_WITH_AES_128_GCM_SHA256;

    /// What happens in a tunnel, frame by frame.
    #[derive(Clone, Copy)]
    enum Step {
        Handshake(Role, u16),
        Ccs(Role),
        Alert(Role),
        Data(Role),
        Closed(Role),
    }
    use Step::{Alert, Ccs, Closed, Data, Handshake};

    /// The renegotiation that a HelloRequest in frame 10 began, or a ClientHello of `initiator`, after these steps.
    fn after(initiator: Role, steps: &[Step]) -> Renegotiation {
        let mut one = Renegotiation::begin(initiator, at(10, 0), 1, None);
        for (frame, step) in (11..).zip(steps) {
            match *step {
                Handshake(role, length) => drop(one.handshake(role, length, at(frame, 0))),
                Ccs(role) => one.change_cipher_spec(role, at(frame, 0)),
                Alert(role) => one.alert(role, at(frame, 0)),
                Data(role) => one.data(role, at(frame, 0)),
                Closed(role) => one.close(role, Close::Fin, at(frame, 0)),
            }
        }
        one.finish();
        one
    }

    fn outcome(initiator: Role, steps: &[Step]) -> (Outcome, Option<u64>) {
        let one = after(initiator, steps);
        (one.outcome.unwrap(), one.end.map(|at| at.frame.get()))
    }

    const HELLO: Step = Handshake(Client, 250);
    const FLIGHT: Step = Handshake(Server, 3000);

    #[test]
    fn it_finished_when_both_sides_changed_their_keys() {
        let client = [Handshake(Client, 1000), Handshake(Client, 61), Handshake(Client, 288), Ccs(Client)];
        let finished = [Handshake(Client, 40), Ccs(Server), Handshake(Server, 40), Data(Server)];
        let steps = [&[HELLO, FLIGHT][..], &client, &finished].concat();
        let one = after(Server, &steps);
        assert_eq!((one.outcome, one.end), (Some(Outcome::Finished), Some(at(18, 0))));
        assert_eq!((one.short, one.is_over(Server)), (Some(false), true));
        assert_eq!((&one.client_lengths[..], &one.server_lengths[..]), (&[1000, 61, 288][..], &[3000][..]));
        assert_eq!((one.server_data_inside, one.server_data_after), (0, 1));
        assert_eq!(one.server_data, Some(at(20, 0)));
    }

    #[test]
    fn it_was_short_when_the_server_changed_its_keys_first() {
        let steps = [HELLO, FLIGHT, Ccs(Server), Handshake(Server, 40), Ccs(Client), Handshake(Client, 40)];
        let one = after(Server, &steps);
        assert_eq!((one.outcome, one.short), (Some(Outcome::Finished), Some(true)));
        let protection = Protection::of(GCM, ProtocolVersion::TLS_1_2, false, false);
        assert_eq!(one.given(protection, Some(GCM)), Some((Given::Nothing, Confidence::Certain)));
    }

    #[test]
    fn every_other_end_has_its_name() {
        // The client answers the HelloRequest by an alert; whatever follows changes nothing.
        assert_eq!(outcome(Server, &[Alert(Client), Data(Server), Closed(Client)]), (Outcome::Refused, Some(11)));
        assert_eq!(outcome(Server, &[Data(Client), Closed(Client)]), (Outcome::Unanswered, Some(12)));
        assert_eq!(outcome(Server, &[Closed(Server)]), (Outcome::Unanswered, Some(11)));
        // The server breaks off when the client has changed its keys.
        let sent = [HELLO, FLIGHT, Handshake(Client, 1000), Ccs(Client), Handshake(Client, 40)];
        assert_eq!(outcome(Server, &[&sent[..], &[Alert(Server)]].concat()), (Outcome::Rejected, Some(16)));
        assert_eq!(outcome(Server, &[&sent[..], &[Closed(Server)]].concat()), (Outcome::Rejected, Some(16)));
        assert_eq!(outcome(Server, &[&sent[..], &[Closed(Client)]].concat()), (Outcome::Broken, Some(16)));
        // Data comes where its hello should.
        assert_eq!(outcome(Server, &[HELLO, Data(Server), Closed(Client)]), (Outcome::Overtaken, Some(13)));
        assert_eq!(outcome(Server, &[HELLO, FLIGHT, Closed(Client)]), (Outcome::Broken, Some(13)));
        assert_eq!(outcome(Client, &[Closed(Server)]), (Outcome::Broken, Some(11)));
        // Its hello comes late, behind data that was on its way.
        let late = [Data(Server), HELLO, Closed(Client)];
        assert_eq!(outcome(Server, &late), (Outcome::Broken, Some(13)), "the data came before the ClientHello");
        // The server answers the client's own wish by an alert, and goes on.
        assert_eq!(outcome(Client, &[Alert(Server), Data(Server), Closed(Client)]), (Outcome::Refused, Some(11)));
        assert_eq!(outcome(Client, &[Data(Server), Alert(Server), Closed(Server)]), (Outcome::Overtaken, Some(13)));
        // The capture ends.
        assert_eq!(outcome(Server, &[]), (Outcome::Open, None));
        assert_eq!(outcome(Server, &[HELLO, FLIGHT]), (Outcome::Open, None));
    }

    #[test]
    fn messages_are_named_by_who_sends_them_when() {
        let mut one = Renegotiation::begin(Server, at(1, 0), 1, None);
        assert_eq!(one.handshake(Server, 28, at(2, 0)), Inferred::HelloRequest, "it may ask again");
        // A ClientHello is never told by its size.
        assert_eq!(one.handshake(Client, 28, at(3, 0)), Inferred::ClientHello);
        assert_eq!(one.handshake(Server, 28, at(4, 0)), Inferred::ServerHello);
        assert_eq!(one.handshake(Server, 28, at(5, 0)), Inferred::Nothing);
        assert_eq!(one.handshake(Client, 28, at(6, 0)), Inferred::Nothing);
        one.change_cipher_spec(Client, at(7, 0));
        assert_eq!(one.handshake(Client, 40, at(8, 0)), Inferred::Finished);
        one.change_cipher_spec(Server, at(9, 0));
        assert!(!one.is_over(Server));
        assert_eq!(one.handshake(Server, 40, at(10, 0)), Inferred::Finished);
        assert!(one.is_over(Server));
    }

    #[test]
    fn it_keeps_who_alerted_and_closed_and_when_data_came_in_place_of_a_flight() {
        let one = after(Server, &[Alert(Client), Alert(Client), Closed(Client), Alert(Server), Closed(Server)]);
        assert_eq!(one.first_alert, Some((Client, at(11, 0))));
        assert_eq!(one.alerts, [2, 1]);
        assert_eq!(one.closed, Some((Client, Close::Fin, at(13, 0))));
        let one = after(Server, &[Data(Server), HELLO, Data(Server), Data(Server), FLIGHT, Data(Server)]);
        assert_eq!(one.overtaking, Some(at(13, 0)), "neither before the ClientHello nor behind the flight");
        assert_eq!((one.outcome, one.server_data_inside), (Some(Outcome::Open), 4));
    }

    fn given(suite: CipherSuite, encrypt_then_mac: bool, lengths: &[u16]) -> Option<(Given, Confidence)> {
        let flight: Vec<Step> = lengths.iter().map(|length| Handshake(Client, *length)).collect();
        let one = after(Server, &[&[HELLO, FLIGHT][..], &flight, &[Ccs(Client)]].concat());
        one.given(Protection::of(suite, ProtocolVersion::TLS_1_2, encrypt_then_mac, false), Some(suite))
    }

    /// ClientKeyExchange: X25519 37, P-256 70, RSA-2048 262; CertificateVerify 264; AEAD adds 24.
    #[test]
    fn the_flight_tells_what_was_given() {
        assert_eq!(given(GCM, false, &[61]), Some((Given::Nothing, Confidence::Certain)));
        assert_eq!(given(GCM, false, &[94]), Some((Given::Nothing, Confidence::Certain)));
        assert_eq!(given(GCM, false, &[31, 61]), Some((Given::Empty, Confidence::Certain)));
        assert_eq!(given(GCM, false, &[1000, 61, 288]), Some((Given::Sent, Confidence::Certain)));
        // In one record: 7 + 37 + 24 = 68; over 37 + 300 + 24 = 361.
        assert_eq!(given(GCM, false, &[68]), Some((Given::Empty, Confidence::Certain)));
        assert_eq!(given(GCM, false, &[362]), Some((Given::Sent, Confidence::Certain)));
        assert_eq!(given(GCM, false, &[361]), None);
        assert_eq!(given(GCM, false, &[31]), None);
        // Under RSA a record alone is less sure: 262 + 24, 7 + 262 + 24.
        assert_eq!(given(RSA_GCM, false, &[286]), Some((Given::Nothing, Confidence::Likely)));
        assert_eq!(given(RSA_GCM, false, &[293]), Some((Given::Empty, Confidence::Likely)));
        assert_eq!(given(RSA_GCM, false, &[31, 286]), Some((Given::Empty, Confidence::Certain)));
    }

    /// A limit of 512 bytes: 536 on the wire. RFC 6066 4.
    #[test]
    fn a_certificate_that_a_limit_cut_is_one() {
        assert_eq!(given(GCM, false, &[536, 412, 61, 288]), Some((Given::Sent, Confidence::Certain)));
        // All in one content, cut twice; it is longer than any flight without a certificate.
        assert_eq!(given(GCM, false, &[536, 536, 200]), Some((Given::Sent, Confidence::Likely)));
        // 512 bytes of Certificate and the key exchange look like one content.
        assert_eq!(given(GCM, false, &[536, 61, 288]), Some((Given::Sent, Confidence::Likely)));
    }

    #[test]
    fn under_cbc_an_empty_certificate_has_a_record_of_its_own_or_is_not_told() {
        // SHA-1: 7 bytes are 48, with encrypt-then-MAC 52; 37 bytes are 80 and 84.
        assert_eq!(given(CBC, false, &[48, 80]), Some((Given::Empty, Confidence::Certain)));
        assert_eq!(given(CBC, true, &[52, 84]), Some((Given::Empty, Confidence::Certain)));
        // 16 + 16 * (floor((44 + 20) / 16) + 1) = 96: seven bytes more take a block more.
        assert_eq!(given(CBC, false, &[80]), Some((Given::Nothing, Confidence::Certain)));
        assert_eq!(given(CBC, false, &[96]), Some((Given::Empty, Confidence::Certain)));
        // Here they do not: P(37) = P(44), P(70) = P(77).
        assert_eq!(given(CBC, true, &[84]), None);
        assert_eq!(given(CBC_256, false, &[96]), None);
        assert_eq!(given(CBC_256, false, &[128]), None);
        assert_eq!(given(CBC_256, true, &[96]), None);
    }

    #[test]
    fn an_unfinished_flight_tells_nothing() {
        let one = after(Server, &[HELLO, FLIGHT, Handshake(Client, 1000)]);
        assert_eq!(one.given(Protection::of(GCM, ProtocolVersion::TLS_1_2, false, false), Some(GCM)), None);
        // Nor does one under a suite that leaves no arithmetic.
        let one = after(Server, &[HELLO, FLIGHT, Handshake(Client, 1000), Ccs(Client)]);
        assert_eq!(one.given(None, None), None);
    }

    #[test]
    fn a_hello_request_has_the_length_of_four_bytes() {
        for (suite, length) in [(GCM, 28), (CBC, 48), (CBC_256, 64)] {
            let protection = Protection::of(suite, ProtocolVersion::TLS_1_2, false, false);
            assert!(Renegotiation::is_hello_request(protection, length));
            assert!(!Renegotiation::is_hello_request(protection, length + 1));
        }
        assert!(!Renegotiation::is_hello_request(None, 28));
    }

    #[test]
    fn lengths_kept_are_bounded() {
        let one = after(Server, &[&[HELLO][..], &[Handshake(Client, 9); 1000], &[Handshake(Server, 9); 1000]].concat());
        assert_eq!((one.client_lengths.len(), one.server_lengths.len()), (KEPT, KEPT));
    }
}
