//! Turns of a conversation inside the tunnel: runs of client data and the server data that follows.
//!
//! It counts records, by their lengths on the wire. In TLS 1.3 session tickets look like data, so a reply has a lower and
//! an upper bound; in TLS 1.2 and before both are equal.

use crate::bytes::{At, Frame, Nanoseconds, Time};

/// Tickets measured after a handshake: never more than this.
const TICKETS: u8 = 2;
/// They came at most this long after two round trips.
const TICKET_DELAY_NS: i64 = 200_000_000;
/// The longest ticket measured was 3592 bytes of plaintext; a record beyond this is data.
const LONGEST_TICKET: u32 = 4096;

/// How many records and bytes a reply has: without and with what may be tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Records without those that may be tickets.
    pub records_min: u32,
    /// All records.
    pub records_max: u32,
    /// Bytes of the former.
    pub bytes_min: u64,
    /// Bytes of all.
    pub bytes_max: u64,
}

impl Bounds {
    const fn add(&mut self, length: u32, certain: bool) {
        let length = length as u64;
        self.records_max = self.records_max.saturating_add(1);
        self.bytes_max += length;
        if certain {
            self.records_min = self.records_min.saturating_add(1);
            self.bytes_min += length;
        }
    }
}

/// What the two sides said to each other after the handshake.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    /// Turns so far.
    pub turns: u32,
    /// Data records of the client.
    pub client_records: u32,
    /// Their bytes.
    pub client_bytes: u64,
    /// Data records of the server.
    pub server_records: u32,
    /// Their bytes.
    pub server_bytes: u64,
    /// Server records that may be tickets.
    pub ticket_like: u32,
    /// The first data of the client.
    pub first_request: Option<Frame>,
    /// The data that began the last turn.
    pub request_begin: Option<Frame>,
    /// The client's last data.
    pub request_end: Option<At>,
    /// Bytes of the client's data in the last turn.
    pub request_bytes: u64,
    /// Silence before the last turn.
    pub silence_ns: Nanoseconds,
    /// The server's records in the last turn.
    pub reply: Bounds,
    /// The server's last data.
    pub last_reply: Option<At>,
    /// The server's records since the client's last handshake message.
    pub after_handshake: Bounds,
    tickets_left: u8,
    tickets_until: Nanoseconds,
    replying: bool,
    last_record: Nanoseconds,
}

impl Turns {
    /// The client said its last handshake word at `at`; tickets may follow in TLS 1.3 (`tls13`).
    pub fn handshake_said(&mut self, at: At, tls13: bool, rtt_ns: Time) {
        self.after_handshake = Bounds::default();
        self.tickets_left = if tls13 { TICKETS } else { 0 };
        let patience = rtt_ns.unwrap_or(0).saturating_mul(2).saturating_add(TICKET_DELAY_NS);
        self.tickets_until = at.time().map(|time| time.saturating_add(patience)).into();
        self.last_record = at.time().into();
    }

    /// Application data of the client.
    pub fn request(&mut self, length: u32, at: At) {
        if self.replying || self.turns == 0 {
            self.turns += 1;
            self.replying = false;
            self.request_begin = Some(at.frame);
            self.request_bytes = 0;
            self.reply = Bounds::default();
            self.silence_ns = at.time().zip(self.last_record.get()).map(|(now, then)| now.saturating_sub(then)).into();
        }
        self.client_records = self.client_records.saturating_add(1);
        self.client_bytes += u64::from(length);
        self.request_bytes += u64::from(length);
        self.first_request.get_or_insert(at.frame);
        self.request_end = Some(at);
        self.last_record = at.time().into();
    }

    /// Application data of the server, which holds `plaintext` bytes if that is known.
    pub fn reply(&mut self, length: u32, plaintext: Option<u32>, at: At) {
        let in_time = at.time().zip(self.tickets_until.get()).is_some_and(|(now, until)| now <= until);
        let ticket_like = self.tickets_left > 0 && in_time && plaintext.unwrap_or(length) <= LONGEST_TICKET;
        self.tickets_left = self.tickets_left.saturating_sub(1);
        self.ticket_like += u32::from(ticket_like);
        self.server_records = self.server_records.saturating_add(1);
        self.server_bytes += u64::from(length);
        self.after_handshake.add(length, !ticket_like);
        self.last_reply = Some(at);
        self.last_record = at.time().into();
        if self.turns > 0 {
            self.reply.add(length, !ticket_like);
            self.replying = true;
        }
    }

    /// The last server record turned out to be a handshake message of `length` bytes, not data.
    pub const fn take_back_reply(&mut self, length: u32) {
        let length = length as u64;
        self.server_records = self.server_records.saturating_sub(1);
        self.server_bytes = self.server_bytes.saturating_sub(length);
        self.reply.records_max = self.reply.records_max.saturating_sub(1);
        self.reply.bytes_max = self.reply.bytes_max.saturating_sub(length);
        if self.reply.records_min > self.reply.records_max {
            self.reply.records_min = self.reply.records_max;
            self.reply.bytes_min = self.reply.bytes_max;
        }
        if self.reply.records_max == 0 {
            self.replying = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::vectors::at;

    /// Conversation after a TLS 1.3 handshake that ended at 100 ms with 10 ms there and back: tickets until 320 ms.
    fn tls13() -> Turns {
        let mut turns = Turns::default();
        turns.handshake_said(at(1, 100), true, Some(10_000_000));
        turns
    }

    fn bounds(bounds: Bounds) -> [u64; 4] {
        [bounds.records_min.into(), bounds.records_max.into(), bounds.bytes_min, bounds.bytes_max]
    }

    #[test]
    fn records_of_one_side_without_an_answer_between_are_one_request() {
        let mut turns = Turns::default();
        turns.handshake_said(at(1, 0), false, None);
        // TLS 1.0 with CBC sends an empty record or one of a byte first.
        turns.request(32, at(2, 10));
        turns.request(320, at(2, 10));
        turns.reply(500, None, at(3, 20));
        turns.request(100, at(4, 1020));
        assert_eq!((turns.turns, turns.client_records, turns.client_bytes), (2, 3, 452));
        assert_eq!((turns.request_bytes, turns.request_begin), (100, Some(at(4, 0).frame)));
        assert_eq!(turns.first_request, Some(at(2, 0).frame));
        assert_eq!(turns.silence_ns.get(), Some(1_000_000_000));
        assert_eq!(bounds(turns.reply), [0; 4], "the second request has no answer");
    }

    #[test]
    fn before_tls13_both_bounds_are_equal() {
        let mut turns = Turns::default();
        turns.handshake_said(at(1, 0), false, Some(10_000_000));
        turns.request(300, at(2, 1));
        turns.reply(400, Some(376), at(3, 2));
        turns.reply(500, Some(476), at(4, 3));
        assert_eq!(bounds(turns.reply), [2, 2, 900, 900]);
        assert_eq!(turns.ticket_like, 0);
    }

    #[test]
    fn the_first_two_records_of_a_tls13_server_may_be_tickets() {
        let mut turns = tls13();
        turns.request(300, at(2, 100));
        for frame in 3..6 {
            turns.reply(250, Some(233), at(frame, 110));
        }
        assert_eq!(bounds(turns.reply), [1, 3, 250, 750]);
        assert_eq!(turns.ticket_like, 2);
    }

    #[test]
    fn tickets_come_within_two_round_trips_and_200_milliseconds() {
        for (time, ticket_like) in [(319, 1), (320, 1), (321, 0), (3100, 0)] {
            let mut turns = tls13();
            turns.request(300, at(2, 100));
            turns.reply(250, Some(233), at(3, time));
            assert_eq!(turns.ticket_like, ticket_like, "at {time} ms");
            assert_eq!(bounds(turns.reply), [u64::from(1 - ticket_like), 1, u64::from(1 - ticket_like) * 250, 250]);
        }
    }

    #[test]
    fn a_record_longer_than_any_ticket_is_data() {
        let mut turns = tls13();
        turns.request(300, at(2, 100));
        turns.reply(3592 + 17, Some(3592), at(3, 110));
        turns.reply(16_401, Some(16_384), at(4, 110));
        assert_eq!(bounds(turns.reply), [1, 2, 16_401, 16_401 + 3609]);
    }

    #[test]
    fn tickets_before_the_first_request_are_no_reply() {
        let mut turns = tls13();
        turns.reply(250, Some(233), at(2, 110));
        turns.reply(250, Some(233), at(3, 110));
        turns.request(300, at(4, 120));
        assert_eq!((turns.turns, bounds(turns.reply)), (1, [0; 4]));
        assert_eq!(bounds(turns.after_handshake), [0, 2, 0, 500]);
        turns.reply(250, Some(233), at(5, 130));
        assert_eq!(bounds(turns.reply), [1, 1, 250, 250], "both tickets came before");
    }
}
