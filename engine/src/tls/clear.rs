//! Handshake messages in clear: what the hellos agreed on, and what of client authentication can be seen.

use crate::bytes::{At, Frame};
use crate::registry::{CipherSuite, ExtensionType, HandshakeType, NamedGroup, ProtocolVersion, SignatureScheme};
use crate::tls::flight::Given;
use crate::tls::handshake;
use crate::tls::hello::{ClientHello, ServerHello};
use crate::tls::key_exchange::{ServerKeyExchange, ServerParams};
use crate::tls::known::{Known, server_name};
use crate::tls::notes::{HelloNotes, Notes, Numbers, hash};
use crate::tls::observer::{Basis, Encryption, Inferred, Message, Observer};
use crate::tls::protection::Protection;
use crate::tls::ssl2;
use crate::tls::ticket::NewSessionTicket;
use crate::tls::{Role, Side};

/// What was said in clear.
#[derive(Debug, Default)]
pub struct Hellos {
    /// The first ClientHello: where, and the place of its notes.
    pub client: Option<(At, Option<u8>)>,
    /// It was read to its end.
    pub client_whole: bool,
    /// The ServerHello: where, and the place of its notes.
    pub server: Option<(At, Option<u8>)>,
    /// The HelloRetryRequest.
    pub retry: Option<Frame>,
    /// Negotiated version.
    pub version: Option<ProtocolVersion>,
    /// Chosen suite.
    pub cipher_suite: Option<CipherSuite>,
    /// How records are lengthened; `None` if that is not known.
    pub protection: Option<Protection>,
    /// The CertificateRequest.
    pub certificate_request: Option<Frame>,
    /// The client's Certificate.
    pub client_certificate: Option<(Given, Frame)>,
    /// The server's Certificate or ServerHelloDone was seen: no session is resumed.
    pub full: bool,
    /// The ServerHelloDone.
    pub server_hello_done: bool,
    /// Group of the ServerKeyExchange.
    pub group: Option<NamedGroup>,
    /// Signature scheme of the ServerKeyExchange.
    pub signature_scheme: Option<SignatureScheme>,
    /// Hash of the server's session id; 0 if it is empty.
    pub session_id_hash: u64,
    /// Hash of the ticket that the client offered; 0 if none.
    pub offered_ticket_hash: u64,
    /// Hash of the ticket that the server issued; 0 if none.
    pub issued_ticket_hash: u64,
    /// A message does not have its shape.
    pub malformed: bool,
}

impl Observer {
    /// The notes of a hello.
    #[must_use]
    pub fn hello(&self, of: Option<(At, Option<u8>)>) -> Option<&HelloNotes> {
        match self.notes.get(usize::from(of?.1?)) {
            Some(Notes::Hello(notes, _)) => Some(notes),
            _ => None,
        }
    }

    /// The name that the first ClientHello asked for.
    #[must_use]
    pub fn server_name(&self) -> Option<&str> {
        match self.notes.get(usize::from(self.hellos.client?.1?)) {
            Some(Notes::Hello(_, name)) => name.as_deref(),
            _ => None,
        }
    }

    /// The first message of a side: nothing before it matters.
    const fn begins(&mut self, side: Side) {
        let half = self.half_mut(side);
        half.encryption = Encryption::No;
        half.holed = false;
    }

    /// The client offered early data; `None` if its hello is not known.
    pub(super) fn early_data(&self) -> Option<bool> {
        if self.hellos.retry.is_some() {
            return Some(false); // RFC 8446 4.2.10
        }
        let hello = self.hello(self.hellos.client).filter(|_| self.hellos.client_whole)?;
        Some(hello.has(ExtensionType::EARLY_DATA))
    }

    /// A whole message in clear.
    pub(super) fn clear_message(&mut self, side: Side, message: handshake::Message<'_>, at: At, known: &mut Known) {
        self.truncated_message |= message.truncated;
        let notes = self.read_message(side, message, at, known).and_then(|notes| {
            self.hellos.malformed |= matches!(notes, Notes::Malformed(_));
            self.keep_notes(notes)
        });
        match message.kind {
            HandshakeType::CLIENT_HELLO if self.hellos.client.is_none() => self.hellos.client = Some((at, notes)),
            HandshakeType::SERVER_HELLO => self.server_hello(side, notes, at),
            _ => {}
        }
        self.note_message(Message {
            at,
            side,
            kind: Some(message.kind.0),
            length: message.length,
            epoch: self.half(side).epoch,
            encrypted: false,
            inside_tunnel: false,
            inferred: Inferred::Nothing,
            confidence: None,
            record_version: self.message_version(side),
            notes,
        });
    }

    /// A hello in the format of SSL 2.0. One for TLS stands for a ClientHello; of a server's that is all that is told.
    pub(super) fn ssl2_hello(&mut self, side: Side, bytes: &[u8], at: At, known: &mut Known) {
        match ssl2::read(bytes) {
            Ok(ssl2::Hello::Client(body)) => {
                let kind = HandshakeType::CLIENT_HELLO;
                let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                self.clear_message(side, handshake::Message { kind, body: &body, length, truncated: false }, at, known);
            }
            Ok(ssl2::Hello::Server) => {
                self.hellos.server.get_or_insert((at, None));
                self.hellos.version.get_or_insert(ProtocolVersion::SSL_2_0);
            }
            Err(_) => self.hellos.malformed = true,
        }
    }

    fn read_message(
        &mut self,
        side: Side,
        message: handshake::Message<'_>,
        at: At,
        known: &mut Known,
    ) -> Option<Notes> {
        let body = message.body;
        let malformed = |damage: crate::bytes::Malformed| Notes::Malformed(damage.to_string().into());
        let version = self.hellos.version.unwrap_or(ProtocolVersion::TLS_1_2);
        Some(match message.kind {
            HandshakeType::CLIENT_HELLO => {
                let first = self.hellos.client.is_none();
                if first {
                    self.client = side;
                    self.basis = Basis::ClientHello;
                    self.begins(side);
                }
                match known.hellos.read(message.kind, body) {
                    Ok(notes) => {
                        self.hellos.malformed |= notes.malformed.is_some();
                        if first {
                            self.hellos.client_whole = !message.truncated && notes.malformed.is_none();
                            if notes.session_ticket_length.is_some_and(|length| length > 0) {
                                self.hellos.offered_ticket_hash = offered_ticket(body);
                            }
                        }
                        Notes::Hello(notes, server_name(body))
                    }
                    Err(damage) => malformed(damage),
                }
            }
            HandshakeType::SERVER_HELLO => match known.hellos.read(message.kind, body) {
                Ok(notes) => {
                    self.hellos.malformed |= notes.malformed.is_some();
                    if self.hellos.server.is_none() && !notes.hello_retry_request {
                        self.hellos.session_id_hash = session_id(body);
                    }
                    Notes::Hello(notes, None)
                }
                Err(damage) => malformed(damage),
            },
            HandshakeType::CERTIFICATE => {
                let client = self.role(side) == Role::Client;
                self.hellos.full |= !client;
                match known.certificates.chain(body, version) {
                    Ok(chain) => {
                        if client {
                            let given = if chain.lengths.is_empty() { Given::Empty } else { Given::Sent };
                            self.hellos.client_certificate.get_or_insert((given, at.frame));
                        }
                        self.capped |= chain.is_capped();
                        Notes::Certificate(chain)
                    }
                    Err(_) if message.truncated => {
                        if client {
                            self.hellos.client_certificate.get_or_insert((Given::Sent, at.frame));
                        }
                        return None;
                    }
                    Err(damage) => malformed(damage),
                }
            }
            HandshakeType::CERTIFICATE_REQUEST => {
                self.hellos.certificate_request.get_or_insert(at.frame);
                match known.certificates.request(body, version) {
                    Ok(request) => Notes::CertificateRequest(request?),
                    Err(_) if message.truncated => return None,
                    Err(damage) => malformed(damage),
                }
            }
            HandshakeType::SERVER_KEY_EXCHANGE_RESERVED => {
                self.hellos.full = true;
                let kind = self.hellos.cipher_suite.and_then(CipherSuite::key_exchange)?;
                match ServerKeyExchange::read(body, kind, version) {
                    Ok(exchange) => {
                        self.hellos.signature_scheme = exchange.signature_scheme;
                        if let ServerParams::Ecdh { group, .. } = exchange.params {
                            self.hellos.group = Some(group);
                        }
                        return None;
                    }
                    Err(damage) => malformed(damage),
                }
            }
            HandshakeType::SERVER_HELLO_DONE_RESERVED => {
                self.hellos.full = true;
                self.hellos.server_hello_done = true;
                return None;
            }
            HandshakeType::NEW_SESSION_TICKET => match NewSessionTicket::read(body) {
                Ok(ticket) => {
                    self.hellos.issued_ticket_hash = hash(ticket.ticket);
                    return None;
                }
                Err(damage) => malformed(damage),
            },
            _ => return None,
        })
    }

    /// The notes of a ServerHello are kept: what it decides.
    fn server_hello(&mut self, side: Side, notes: Option<u8>, at: At) {
        if self.hellos.client.is_none() {
            self.client = side.other();
            self.basis = Basis::ServerHello;
        }
        let Some(hello) = self.hello(Some((at, notes))) else { return };
        if hello.hello_retry_request {
            self.hellos.retry.get_or_insert(at.frame);
            return;
        }
        if self.hellos.server.is_some() {
            return;
        }
        let version = hello.version();
        let suite = hello.lists.get(Numbers::CipherSuites).and_then(|suites| suites.first()).map(|it| CipherSuite(*it));
        let encrypt_then_mac = hello.has(ExtensionType::ENCRYPT_THEN_MAC);
        let compressed = hello.compression_methods.first().is_some_and(|method| *method != 0);
        self.hellos.server = Some((at, notes));
        self.hellos.version = Some(version);
        self.hellos.cipher_suite = suite;
        self.hellos.protection = suite.and_then(|suite| Protection::of(suite, version, encrypt_then_mac, compressed));
        self.begins(side);
        if version.is_tls13() {
            // RFC 8446 5.2: from here on both sides encrypt.
            for half in &mut self.halves {
                half.encryption = Encryption::Yes;
                half.epoch = half.epoch.saturating_add(1);
            }
            self.await_flight();
        }
    }
}

/// Hash of the ticket in a ClientHello.
fn offered_ticket(body: &[u8]) -> u64 {
    let ticket = ClientHello::read(body).ok().and_then(|hello| hello.extensions?.find(ExtensionType::SESSION_TICKET));
    ticket.map_or(0, |ticket| hash(ticket.peek()))
}

/// Hash of the session id in a ServerHello.
fn session_id(body: &[u8]) -> u64 {
    ServerHello::read(body).map_or(0, |hello| hash(hello.session_id))
}
