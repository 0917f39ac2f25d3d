//! Pours the facts of a connection into rows: the one place that knows both what was noted and how the tables call it.

use std::fmt::Write as _;

use arrow_array::RecordBatch;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha1::{Digest, Sha1};

use crate::bytes::{At, Frame, Time};
use crate::engine::{Talk, phase_name, server_side};
use crate::flow::connection::Connection;
use crate::flow::table::Leave;
use crate::net::{Address, Endpoint};
use crate::prelude::{self, Said};
use crate::registry::{ExtensionType, HandshakeType, ProtocolVersion};
use crate::tables::alerts::{self, Alert};
use crate::tables::certificate_requests::{self, CertificateRequest};
use crate::tables::certificates::{self, Certificate};
use crate::tables::connections::{self, Connection as Row};
use crate::tables::handshakes::{self, Handshake};
use crate::tables::post_handshake::{self, PostHandshake};
use crate::tables::records::{self, Record};
use crate::tables::renegotiations::{self, Renegotiation};
use crate::tables::resets::{self, Reset};
use crate::tables::{Constant, ExtensionItem, Stamp};
use crate::tls::flight::{Confidence, Given};
use crate::tls::hello::DowngradeSentinel;
use crate::tls::notes::{HelloNotes, Notes, Numbers};
use crate::tls::observer::{Basis, Close, Encryption, Inferred, Observer};
use crate::tls::post_handshake::Next;
use crate::tls::record::SSL_2;
use crate::tls::renegotiation::Outcome;
use crate::tls::tunnel::{ClientFlight, Tunnel};
use crate::tls::{Role, Side};

/// TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 3.3).
const RENEGOTIATION_SCSV: u16 = 0x00FF;
/// TLS_FALLBACK_SCSV (RFC 7507 2).
const FALLBACK_SCSV: u16 = 0x5600;

/// What a capture's rows are called.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// `capture_id` in hex.
    pub capture_id: String,
    /// The server's name, if one is given.
    pub server_label: Option<String>,
}

/// Rows of every table but `captures`.
#[derive(Default)]
pub struct Rows {
    connections: connections::Columns<'static>,
    handshakes: handshakes::Columns<'static>,
    alerts: alerts::Columns<'static>,
    resets: resets::Columns<'static>,
    renegotiations: renegotiations::Columns<'static>,
    post_handshake: post_handshake::Columns<'static>,
    certificates: certificates::Columns<'static>,
    certificate_requests: certificate_requests::Columns<'static>,
    records: Option<records::Columns<'static>>,
    scratch: Scratch,
}

/// What a connection's rows are called.
#[derive(Clone, Copy)]
struct Id<'a> {
    capture: &'a str,
    /// The capture's id and the connection's own number in it.
    connection: &'a str,
}

/// Buffers that are used again for each connection.
#[derive(Default)]
struct Scratch {
    connection_id: String,
    client_address: String,
    server_address: String,
    community_id: String,
    hashes: [String; 3],
    extensions: Vec<ExtensionItem>,
    numbers: [Vec<u32>; 4],
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("connections", &self.connections.len()).finish_non_exhaustive()
    }
}

impl Rows {
    /// No rows; with a row for each record if asked for.
    #[must_use]
    pub fn new(records: bool) -> Self {
        Self { records: records.then(records::Columns::new), ..Self::default() }
    }

    /// Rows of the longest table.
    #[must_use]
    pub fn len(&self) -> usize {
        let records = self.records.as_ref().map_or(0, records::Columns::len);
        let certificates = self.certificates.len();
        self.connections.len().max(self.handshakes.len()).max(certificates).max(records)
    }

    /// Bytes of all tables, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.connections.bytes()
            + self.handshakes.bytes()
            + self.certificates.bytes()
            + self.certificate_requests.bytes()
            + self.records.as_ref().map_or(0, records::Columns::bytes)
    }

    /// The rows as batches; none are left.
    pub fn finish(&mut self) -> Vec<(&'static str, RecordBatch)> {
        let mut batches = vec![
            ("connections", self.connections.finish()),
            ("handshakes", self.handshakes.finish()),
            ("alerts", self.alerts.finish()),
            ("resets", self.resets.finish()),
            ("renegotiations", self.renegotiations.finish()),
            ("post_handshake", self.post_handshake.finish()),
            ("certificates", self.certificates.finish()),
            ("certificate_requests", self.certificate_requests.finish()),
        ];
        if let Some(records) = &mut self.records {
            batches.push(("records", records.finish()));
        }
        batches
    }

    /// Rows of the records that an open connection has gathered: it may bring more than can be kept for it.
    pub fn pour_records(&mut self, connection: &Connection, tls: &mut Observer, name: &Name) {
        let connection_id = format!("{}-{}", name.capture_id, connection.number);
        self.records(tls, Id { capture: &name.capture_id, connection: &connection_id });
    }

    /// All rows of a connection, but for records that were poured before.
    pub fn pour(
        &mut self,
        connection: &Connection,
        talk: &mut Talk,
        why: Leave,
        tunnel_path: Option<&str>,
        name: &Name,
    ) {
        let mut connection_id = std::mem::take(&mut self.scratch.connection_id);
        connection_id.clear();
        // Writing to a String cannot fail.
        let _ = write!(connection_id, "{}-{}", name.capture_id, connection.number);
        let id = Id { capture: &name.capture_id, connection: &connection_id };
        if let Some(tls) = &mut talk.tls {
            self.handshakes(tls, id);
            self.alerts(tls, id);
            self.renegotiations(tls, id);
            self.post_handshake(tls, id);
            self.certificates(tls, id);
            self.certificate_requests(tls, id);
            self.records(tls, id);
        }
        self.resets(connection, talk, id);
        self.connection(connection, talk, why, tunnel_path, name, id);
        self.scratch.connection_id = connection_id;
    }

    fn handshakes(&mut self, tls: &Observer, id: Id<'_>) {
        for (ordinal, message) in (0_u32..).zip(&tls.messages) {
            let notes = message.notes.and_then(|place| tls.notes.get(usize::from(place)));
            let (hello, server_name) = match notes {
                Some(Notes::Hello(hello, name)) => (Some(hello.as_ref()), name.as_deref()),
                _ => (None, None),
            };
            let client_hello = message.kind == Some(1);
            let list = |list| hello.and_then(|hello| hello.lists.get(list));
            let has = |extension| hello.map(|hello| hello.has(extension));
            let extensions = &mut self.scratch.extensions;
            extensions.clear();
            if let (Some(codes), Some(lengths)) = (list(Numbers::ExtensionTypes), list(Numbers::ExtensionLengths)) {
                extensions.extend(codes.iter().zip(lengths).map(|(&code, &length)| ExtensionItem {
                    code,
                    length,
                    grease: ExtensionType(code).is_grease(),
                }));
            }
            let (mut certificate_lengths, mut types, mut schemes, mut authorities, mut malformed) =
                (None, None, None, None, None);
            match notes {
                Some(Notes::Certificate(chain)) => certificate_lengths = Some(chain.lengths.as_ref()),
                Some(Notes::CertificateRequest(request)) => {
                    types = Some(request.types.as_ref());
                    schemes = request.schemes.as_deref();
                    authorities = u32::try_from(request.authorities.len()).ok();
                }
                Some(Notes::Malformed(text)) => malformed = Some(text.as_ref()),
                Some(Notes::Hello(hello, _)) => malformed = hello.malformed.as_deref(),
                None => {}
            }
            self.handshakes.push(&Handshake {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                frame: Some(message.at.frame),
                time: Stamp(message.at.time()),
                direction: Some(tls.role(message.side).name()),
                handshake_type: message.kind,
                length: Some(message.length),
                epoch: Some(message.epoch.into()),
                encrypted: Some(message.encrypted),
                inside_tunnel: Some(message.inside_tunnel),
                inferred: inferred_name(message.inferred),
                inferred_confidence: message.confidence.map(confidence_name),
                record_version: Some(message.record_version),
                legacy_version: hello.map(|hello| hello.legacy_version),
                random_marker: hello.filter(|_| !client_hello).map(random_marker),
                session_id_length: hello.map(|hello| hello.session_id_length),
                cipher_suites: list(Numbers::CipherSuites),
                compression_methods: hello.map(|hello| hello.compression_methods.as_ref()),
                extensions: hello.filter(|hello| hello.has_extensions).map(|_| extensions.as_slice()),
                server_name,
                supported_versions: list(Numbers::SupportedVersions),
                alpn: hello.and_then(|hello| hello.alpn.as_deref()),
                supported_groups: list(Numbers::SupportedGroups),
                signature_algorithms: list(Numbers::SignatureAlgorithms).or(schemes),
                signature_algorithms_cert: list(Numbers::SignatureAlgorithmsCert),
                key_share_groups: list(Numbers::KeyShareGroups),
                psk_key_exchange_modes: hello.and_then(|hello| hello.psk_modes.as_deref()),
                pre_shared_key: hello.and_then(|hello| hello.pre_shared_key),
                early_data: has(ExtensionType::EARLY_DATA),
                cookie_length: hello.and_then(|hello| hello.cookie_length),
                post_handshake_auth: has(ExtensionType::POST_HANDSHAKE_AUTH).filter(|_| client_hello),
                renegotiation_info_length: hello.and_then(|hello| hello.renegotiation_info_length),
                encrypt_then_mac: has(ExtensionType::ENCRYPT_THEN_MAC),
                extended_master_secret: has(ExtensionType::EXTENDED_MAIN_SECRET),
                session_ticket_length: hello.and_then(|hello| hello.session_ticket_length),
                status_request: has(ExtensionType::STATUS_REQUEST),
                record_size_limit: hello.and_then(|hello| hello.record_size_limit),
                compress_certificate: list(Numbers::CompressCertificate),
                encrypted_client_hello: hello.and_then(|hello| hello.encrypted_client_hello),
                certificate_lengths,
                certificate_types: types,
                certificate_authorities: authorities,
                malformed,
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn alerts(&mut self, tls: &Observer, id: Id<'_>) {
        for (ordinal, note) in (0_u32..).zip(&tls.alerts) {
            let half = tls.half(note.side);
            // Bytes after it decide: the last record of its side closes.
            // RFC 8446 D.4: a ChangeCipherSpec of TLS 1.3 changes nothing.
            let keys_changed = half.finished.is_some() || half.ccs.is_some() && !tls.is_tls13();
            let position = if !note.in_tunnel && !keys_changed {
                "handshake"
            } else if note.ordinal_of_side == half.records {
                "closing"
            } else {
                "tunnel"
            };
            self.alerts.push(&Alert {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                frame: Some(note.at.frame),
                time: Stamp(note.at.time()),
                direction: Some(tls.role(note.side).name()),
                level: note.alert.map(|alert| alert.level.0),
                description: note.alert.map(|alert| alert.description.0),
                in_clear: Some(note.length == 2),
                position: Some(position),
                length: Some(note.length.into()),
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn resets(&mut self, connection: &Connection, talk: &Talk, id: Id<'_>) {
        let client = talk.tls.as_ref().map_or_else(|| server_side(connection).other(), |tls| tls.client);
        for (ordinal, note) in (0_u32..).zip(connection.resets()) {
            let way = connection.way(note.side);
            let since = |side: Side| {
                let [first, second] = note.last_data;
                microseconds(if side == Side::First { first.get() } else { second.get() }, note.at.time())
            };
            let continues = way.packets_without_reset.saturating_sub(note.sent_before);
            self.resets.push(&Reset {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                frame: Some(note.at.frame),
                time: Stamp(note.at.time()),
                direction: Some(role(client, note.side).name()),
                flags: Some(note.flags.0),
                first_of_connection: Some(note.first),
                late: Some(note.late),
                in_reply_to_syn: Some(note.in_reply_to_syn),
                tls_phase: Some(note.phase),
                before: Some(note.before),
                since_last_client_data_us: since(client),
                since_last_server_data_us: since(client.other()),
                in_window: note.in_window,
                sequence_offset: note.sequence_offset,
                sender_continues: Some(continues),
                ttl: Some(note.ttl),
                ttl_min: way.ttls.min(),
                ttl_max: way.ttls.max(),
                ttl_distinct: way.ttls.distinct(),
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn renegotiations(&mut self, tls: &Observer, id: Id<'_>) {
        for (ordinal, one) in (0_u32..).zip(&tls.tunnel.renegotiations) {
            let given = one.given(tls.hellos.protection, tls.hellos.cipher_suite);
            let finished = one.outcome == Some(Outcome::Finished);
            let [client_alerts, server_alerts] = one.alerts;
            self.renegotiations.push(&Renegotiation {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                time: Stamp(one.begin.time()),
                initiator: one.initiator.map(Role::name),
                hello_request_frame: one.hello_request,
                client_hello_frame: one.client_hello.map(|at| at.frame),
                client_hello_time: Stamp(one.client_hello.and_then(At::time)),
                server_flight_frame: one.server_flight,
                client_flight_lengths: Some(&one.client_lengths),
                server_flight_lengths: Some(&one.server_lengths),
                client_ccs_frame: one.client_ccs,
                server_ccs_frame: one.server_ccs,
                kind: one.short.filter(|_| finished).map(|short| if short { "short" } else { "full" }),
                asked: given.map(|(given, _)| given != Given::Nothing),
                confidence: given.map(|(_, confidence)| confidence_name(confidence)),
                client_certificate: given.map(|(given, _)| given_name(given)),
                first_alert_side: one.first_alert.map(|(role, _)| role.name()),
                first_alert_frame: one.first_alert.map(|(_, at)| at.frame),
                client_alerts: Some(client_alerts),
                server_alerts: Some(server_alerts),
                client_data_records_inside: Some(one.client_data_inside),
                server_data_records_inside: Some(one.server_data_inside),
                server_data_records_after: one.end.map(|_| one.server_data_after),
                server_data_frame: one.server_data.map(|at| at.frame),
                server_data_time: Stamp(one.server_data.and_then(At::time)),
                since_last_client_data_us: one.since_client_data_ns.map(|ns| ns / 1000),
                turn: Some(one.turn),
                overtaken_after_us: microseconds(
                    one.client_hello.and_then(|at| at.time()),
                    one.overtaking.and_then(|at| at.time()),
                ),
                end_frame: frame(one.end),
                end_time: Stamp(one.end.and_then(At::time)),
                closed_by: one.closed.map(|(role, ..)| role.name()),
                closed_with: one.closed.map(|(_, how, _)| close_name(how)),
                closed_frame: one.closed.map(|(.., at)| at.frame),
                first_alert_to_close_us: microseconds(
                    one.first_alert.and_then(|(_, at)| at.time()),
                    one.closed.and_then(|(.., at)| at.time()),
                ),
                outcome: one.known_outcome().map(outcome_name),
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn post_handshake(&mut self, tls: &Observer, id: Id<'_>) {
        let exchanges = tls.tunnel.post_handshake.iter().flat_map(|watch| &watch.exchanges);
        for (ordinal, one) in (0_u32..).zip(exchanges) {
            self.post_handshake.push(&PostHandshake {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                time: Stamp(one.request.at.time()),
                server_record_frame: Some(one.request.at.frame),
                server_record_plaintext_length: Some(one.request_plaintext),
                client_flight_frame: frame(one.flight),
                client_flight_lengths: one.flight.map(|_| one.lengths.as_slice()),
                answered_after_us: microseconds(one.request.at.time(), one.flight.and_then(|at| at.time())),
                client_certificate: one.given.map(given_name),
                confidence: Some(confidence_name(one.confidence)),
                followed_by: Some(one.next.map_or("nothing", |(next, ..)| next_name(next))),
                followed_by_side: one.next.map(|(_, role, _)| role.name()),
                followed_by_frame: one.next.map(|(.., frame)| frame),
                server_records_after_min: Some(one.server_records_after.saturating_sub(one.tickets_after)),
                server_records_after_max: Some(one.server_records_after),
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn certificates(&mut self, tls: &Observer, id: Id<'_>) {
        let chains = tls.messages.iter().filter_map(|message| match tls.notes.get(usize::from(message.notes?))? {
            Notes::Certificate(chain) => Some((message, chain)),
            _ => None,
        });
        let certificates =
            chains.flat_map(|(message, chain)| (0_u32..).zip(&chain.certificates).map(move |one| (message, one)));
        for (ordinal, (message, (position, one))) in (0_u32..).zip(certificates) {
            let sender = Some(tls.role(message.side).name());
            let [fingerprint, issuer_id, subject_id] = &mut self.scratch.hashes;
            write_hex(fingerprint, &one.fingerprint);
            self.certificates.push(&Certificate {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                frame: Some(message.at.frame),
                time: Stamp(message.at.time()),
                direction: sender,
                chain_of: sender,
                position: Some(position),
                subject: one.subject.as_deref(),
                issuer: one.issuer.as_deref(),
                subject_id: hash_text(subject_id, one.subject_id.unwrap_or_default()),
                issuer_id: hash_text(issuer_id, one.issuer_id.unwrap_or_default()),
                self_issued: one.is_self_issued(),
                subject_alt_names: one.subject_alt_names.as_deref(),
                serial_number: one.serial_number.as_deref(),
                not_before: Stamp(one.not_before.and_then(nanoseconds)),
                not_after: Stamp(one.not_after.and_then(nanoseconds)),
                valid_at_capture_time: message.at.time().and_then(|time| one.is_valid_at(time)),
                public_key_algorithm: one.public_key_algorithm.as_deref(),
                public_key_bits: one.public_key_bits,
                signature_algorithm: one.signature_algorithm.as_deref(),
                is_ca: one.is_ca,
                extended_key_usage: one.extended_key_usage.as_deref(),
                key_usage: one.key_usage.as_deref(),
                fingerprint_sha256: Some(fingerprint),
                length: Some(one.length),
                malformed: one.malformed.as_deref(),
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn certificate_requests(&mut self, tls: &Observer, id: Id<'_>) {
        let requests = tls.messages.iter().filter(|message| message.kind == Some(HandshakeType::CERTIFICATE_REQUEST.0));
        for (ordinal, message) in (0_u32..).zip(requests) {
            let (request, malformed) = match message.notes.and_then(|place| tls.notes.get(usize::from(place))) {
                Some(Notes::CertificateRequest(request)) => (Some(request), request.malformed.as_deref()),
                Some(Notes::Malformed(text)) => (None, Some(text.as_ref())),
                _ => (None, None),
            };
            let ids: Option<Vec<String>> =
                request.map(|request| request.authority_ids.iter().map(|id| format!("{id:016x}")).collect());
            self.certificate_requests.push(&CertificateRequest {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                frame: Some(message.at.frame),
                time: Stamp(message.at.time()),
                certificate_types: request.map(|request| request.types.as_ref()),
                signature_algorithms: request.and_then(|request| request.schemes.as_deref()),
                authorities: request.map(|request| request.authorities.as_ref()),
                authority_ids: ids.as_deref(),
                malformed,
                borrow: std::marker::PhantomData,
            });
        }
    }

    fn records(&mut self, tls: &mut Observer, id: Id<'_>) {
        let Some(columns) = &mut self.records else { return };
        let (notes, before) = tls.take_records();
        for (ordinal, note) in (before..).zip(notes) {
            columns.push(&Record {
                capture_id: Constant(id.capture),
                connection_id: id.connection,
                ordinal: Some(ordinal),
                frame: Some(note.at.frame),
                time: Stamp(note.at.time()),
                direction: Some(tls.role(note.side).name()),
                content_type: content_type(note.content_type),
                version: Some(note.version),
                length: Some(note.length.into()),
                epoch: Some(note.epoch.into()),
                borrow: std::marker::PhantomData,
            });
        }
    }

    #[allow(clippy::too_many_lines, reason = "one line a column")]
    fn connection(
        &mut self,
        connection: &Connection,
        talk: &Talk,
        why: Leave,
        tunnel_path: Option<&str>,
        name: &Name,
        id: Id<'_>,
    ) {
        let tls = talk.tls.as_deref();
        let client = tls.map_or_else(|| server_side(connection).other(), |tls| tls.client);
        let server = client.other();
        let (client_end, server_end) = (connection.end(client), connection.end(server));
        let (client_way, server_way) = (connection.way(client), connection.way(server));
        let (client_trouble, server_trouble) = (client_way.order.trouble(), server_way.order.trouble());
        let Scratch { client_address, server_address, community_id, hashes, numbers, .. } = &mut self.scratch;
        write_address(client_address, client_end.address);
        write_address(server_address, server_end.address);
        write_community_id(community_id, client_end, server_end);

        let hello = tls.and_then(|tls| tls.hello(tls.hellos.client));
        let server_hello = tls.and_then(|tls| tls.hello(tls.hellos.server));
        let hellos = tls.map(|tls| &tls.hellos);
        let client_half = tls.map(|tls| tls.half(client));
        let server_half = tls.map(|tls| tls.half(server));
        let tunnel = tls.map(|tls| &tls.tunnel);
        let turns = tunnel.filter(|tunnel| tunnel.is_placed()).map(|tunnel| &tunnel.turns);
        let told = tunnel.and_then(|tunnel| tunnel.told());
        let exchange = tunnel.and_then(|tunnel| tunnel.post_handshake.as_ref()).and_then(|watch| watch.last());
        let auth = tls.map(ClientAuth::of).unwrap_or_default();
        // Of a hello that was not read to its end, what is absent may be in the rest.
        let whole = hellos.is_some_and(|hellos| hellos.client_whole);
        // They are of hellos of TLS, whole.
        let of_tls = client_half.is_some_and(|half| half.first_version != Some(ProtocolVersion::SSL_2_0.0));
        let client_prints = hello.filter(|_| whole && of_tls).map(|hello| hello.fingerprints(true));
        let offers = |extension| hello.map(|hello| hello.has(extension)).filter(|has| *has || whole);
        let agreed = |extension| server_hello.map(|hello| hello.has(extension));
        let client_list = |list| hello.and_then(|hello| hello.lists.get(list));
        let version = hellos.and_then(|hellos| hellos.version);
        let tls13 = version.is_some_and(crate::registry::ProtocolVersion::is_tls13);
        let legacy = hello.map(|hello| [hello.legacy_version]);
        let versions = client_list(Numbers::SupportedVersions).or(legacy.as_ref().map(<[u16; 1]>::as_slice));
        let session_hash = hellos.filter(|_| !tls13).map_or(0, |hellos| hellos.session_id_hash);
        let ticket_hash = hellos.map_or(0, |hellos| hellos.offered_ticket_hash);
        let issued = hellos.map_or(0, |hellos| hellos.issued_ticket_hash);
        let [hash_1, hash_2, hash_3] = hashes;
        let [flight, post_flight, first_client, first_server] = numbers;
        fill(flight, told.map(|told| told.lengths.iter().copied()));
        fill(post_flight, exchange.map(|exchange| exchange.lengths.iter().copied()));
        fill(first_client, client_half.map(|half| half.first_lengths()));
        fill(first_server, server_half.map(|half| half.first_lengths()));
        let padding = overheads(tls);
        let ended = connection.ended();
        let fatal = tls.and_then(|tls| {
            let fatal = |note: &&crate::tls::observer::AlertNote| {
                // RFC 8446 6: in TLS 1.3 the level means nothing; all but closures and warnings are fatal.
                note.alert
                    .is_some_and(|alert| alert.level.0 == 2 || tls13 && !matches!(alert.description.0, 0 | 90 | 100))
            };
            tls.alerts.iter().find(fatal)
        });
        let lost = talk.both_records().filter_map(|records| records.lost()).min();
        let found_again = talk.both_records().filter_map(|records| records.found_again()).min();
        let said = |side| talk.records(side).and_then(|records| records.said.as_deref());
        let prelude = prelude::tell(said(client), said(server), client_way.packets > 0);
        let spoken = tls.filter(|tls| tls.spoken_before);
        let anomalies = tls.map(anomalies);
        let last = |half: Option<&crate::tls::observer::Half>| half.and_then(|half| half.last);
        let syn_seen = connection.initiator.is_some();
        let opening = |side| said(side).filter(|said| syn_seen && said.bytes > 0).map(opening_name);

        self.connections.push(&Row {
            capture_id: Constant(id.capture),
            connection_id: id.connection,
            tcp_stream: connection.stream.number(),
            community_id,
            server_label: name.server_label.as_deref(),
            client_address,
            client_port: Some(client_end.port),
            server_address,
            server_port: Some(server_end.port),
            client_basis: Some(tls.map_or(if syn_seen { "syn" } else { "port" }, |tls| basis_name(tls.basis))),
            vlans: Some(connection.vlans.ids()),
            tunnel_path,

            start: Some(if syn_seen { "syn" } else { "mid_stream" }),
            first_frame: Some(connection.first.frame),
            last_frame: Some(connection.last.frame),
            first_time: Stamp(connection.first.time()),
            last_time: Stamp(connection.last.time()),
            rtt_us: connection.rtt_ns.get().map(|ns| ns / 1000),
            packets_client: Some(client_way.packets.into()),
            packets_server: Some(server_way.packets.into()),
            bytes_client: Some(client_way.bytes),
            bytes_server: Some(server_way.bytes),
            retransmissions_client: Some(client_way.order.repeated),
            retransmissions_server: Some(server_way.order.repeated),
            out_of_order_client: Some(client_trouble.map_or(0, |trouble| trouble.early)),
            out_of_order_server: Some(server_trouble.map_or(0, |trouble| trouble.early)),
            gaps_client: Some(client_trouble.map_or(0, |trouble| trouble.gaps)),
            gaps_server: Some(server_trouble.map_or(0, |trouble| trouble.gaps)),
            gap_bytes_client: Some(client_trouble.map_or(0, |trouble| trouble.gap_bytes)),
            gap_bytes_server: Some(server_trouble.map_or(0, |trouble| trouble.gap_bytes)),
            first_gap_frame_client: client_trouble.and_then(|trouble| trouble.first_gap),
            first_gap_frame_server: server_trouble.and_then(|trouble| trouble.first_gap),
            one_sided: Some(connection.is_one_sided()),
            snaplen_cut: Some(connection.snaplen_cut),
            last_client_data_time: Stamp(client_way.last_data.get()),
            last_server_data_time: Stamp(server_way.last_data.get()),
            client_data_acknowledged: connection.is_acknowledged(client),
            server_data_acknowledged: connection.is_acknowledged(server),
            ttl_min_client: client_way.ttls.min(),
            ttl_max_client: client_way.ttls.max(),
            ttl_min_server: server_way.ttls.min(),
            ttl_max_server: server_way.ttls.max(),

            tls: Some(tls.is_some()),
            before_tls: match spoken {
                Some(_) => prelude.before_tls.or(syn_seen.then_some("unknown")),
                None => tls.filter(|_| syn_seen).map(|_| "none"),
            },
            carried_by: tls.filter(|_| syn_seen).map(|_| if spoken.is_some() { prelude.carried_by } else { &[] }),
            proxy_target: spoken.and(prelude.target),
            client_first_bytes: opening(client),
            server_first_bytes: opening(server),
            first_tls_frame: tls.and_then(|tls| tls.first_record),
            framing_lost_frame: lost,
            framing_found_frame: found_again,
            client_first_encrypted_lengths: client_half.map(|_| first_client.as_slice()),
            server_first_encrypted_lengths: server_half.map(|_| first_server.as_slice()),
            client_last_record_type: last(client_half).and_then(|last| content_type(last.content_type)),
            client_last_record_length: last(client_half).map(|last| last.length.into()),
            client_last_record_frame: last(client_half).map(|last| last.frame),
            server_last_record_type: last(server_half).and_then(|last| content_type(last.content_type)),
            server_last_record_length: last(server_half).map(|last| last.length.into()),
            server_last_record_frame: last(server_half).map(|last| last.frame),

            client_hello_frame: hellos.and_then(|hellos| hellos.client).map(|(at, _)| at.frame),
            client_hello_time: Stamp(hellos.and_then(|hellos| hellos.client).and_then(|(at, _)| at.time())),
            client_hello_whole: hellos.filter(|hellos| hellos.client.is_some()).map(|hellos| hellos.client_whole),
            client_record_version: hello.and(client_half).and_then(|half| half.first_version),
            client_legacy_version: hello.map(|hello| hello.legacy_version),
            versions_offered: versions,
            cipher_suites_offered: client_list(Numbers::CipherSuites),
            client_extensions: client_list(Numbers::ExtensionTypes),
            server_name: tls.and_then(|tls| tls.server_name()),
            alpn_offered: hello.and_then(|hello| hello.alpn.as_deref()),
            supported_groups: client_list(Numbers::SupportedGroups),
            signature_algorithms: client_list(Numbers::SignatureAlgorithms),
            key_share_groups: client_list(Numbers::KeyShareGroups),
            psk_key_exchange_modes: hello.and_then(|hello| hello.psk_modes.as_deref()),
            post_handshake_auth: offers(ExtensionType::POST_HANDSHAKE_AUTH),
            early_data_offered: offers(ExtensionType::EARLY_DATA),
            psk_offered: offers(ExtensionType::PRE_SHARED_KEY),
            encrypted_client_hello_offered: offers(ExtensionType::ENCRYPTED_CLIENT_HELLO),
            certificate_compression_offered: offers(ExtensionType::COMPRESS_CERTIFICATE),
            record_size_limit_client: hello.and_then(|hello| hello.record_size_limit),
            record_size_limit_server: server_hello.and_then(|hello| hello.record_size_limit),
            max_fragment_length: hello.and_then(|hello| hello.max_fragment_length),
            renegotiation_info_client: hello.and_then(|hello| renegotiation_info(hello, whole)),
            fallback_scsv: hello.map(|hello| hello.offers_suite(FALLBACK_SCSV)),

            ja3: client_prints.map(|prints| &*prints.ja3),
            ja4: client_prints.map(|prints| &*prints.ja4),

            server_hello_frame: hellos.and_then(|hellos| hellos.server).map(|(at, _)| at.frame),
            server_hello_time: Stamp(hellos.and_then(|hellos| hellos.server).and_then(|(at, _)| at.time())),
            version: version.map(|version| version.0),
            cipher_suite: hellos.and_then(|hellos| hellos.cipher_suite).map(|suite| suite.0),
            compression_method: server_hello.and_then(|hello| hello.compression_methods.first().copied()),
            named_group: hellos
                .and_then(|hellos| hellos.group)
                .map(|group| group.0)
                .or_else(|| server_hello.and_then(|hello| hello.lists.get(Numbers::KeyShareGroups)?.first().copied())),
            signature_scheme: hellos.and_then(|hellos| hellos.signature_scheme).map(|scheme| scheme.0),
            server_extensions: server_hello.and_then(|hello| hello.lists.get(Numbers::ExtensionTypes)),
            alpn_selected: server_hello
                .and_then(|hello| hello.alpn.as_deref())
                .and_then(<[Box<str>]>::first)
                .map(AsRef::as_ref),
            hello_retry_request_frame: hellos.and_then(|hellos| hellos.retry),
            encrypt_then_mac: agreed(ExtensionType::ENCRYPT_THEN_MAC).filter(|_| !tls13),
            extended_master_secret: agreed(ExtensionType::EXTENDED_MAIN_SECRET).filter(|_| !tls13),
            renegotiation_info_server: agreed(ExtensionType::RENEGOTIATION_INFO).filter(|_| !tls13),
            downgrade_sentinel: server_hello.map(downgrade_name),
            resumption: tls.and_then(resumption),
            ja3s: server_hello.filter(|hello| hello.malformed.is_none()).map(|hello| &*hello.fingerprints(false).ja3),
            session_id_hash: hash_text(hash_1, session_hash),
            ticket_hash: hash_text(hash_2, ticket_hash),
            issued_ticket_hash: hash_text(hash_3, issued),

            client_ccs_frame: client_half.and_then(|half| half.ccs),
            server_ccs_frame: server_half.and_then(|half| half.ccs),
            client_finished_frame: frame(client_half.and_then(|half| half.finished)),
            client_finished_time: Stamp(client_half.and_then(|half| half.finished).and_then(|at| at.time())),
            server_finished_frame: frame(server_half.and_then(|half| half.finished)),
            handshake_awaits: tls.and_then(awaits).map(Role::name),
            established: tls.map_or(Some(false), established),
            overhead_client: padding.0,
            overhead_server: padding.1,
            overhead_basis: padding.2,

            client_certificate_requested: auth.requested,
            certificate_request_frame: hellos.and_then(|hellos| hellos.certificate_request),
            client_certificate: auth.given.map(given_name),
            client_certificate_frame: auth.frame,
            client_certificate_basis: auth.basis,
            client_certificate_confidence: auth.confidence.map(confidence_name),
            client_flight_lengths: told.map(|_| flight.as_slice()),

            post_handshake_flight_frame: frame(exchange.and_then(|exchange| exchange.flight)),
            post_handshake_request_frame: exchange.map(|exchange| exchange.request.at.frame),
            post_handshake_flight_lengths: exchange.map(|_| post_flight.as_slice()),
            post_handshake_certificate: exchange.and_then(|exchange| exchange.given).map(given_name),
            post_handshake_confidence: exchange.map(|exchange| confidence_name(exchange.confidence)),
            post_handshake_server_records_after: exchange.map(|exchange| exchange.server_records_after),
            renegotiations: tunnel.map(|tunnel| u32::try_from(tunnel.renegotiations.len()).unwrap_or(u32::MAX)),

            turns: turns.map(|turns| turns.turns),
            client_data_records: turns.map(|turns| turns.client_records.into()),
            client_data_bytes: turns.map(|turns| turns.client_bytes),
            server_data_records: turns.map(|turns| turns.server_records.into()),
            server_data_bytes: turns.map(|turns| turns.server_bytes),
            ticket_like_records: turns.map(|turns| turns.ticket_like),
            first_request_frame: turns.and_then(|turns| turns.first_request),
            last_request_frame: turns.and_then(|turns| turns.request_begin),
            last_request_time: Stamp(turns.and_then(|turns| turns.request_end).and_then(|at| at.time())),
            last_request_end_frame: frame(turns.and_then(|turns| turns.request_end)),
            last_request_bytes: turns.filter(|turns| turns.turns > 0).map(|turns| turns.request_bytes),
            silence_before_last_request_us: turns.and_then(|turns| turns.silence_ns.get()).map(|ns| ns / 1000),
            reply_records_min: turns.filter(|turns| turns.turns > 0).map(|turns| turns.reply.records_min.into()),
            reply_records_max: turns.filter(|turns| turns.turns > 0).map(|turns| turns.reply.records_max.into()),
            reply_bytes_min: turns.filter(|turns| turns.turns > 0).map(|turns| turns.reply.bytes_min),
            reply_bytes_max: turns.filter(|turns| turns.turns > 0).map(|turns| turns.reply.bytes_max),
            last_reply_frame: frame(turns.and_then(|turns| turns.last_reply)),
            last_reply_time: Stamp(turns.and_then(|turns| turns.last_reply).and_then(|at| at.time())),
            records_after_handshake_min: turns.map(|turns| turns.after_handshake.records_min.into()),
            records_after_handshake_max: turns.map(|turns| turns.after_handshake.records_max.into()),
            server_first_record_after_client_finished_type: tunnel
                .and_then(|tunnel| tunnel.server_first)
                .map(|record| record.content_type),
            server_first_record_after_client_finished_length: tunnel
                .and_then(|tunnel| tunnel.server_first)
                .map(|record| record.length.into()),
            server_first_record_after_client_finished_frame: tunnel
                .and_then(|tunnel| tunnel.server_first)
                .map(|record| record.frame),
            server_first_record_after_client_finished_is_alert: tunnel.and_then(Tunnel::is_server_first_alert),

            end: Some(ended.map_or_else(|| leave_name(why), |(how, _)| how)),
            end_by: ended.map(|(_, side)| role(client, side).name()),
            tls_phase: Some(tls.map_or("none", |tls| phase_name(tls.phase()))),
            client_fin_frame: client_way.fin,
            server_fin_frame: server_way.fin,
            client_rst_frame: client_way.rst,
            server_rst_frame: server_way.rst,
            client_closing_alert_frame: tls.and_then(|tls| tls.closing_alert(client)),
            server_closing_alert_frame: tls.and_then(|tls| tls.closing_alert(server)),
            fatal_alert_side: fatal.map(|note| role(client, note.side).name()),
            fatal_alert_description: fatal.and_then(|note| note.alert).map(|alert| alert.description.0),
            fatal_alert_frame: fatal.map(|note| note.at.frame),
            anomalies: anomalies.as_deref(),
            borrow: std::marker::PhantomData,
        });
    }
}

/// What is known of client authentication in the first handshake.
#[derive(Default)]
struct ClientAuth {
    requested: Option<bool>,
    given: Option<Given>,
    frame: Option<Frame>,
    basis: Option<&'static str>,
    confidence: Option<Confidence>,
}

impl ClientAuth {
    fn of(tls: &Observer) -> Self {
        if tls.is_tls13() {
            let Some(told) = tls.tunnel.told() else { return Self::default() };
            let given = told.answer.given;
            return Self {
                requested: Some(given != Given::Nothing),
                given: Some(given),
                frame: (given != Given::Nothing).then_some(told.begin),
                basis: Some("inferred"),
                confidence: Some(told.answer.confidence),
            };
        }
        let (client, server) = (tls.half(tls.client), tls.half(tls.client.other()));
        let hellos = &tls.hellos;
        // What is absent is known to be absent only where nothing is missing before the side's own encryption.
        let server_spoke =
            (hellos.server_hello_done || is_abbreviated(tls)) && !server.holed && hellos.server.is_some();
        let client_spoke = client.ccs.is_some() && !client.holed && hellos.server.is_some();
        let requested = match hellos.certificate_request {
            Some(_) => Some(true),
            None if hellos.client_certificate.is_some() => Some(true),
            None => server_spoke.then_some(false),
        };
        let given = match hellos.client_certificate {
            Some((given, _)) => Some(given),
            None => client_spoke.then_some(Given::Nothing),
        };
        let known = requested.is_some() || given.is_some();
        Self {
            requested,
            given,
            frame: hellos.client_certificate.map(|(_, frame)| frame),
            basis: known.then_some("visible"),
            confidence: known.then_some(Confidence::Certain),
        }
    }
}

/// TLS 1.2 and before: the server changed its keys right after its hello (RFC 5246 7.3).
fn is_abbreviated(tls: &Observer) -> bool {
    let server = tls.half(tls.client.other());
    tls.hellos.server.is_some() && server.ccs.is_some() && !tls.hellos.full && !server.holed
}

fn resumption(tls: &Observer) -> Option<&'static str> {
    let server_hello = tls.hello(tls.hellos.server)?;
    if tls.is_tls13() {
        return Some(if server_hello.pre_shared_key.is_some() { "psk" } else { "none" });
    }
    if tls.hellos.full {
        return Some("none");
    }
    if !is_abbreviated(tls) {
        return None;
    }
    // RFC 5077 3.4: with a ticket the session id only tells the client that it was taken.
    let ticket = tls.hello(tls.hellos.client)?.session_ticket_length.is_some_and(|length| length > 0);
    Some(if ticket { "ticket" } else { "session_id" })
}

fn established(tls: &Observer) -> Option<bool> {
    if tls.hellos.version == Some(ProtocolVersion::SSL_2_0) {
        return None; // what follows its hellos is not read
    }
    if tls.is_tls13() {
        return match &tls.tunnel.flight {
            ClientFlight::Told(_) => Some(true),
            ClientFlight::Unknown => None,
            ClientFlight::None | ClientFlight::Coming(_) | ClientFlight::Aborted => Some(false),
        };
    }
    let sure = tls.halves.iter().all(|half| half.encryption != Encryption::Unsure && !half.holed);
    if tls.hellos.server.is_none() && (!sure || tls.tunnel.data_seen) {
        return None;
    }
    let finished = tls.halves.iter().all(|half| half.finished.is_some());
    (sure || finished).then_some(finished)
}

/// Who has to speak next in the first handshake.
fn awaits(tls: &Observer) -> Option<Role> {
    let (client, server) = (tls.half(tls.client), tls.half(tls.client.other()));
    let hellos = &tls.hellos;
    hellos.client?;
    if client.holed || server.holed {
        return None;
    }
    if hellos.server.is_none() {
        // RFC 8446 4.1.4: it is asked for another hello. Only in TLS 1.3, and behind it the client encrypts nothing.
        let hello_frames = tls.messages.iter().filter(|message| message.kind == Some(HandshakeType::CLIENT_HELLO.0));
        let asked_again = hellos.retry.is_some() && hello_frames.count() < 2;
        let silent = server.last.is_none() || hellos.retry.is_some();
        return silent.then_some(if asked_again { Role::Client } else { Role::Server });
    }
    if tls.is_tls13() {
        // The end of the server's flight shows only where its Finished has a record of its own.
        let coming = matches!(tls.tunnel.flight, ClientFlight::Coming(_));
        return (coming && tls.server_finished().is_some()).then_some(Role::Client);
    }
    match (client.finished.is_some(), server.finished.is_some()) {
        (true, true) => None,
        (true, false) => Some(Role::Server),
        (false, true) => Some(Role::Client),
        (false, false) if client.ccs.is_some() || server.ccs.is_some() => None,
        (false, false) => Some(if hellos.server_hello_done { Role::Client } else { Role::Server }),
    }
}

/// What each side adds to a plaintext, and how that is known.
fn overheads(tls: Option<&Observer>) -> (Option<u16>, Option<u16>, Option<&'static str>) {
    let constant = |protection: crate::tls::protection::Protection| {
        // CBC pads, so that one length more does not always mean one byte more.
        let steps = (0..16).all(|n| protection.wire(n + 1) == protection.wire(n) + 1);
        u16::try_from(protection.wire(0)).ok().filter(|_| steps)
    };
    let Some(tls) = tls else { return (None, None, None) };
    if tls.hellos.server.is_none() {
        return (None, None, None);
    }
    if tls.is_tls13() {
        let told = match &tls.tunnel.flight {
            ClientFlight::Told(told) => told,
            // The alert's length tells what is added to its two bytes.
            ClientFlight::Aborted => {
                let length = tls.half(tls.client).first_lengths().last();
                let overhead = length.and_then(|length| u16::try_from(length.checked_sub(2)?).ok());
                return (overhead, None, Some("calibrated"));
            }
            _ => return (None, None, Some("unknown")),
        };
        let client = Some(told.client).filter(|_| told.client_calibrated).and_then(constant);
        let server = Some(told.server).filter(|_| told.server_calibrated).and_then(constant);
        return (client, server, Some(if client.is_some() { "calibrated" } else { "assumed" }));
    }
    match tls.hellos.protection {
        Some(protection) => (constant(protection), constant(protection), Some("suite")),
        None => (None, None, Some("unknown")),
    }
}

fn anomalies(tls: &Observer) -> Vec<&'static str> {
    let mut anomalies = Vec::new();
    if tls.hellos.malformed {
        anomalies.push("malformed_handshake");
    }
    if tls.truncated_message {
        anomalies.push("handshake_cut_or_too_long");
    }
    if tls.capped || tls.tunnel.post_handshake.as_ref().is_some_and(|watch| watch.capped) {
        anomalies.push("rows_capped");
    }
    anomalies
}

fn random_marker(hello: &HelloNotes) -> &'static str {
    match hello.downgrade {
        _ if hello.hello_retry_request => "hello_retry_request",
        Some(DowngradeSentinel::Tls12) => "downgrade_tls12",
        Some(DowngradeSentinel::Tls11) => "downgrade_tls11",
        None => "none",
    }
}

fn downgrade_name(hello: &HelloNotes) -> &'static str {
    match hello.downgrade {
        Some(DowngradeSentinel::Tls12) => "tls12",
        Some(DowngradeSentinel::Tls11) => "tls11",
        None => "none",
    }
}

fn renegotiation_info(hello: &HelloNotes, whole: bool) -> Option<&'static str> {
    if hello.has(ExtensionType::RENEGOTIATION_INFO) {
        Some("extension")
    } else if hello.offers_suite(RENEGOTIATION_SCSV) {
        Some("scsv")
    } else {
        whole.then_some("none")
    }
}

const fn given_name(given: Given) -> &'static str {
    match given {
        Given::Sent => "sent",
        Given::Empty => "empty",
        Given::Nothing => "none",
    }
}

const fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    }
}

const fn close_name(close: Close) -> &'static str {
    match close {
        Close::Fin => "fin",
        Close::Rst => "rst",
    }
}

const fn next_name(next: Next) -> &'static str {
    match next {
        Next::Data => "data",
        Next::Tickets => "tickets",
        Next::Alert => "alert",
        Next::Fin => "fin",
        Next::Rst => "rst",
    }
}

const fn inferred_name(inferred: Inferred) -> Option<&'static str> {
    Some(match inferred {
        Inferred::Nothing => return None,
        Inferred::HelloRequest => "HelloRequest",
        Inferred::ClientHello => "ClientHello",
        Inferred::ServerHello => "ServerHello",
        Inferred::Certificate => "Certificate",
        Inferred::CertificateVerify => "CertificateVerify",
        Inferred::Finished => "Finished",
        Inferred::CertificateAndFinished => "Certificate+Finished",
    })
}

const fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::ClientHello => "client_hello",
        Basis::ServerHello => "server_hello",
        Basis::Syn => "syn",
        Basis::Port => "port",
    }
}

const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Finished => "finished",
        Outcome::Refused => "refused",
        Outcome::Unanswered => "unanswered",
        Outcome::Rejected => "rejected",
        Outcome::Overtaken => "overtaken",
        Outcome::Broken => "broken",
        Outcome::Open => "open",
    }
}

const fn leave_name(why: Leave) -> &'static str {
    match why {
        Leave::Reused => "reused",
        Leave::Closed => "fin",
        Leave::Idle => "idle",
        Leave::Evicted => "evicted",
        Leave::CaptureEnd => "capture_end",
    }
}

/// A record of SSL 2.0's format has no content type.
fn content_type(code: u8) -> Option<u8> {
    (code != SSL_2.0).then_some(code)
}

/// What a side began with that is no TLS: the status line of HTTP (RFC 9112 4), or the greeting of SMTP and FTP
/// (RFC 5321 4.2, RFC 959 4.2), POP3 (RFC 1939 3), IMAP (RFC 9051 7.1) or SSH (RFC 4253 4.2).
const fn opening_name(said: &Said) -> &'static str {
    match said.opening {
        [b'H', b'T', b'T', b'P', b'/'] => "http",
        [b'2' | b'4' | b'5', b'0'..=b'9', b'0'..=b'9', b' ' | b'-', _]
        | [b'+', b'O', b'K', ..]
        | [b'*', b' ', ..]
        | [b'S', b'S', b'H', b'-', _] => "greeting",
        _ => "other",
    }
}

/// Nanoseconds between two times, in microseconds.
fn microseconds(from: Time, to: Time) -> Option<i64> {
    to.zip(from).map(|(to, from)| to.saturating_sub(from) / 1000)
}

/// The frame of a place.
fn frame(at: Option<At>) -> Option<Frame> {
    at.map(|at| at.frame)
}

fn role(client: Side, side: Side) -> Role {
    if side == client { Role::Client } else { Role::Server }
}

fn fill(numbers: &mut Vec<u32>, values: Option<impl Iterator<Item = u32>>) {
    numbers.clear();
    numbers.extend(values.into_iter().flatten());
}

/// An address as text. IPv4, of which most rows are, is written by hand: formatting costs as much as all else in a row.
fn write_address(text: &mut String, address: Address) {
    text.clear();
    let [a, b, c, d] = *address.octets() else {
        // Writing to a String cannot fail.
        let _ = write!(text, "{address}");
        return;
    };
    for (place, octet) in [a, b, c, d].into_iter().enumerate() {
        if place > 0 {
            text.push('.');
        }
        if octet >= 100 {
            text.push(char::from(b'0' + octet / 100));
        }
        if octet >= 10 {
            text.push(char::from(b'0' + octet / 10 % 10));
        }
        text.push(char::from(b'0' + octet % 10));
    }
}

/// Seconds as nanoseconds, if int64 has room.
fn nanoseconds(seconds: i64) -> Time {
    seconds.checked_mul(1_000_000_000)
}

fn write_hex(text: &mut String, bytes: &[u8]) {
    text.clear();
    for byte in bytes {
        for digit in [byte >> 4, byte & 0xF] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
}

fn hash_text(text: &mut String, hash: u64) -> Option<&str> {
    if hash == 0 {
        return None;
    }
    text.clear();
    for place in (0..16).rev() {
        text.push(char::from_digit(u32::try_from(hash >> (4 * place) & 0xF).unwrap_or_default(), 16).unwrap_or('0'));
    }
    Some(text)
}

/// Community ID v1 with seed 0: SHA-1 over seed, smaller end, larger end, protocol.
fn write_community_id(text: &mut String, one: Endpoint, other: Endpoint) {
    let (first, second) = if (one.address.octets(), one.port) <= (other.address.octets(), other.port) {
        (one, other)
    } else {
        (other, one)
    };
    let mut hash = Sha1::new();
    hash.update([0, 0]);
    hash.update(first.address.octets());
    hash.update(second.address.octets());
    hash.update([6, 0]);
    hash.update(first.port.to_be_bytes());
    hash.update(second.port.to_be_bytes());
    text.clear();
    text.push_str("1:");
    BASE64.encode_string(hash.finalize(), text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn community_ids_are_those_that_its_authors_publish() {
        // corelight/community-id-spec, baseline_deflt.json (seed 0).
        let one = Endpoint { address: Address::v4([128, 232, 110, 120]), port: 34855 };
        let other = Endpoint { address: Address::v4([66, 35, 250, 204]), port: 80 };
        let mut text = String::new();
        for (source, destination) in [(one, other), (other, one)] {
            write_community_id(&mut text, source, destination);
            assert_eq!(text, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
        }
    }

    #[test]
    fn addresses_are_written_as_their_families_write_them() {
        let mut text = String::new();
        for address in [[0, 9, 10, 99], [100, 101, 200, 255]] {
            write_address(&mut text, Address::v4(address));
            let [a, b, c, d] = address;
            assert_eq!(text, format!("{a}.{b}.{c}.{d}"));
        }
        let mut octets = [0; 16];
        octets.iter_mut().zip([0x20, 0x01, 0x0d, 0xb8]).for_each(|(octet, byte)| *octet = byte);
        write_address(&mut text, Address::v6(octets));
        assert_eq!(text, "2001:db8::");
    }
}
