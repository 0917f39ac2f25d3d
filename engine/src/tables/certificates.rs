//! `certificates`: what the certificates say that were sent in clear.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per certificate sent in clear (TLS 1.2 and before), of either side. What a certificate says is its author's word: nothing was verified.
    certificates: Certificate<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// Frame that completes the Certificate message.
        frame: Option<Frame> => "Wireshark frame.number",
        /// That frame's time.
        time: Stamp => "Wireshark frame.time",
        /// Sender: client or server.
        direction: Option<&'static str> => "pcapflow",
        /// Whose chain it is in: client or server.
        chain_of: Option<&'static str> => "RFC 5246 7.4.2, 7.4.6",
        /// Place in the chain: 0 is the sender's own.
        position: Option<u32> => "RFC 5246 7.4.2",
        /// Whom it names.
        subject: Option<&'a str> => "RFC 5280 4.1.2.6, RFC 4514",
        /// Who issued it.
        issuer: Option<&'a str> => "RFC 5280 4.1.2.4, RFC 4514",
        /// Hash of the subject's DER: the same here, in issuer_id and in certificate_requests.authority_ids for the same name.
        subject_id: Option<&'a str> => "RFC 5280 4.1.2.6",
        /// Hash of the issuer's DER.
        issuer_id: Option<&'a str> => "RFC 5280 4.1.2.4",
        /// Subject and issuer are the same name.
        self_issued: Option<bool> => "RFC 5280 3.2",
        /// Further names, each with its kind: DNS:, IP:, email:, URI:, DirName:, otherName:, RID:; null if the extension is not there.
        subject_alt_names: Option<&'a [Box<str>]> => "RFC 5280 4.2.1.6",
        /// Serial number in hex.
        serial_number: Option<&'a str> => "RFC 5280 4.1.2.2",
        /// It holds from then on; null if not readable or outside int64.
        not_before: Stamp => "RFC 5280 4.1.2.5",
        /// It holds until then; null if not readable or outside int64 (9999-12-31 means no end).
        not_after: Stamp => "RFC 5280 4.1.2.5",
        /// It held at the time of its frame, by both dates.
        valid_at_capture_time: Option<bool> => "RFC 5280 4.1.2.5",
        /// Kind of its key; a dotted OID if that has no name here.
        public_key_algorithm: Option<&'a str> => "RFC 5280 4.1.2.7",
        /// Size of its key: RSA's modulus, or the curve's field; null for other keys.
        public_key_bits: Option<u32> => "RFC 5280 4.1.2.7",
        /// What its issuer signed with; a dotted OID if that has no name here.
        signature_algorithm: Option<&'a str> => "RFC 5280 4.1.1.2",
        /// It may sign certificates; null if it is older than version 3, or that extension is malformed.
        is_ca: Option<bool> => "RFC 5280 4.2.1.9",
        /// Purposes, dotted OIDs where RFC 5280 has no name; null if the extension is not there.
        extended_key_usage: Option<&'a [Box<str>]> => "RFC 5280 4.2.1.12",
        /// What its key is for; null if the extension is not there.
        key_usage: Option<&'a [&'static str]> => "RFC 5280 4.2.1.3",
        /// SHA-256 of its DER in hex.
        fingerprint_sha256: Option<&'a str> => "Zeek x509 fingerprint",
        /// Bytes of its DER.
        length: Option<u32> => "RFC 5246 7.4.2",
        /// What has not its form: field, and offset in the certificate; null if all has. What comes behind it may be null.
        malformed: Option<&'a str> => "pcapflow",
    }
}
