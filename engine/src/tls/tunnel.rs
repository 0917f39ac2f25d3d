//! What can be told of encrypted records by who sends them, when, and how long they are.

use crate::bytes::{At, Frame};
use crate::registry::{ContentType, ExtensionType, ProtocolVersion};
use crate::tls::flight::{Answer, Confidence, Encrypted, Flight, Given, Reading};
use crate::tls::observer::{Close, Encryption, Inferred, LastRecord, Message, Observer};
use crate::tls::post_handshake::{Next, PostHandshake};
use crate::tls::protection::Protection;
use crate::tls::renegotiation::Renegotiation;
use crate::tls::turns::Turns;
use crate::tls::{Role, Side};

/// An alert: level and description.
const ALERT: u32 = 2;
/// JSSE's padding, the one that was measured to be constant.
const PADDING: u16 = 16;
/// Renegotiations kept of a connection.
const RENEGOTIATIONS: usize = 256;

/// How far TLS has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for what was seen last")]
pub enum Phase {
    None,
    ClientHello,
    Handshake,
    Established,
    Renegotiation,
}

/// The client's flight of TLS 1.3.
#[derive(Debug, Default)]
pub enum ClientFlight {
    /// No ServerHello of TLS 1.3 so far.
    #[default]
    None,
    /// Records of it come.
    Coming(Box<Flight>),
    /// It is told.
    Told(Box<Told>),
    /// The client sent an alert instead.
    Aborted,
    /// Padding or missing bytes hide it.
    Unknown,
}

/// What the flight told.
#[derive(Debug)]
pub struct Told {
    /// What the client gave, and how surely.
    pub answer: Answer,
    /// Lengths of the flight's records.
    pub lengths: Vec<u32>,
    /// Its first record.
    pub begin: Frame,
    /// The client's protection.
    pub client: Protection,
    /// The server's protection.
    pub server: Protection,
    /// The client's padding is known: by its Finished, or by a record that has no room for any.
    pub client_calibrated: bool,
    /// The server's padding is known in the same way.
    pub server_calibrated: bool,
}

impl Told {
    /// A record that is shorter than padding alone shows that there is none.
    fn calibrate(&mut self, role: Role, length: u16) {
        let (protection, calibrated) = match role {
            Role::Client => (self.client, &mut self.client_calibrated),
            Role::Server => (self.server, &mut self.server_calibrated),
        };
        *calibrated |= protection.padding() == 0 && u32::from(length) < protection.with_padding(PADDING).wire(0);
    }
}

/// Behind encryption.
#[derive(Debug, Default)]
pub struct Tunnel {
    /// The client's flight of TLS 1.3.
    pub flight: ClientFlight,
    /// Turns of data.
    pub turns: Turns,
    /// The server's first record after the client's Finished.
    pub server_first: Option<LastRecord>,
    /// Renegotiations in order.
    pub renegotiations: Vec<Renegotiation>,
    /// Client authentication after the handshake.
    pub post_handshake: Option<Box<PostHandshake>>,
    /// A record of application data was seen.
    pub data_seen: bool,
    /// One was seen of which it is not known what it belongs to.
    pub data_unplaced: bool,
    /// Bytes of client and server are missing, and no data of theirs came since.
    holes: [bool; 2],
    /// A HelloRequest may be among the missing bytes, to which the client has had no time to answer.
    request_missed: bool,
    /// Handshake records came of which it is not known what they belong to, and no data since.
    astray: bool,
}

impl Tunnel {
    pub(super) fn change_cipher_spec(&mut self, role: Role, at: At) {
        if let Some(last) = self.renegotiations.last_mut() {
            last.change_cipher_spec(role, at);
        }
    }

    /// Bytes of `role` were waited for in vain: who spoke first is not known, as what came behind them was read late.
    pub(super) fn delayed(&mut self, role: Role) {
        *self.hole_mut(role) = true;
        self.request_missed |= role == Role::Server;
        if let Some(last) = self.renegotiations.last_mut().filter(|last| !last.is_settled()) {
            last.hole();
        }
        if let Some(post_handshake) = &mut self.post_handshake {
            post_handshake.lost();
        }
    }

    /// Records of `role` were lost: nor is it known how many there were.
    pub(super) fn lost(&mut self, role: Role) {
        self.delayed(role);
        if role == Role::Client && matches!(self.flight, ClientFlight::Coming(_)) {
            self.flight = ClientFlight::Unknown;
        }
    }

    const fn hole_mut(&mut self, role: Role) -> &mut bool {
        let [client, server] = &mut self.holes;
        match role {
            Role::Client => client,
            Role::Server => server,
        }
    }

    pub(super) fn alert(&mut self, role: Role, at: At) {
        if let Some(last) = self.renegotiations.last_mut() {
            last.alert(role, at);
        }
    }

    pub(super) fn close(&mut self, role: Role, how: Close, at: At) {
        if let Some(last) = self.renegotiations.last_mut() {
            last.close(role, how, at);
        }
    }

    pub(super) fn finish(&mut self) {
        if let Some(last) = self.renegotiations.last_mut() {
            last.finish();
        }
    }

    /// All data belongs to a turn: none was left out because it is not known where the handshake ended.
    #[must_use]
    pub const fn is_placed(&self) -> bool {
        !self.data_unplaced && !matches!(self.flight, ClientFlight::Unknown)
    }

    /// The server's first record after the client's Finished is an alert, or as long as one.
    #[must_use]
    pub fn is_server_first_alert(&self) -> Option<bool> {
        let first = self.server_first?;
        if first.content_type != ContentType::APPLICATION_DATA.0 {
            return Some(first.content_type == ContentType::ALERT.0);
        }
        let Some(told) = self.told() else { return Some(false) };
        if told.server_calibrated {
            return Some(u32::from(first.length) == told.server.wire(ALERT));
        }
        (!is_alert(told.server, first.length)).then_some(false)
    }

    /// What the client's flight told.
    #[must_use]
    pub fn told(&self) -> Option<&Told> {
        match &self.flight {
            ClientFlight::Told(told) => Some(told),
            _ => None,
        }
    }
}

/// A record of TLS 1.3 that is as long as an alert, padded or not.
fn is_alert(protection: Protection, length: u16) -> bool {
    [0, PADDING].into_iter().any(|padding| protection.with_padding(padding).wire(ALERT) == u32::from(length))
}

impl Observer {
    /// How far TLS has come.
    #[must_use]
    pub fn phase(&self) -> Phase {
        if self.tunnel.renegotiations.last().is_some_and(Renegotiation::is_running) {
            return Phase::Renegotiation;
        }
        if self.is_established() {
            return Phase::Established;
        }
        match (self.hellos.client.is_some(), self.hellos.server.is_some()) {
            (_, true) => Phase::Handshake,
            (true, false) => Phase::ClientHello,
            // The beginning was not captured; data tells that there was one.
            (false, false) if self.tunnel.data_seen => Phase::Established,
            (false, false) => Phase::None,
        }
    }

    /// Both sides may send data: TLS 1.3, the client finished; before, both changed their keys.
    #[must_use]
    pub fn is_established(&self) -> bool {
        match self.hellos.version {
            Some(version) if version.is_tls13() => self.tunnel.told().is_some(),
            _ => self.halves.iter().all(|half| half.ccs.is_some() && half.encryption == Encryption::Yes),
        }
    }

    pub(super) fn await_flight(&mut self) {
        // Without the client's hello, its records may be early data, which looks like anything.
        self.tunnel.flight = match (self.hellos.protection, self.early_data()) {
            (Some(protection), Some(early_data)) if !*self.tunnel.hole_mut(Role::Client) => {
                ClientFlight::Coming(Box::new(Flight::new(protection, early_data)))
            }
            _ => ClientFlight::Unknown,
        };
    }

    /// A handshake record that is encrypted.
    pub(super) fn encrypted_handshake(&mut self, side: Side, record: Encrypted, record_version: u16) {
        let role = self.role(side);
        let both_finished = self.halves.iter().all(|half| half.finished.is_some() || half.finished_lost);
        let half = self.half_mut(side);
        let sure = half.encryption == Encryption::Yes;
        let epoch = half.epoch;
        let mut inferred = Inferred::Nothing;
        let mut confidence = None;
        let mut inside_tunnel = false;
        if sure && half.finished.is_none() && !half.finished_lost && half.ccs.is_some() {
            half.finished = Some(record.at);
            inferred = Inferred::Finished;
            confidence = Some(Confidence::Certain);
        } else if sure && both_finished {
            inside_tunnel = true;
            (inferred, confidence) = self.renegotiate(role, record);
        }
        if role == Role::Client && sure {
            self.tunnel.turns.handshake_said(record.at, false, None);
        }
        let length = u32::from(record.length);
        self.note_message(Message {
            at: record.at,
            side,
            kind: None,
            length,
            epoch,
            encrypted: true,
            inside_tunnel,
            inferred,
            confidence,
            record_version,
            notes: None,
        });
        self.note_server_first(side, record, ContentType::HANDSHAKE.0);
    }

    fn renegotiate(&mut self, role: Role, record: Encrypted) -> (Inferred, Option<Confidence>) {
        let protection = self.hellos.protection;
        let turns = &self.tunnel.turns;
        let since = record
            .at
            .time()
            .zip(turns.request_end.and_then(|at| at.time()))
            .map(|(now, then)| now.saturating_sub(then));
        let turn = turns.turns;
        let is_request = Renegotiation::is_hello_request(protection, record.length);
        match self.tunnel.renegotiations.last_mut() {
            Some(last) if !last.is_over(role) => match last.handshake(role, record.length, record.at) {
                Inferred::Nothing => (Inferred::Nothing, None),
                Inferred::HelloRequest if !is_request => (Inferred::Nothing, None),
                name => (name, Some(Confidence::Certain)),
            },
            // The rest of a flight whose beginning is missing: in it, a ServerHelloDone is as long as a HelloRequest.
            _ if self.tunnel.astray => (Inferred::Nothing, None),
            _ => {
                if self.tunnel.renegotiations.len() >= RENEGOTIATIONS {
                    self.capped = true;
                    return (Inferred::Nothing, None);
                }
                let mut begun = Renegotiation::begin(role, record.at, turn, since);
                let last = self.tunnel.renegotiations.last();
                let torn =
                    last.is_some_and(|last| last.is_holed() && !last.is_settled()) || self.tunnel.holes.contains(&true);
                let missed = torn || self.tunnel.request_missed || last.is_some_and(Renegotiation::is_holed);
                match role {
                    // Nobody knows whether it begins one, or belongs to one that is missing.
                    Role::Server if !is_request && missed => {
                        self.tunnel.astray = true;
                        return (Inferred::Nothing, None);
                    }
                    Role::Server if !is_request => begun.doubt(),
                    Role::Client if self.tunnel.request_missed => begun.hide_initiator(),
                    _ => {}
                }
                if torn {
                    begun.hole();
                }
                self.tunnel.renegotiations.push(begun);
                match role {
                    Role::Client => (Inferred::ClientHello, Some(Confidence::Certain)),
                    Role::Server if is_request => (Inferred::HelloRequest, Some(Confidence::Certain)),
                    Role::Server => (Inferred::HelloRequest, Some(Confidence::Possible)),
                }
            }
        }
    }

    /// Application data, or in TLS 1.3 whatever is encrypted.
    pub(super) fn data(&mut self, side: Side, record: Encrypted) {
        self.tunnel.data_seen = true;
        let role = self.role(side);
        let version_known = self.hellos.version.is_some();
        match (self.hellos.version, role) {
            (Some(version), Role::Client) if version.is_tls13() => self.tls13_client(side, record),
            (Some(version), Role::Server) if version.is_tls13() => self.tls13_server(side, record),
            // Early data, or a ServerHello that is missing: nothing can be said of turns.
            (None, role) if self.hellos.client.is_some() => self.tunnel.data_unplaced |= role == Role::Server,
            (_, role) => {
                let half = self.half_mut(side);
                // RFC 5246 6.2.3: data is never in clear where a cipher was agreed on.
                if half.encryption == Encryption::Unsure {
                    half.encryption = Encryption::Yes;
                    // Nor does it come before its sender's Finished.
                    half.finished_lost |= version_known && half.finished.is_none();
                }
                *self.tunnel.hole_mut(role) = false;
                self.tunnel.astray = false;
                if role == Role::Client && !*self.tunnel.hole_mut(Role::Server) {
                    self.tunnel.request_missed = false;
                }
                if let Some(last) = self.tunnel.renegotiations.last_mut() {
                    last.data(role, record.at);
                }
                self.note_server_first(side, record, ContentType::APPLICATION_DATA.0);
                let length = u32::from(record.length);
                match role {
                    Role::Client => self.tunnel.turns.request(length, record.at),
                    Role::Server => self.tunnel.turns.reply(length, None, record.at),
                }
            }
        }
    }

    fn note_server_first(&mut self, side: Side, record: Encrypted, content_type: u8) {
        if side != self.client && self.half(self.client).finished.is_some() {
            let first = LastRecord { content_type, length: record.length, frame: record.at.frame };
            self.tunnel.server_first.get_or_insert(first);
        }
    }

    fn tls13_client(&mut self, side: Side, record: Encrypted) {
        let server = match &self.tunnel.flight {
            ClientFlight::Coming(flight) if flight.records().is_empty() => self.server_finished(),
            ClientFlight::Coming(flight) => flight.server,
            _ => None,
        };
        match &mut self.tunnel.flight {
            ClientFlight::Coming(flight) => {
                flight.server = server;
                let reading = flight.push(record);
                self.flight_read(reading);
            }
            ClientFlight::Told(told) => {
                told.calibrate(Role::Client, record.length);
                let alert_sized = u32::from(record.length) == told.client.wire(ALERT);
                let half = self.half_mut(side);
                let held = half.closing.take();
                if alert_sized {
                    half.closing = Some(record);
                }
                if let Some(held) = held {
                    self.tls13_request(held);
                }
                if !alert_sized {
                    self.tls13_request(record);
                }
                self.note_closing(Role::Client, alert_sized.then_some(record.at.frame));
            }
            ClientFlight::None | ClientFlight::Unknown => self.tunnel.data_unplaced = true,
            ClientFlight::Aborted => {}
        }
    }

    fn tls13_request(&mut self, record: Encrypted) {
        let length = u32::from(record.length);
        let turns = &mut self.tunnel.turns;
        let Some(post_handshake) = &mut self.tunnel.post_handshake else {
            turns.request(length, record.at);
            return;
        };
        let before = turns.clone();
        turns.request(length, record.at);
        if let Some(at) = post_handshake.client(record, &before, turns) {
            turns.handshake_said(at, true, self.rtt_ns.get());
        }
    }

    fn tls13_server(&mut self, side: Side, record: Encrypted) {
        if let ClientFlight::Coming(flight) = &self.tunnel.flight
            && flight.records().last().is_some_and(|last| last.at.frame != record.at.frame)
        {
            self.settle_flight();
        }
        let ClientFlight::Told(told) = &mut self.tunnel.flight else {
            // No message of the server's flight is so short.
            let alert_sized = self.hellos.protection.is_some_and(|protection| is_alert(protection, record.length));
            self.half_mut(side).closing = alert_sized.then_some(record);
            return;
        };
        told.calibrate(Role::Server, record.length);
        let server = told.server;
        self.note_server_first(side, record, ContentType::APPLICATION_DATA.0);
        let alert_sized = u32::from(record.length) == server.wire(ALERT);
        let half = self.half_mut(side);
        let held = half.closing.take();
        if alert_sized {
            half.closing = Some(record);
        }
        for record in held.into_iter().chain((!alert_sized).then_some(record)) {
            let plaintext = server.plaintext(record.length.into()).map(|lengths| *lengths.end());
            let Tunnel { turns, post_handshake, .. } = &mut self.tunnel;
            let tickets = turns.ticket_like;
            turns.reply(record.length.into(), plaintext, record.at);
            if let Some(post_handshake) = post_handshake {
                post_handshake.server(record, turns.ticket_like > tickets, turns);
            }
        }
        self.note_closing(Role::Server, alert_sized.then_some(record.at.frame));
    }

    fn note_closing(&mut self, role: Role, alert: Option<Frame>) {
        if let Some(post_handshake) = &mut self.tunnel.post_handshake {
            post_handshake.closing(role, alert);
        }
    }

    /// A side closes, or nothing more comes: what is last and as long as an alert is taken for one.
    pub(super) fn end_post_handshake(&mut self, closed: Option<(Role, Close, Frame)>) {
        let Some(post_handshake) = &mut self.tunnel.post_handshake else { return };
        post_handshake.end_in_alert();
        if let Some((role, how, frame)) = closed {
            post_handshake.end(if how == Close::Fin { Next::Fin } else { Next::Rst }, role, frame);
        }
    }

    /// A request for a certificate may have met a client that had not offered to answer one.
    pub(super) fn note_unsolicited(&mut self) {
        let (client, server) = (self.half(self.client), self.half(self.client.other()));
        let tunnel = &self.tunnel;
        // The request may be in the place of a ticket.
        let one = tunnel.turns.reply.records_max == 1;
        if let (ClientFlight::Told(told), None, true) =
            (&tunnel.flight, &tunnel.post_handshake, self.hellos.client_whole)
            && let (Some(alert), None, Some(last), Some(at)) =
                (client.closing, server.closing, server.last, tunnel.turns.last_reply)
            && one
            && (at.frame == last.frame && at.frame <= alert.at.frame)
        {
            let mut watch = PostHandshake::new(told.client, told.server, false, None);
            let asked = Encrypted { length: last.length, at };
            if let Some(exchange) = watch.unsolicited(asked, alert.at.frame) {
                watch.exchanges.push(exchange);
                self.tunnel.post_handshake = Some(Box::new(watch));
            }
        }
    }

    /// The client's flight will not go on.
    pub(super) fn settle_flight(&mut self) {
        if let ClientFlight::Coming(flight) = &self.tunnel.flight {
            let reading = flight.settle();
            self.flight_read(reading);
        }
    }

    fn flight_read(&mut self, reading: Reading) {
        let answer = match reading {
            Reading::NotYet => return,
            Reading::Unknown => {
                self.tunnel.flight = ClientFlight::Unknown;
                return;
            }
            Reading::Aborted => {
                if let ClientFlight::Coming(flight) = &self.tunnel.flight {
                    let alert = flight.records().first().copied();
                    self.half_mut(self.client).closing = alert;
                }
                self.tunnel.flight = ClientFlight::Aborted;
                return;
            }
            Reading::Told(answer) => answer,
        };
        let (ClientFlight::Coming(flight), Some(suite)) = (&self.tunnel.flight, self.hellos.protection) else {
            return;
        };
        let calibrated = flight.server;
        let records = flight.records().to_vec();
        let (flight, data) = records.split_at_checked(answer.records).unwrap_or((&records, &[]));
        let (Some(first), Some(last)) = (flight.first(), flight.last()) else { return };
        let client = answer.calibrated.unwrap_or(suite);
        let server = calibrated.unwrap_or(suite);
        self.note_flight(flight, answer);
        self.half_mut(self.client).finished = Some(last.at);
        self.tunnel.turns.handshake_said(last.at, true, self.rtt_ns.get());
        let offered = self.hello(self.hellos.client).is_some_and(|hello| hello.has(ExtensionType::POST_HANDSHAKE_AUTH));
        if offered {
            let coalesces = answer.records == 1 && answer.given != Given::Nothing;
            self.tunnel.post_handshake =
                Some(Box::new(PostHandshake::new(client, server, coalesces, self.rtt_ns.get())));
        }
        self.tunnel.flight = ClientFlight::Told(Box::new(Told {
            answer,
            lengths: flight.iter().map(|record| u32::from(record.length)).collect(),
            begin: first.at.frame,
            client,
            server,
            client_calibrated: answer.calibrated.is_some(),
            server_calibrated: calibrated.is_some(),
        }));
        for record in data {
            self.tls13_client(self.client, *record);
        }
    }

    /// The server's flight ends in its Finished; alone in its record, it shows the server's padding.
    #[must_use]
    pub fn server_finished(&self) -> Option<Protection> {
        let suite = self.hellos.protection?;
        let last = self.half(self.client.other()).last.map(|last| u32::from(last.length));
        let paddings = [suite, suite.with_padding(PADDING)];
        paddings.into_iter().find(|protection| Some(protection.wire(protection.finished_length())) == last)
    }

    /// Rows for the flight's records.
    fn note_flight(&mut self, flight: &[Encrypted], answer: Answer) {
        let last = flight.len().saturating_sub(1);
        for (place, record) in flight.iter().enumerate() {
            let inferred = match (answer.given, flight.len(), place) {
                (Given::Empty | Given::Sent, 1, _) => Inferred::CertificateAndFinished,
                (_, _, place) if place == last => Inferred::Finished,
                (Given::Empty, ..) | (Given::Sent, _, 0) => Inferred::Certificate,
                (Given::Sent, _, place) if place + 1 == last => Inferred::CertificateVerify,
                _ => Inferred::Nothing,
            };
            self.note_message(Message {
                at: record.at,
                side: self.client,
                kind: None,
                length: record.length.into(),
                epoch: 1,
                encrypted: true,
                inside_tunnel: false,
                inferred,
                confidence: (inferred != Inferred::Nothing).then_some(answer.confidence),
                record_version: 0x0303,
                notes: None,
            });
        }
    }

    /// The version is TLS 1.3.
    #[must_use]
    pub fn is_tls13(&self) -> bool {
        self.hellos.version.is_some_and(ProtocolVersion::is_tls13)
    }
}
