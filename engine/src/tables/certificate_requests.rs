//! `certificate_requests`: what servers asked for in clear.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per CertificateRequest in clear (TLS 1.2 and before, first handshake).
    certificate_requests: CertificateRequest<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// Frame that completes it.
        frame: Option<Frame> => "Wireshark frame.number",
        /// That frame's time.
        time: Stamp => "Wireshark frame.time",
        /// Certificate types asked for.
        certificate_types: Option<&'a [u8]> => "IANA TLS ClientCertificateType Identifiers",
        /// Signature schemes taken; null before TLS 1.2.
        signature_algorithms: Option<&'a [u16]> => "IANA TLS SignatureScheme",
        /// Authorities whose certificates are wanted; empty means any. A name that is none is empty text.
        authorities: Option<&'a [Box<str>]> => "RFC 5246 7.4.4, RFC 4514",
        /// Hashes of the same names' DER, one each: compare with certificates.issuer_id.
        authority_ids: Option<&'a [String]> => "RFC 5246 7.4.4",
        /// What has not its form: field and place; null if all has.
        malformed: Option<&'a str> => "pcapflow",
    }
}
