//! `resets`: TCP segments with RST, and what came before them.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per TCP RST of a connection that has a row in `connections`.
    resets: Reset<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// The RST's frame.
        frame: Option<Frame> => "Wireshark frame.number",
        /// Its time.
        time: Stamp => "Wireshark frame.time",
        /// Sender by address: client or server.
        direction: Option<&'static str> => "RFC 9293 3.5.2",
        /// TCP flags of the segment.
        flags: Option<u16> => "Wireshark tcp.flags",
        /// The first RST of the connection, of either side.
        first_of_connection: Option<bool> => "pcapflow",
        /// A FIN or RST of either side came before it.
        late: Option<bool> => "pcapflow",
        /// It answers a SYN.
        in_reply_to_syn: Option<bool> => "RFC 9293 3.10.7.1",
        /// How far TLS had come: none, client_hello, handshake, established, renegotiation.
        tls_phase: Option<&'static str> => "pcapflow",
        /// The last thing before it: syn, fin, rst, close_notify (a closing alert or one of its size), request, reply, handshake, client_hello, other.
        before: Option<&'static str> => "pcapflow",
        /// Since the client's last payload byte.
        since_last_client_data_us: Option<i64> => "pcapflow",
        /// Since the server's last payload byte.
        since_last_server_data_us: Option<i64> => "pcapflow",
        /// Its sequence number lies in the receiver's window, as far as the capture tells.
        in_window: Option<bool> => "RFC 9293 3.10.7",
        /// Its sequence number less the sender's next expected one.
        sequence_offset: Option<i64> => "RFC 9293 3.10.7",
        /// Segments without RST that the same sender sent after it.
        sender_continues: Option<u32> => "pcapflow",
        /// TTL or hop limit of the RST.
        ttl: Option<u8> => "Wireshark ip.ttl",
        /// Smallest TTL of the sender's other packets.
        ttl_min: Option<u8> => "Wireshark ip.ttl",
        /// Largest TTL of the sender's other packets.
        ttl_max: Option<u8> => "Wireshark ip.ttl",
        /// How many different TTLs the sender's other packets have, counted to 4.
        ttl_distinct: Option<u8> => "Wireshark ip.ttl",
    }
}
