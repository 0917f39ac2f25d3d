//! `handshakes`: handshake messages, visible or encrypted.

use super::{Constant, ExtensionItem, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per handshake message; of an encrypted handshake record, which is never parsed, one row per record.
    handshakes: Handshake<'a> / Columns {
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// The connection.
        connection_id: &'a str => "pcapflow",
        /// Order in the connection, from 0.
        ordinal: Option<u32> => "pcapflow",
        /// Frame that completes the message or record.
        frame: Option<Frame> => "Wireshark frame.number",
        /// That frame's time.
        time: Stamp => "Wireshark frame.time",
        /// Sender: client or server.
        direction: Option<&'static str> => "pcapflow",
        /// Handshake type; null if encrypted.
        handshake_type: Option<u8> => "IANA TLS HandshakeType",
        /// Bytes of the message body; of an encrypted record, of its fragment.
        length: Option<u32> => "RFC 8446 4",
        /// How often the sender has changed its keys before this message.
        epoch: Option<u32> => "RFC 9147 6.1",
        /// The record was encrypted.
        encrypted: Option<bool> => "RFC 8446 5.2",
        /// It came inside an established tunnel.
        inside_tunnel: Option<bool> => "RFC 5246 7.4.1.1",
        /// Name of an encrypted message as told by position and length (several joined by +); null if not told.
        inferred: Option<&'static str> => "measured",
        /// How surely: certain, likely, possible.
        inferred_confidence: Option<&'static str> => "measured",
        /// Version in the header of the record that began the message.
        record_version: Option<u16> => "RFC 8446 5.1",
        /// ClientHello, ServerHello: the version field of the hello itself.
        legacy_version: Option<u16> => "RFC 8446 4.1.2",
        /// ServerHello: hello_retry_request, downgrade_tls12, downgrade_tls11 or none.
        random_marker: Option<&'static str> => "RFC 8446 4.1.3",
        /// Hello: bytes of the session id.
        session_id_length: Option<u8> => "RFC 8446 4.1.2",
        /// ClientHello: offered suites in order; ServerHello: the one chosen.
        cipher_suites: Option<&'a [u16]> => "IANA TLS Cipher Suites",
        /// ClientHello: offered methods; ServerHello: the one chosen.
        compression_methods: Option<&'a [u8]> => "IANA TLS Compression Methods",
        /// Hello: every extension in order, GREASE marked; null if the hello has no extension block.
        extensions: Option<&'a [ExtensionItem]> => "IANA TLS ExtensionType Values",
        /// Hello: first host_name of server_name.
        server_name: Option<&'a str> => "RFC 6066 3",
        /// ClientHello: versions offered; ServerHello: the one chosen, both from supported_versions.
        supported_versions: Option<&'a [u16]> => "RFC 8446 4.2.1",
        /// Application protocols offered or chosen.
        alpn: Option<&'a [Box<str>]> => "RFC 7301 3.1",
        /// Named groups offered.
        supported_groups: Option<&'a [u16]> => "RFC 8446 4.2.7",
        /// Signature schemes offered (of a CertificateRequest: asked for).
        signature_algorithms: Option<&'a [u16]> => "RFC 8446 4.2.3",
        /// Signature schemes for certificates.
        signature_algorithms_cert: Option<&'a [u16]> => "RFC 8446 4.2.3",
        /// Groups for which a key share is there (of a HelloRetryRequest: the one asked for).
        key_share_groups: Option<&'a [u16]> => "RFC 8446 4.2.8",
        /// Key exchange modes with a PSK.
        psk_key_exchange_modes: Option<&'a [u8]> => "RFC 8446 4.2.9",
        /// ClientHello: number of PSK identities; ServerHello: index of the chosen one.
        pre_shared_key: Option<u16> => "RFC 8446 4.2.11",
        /// early_data is there.
        early_data: Option<bool> => "RFC 8446 4.2.10",
        /// Bytes of the cookie; null if there is none.
        cookie_length: Option<u16> => "RFC 8446 4.2.2",
        /// ClientHello: post_handshake_auth is there.
        post_handshake_auth: Option<bool> => "RFC 8446 4.2.6",
        /// Bytes of renegotiated_connection; null if the extension is not there.
        renegotiation_info_length: Option<u8> => "RFC 5746 3.2",
        /// encrypt_then_mac is there.
        encrypt_then_mac: Option<bool> => "RFC 7366 2",
        /// extended_master_secret is there.
        extended_master_secret: Option<bool> => "RFC 7627 5.1",
        /// Bytes of the session ticket; null if the extension is not there.
        session_ticket_length: Option<u16> => "RFC 5077 3.2",
        /// status_request is there.
        status_request: Option<bool> => "RFC 6066 8",
        /// Largest record the sender takes.
        record_size_limit: Option<u16> => "RFC 8449 4",
        /// Certificate compression algorithms offered.
        compress_certificate: Option<&'a [u16]> => "RFC 8879 3",
        /// ClientHello: encrypted_client_hello is there: outer or inner.
        encrypted_client_hello: Option<&'static str> => "RFC 9849 5",
        /// Certificate: bytes of each certificate, in order; empty if it holds none.
        certificate_lengths: Option<&'a [u32]> => "RFC 5246 7.4.2",
        /// CertificateRequest: certificate types asked for.
        certificate_types: Option<&'a [u8]> => "IANA TLS ClientCertificateType Identifiers",
        /// CertificateRequest: number of authorities named.
        certificate_authorities: Option<u32> => "RFC 5246 7.4.4",
        /// What in the message does not have its shape: field and offset; null if all does.
        malformed: Option<&'a str> => "pcapflow",
    }
}
