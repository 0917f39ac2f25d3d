//! Notes what happens in the TLS of one connection: no state is final, nothing on the wire is unexpected.
//!
//! Records come in by side of the connection; facts go out by role. What is encrypted is told by position and length only
//! and never read as a message. `clear.rs` notes messages in clear, `tunnel.rs` what can be told of the rest.

use crate::bytes::{At, Frame, Nanoseconds, Time};
use crate::registry::ContentType;
use crate::tls::alert::Alert;
use crate::tls::clear::Hellos;
use crate::tls::flight::{Confidence, Encrypted};
use crate::tls::handshake::Messages;
use crate::tls::known::Known;
use crate::tls::notes::Notes;
use crate::tls::record::{Header, Piece, SSL_2};
use crate::tls::tunnel::Tunnel;
use crate::tls::{Role, Side};

/// Handshake rows kept of a connection.
const MESSAGES: usize = 1000;
/// Alerts kept of a connection.
const ALERTS: usize = 64;
/// Lengths kept of each side's first encrypted records.
const FIRST_LENGTHS: usize = 8;
/// Messages in clear of which more than type and length is kept.
const NOTES: usize = 16;
/// Messages that come behind the client's hello, for which room is made at once when the server's tells the version.
const MESSAGES_BEHIND: usize = 8;
const MESSAGES_BEHIND_TLS13: usize = 2;
/// Notes and alerts for which room is made at first: those of two hellos, an alert of each side.
const BOTH_SIDES: usize = 2;

/// Whether a side's records are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// They are in clear.
    No,
    /// They are encrypted.
    Yes,
    /// Bytes are missing in which it may have begun.
    Unsure,
}

/// What TCP knows and TLS needs.
#[derive(Clone, Copy, Debug)]
pub struct Transport {
    /// The side that sent the first SYN.
    pub initiator: Option<Side>,
    /// The side with the higher port, for want of anything better.
    pub higher_port: Side,
    /// SYN to SYN-ACK.
    pub rtt_ns: Time,
}

/// How a side ends a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// With a FIN.
    Fin,
    /// With a RST.
    Rst,
}

/// How the client was told from the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for what told it")]
pub enum Basis {
    ClientHello,
    ServerHello,
    Syn,
    Port,
}

/// What an encrypted handshake record holds, told by its place and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the messages")]
pub enum Inferred {
    Nothing,
    HelloRequest,
    ClientHello,
    ServerHello,
    Certificate,
    CertificateVerify,
    Finished,
    CertificateAndFinished,
}

/// A handshake message, or an encrypted handshake record.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// Where it ended.
    pub at: At,
    /// Its sender.
    pub side: Side,
    /// Its type; `None` if encrypted.
    pub kind: Option<u8>,
    /// Bytes of its body, or of the encrypted fragment.
    pub length: u32,
    /// How often its sender had changed keys.
    pub epoch: u8,
    /// It was encrypted.
    pub encrypted: bool,
    /// It came inside an established tunnel.
    pub inside_tunnel: bool,
    /// Name as told by place and length.
    pub inferred: Inferred,
    /// How surely.
    pub confidence: Option<Confidence>,
    /// Version of the record in which it began.
    pub record_version: u16,
    /// Place of its notes.
    pub notes: Option<u8>,
}

/// An alert record.
#[derive(Clone, Copy, Debug)]
pub struct AlertNote {
    /// Where it ended.
    pub at: At,
    /// Its sender.
    pub side: Side,
    /// What it says; `None` if encrypted.
    pub alert: Option<Alert>,
    /// Its sender had keys.
    pub in_tunnel: bool,
    /// Bytes of the fragment.
    pub length: u16,
    /// It was the sender's record of this number.
    pub ordinal_of_side: u32,
}

/// A record, kept if asked for.
#[derive(Clone, Copy, Debug)]
pub struct RecordNote {
    /// Where it ended.
    pub at: At,
    /// Its sender.
    pub side: Side,
    /// Content type.
    pub content_type: u8,
    /// Version field.
    pub version: u16,
    /// Bytes of the fragment.
    pub length: u16,
    /// How often its sender had changed keys.
    pub epoch: u8,
}

/// Records that were not taken, and how many were.
#[derive(Debug, Default)]
struct KeptRecords {
    notes: Vec<RecordNote>,
    taken: u32,
}

/// The last record of a side.
#[derive(Clone, Copy, Debug)]
pub struct LastRecord {
    /// Content type.
    pub content_type: u8,
    /// Bytes of the fragment.
    pub length: u16,
    /// Where it ended.
    pub frame: Frame,
}

/// One side.
#[derive(Debug)]
pub struct Half {
    messages: Messages,
    /// Its records are encrypted.
    pub encryption: Encryption,
    /// How often it has changed keys.
    pub epoch: u8,
    /// Its first ChangeCipherSpec.
    pub ccs: Option<Frame>,
    /// Its first Finished.
    pub finished: Option<At>,
    /// Records were lost where its first Finished was.
    pub finished_lost: bool,
    /// Version of its first record.
    pub first_version: Option<u16>,
    /// Records so far.
    pub records: u32,
    /// Its last record.
    pub last: Option<LastRecord>,
    /// A record of TLS 1.3 that is as long as an alert and has nothing behind it so far.
    pub closing: Option<Encrypted>,
    /// Bytes of its clear handshake are missing.
    pub holed: bool,
    message_version: u16,
    reading: bool,
    skipping: bool,
    /// Bytes of a clear handshake record whose end has not come, and where the last of them were.
    unended: Option<Box<(Vec<u8>, At)>>,
    alert: [u8; 2],
    alert_bytes: u8,
    first_lengths: [u16; FIRST_LENGTHS],
}

impl Half {
    fn new(encryption: Encryption) -> Self {
        Self {
            messages: Messages::default(),
            encryption,
            epoch: 0,
            ccs: None,
            finished: None,
            finished_lost: false,
            first_version: None,
            records: 0,
            last: None,
            closing: None,
            holed: matches!(encryption, Encryption::Unsure),
            message_version: 0,
            reading: false,
            skipping: false,
            unended: None,
            alert: [0; 2],
            alert_bytes: 0,
            first_lengths: [0; FIRST_LENGTHS],
        }
    }

    /// Lengths of its first encrypted records.
    pub fn first_lengths(&self) -> impl Iterator<Item = u32> + '_ {
        self.first_lengths.iter().take_while(|length| **length > 0).map(|length| u32::from(*length))
    }

    /// A record begins: whether its bytes are messages in clear.
    fn begins_clear(&self, piece: &Piece<'_>) -> bool {
        if piece.header.content_type != ContentType::HANDSHAKE {
            return false;
        }
        match self.encryption {
            Encryption::Yes => false,
            Encryption::No if !self.holed => true,
            Encryption::No | Encryption::Unsure => is_message(piece.bytes.as_slice(), usize::from(piece.header.length)),
        }
    }
}

/// A record of this length begins with a message that ends where the record ends, or where another message begins: of a
/// hundred million ciphertexts, one looks like that. A type is asked for that no nonce has which counts from 0.
fn is_message(bytes: &[u8], record: usize) -> bool {
    let end = |bytes: &[u8]| match *bytes {
        [1 | 2 | 4 | 11..=16 | 22, 0, high, low, ..] => Some(usize::from(u16::from_be_bytes([high, low])) + 4),
        _ => None,
    };
    end(bytes).is_some_and(|first| first == record || bytes.get(first..).and_then(end).is_some())
}

/// The TLS of one connection.
#[derive(Debug)]
pub struct Observer {
    /// The client.
    pub client: Side,
    /// How that was told.
    pub basis: Basis,
    /// Both sides.
    pub halves: [Half; 2],
    /// What the hellos said.
    pub hellos: Hellos,
    /// What happens behind encryption.
    pub tunnel: Tunnel,
    /// Handshake messages in order.
    pub messages: Vec<Message>,
    /// What is kept of messages in clear.
    pub notes: Vec<Notes>,
    /// Alerts in order.
    pub alerts: Vec<AlertNote>,
    /// Records in order, if they are kept.
    records: Option<Box<KeptRecords>>,
    /// The first frame that ended a record.
    pub first_record: Option<Frame>,
    /// Something else was said before the first record.
    pub spoken_before: bool,
    /// A cap bit: rows are missing.
    pub capped: bool,
    /// A message was longer than what is kept, or cut.
    pub truncated_message: bool,
    pub(super) rtt_ns: Nanoseconds,
}

impl Observer {
    /// The first record of a connection was found.
    #[must_use]
    pub fn new(transport: Transport, begins_whole: [bool; 2], keep_records: bool) -> Self {
        let half = |whole| Half::new(if whole { Encryption::No } else { Encryption::Unsure });
        let [first, second] = begins_whole;
        Self {
            client: transport.initiator.unwrap_or(transport.higher_port),
            basis: if transport.initiator.is_some() { Basis::Syn } else { Basis::Port },
            halves: [half(first), half(second)],
            hellos: Hellos::default(),
            tunnel: Tunnel::default(),
            messages: Vec::new(),
            notes: Vec::new(),
            alerts: Vec::new(),
            records: keep_records.then(Default::default),
            first_record: None,
            spoken_before: false,
            capped: false,
            truncated_message: false,
            rtt_ns: transport.rtt_ns.into(),
        }
    }

    /// The role of a side.
    #[must_use]
    pub fn role(&self, side: Side) -> Role {
        if side == self.client { Role::Client } else { Role::Server }
    }

    /// A side.
    #[must_use]
    pub const fn half(&self, side: Side) -> &Half {
        let [first, second] = &self.halves;
        match side {
            Side::First => first,
            Side::Second => second,
        }
    }

    pub(super) const fn half_mut(&mut self, side: Side) -> &mut Half {
        let [first, second] = &mut self.halves;
        match side {
            Side::First => first,
            Side::Second => second,
        }
    }

    /// A piece of a record.
    pub fn piece(&mut self, side: Side, piece: &Piece<'_>, known: &mut Known) {
        let half = self.half_mut(side);
        if piece.first {
            half.reading = half.begins_clear(piece);
            half.alert_bytes = 0;
            half.first_version.get_or_insert(piece.header.version);
            if half.reading && !half.messages.is_mid_message() {
                half.message_version = piece.header.version;
            }
        }
        if half.reading {
            self.clear_piece(side, piece, known);
        } else if piece.header.content_type == ContentType::ALERT {
            for byte in piece.bytes.as_slice() {
                if let Some(place) = half.alert.get_mut(usize::from(half.alert_bytes)) {
                    *place = *byte;
                    half.alert_bytes += 1;
                }
            }
        } else if piece.header.content_type == SSL_2 {
            self.ssl2_piece(side, piece, known);
        }
        if piece.last {
            self.record(side, piece);
        }
    }

    /// Records of a side were lost in missing bytes: what came next may be encrypted.
    pub fn lost(&mut self, side: Side, known: &mut Known) {
        self.tunnel.lost(self.role(side));
        let half = self.half_mut(side);
        if half.encryption == Encryption::No {
            half.encryption = Encryption::Unsure;
        }
        // RFC 5246 7.1: the Finished comes right behind the ChangeCipherSpec.
        half.finished_lost |= half.ccs.is_some() && half.finished.is_none();
        half.reading = false;
        half.skipping = false;
        self.read_unended(side, known);
        if self.half(side).encryption != Encryption::Yes {
            self.gap_in_messages(side);
        }
    }

    /// Missing bytes of a side were waited for: what the other side said since then was read before it.
    pub fn delayed(&mut self, side: Side) {
        self.tunnel.delayed(self.role(side));
    }

    /// A FIN or RST of a side.
    pub fn close(&mut self, side: Side, how: Close, at: At) {
        let role = self.role(side);
        self.settle_flight();
        self.tunnel.close(role, how, at);
        self.end_post_handshake(Some((role, how, at.frame)));
    }

    /// Nothing more was captured. What the client's flight was stays open unless a side closed: more of it may have come.
    pub fn finish(&mut self, known: &mut Known) {
        for side in [Side::First, Side::Second] {
            self.read_unended(side, known);
        }
        self.tunnel.finish();
        self.end_post_handshake(None);
        self.note_unsolicited();
    }

    /// Messages are read when their record ends, so that they have the frame in which Wireshark shows them.
    fn clear_piece(&mut self, side: Side, piece: &Piece<'_>, known: &mut Known) {
        if piece.missing {
            // Behind the hole there is no telling where a message begins before the next record.
            self.read_unended(side, known);
            self.gap_in_messages(side);
            self.half_mut(side).skipping = true;
        }
        let bytes = piece.bytes.as_slice();
        let half = self.half_mut(side);
        if half.skipping {
            half.skipping = !piece.last;
            return;
        }
        if piece.last && half.unended.is_none() {
            self.clear_bytes(side, bytes, piece.at, known);
            return;
        }
        let (unended, at) = half.unended.get_or_insert_with(|| Box::new((Vec::new(), piece.at))).as_mut();
        unended.extend_from_slice(bytes);
        *at = piece.at;
        if piece.last {
            self.read_unended(side, known);
        }
    }

    /// A hello in the format of SSL 2.0 is read when its record ends, as messages are.
    fn ssl2_piece(&mut self, side: Side, piece: &Piece<'_>, known: &mut Known) {
        let half = self.half_mut(side);
        half.message_version = piece.header.version;
        half.skipping |= piece.missing;
        let (unended, at) = half.unended.get_or_insert_with(|| Box::new((Vec::new(), piece.at))).as_mut();
        unended.extend_from_slice(piece.bytes.as_slice());
        *at = piece.at;
        if piece.last {
            let ended = half.unended.take();
            if !std::mem::take(&mut half.skipping)
                && let Some(ended) = ended
            {
                self.ssl2_hello(side, &ended.0, piece.at, known);
            }
        }
    }

    /// What came of a record that has not ended.
    fn read_unended(&mut self, side: Side, known: &mut Known) {
        let Some(unended) = self.half_mut(side).unended.take() else { return };
        let (bytes, at) = *unended;
        self.clear_bytes(side, &bytes, at, known);
    }

    fn clear_bytes(&mut self, side: Side, bytes: &[u8], at: At, known: &mut Known) {
        let mut feed = self.half_mut(side).messages.feed(bytes);
        while let Some(message) = feed.next() {
            self.clear_message(side, message, at, known);
        }
    }

    fn gap_in_messages(&mut self, side: Side) {
        let half = self.half_mut(side);
        half.holed = true;
        drop(half.messages.gap());
    }

    /// A record ended.
    fn record(&mut self, side: Side, piece: &Piece<'_>) {
        let (header, at) = (piece.header, piece.at);
        self.first_record.get_or_insert(at.frame);
        let half = self.half_mut(side);
        half.records = half.records.saturating_add(1);
        half.last = Some(LastRecord { content_type: header.content_type.0, length: header.length, frame: at.frame });
        let reading = half.reading;
        let epoch = half.epoch;
        let encrypted = header.content_type == ContentType::APPLICATION_DATA
            || !reading && half.encryption != Encryption::No && header.length > 2 && header.content_type != SSL_2;
        if encrypted && let Some(place) = half.first_lengths.iter_mut().find(|length| **length == 0) {
            *place = header.length;
        }
        if let Some(records) = &mut self.records {
            let Header { content_type, version, length } = header;
            records.notes.push(RecordNote { at, side, content_type: content_type.0, version, length, epoch });
        }
        let record = Encrypted { length: header.length, at };
        match header.content_type {
            ContentType::CHANGE_CIPHER_SPEC => self.change_cipher_spec(side, record),
            ContentType::ALERT => self.alert(side, record),
            ContentType::HANDSHAKE if !reading => self.encrypted_handshake(side, record, header.version),
            ContentType::APPLICATION_DATA => self.data(side, record),
            _ => {}
        }
    }

    fn change_cipher_spec(&mut self, side: Side, record: Encrypted) {
        let tls13 = self.is_tls13() || self.hellos.retry.is_some();
        let early = self.role(side) == Role::Client && self.hellos.version.is_none() && self.hellos.client.is_some();
        let role = self.role(side);
        let version_known = self.hellos.version.is_some();
        let half = self.half_mut(side);
        // RFC 8446 D.4: in TLS 1.3 it means nothing; a client with early data sends it before the ServerHello.
        if tls13 || early {
            half.ccs.get_or_insert(record.at.frame);
            if !tls13 && half.encryption == Encryption::No {
                // Or it is TLS 1.2, and the ServerHello is missing.
                half.encryption = Encryption::Unsure;
            }
            return;
        }
        half.epoch = half.epoch.saturating_add(1);
        // No encryption leaves its one byte alone (RFC 5246 7.1).
        let in_clear = record.length == 1;
        match half.encryption {
            Encryption::Yes => {
                self.tunnel.change_cipher_spec(role, record.at);
                return;
            }
            Encryption::Unsure if !in_clear => return,
            Encryption::Unsure if !version_known => {}
            Encryption::Unsure | Encryption::No => half.encryption = Encryption::Yes,
        }
        drop(half.messages.gap());
        half.ccs.get_or_insert(record.at.frame);
    }

    fn alert(&mut self, side: Side, record: Encrypted) {
        let half = self.half_mut(side);
        let ordinal_of_side = half.records;
        // RFC 8446 5.1: an alert in clear is two bytes, which no encryption leaves it.
        let bytes = half.alert;
        let whole = usize::from(half.alert_bytes) == bytes.len();
        let in_clear = record.length == 2;
        let alert = if in_clear && whole { Alert::read(&bytes).ok() } else { None };
        let in_tunnel = half.encryption == Encryption::Yes && !in_clear;
        if self.alerts.len() < ALERTS {
            let length = record.length;
            grow_by(&mut self.alerts, BOTH_SIDES);
            self.alerts.push(AlertNote { at: record.at, side, alert, in_tunnel, length, ordinal_of_side });
        } else {
            self.capped = true;
        }
        let role = self.role(side);
        self.tunnel.alert(role, record.at);
        if role == Role::Server {
            self.settle_flight();
        }
    }

    /// How many records have not been taken.
    #[must_use]
    pub fn records_held(&self) -> usize {
        self.records.as_ref().map_or(0, |records| records.notes.len())
    }

    /// The records since the last time, and how many came before them.
    pub fn take_records(&mut self) -> (Vec<RecordNote>, u32) {
        let Some(records) = &mut self.records else { return (Vec::new(), 0) };
        let notes = std::mem::take(&mut records.notes);
        let before = records.taken;
        records.taken = before.saturating_add(u32::try_from(notes.len()).unwrap_or(u32::MAX));
        (notes, before)
    }

    /// The last record of a side, if it is an alert, or in TLS 1.3 as long as one.
    #[must_use]
    pub fn closing_alert(&self, side: Side) -> Option<Frame> {
        let half = self.half(side);
        let last = half.last?;
        let hidden = half.closing.is_some_and(|closing| closing.at.frame == last.frame);
        (last.content_type == ContentType::ALERT.0 || hidden).then_some(last.frame)
    }

    pub(super) fn note_message(&mut self, message: Message) {
        if self.messages.len() < MESSAGES {
            let room = match self.hellos.version {
                None => 1,
                Some(version) if version.is_tls13() => MESSAGES_BEHIND_TLS13,
                Some(_) => MESSAGES_BEHIND,
            };
            grow_by(&mut self.messages, room);
            self.messages.push(message);
        } else {
            self.capped = true;
        }
    }

    /// Keeps notes; their place.
    pub(super) fn keep_notes(&mut self, notes: Notes) -> Option<u8> {
        if self.notes.len() >= NOTES {
            self.capped = true;
            return None;
        }
        let room = if self.notes.is_empty() { BOTH_SIDES } else { 1 };
        grow_by(&mut self.notes, room);
        self.notes.push(notes);
        u8::try_from(self.notes.len() - 1).ok()
    }

    pub(super) const fn message_version(&self, side: Side) -> u16 {
        self.half(side).message_version
    }

    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        size_of::<Self>()
            + self.messages.capacity() * size_of::<Message>()
            + self.notes.iter().map(|notes| size_of::<Notes>() + notes.heap()).sum::<usize>()
            + self.alerts.capacity() * size_of::<AlertNote>()
            + self.records.as_ref().map_or(0, |records| records.notes.capacity() * size_of::<RecordNote>())
    }
}

/// Room for a few more at a time: connections are many, and doubling would leave half of it empty in each.
fn grow_by<T>(list: &mut Vec<T>, count: usize) {
    if list.len() == list.capacity() {
        list.reserve_exact(count);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::cast_possible_truncation)]
mod tests {
    use super::*;
    use crate::registry::ProtocolVersion;
    use crate::tls::record::Bytes;
    use crate::tls::tunnel::Phase;
    use crate::tls::vectors::{CLIENT_HELLO, HELLO_RETRY_REQUEST, RESUMING_CLIENT_HELLO, SERVER_HELLO, at, hex};
    use Role::{Client, Server};

    const CLIENT: Side = Side::Second;

    /// An observer and what it was shown, a frame a record.
    struct Shown {
        tls: Observer,
        known: Known,
        frame: u64,
    }

    impl Shown {
        fn new(from_the_start: bool) -> Self {
            let initiator = from_the_start.then_some(CLIENT);
            let transport = Transport { initiator, higher_port: CLIENT, rtt_ns: Some(1_000_000) };
            let tls = Observer::new(transport, [from_the_start; 2], false);
            Self { tls, known: Known::default(), frame: 0 }
        }

        fn record(&mut self, role: Role, content_type: u8, fragment: &[u8]) -> &mut Self {
            self.frame += 1;
            let length = fragment.len() as u16;
            let piece = Piece {
                header: Header { content_type: ContentType(content_type), version: 0x0303, length },
                bytes: Bytes::Captured(fragment),
                first: true,
                last: true,
                missing: false,
                at: at(self.frame, self.frame.cast_signed()),
            };
            let side = if role == Client { CLIENT } else { CLIENT.other() };
            self.tls.piece(side, &piece, &mut self.known);
            self
        }

        /// Records of type 23 of these lengths.
        fn data(&mut self, role: Role, lengths: &[usize]) -> &mut Self {
            for length in lengths {
                self.record(role, 23, &vec![0xaa; *length]);
            }
            self
        }

        /// Type, and whether it was encrypted, of each message.
        fn messages(&self) -> Vec<(Option<u8>, Inferred)> {
            self.tls.messages.iter().map(|message| (message.kind, message.inferred)).collect()
        }
    }

    /// A ServerHello of TLS 1.2 that takes AES-128-GCM.
    fn tls12_server_hello() -> Vec<u8> {
        [&hex("020000280303")[..], &[7; 32], &hex("00c02f000000")].concat()
    }

    /// RFC 8446 D.4: both sides may send a ChangeCipherSpec that means nothing.
    #[test]
    fn a_change_cipher_spec_of_tls13_means_nothing() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &hex(SERVER_HELLO)).record(Server, 20, &[1]);
        shown.data(Server, &[800]).record(Client, 20, &[1]);
        assert_eq!(shown.tls.phase(), Phase::Handshake);
        shown.data(Client, &[53, 300]).data(Server, &[250, 250, 500]);
        let tls = &shown.tls;
        assert_eq!((tls.phase(), tls.hellos.version), (Phase::Established, Some(ProtocolVersion::TLS_1_3)));
        assert_eq!(
            shown.messages(),
            [(Some(1), Inferred::Nothing), (Some(2), Inferred::Nothing), (None, Inferred::Finished)]
        );
        let turns = &tls.tunnel.turns;
        assert_eq!((turns.client_records, turns.server_records, turns.ticket_like), (1, 3, 2));
        assert!(tls.tunnel.renegotiations.is_empty());
    }

    #[test]
    fn a_hello_retry_request_and_its_change_cipher_spec_leave_both_hellos_readable() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &hex(HELLO_RETRY_REQUEST));
        shown.record(Server, 20, &[1]).record(Client, 20, &[1]).record(Client, 22, &hex(CLIENT_HELLO));
        shown.record(Server, 22, &hex(SERVER_HELLO)).data(Server, &[800]).data(Client, &[53]);
        let kinds: Vec<Option<u8>> = shown.messages().iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [Some(1), Some(2), Some(1), Some(2), None]);
        let hellos = &shown.tls.hellos;
        assert_eq!(hellos.client.unwrap().0, at(1, 1), "the first hello says what the client wants");
        assert_eq!((hellos.retry, hellos.server.unwrap().0), (Some(at(2, 0).frame), at(6, 6)));
        assert_eq!(shown.tls.phase(), Phase::Established);
    }

    /// RFC 8448 4: the hello offers early data, which follows it at once.
    #[test]
    fn early_data_before_the_server_hello_is_not_the_flight() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(RESUMING_CLIENT_HELLO)).record(Client, 20, &[1]).data(Client, &[53, 400]);
        assert!(shown.tls.tunnel.told().is_none());
        // A server that does not take it up: the rest of it may still come, so nothing is told.
        shown.record(Server, 22, &hex(SERVER_HELLO)).data(Server, &[800]).data(Client, &[400, 53]).data(Server, &[300]);
        assert!(shown.tls.tunnel.told().is_none());
        // EndOfEarlyData, and the Finished behind it.
        shown.data(Client, &[21, 53]);
        let told = shown.tls.tunnel.told().unwrap();
        assert_eq!((told.begin, told.lengths.as_slice()), (at(11, 0).frame, &[53][..]));
    }

    #[test]
    fn without_the_clients_hello_its_records_may_be_early_data() {
        let mut shown = Shown::new(true);
        shown.record(Server, 22, &hex(SERVER_HELLO)).data(Server, &[800]).data(Client, &[53]).data(Server, &[250]);
        assert!(shown.tls.tunnel.told().is_none());
    }

    #[test]
    fn a_flight_that_more_may_belong_to_is_told_when_a_side_closes() {
        for closes in [false, true] {
            let mut shown = Shown::new(true);
            shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &hex(SERVER_HELLO)).data(Server, &[800]);
            shown.data(Client, &[1000]);
            if closes {
                shown.tls.close(CLIENT, Close::Fin, at(9, 9));
            }
            shown.tls.finish(&mut Known::default());
            assert_eq!(shown.tls.tunnel.told().is_some(), closes);
        }
    }

    /// RFC 5246 7.1: its one byte is in clear only before its sender has keys.
    #[test]
    fn behind_lost_records_a_change_cipher_spec_in_clear_is_the_first() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &tls12_server_hello());
        shown.tls.lost(CLIENT, &mut Known::default());
        shown.record(Client, 20, &[1]).record(Client, 22, &[0xaa; 40]);
        assert_eq!(shown.tls.half(CLIENT).finished.map(|at| at.frame), Some(at(4, 0).frame));
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &tls12_server_hello());
        shown.tls.lost(CLIENT, &mut Known::default());
        shown.record(Client, 20, &[0xaa; 25]).record(Client, 22, &[0xaa; 40]);
        assert!(shown.tls.half(CLIENT).finished.is_none() && shown.tls.half(CLIENT).ccs.is_none());
    }

    #[test]
    fn the_rest_of_a_servers_flight_behind_lost_records_begins_no_renegotiation() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &tls12_server_hello());
        for role in [Client, Server] {
            shown.record(role, 20, &[1]).record(role, 22, &[0xaa; 40]);
        }
        shown.tls.lost(CLIENT, &mut Known::default());
        // ServerHello, Certificate, and a ServerHelloDone that is as long as a HelloRequest.
        shown.record(Server, 22, &[0xaa; 149]).record(Server, 22, &[0xaa; 811]).record(Server, 22, &[0xaa; 28]);
        assert!(shown.tls.tunnel.renegotiations.is_empty());
        shown.data(Client, &[300]).data(Server, &[500]).record(Server, 22, &[0xaa; 28]);
        assert_eq!(shown.tls.tunnel.renegotiations.len(), 1);
    }

    #[test]
    fn the_clients_flight_of_tls13_is_told_by_its_lengths() {
        use crate::tls::flight::Given;
        for (lengths, given) in [
            (&[53][..], Some(Given::Nothing)),
            (&[25, 53], Some(Given::Empty)),
            (&[41, 69], Some(Given::Empty)),
            (&[61], Some(Given::Empty)),
            (&[1000, 281, 53], Some(Given::Sent)),
            (&[272, 272], None),
        ] {
            let mut shown = Shown::new(true);
            shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &hex(SERVER_HELLO)).data(Server, &[800]);
            shown.data(Client, lengths).data(Server, &[250]);
            assert_eq!(shown.tls.tunnel.told().map(|told| told.answer.given), given, "{lengths:?}");
            assert_eq!(shown.tls.phase() == Phase::Established, given.is_some(), "{lengths:?}");
        }
    }

    #[test]
    fn a_handshake_inside_the_tunnel_is_a_renegotiation() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &tls12_server_hello());
        for role in [Client, Server] {
            shown.record(role, 20, &[1]).record(role, 22, &[0xaa; 40]);
        }
        assert_eq!(shown.tls.phase(), Phase::Established);
        shown.data(Client, &[300]).record(Server, 22, &[0; 28]);
        assert_eq!(shown.tls.phase(), Phase::Renegotiation);
        // The hello inside is as long as any, and not read.
        shown.record(Client, 22, &[&hex(CLIENT_HELLO)[..], &[0; 24]].concat());
        let named: Vec<Inferred> = shown.messages().iter().map(|(_, inferred)| *inferred).collect();
        use Inferred::{ClientHello, Finished, HelloRequest, Nothing};
        assert_eq!(named, [Nothing, Nothing, Finished, Finished, HelloRequest, ClientHello]);
        let [one] = shown.tls.tunnel.renegotiations.as_slice() else { panic!("one renegotiation") };
        assert_eq!((one.initiator, one.turn, one.begin), (Some(Server), 1, at(8, 8)));
        assert_eq!(one.since_client_data_ns, Some(1_000_000));
    }

    #[test]
    fn ciphertext_is_not_read_where_it_is_not_known_whether_it_is_ciphertext() {
        for fragment in [
            [0; 28].to_vec(),                                      // a nonce that counts from 0
            [&[0, 0, 0, 0, 0, 0, 0, 1][..], &[0xaa; 32]].concat(), // its next
            [&[16, 0, 0, 9][..], &[0xaa; 36]].concat(),            // 36 bytes, of which 9 + 4 would be a message
            [&[1, 0, 1, 0][..], &[0xaa; 36]].concat(),             // longer than its record
            [&[11, 1, 0, 36][..], &[0xaa; 36]].concat(),
        ] {
            let mut shown = Shown::new(false);
            shown.record(Server, 22, &fragment).record(Client, 22, &fragment);
            assert_eq!(shown.messages(), [(None, Inferred::Nothing); 2], "{fragment:?}");
        }
        // What is as long as its record says is one.
        let mut shown = Shown::new(false);
        shown.record(Server, 22, &hex(SERVER_HELLO));
        assert_eq!(shown.messages(), [(Some(2), Inferred::Nothing)]);
    }

    #[test]
    fn an_alert_is_read_if_it_is_two_bytes_long() {
        let mut shown = Shown::new(true);
        // RFC 8446 6: fatal, protocol_version.
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 21, &[2, 70]).record(Server, 21, &[0xaa; 26]);
        let [clear, hidden] = shown.tls.alerts.as_slice() else { panic!("two alerts") };
        let alert = clear.alert.unwrap();
        assert_eq!((alert.level.0, alert.description.0), (2, 70));
        assert!(hidden.alert.is_none());
        assert_eq!(shown.tls.closing_alert(CLIENT.other()), Some(at(3, 0).frame));
    }

    #[test]
    fn rows_kept_are_bounded() {
        let mut shown = Shown::new(true);
        shown.record(Client, 22, &hex(CLIENT_HELLO)).record(Server, 22, &tls12_server_hello());
        for role in [Client, Server] {
            shown.record(role, 20, &[1]).record(role, 22, &[0xaa; 40]);
        }
        for _ in 0..3000 {
            shown.record(Server, 22, &[0xaa; 28]).record(Client, 21, &[0xaa; 26]);
        }
        let tls = &shown.tls;
        assert!(tls.messages.len() <= MESSAGES && tls.alerts.len() <= ALERTS && tls.capped);
        assert!(tls.tunnel.renegotiations.len() <= 256);
    }
}
