//! `connections`: one row tells all that is known of a TCP connection and the TLS in it.

use super::{Constant, Stamp, table};
use crate::bytes::Frame;

table! {
    /// One row per TCP connection in which TLS was seen, or that a server reset which spoke TLS elsewhere in the capture.
    connections: Connection<'a> / Columns {
        // Who and where.
        /// The capture.
        capture_id: Constant<'a> => "pcapflow",
        /// `capture_id` and the connection's own number: the key that joins all tables.
        connection_id: &'a str => "pcapflow",
        /// Wireshark's stream number; null beyond 2 million remembered conversations.
        tcp_stream: Option<u64> => "Wireshark tcp.stream",
        /// Community ID v1, as Zeek, Suricata and Arkime compute it.
        community_id: &'a str => "Community ID v1",
        /// Name of the server that the capture belongs to, if the pipeline gives one.
        server_label: Option<&'a str> => "pcapflow",
        /// Client's IP address.
        client_address: &'a str => "Zeek id.orig_h",
        /// Client's port.
        client_port: Option<u16> => "Zeek id.orig_p",
        /// Server's IP address.
        server_address: &'a str => "Zeek id.resp_h",
        /// Server's port.
        server_port: Option<u16> => "Zeek id.resp_p",
        /// How it was told who is the client: client_hello, server_hello, syn or port.
        client_basis: Option<&'static str> => "pcapflow",
        /// VLAN ids of the first packet, outermost first; empty if untagged.
        vlans: Option<&'a [u16]> => "IEEE 802.1Q",
        /// The tunnels around it, outermost first, as gre/vxlan:42; null if there is none. Addresses, ports and tunnels make a connection.
        tunnel_path: Option<&'a str> => "pcapflow",

        // TCP.
        /// syn, or mid_stream if the capture began later.
        start: Option<&'static str> => "RFC 9293 3.5",
        /// First frame.
        first_frame: Option<Frame> => "Wireshark frame.number",
        /// Last frame.
        last_frame: Option<Frame> => "Wireshark frame.number",
        /// Time of the first frame.
        first_time: Stamp => "Wireshark frame.time",
        /// Time of the last frame.
        last_time: Stamp => "Wireshark frame.time",
        /// SYN to SYN-ACK; null if either was not seen.
        rtt_us: Option<i64> => "RFC 9293 3.5",
        /// Segments of the client.
        packets_client: Option<u64> => "Zeek orig_pkts",
        /// Segments of the server.
        packets_server: Option<u64> => "Zeek resp_pkts",
        /// Payload bytes of the client, repetitions included.
        bytes_client: Option<u64> => "Wireshark tcp.len",
        /// Payload bytes of the server, repetitions included.
        bytes_server: Option<u64> => "Wireshark tcp.len",
        /// Segments of the client that brought only bytes already seen.
        retransmissions_client: Option<u32> => "Wireshark tcp.analysis.retransmission",
        /// Segments of the server that brought only bytes already seen.
        retransmissions_server: Option<u32> => "Wireshark tcp.analysis.retransmission",
        /// Segments of the client that came before bytes that precede them.
        out_of_order_client: Option<u32> => "Wireshark tcp.analysis.out_of_order",
        /// Segments of the server that came before bytes that precede them.
        out_of_order_server: Option<u32> => "Wireshark tcp.analysis.out_of_order",
        /// Runs of the client's bytes that the capture lacks.
        gaps_client: Option<u32> => "Wireshark tcp.analysis.lost_segment",
        /// Runs of the server's bytes that the capture lacks.
        gaps_server: Option<u32> => "Wireshark tcp.analysis.lost_segment",
        /// Bytes of the client that the capture lacks.
        gap_bytes_client: Option<u64> => "Zeek missed_bytes",
        /// Bytes of the server that the capture lacks.
        gap_bytes_server: Option<u64> => "Zeek missed_bytes",
        /// First frame behind missing bytes of the client.
        first_gap_frame_client: Option<Frame> => "pcapflow",
        /// First frame behind missing bytes of the server.
        first_gap_frame_server: Option<Frame> => "pcapflow",
        /// One direction is missing although the other acknowledges bytes of it.
        one_sided: Option<bool> => "pcapflow",
        /// The snap length cut bytes of the payload.
        snaplen_cut: Option<bool> => "pcapflow",
        /// Time of the client's last payload byte.
        last_client_data_time: Stamp => "Wireshark frame.time",
        /// Time of the server's last payload byte.
        last_server_data_time: Stamp => "Wireshark frame.time",
        /// The server acknowledged all payload of the client; null if there was none, or no acknowledgment was seen.
        client_data_acknowledged: Option<bool> => "RFC 9293 3.4",
        /// The client acknowledged all payload of the server; null if there was none, or no acknowledgment was seen.
        server_data_acknowledged: Option<bool> => "RFC 9293 3.4",
        /// Smallest TTL or hop limit of the client's packets.
        ttl_min_client: Option<u8> => "Wireshark ip.ttl",
        /// Largest TTL or hop limit of the client's packets.
        ttl_max_client: Option<u8> => "Wireshark ip.ttl",
        /// Smallest TTL or hop limit of the server's packets.
        ttl_min_server: Option<u8> => "Wireshark ip.ttl",
        /// Largest TTL or hop limit of the server's packets.
        ttl_max_server: Option<u8> => "Wireshark ip.ttl",

        // Records.
        /// TLS was seen in it.
        tls: Option<bool> => "RFC 8446 5.1",
        /// What came before TLS, by its last bytes: none; smtp, lmtp, imap, pop3, ftp, nntp, sieve, irc, xmpp, ldap, postgresql, mysql, rdp, tds (of SQL Server), which then ask for TLS; what is in `carried_by`; unknown (other bytes); null if the beginning was not captured and nothing tells.
        before_tls: Option<&'static str> => "RFC 3207, RFC 2033, RFC 9051 6.2.1, RFC 2595 4, RFC 4217, RFC 4642, RFC 5804, RFC 6120 5, RFC 4511 4.14",
        /// Proxies through which the client was led, outermost first: proxy_v1, proxy_v2 (PROXY protocol), socks4, socks4a, socks5, http_connect; empty if there was none; null if the beginning was not captured.
        carried_by: Option<&'a [&'static str]> => "RFC 9110 9.3.6, RFC 1928, HAProxy proxy-protocol.txt",
        /// Host and port that the last of these was asked for (CONNECT, SOCKS).
        proxy_target: Option<&'a str> => "RFC 9110 9.3.6, RFC 1928 4",
        /// What the client began with if not with TLS: other, or as for the server.
        client_first_bytes: Option<&'static str> => "RFC 9110 9.3.6, RFC 1928 3",
        /// What the server began with if not with TLS: http (a status line), greeting (of SMTP, FTP, POP3, IMAP or SSH), other.
        server_first_bytes: Option<&'static str> => "RFC 9112 4, RFC 5321 4.2, RFC 1939 3, RFC 9051 7.1, RFC 4253 4.2",
        /// First frame that completes a TLS record.
        first_tls_frame: Option<Frame> => "Wireshark tls.record",
        /// Where the records of one side could no longer be told apart.
        framing_lost_frame: Option<Frame> => "pcapflow",
        /// Records were found again behind such a place.
        framing_found_frame: Option<Frame> => "pcapflow",
        /// Lengths of the client's first encrypted records, up to 8.
        client_first_encrypted_lengths: Option<&'a [u32]> => "RFC 8446 5.2",
        /// Lengths of the server's first encrypted records, up to 8.
        server_first_encrypted_lengths: Option<&'a [u32]> => "RFC 8446 5.2",
        /// Content type of the client's last record.
        client_last_record_type: Option<u8> => "IANA TLS ContentType",
        /// Length of the client's last record.
        client_last_record_length: Option<u32> => "RFC 8446 5.1",
        /// Frame of the client's last record.
        client_last_record_frame: Option<Frame> => "Wireshark frame.number",
        /// Content type of the server's last record.
        server_last_record_type: Option<u8> => "IANA TLS ContentType",
        /// Length of the server's last record.
        server_last_record_length: Option<u32> => "RFC 8446 5.1",
        /// Frame of the server's last record.
        server_last_record_frame: Option<Frame> => "Wireshark frame.number",

        // ClientHello.
        /// Frame of the first ClientHello in clear.
        client_hello_frame: Option<Frame> => "RFC 8446 4.1.2",
        /// Its time.
        client_hello_time: Stamp => "RFC 8446 4.1.2",
        /// The ClientHello was read to its end.
        client_hello_whole: Option<bool> => "pcapflow",
        /// Version in its record header.
        client_record_version: Option<u16> => "RFC 8446 5.1",
        /// Its legacy_version.
        client_legacy_version: Option<u16> => "RFC 8446 4.1.2",
        /// Versions of supported_versions in order, GREASE included; without that extension, legacy_version alone.
        versions_offered: Option<&'a [u16]> => "RFC 8446 4.2.1",
        /// Cipher suites in order, GREASE and signalling values included.
        cipher_suites_offered: Option<&'a [u16]> => "IANA TLS Cipher Suites",
        /// Extensions in order, GREASE included.
        client_extensions: Option<&'a [u16]> => "IANA TLS ExtensionType Values",
        /// First host_name; null if the extension is not there or names none.
        server_name: Option<&'a str> => "RFC 6066 3",
        /// Protocols offered; null if the extension is not there.
        alpn_offered: Option<&'a [Box<str>]> => "RFC 7301 3.1",
        /// Groups offered.
        supported_groups: Option<&'a [u16]> => "RFC 8446 4.2.7",
        /// Signature schemes offered.
        signature_algorithms: Option<&'a [u16]> => "RFC 8446 4.2.3",
        /// Groups of the key shares.
        key_share_groups: Option<&'a [u16]> => "RFC 8446 4.2.8",
        /// Key exchange modes with a PSK.
        psk_key_exchange_modes: Option<&'a [u8]> => "RFC 8446 4.2.9",
        /// The client offered post_handshake_auth; null if its ClientHello was not read whole.
        post_handshake_auth: Option<bool> => "RFC 8446 4.2.6",
        /// The client offered early data.
        early_data_offered: Option<bool> => "RFC 8446 4.2.10",
        /// The client offered a PSK.
        psk_offered: Option<bool> => "RFC 8446 4.2.11",
        /// The client offered encrypted_client_hello.
        encrypted_client_hello_offered: Option<bool> => "RFC 9849 5",
        /// The client offered to take compressed certificates.
        certificate_compression_offered: Option<bool> => "RFC 8879 3",
        /// Largest record the client takes.
        record_size_limit_client: Option<u16> => "RFC 8449 4",
        /// Largest record the server takes; null in TLS 1.3, where it is encrypted.
        record_size_limit_server: Option<u16> => "RFC 8449 4",
        /// Code of max_fragment_length that the client offered.
        max_fragment_length: Option<u8> => "RFC 6066 4",
        /// How the client said that it knows secure renegotiation: extension, scsv, none.
        renegotiation_info_client: Option<&'static str> => "RFC 5746 3.4",
        /// TLS_FALLBACK_SCSV was offered.
        fallback_scsv: Option<bool> => "RFC 7507 3",
        /// JA3 of the ClientHello, an MD5; null if that was not read whole, or is in SSL 2.0's format.
        ja3: Option<&'a str> => "JA3 (Salesforce)",
        /// JA4 of the ClientHello; null if that was not read whole, or is in SSL 2.0's format.
        ja4: Option<&'a str> => "JA4 (FoxIO)",

        // ServerHello.
        /// Frame of the ServerHello (not of a HelloRetryRequest).
        server_hello_frame: Option<Frame> => "RFC 8446 4.1.3",
        /// Its time.
        server_hello_time: Stamp => "RFC 8446 4.1.3",
        /// Negotiated version.
        version: Option<u16> => "RFC 8446 4.2.1",
        /// Chosen cipher suite.
        cipher_suite: Option<u16> => "IANA TLS Cipher Suites",
        /// Chosen compression method.
        compression_method: Option<u8> => "IANA TLS Compression Methods",
        /// Chosen group, from key_share or a ServerKeyExchange in clear.
        named_group: Option<u16> => "RFC 8446 4.2.8, RFC 8422 5.4",
        /// Signature scheme of a ServerKeyExchange in clear.
        signature_scheme: Option<u16> => "RFC 5246 7.4.3",
        /// Extensions of the ServerHello in order.
        server_extensions: Option<&'a [u16]> => "IANA TLS ExtensionType Values",
        /// Protocol chosen; null in TLS 1.3, where it is encrypted.
        alpn_selected: Option<&'a str> => "RFC 7301 3.2",
        /// Frame of the HelloRetryRequest.
        hello_retry_request_frame: Option<Frame> => "RFC 8446 4.1.4",
        /// The server's hello agrees to encrypt-then-MAC.
        encrypt_then_mac: Option<bool> => "RFC 7366 2",
        /// The server's hello agrees to extended_master_secret.
        extended_master_secret: Option<bool> => "RFC 7627 5.1",
        /// The server's hello has renegotiation_info.
        renegotiation_info_server: Option<bool> => "RFC 5746 3.6",
        /// Last bytes of ServerHello.random: tls12 (44 4F 57 4E 47 52 44 01), tls11 (... 00) or none.
        downgrade_sentinel: Option<&'static str> => "RFC 8446 4.1.3",
        /// How the session was resumed: none, session_id, ticket, psk; null if that cannot be told.
        resumption: Option<&'static str> => "RFC 8446 2.2, RFC 5246 7.3, RFC 5077 3.1",
        /// JA3S of the ServerHello, an MD5.
        ja3s: Option<&'a str> => "JA3 (Salesforce)",
        /// Hash of the session id that links a resumed session (TLS 1.2 and before) to its full handshake.
        session_id_hash: Option<&'a str> => "RFC 5246 7.4.1.3",
        /// Hash of the ticket that the client offered (TLS 1.2 and before).
        ticket_hash: Option<&'a str> => "RFC 5077 3.2",
        /// Hash of the last ticket that the server issued in clear (TLS 1.2 and before).
        issued_ticket_hash: Option<&'a str> => "RFC 5077 3.3",

        // The handshake's end.
        /// Frame of the client's first ChangeCipherSpec.
        client_ccs_frame: Option<Frame> => "RFC 5246 7.1",
        /// Frame of the server's first ChangeCipherSpec.
        server_ccs_frame: Option<Frame> => "RFC 5246 7.1",
        /// Frame of the client's Finished; in TLS 1.3 told by position and length.
        client_finished_frame: Option<Frame> => "RFC 8446 4.4.4",
        /// Its time.
        client_finished_time: Stamp => "RFC 8446 4.4.4",
        /// Frame of the server's Finished; in TLS 1.3 null, as it cannot be told from what is beside it.
        server_finished_frame: Option<Frame> => "RFC 5246 7.4.9",
        /// Who has to speak next in the first handshake: client or server; null once it is over, and where that cannot be told.
        handshake_awaits: Option<&'static str> => "RFC 8446 2, RFC 5246 7.3",
        /// Both sides finished the first handshake.
        established: Option<bool> => "RFC 8446 4.4.4",
        /// Bytes that the client's records add to their plaintext; null if unknown or not constant (CBC).
        overhead_client: Option<u16> => "RFC 8446 5.2",
        /// Bytes that the server's records add to their plaintext; null if unknown or not constant (CBC).
        overhead_server: Option<u16> => "RFC 8446 5.2",
        /// How the client's overhead is known: suite (TLS 1.2 and before), calibrated (by its Finished, or a record too short for padding), assumed (its flight came in one record, and nothing speaks of padding), unknown.
        overhead_basis: Option<&'static str> => "measured",

        // Client authentication in the first handshake.
        /// The server asked for a certificate; null if that cannot be told.
        client_certificate_requested: Option<bool> => "RFC 8446 4.3.2, RFC 5246 7.4.4",
        /// Frame of the CertificateRequest in clear.
        certificate_request_frame: Option<Frame> => "RFC 5246 7.4.4",
        /// What the client sent: sent, empty, none (not asked); null if that cannot be told.
        client_certificate: Option<&'static str> => "RFC 8446 4.4.2",
        /// Frame of the client's Certificate, or of the record taken for it.
        client_certificate_frame: Option<Frame> => "RFC 8446 4.4.2",
        /// How both are known: visible or inferred.
        client_certificate_basis: Option<&'static str> => "pcapflow",
        /// How surely: certain, likely, possible.
        client_certificate_confidence: Option<&'static str> => "measured",
        /// Lengths of the client's records after the ServerHello up to its Finished (TLS 1.3).
        client_flight_lengths: Option<&'a [u32]> => "RFC 8446 4.4",

        // After the handshake.
        /// Frame of the client's flight that answers a request for a certificate after the handshake (TLS 1.3).
        post_handshake_flight_frame: Option<Frame> => "RFC 8446 4.6.2",
        /// Frame of the server's record taken for that request.
        post_handshake_request_frame: Option<Frame> => "RFC 8446 4.6.2",
        /// Lengths of that flight's records.
        post_handshake_flight_lengths: Option<&'a [u32]> => "RFC 8446 4.6.2",
        /// What the flight gave: sent, empty; null if there was none.
        post_handshake_certificate: Option<&'static str> => "RFC 8446 4.6.2",
        /// How surely: likely, possible.
        post_handshake_confidence: Option<&'static str> => "measured",
        /// Records of the server after that flight, alert-sized last ones not counted.
        post_handshake_server_records_after: Option<u32> => "RFC 8446 4.6.2",
        /// Rows in `renegotiations`.
        renegotiations: Option<u32> => "RFC 5246 7.4.1.1",

        // Turns: runs of client data and the server data that follows. All null if it cannot be told where the handshake ends.
        /// Turns; 0 if the client sent no application data; null, as all that is said of turns, if the handshake's end cannot be told from data.
        turns: Option<u32> => "pcapflow",
        /// Application data records of the client after its Finished.
        client_data_records: Option<u64> => "RFC 8446 5.1",
        /// Bytes of their fragments.
        client_data_bytes: Option<u64> => "RFC 8446 5.1",
        /// Application data records of the server after the client's Finished (TLS 1.3: with tickets).
        server_data_records: Option<u64> => "RFC 8446 5.1",
        /// Bytes of their fragments.
        server_data_bytes: Option<u64> => "RFC 8446 5.1",
        /// TLS 1.3 server records that may be session tickets.
        ticket_like_records: Option<u32> => "RFC 8446 4.6.1",
        /// Frame of the first application data of the client.
        first_request_frame: Option<Frame> => "pcapflow",
        /// Frame that begins the last turn.
        last_request_frame: Option<Frame> => "pcapflow",
        /// Time of the last application data record of the client.
        last_request_time: Stamp => "pcapflow",
        /// Frame of the last application data record of the client.
        last_request_end_frame: Option<Frame> => "pcapflow",
        /// Bytes of the client's application data in the last turn.
        last_request_bytes: Option<u64> => "pcapflow",
        /// Silence on the connection before the last turn.
        silence_before_last_request_us: Option<i64> => "pcapflow",
        /// Server records in the last turn, ticket-like ones not counted.
        reply_records_min: Option<u64> => "pcapflow",
        /// Server records in the last turn, all.
        reply_records_max: Option<u64> => "pcapflow",
        /// Bytes of those of `reply_records_min`.
        reply_bytes_min: Option<u64> => "pcapflow",
        /// Bytes of those of `reply_records_max`.
        reply_bytes_max: Option<u64> => "pcapflow",
        /// Frame of the last application data record of the server.
        last_reply_frame: Option<Frame> => "pcapflow",
        /// Its time.
        last_reply_time: Stamp => "pcapflow",
        /// Server application data records after the client's last handshake message, ticket-like ones not counted.
        records_after_handshake_min: Option<u64> => "pcapflow",
        /// Server application data records after the client's last handshake message, all.
        records_after_handshake_max: Option<u64> => "pcapflow",
        /// Content type of the server's first record after the client's Finished.
        server_first_record_after_client_finished_type: Option<u8> => "IANA TLS ContentType",
        /// Its length.
        server_first_record_after_client_finished_length: Option<u32> => "RFC 8446 5.1",
        /// Its frame.
        server_first_record_after_client_finished_frame: Option<Frame> => "Wireshark frame.number",
        /// It is an alert, or in TLS 1.3 as long as one; null if there was none, or the server's padding hides it.
        server_first_record_after_client_finished_is_alert: Option<bool> => "RFC 8446 6.2, measured",

        // The end.
        /// How it ended: fin, rst, reused (a new connection took its ports), idle, evicted, capture_end.
        end: Option<&'static str> => "RFC 9293 3.6",
        /// Who ended it: client, server; null if nobody was seen to.
        end_by: Option<&'static str> => "RFC 9293 3.6",
        /// How far TLS had come at the end: none, client_hello, handshake, established, renegotiation.
        tls_phase: Option<&'static str> => "pcapflow",
        /// Frame of the client's first FIN.
        client_fin_frame: Option<Frame> => "RFC 9293 3.6",
        /// Frame of the server's first FIN.
        server_fin_frame: Option<Frame> => "RFC 9293 3.6",
        /// Frame of the client's first RST.
        client_rst_frame: Option<Frame> => "RFC 9293 3.5.2",
        /// Frame of the server's first RST.
        server_rst_frame: Option<Frame> => "RFC 9293 3.5.2",
        /// Frame of the client's last record if it is an alert or has an alert's size (a close_notify for all one can see).
        client_closing_alert_frame: Option<Frame> => "RFC 8446 6.1",
        /// Frame of the server's last record if it is an alert or has an alert's size.
        server_closing_alert_frame: Option<Frame> => "RFC 8446 6.1",
        /// The first fatal alert in clear: its sender.
        fatal_alert_side: Option<&'static str> => "RFC 8446 6.2",
        /// Its code.
        fatal_alert_description: Option<u8> => "IANA TLS Alerts",
        /// Its frame.
        fatal_alert_frame: Option<Frame> => "RFC 8446 6.2",
        /// What was odd: malformed_handshake, handshake_cut_or_too_long, rows_capped.
        anomalies: Option<&'a [&'static str]> => "pcapflow",
    }
}
