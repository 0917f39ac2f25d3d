//! `records`: every TLS record, kept only if asked for.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per TLS record.
    records: Record<'a> / Columns {
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
        /// Content type.
        content_type: Option<u8> => "IANA TLS ContentType",
        /// Version in the record header.
        version: Option<u16> => "RFC 8446 5.1",
        /// Bytes of the fragment.
        length: Option<u32> => "RFC 8446 5.1",
        /// How often the sender has changed its keys before this record.
        epoch: Option<u32> => "RFC 9147 6.1",
    }
}
