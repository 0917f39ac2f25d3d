//! `renegotiations`: handshakes inside an established tunnel, TLS 1.2 and before.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per handshake inside an established tunnel (TLS 1.2 and before), told by position and length.
    renegotiations: Renegotiation<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// Time of its first record.
        time: Stamp => "Wireshark frame.time",
        /// Who began: server (HelloRequest) or client (ClientHello); null if lost bytes may hold what tells it.
        initiator: Option<&'static str> => "RFC 5246 7.4.1.1",
        /// Frame of the HelloRequest.
        hello_request_frame: Option<Frame> => "RFC 5246 7.4.1.1",
        /// Frame of the inner ClientHello.
        client_hello_frame: Option<Frame> => "RFC 5246 7.4.1.2",
        /// Its time.
        client_hello_time: Stamp => "RFC 5246 7.4.1.2",
        /// Frame of the server's first handshake record after the inner ClientHello.
        server_flight_frame: Option<Frame> => "RFC 5246 7.3",
        /// Lengths of the client's handshake records between its hello and its ChangeCipherSpec.
        client_flight_lengths: Option<&'a [u32]> => "RFC 5246 7.3",
        /// Lengths of the server's handshake records up to its ChangeCipherSpec, HelloRequest not counted.
        server_flight_lengths: Option<&'a [u32]> => "RFC 5246 7.3",
        /// Frame of the client's inner ChangeCipherSpec.
        client_ccs_frame: Option<Frame> => "RFC 5246 7.1",
        /// Frame of the server's inner ChangeCipherSpec.
        server_ccs_frame: Option<Frame> => "RFC 5246 7.1",
        /// full, or short (a session was resumed); null while it is open.
        kind: Option<&'static str> => "RFC 5246 7.3",
        /// The server asked for a certificate; null if that cannot be told.
        asked: Option<bool> => "RFC 5246 7.4.4",
        /// How surely `asked` and `client_certificate` are known: certain, likely, possible.
        confidence: Option<&'static str> => "measured",
        /// sent, empty, none (not asked); null if that cannot be told.
        client_certificate: Option<&'static str> => "RFC 5246 7.4.6",
        /// Sender of the first alert record from its first record on: client or server.
        first_alert_side: Option<&'static str> => "RFC 5246 7.2",
        /// Frame of that alert.
        first_alert_frame: Option<Frame> => "RFC 5246 7.2",
        /// Alert records of the client from its first record on, to the next renegotiation or the connection's end.
        client_alerts: Option<u32> => "RFC 5246 7.2",
        /// Alert records of the server, likewise.
        server_alerts: Option<u32> => "RFC 5246 7.2",
        /// Application data records of the client from its first record to its end.
        client_data_records_inside: Option<u32> => "pcapflow",
        /// Application data records of the server from its first record to its end.
        server_data_records_inside: Option<u32> => "pcapflow",
        /// Application data records of the server after it finished; null if it did not.
        server_data_records_after: Option<u32> => "pcapflow",
        /// Frame of the first application data of the server since its first record.
        server_data_frame: Option<Frame> => "pcapflow",
        /// That frame's time.
        server_data_time: Stamp => "Wireshark frame.time",
        /// Its first record since the client's last application data.
        since_last_client_data_us: Option<i64> => "pcapflow",
        /// Turn of the connection in which it began, from 1.
        turn: Option<u32> => "pcapflow",
        /// From the inner ClientHello to the server's first application data where its flight was due; null if there was none. Less than a round trip means that the data was on its way already.
        overtaken_after_us: Option<i64> => "measured",
        /// Frame in which it ended: the last ChangeCipherSpec, the alert, FIN or RST.
        end_frame: Option<Frame> => "pcapflow",
        /// That frame's time.
        end_time: Stamp => "Wireshark frame.time",
        /// Who sent the first FIN or RST from its first record on: client or server.
        closed_by: Option<&'static str> => "RFC 9293 3.6",
        /// With what: fin or rst.
        closed_with: Option<&'static str> => "RFC 9293 3.6",
        /// Its frame.
        closed_frame: Option<Frame> => "Wireshark frame.number",
        /// From the first alert to that FIN or RST.
        first_alert_to_close_us: Option<i64> => "pcapflow",
        /// finished, refused (an alert instead of the other side's hello), unanswered, rejected (server alert or close after the client's ChangeCipherSpec), overtaken (server data instead of a ServerHello), broken, open (capture ends); null if lost bytes may hold what tells it.
        outcome: Option<&'static str> => "measured",
    }
}
