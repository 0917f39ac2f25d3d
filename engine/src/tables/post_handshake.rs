//! `post_handshake`: what may be client authentication after the handshake, in TLS 1.3.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per exchange after the handshake that may be a request for a certificate (TLS 1.3), told by position and length.
    post_handshake: PostHandshake<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// Time of the server's record.
        time: Stamp => "Wireshark frame.time",
        /// Frame of the server's record that may be the CertificateRequest.
        server_record_frame: Option<Frame> => "RFC 8446 4.6.2",
        /// Bytes of plaintext in it, as the server's overhead is known or assumed.
        server_record_plaintext_length: Option<u32> => "RFC 8446 4.3.2",
        /// Frame of the first record of the client's answer; null if there was none but a record as long as an alert, of a client that had not offered post_handshake_auth.
        client_flight_frame: Option<Frame> => "RFC 8446 4.6.2",
        /// Lengths of the answer's records.
        client_flight_lengths: Option<&'a [u32]> => "RFC 8446 4.6.2",
        /// From the server's record to the client's first: a person who is asked to choose takes seconds.
        answered_after_us: Option<i64> => "pcapflow",
        /// What the answer gave: sent, empty; null if there was none.
        client_certificate: Option<&'static str> => "RFC 8446 4.4.2",
        /// How surely it is such an exchange: likely, possible.
        confidence: Option<&'static str> => "measured",
        /// What came next of the server, or ended the connection: data, tickets (may be data), alert (a last record of that length), fin, rst, nothing.
        followed_by: Option<&'static str> => "pcapflow",
        /// Who sent that: client or server.
        followed_by_side: Option<&'static str> => "pcapflow",
        /// Its frame.
        followed_by_frame: Option<Frame> => "Wireshark frame.number",
        /// Records of the server after the answer and before the next exchange, without those that may be tickets.
        server_records_after_min: Option<u32> => "RFC 8446 4.6.1",
        /// All records of the server after the answer and before the next exchange; a last one as long as an alert is not counted.
        server_records_after_max: Option<u32> => "RFC 8446 4.6.1",
    }
}
