//! A handshake inside an established tunnel, TLS 1.2 and before: told by who sends which content type after what, and only
//! confirmed by lengths. An alert's meaning stays hidden; so does everything that padding makes equal.

use crate::bytes::{At, Frame, Time};
use crate::registry::{CipherSuite, KeyExchange};
use crate::tls::Role;
use crate::tls::flight::{CERTIFICATE, COALESCED, Confidence, Given};
use crate::tls::observer::Inferred;
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
    /// The client answered the HelloRequest with an alert.
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
    /// Who began.
    pub initiator: Role,
    /// The HelloRequest.
    pub hello_request: Option<Frame>,
    /// The inner ClientHello.
    pub client_hello: Option<Frame>,
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
    /// First alert, its side and frame.
    pub first_alert: Option<(Role, Frame)>,
    /// Data records of the client before its end.
    pub client_data_inside: u32,
    /// Data records of the server before its end.
    pub server_data_inside: u32,
    /// Data records of the server after its end.
    pub server_data_after: u32,
    /// Its begin since the client's last data.
    pub since_client_data_ns: Time,
    /// The turn in which it began.
    pub turn: u32,
    /// Where it ended.
    pub end: Option<Frame>,
    /// How; `None` while it runs.
    pub outcome: Option<Outcome>,
    client_finished: bool,
    server_finished: bool,
}

impl Renegotiation {
    /// It begins with a handshake record of `initiator`.
    #[must_use]
    pub const fn begin(initiator: Role, at: At, turn: u32, since_client_data_ns: Time) -> Self {
        let frame = Some(at.frame);
        let (hello_request, client_hello) = match initiator {
            Role::Server => (frame, None),
            Role::Client => (None, frame),
        };
        Self {
            begin: at,
            initiator,
            hello_request,
            client_hello,
            server_flight: None,
            client_lengths: Vec::new(),
            server_lengths: Vec::new(),
            client_ccs: None,
            server_ccs: None,
            short: None,
            first_alert: None,
            client_data_inside: 0,
            server_data_inside: 0,
            server_data_after: 0,
            since_client_data_ns,
            turn,
            end: None,
            outcome: None,
            client_finished: false,
            server_finished: false,
        }
    }

    /// Both sides changed their keys and said Finished: another handshake record begins another renegotiation.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Finished)) && self.client_finished && self.server_finished
            || matches!(self.outcome, Some(Outcome::Refused))
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
            Role::Server if self.client_hello.is_none() => Inferred::HelloRequest,
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
            Role::Client if self.client_hello.is_none() => {
                self.client_hello = Some(at.frame);
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
        if self.short.is_none() {
            self.short = Some(role == Role::Server && self.client_lengths.is_empty());
        }
        if self.client_ccs.is_some() && self.server_ccs.is_some() && self.is_running() {
            self.end(Outcome::Finished, at.frame);
        }
    }

    /// An alert record.
    pub fn alert(&mut self, role: Role, at: At) {
        self.first_alert.get_or_insert((role, at.frame));
        if !self.is_running() {
            return;
        }
        if role == Role::Client && self.client_hello.is_none() {
            self.end(Outcome::Refused, at.frame);
        } else if role == Role::Server && self.client_ccs.is_some() && self.server_ccs.is_none() {
            self.end(Outcome::Rejected, at.frame);
        }
    }

    /// Application data.
    pub const fn data(&mut self, role: Role) {
        let count = match (role, self.outcome.is_none()) {
            (Role::Client, true) => &mut self.client_data_inside,
            (Role::Server, true) => &mut self.server_data_inside,
            (Role::Server, false) => &mut self.server_data_after,
            (Role::Client, false) => return,
        };
        *count = count.saturating_add(1);
    }

    /// A FIN or RST of `role`, or the end of the capture if there is none.
    pub fn close(&mut self, closed: Option<(Role, Frame)>) {
        if !self.is_running() {
            return;
        }
        let outcome = if self.server_flight.is_none() && self.client_hello.is_some() && self.server_data_inside > 0 {
            Outcome::Overtaken
        } else if let Some((role, _)) = closed {
            if self.client_hello.is_none() {
                Outcome::Unanswered
            } else if role == Role::Server && self.client_ccs.is_some() && self.server_ccs.is_none() {
                Outcome::Rejected
            } else {
                Outcome::Broken
            }
        } else {
            Outcome::Open
        };
        self.outcome = Some(outcome);
        self.end = closed.map(|(_, frame)| frame).or(self.first_alert.map(|(_, frame)| frame));
    }

    fn end(&mut self, outcome: Outcome, frame: Frame) {
        self.outcome = Some(outcome);
        self.end = Some(frame);
    }

    /// What the client gave, by the lengths of its flight; `None` if they do not tell.
    #[must_use]
    pub fn given(&self, protection: Option<Protection>, suite: Option<CipherSuite>) -> Option<(Given, Confidence)> {
        self.client_ccs?;
        if self.short == Some(true) {
            // RFC 5246 7.3: an abbreviated handshake asks for nothing.
            return Some((Given::Nothing, Confidence::Certain));
        }
        let protection = protection?;
        let lengths = self.client_lengths.as_slice();
        let &first = lengths.first()?;
        let key_exchange = suite.and_then(CipherSuite::key_exchange);
        let kept: &[u32] = match key_exchange {
            Some(KeyExchange::Rsa | KeyExchange::Dhe) => &MODP,
            _ => &ECDHE,
        };
        // The inner handshake may choose another suite, so a flight in one record, which hangs on it alone, is less sure.
        let surely =
            if matches!(key_exchange, Some(KeyExchange::Ecdhe)) { Confidence::Certain } else { Confidence::Likely };
        let empty = protection.wire(EMPTY_CERTIFICATE);
        match lengths.len() {
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
