//! `alerts`: alert records, clear or encrypted.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per alert record. What an encrypted one says is null.
    alerts: Alert<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// Frame that completes the record.
        frame: Option<Frame> => "Wireshark frame.number",
        /// That frame's time.
        time: Stamp => "Wireshark frame.time",
        /// Sender: client or server.
        direction: Option<&'static str> => "pcapflow",
        /// 1 warning, 2 fatal; null if encrypted.
        level: Option<u8> => "RFC 8446 6",
        /// The alert's code; null if encrypted.
        description: Option<u8> => "IANA TLS Alerts",
        /// The record was not encrypted.
        in_clear: Option<bool> => "RFC 8446 6",
        /// handshake (before the sender's encryption), tunnel, closing (last record of its side).
        position: Option<&'static str> => "pcapflow",
        /// Bytes of the record's fragment.
        length: Option<u32> => "RFC 8446 5.1",
    }
}
