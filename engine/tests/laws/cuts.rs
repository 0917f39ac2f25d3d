//! A capture that stops earlier tells less, and nothing else.

use std::collections::BTreeMap;

use crate::packets::{Packet, packets};
use crate::rows::{Row, in_order, of_packets};
use crate::segments::in_parts;

/// Facts of a connection that nothing later can change.
const SET_ONCE: &[&str] = &[
    "tcp_stream",
    "community_id",
    "start",
    "first_frame",
    "first_time",
    "rtt_us",
    "before_tls",
    "first_tls_frame",
    "client_hello_frame",
    "client_hello_whole",
    "versions_offered",
    "cipher_suites_offered",
    "client_extensions",
    "server_name",
    "alpn_offered",
    "supported_groups",
    "signature_algorithms",
    "key_share_groups",
    "post_handshake_auth",
    "psk_offered",
    "renegotiation_info_client",
    "server_hello_frame",
    "version",
    "cipher_suite",
    "named_group",
    "signature_scheme",
    "server_extensions",
    "alpn_selected",
    "hello_retry_request_frame",
    "renegotiation_info_server",
    "resumption",
    "session_id_hash",
    "ticket_hash",
    "issued_ticket_hash",
    "client_ccs_frame",
    "server_ccs_frame",
    "client_finished_frame",
    "server_finished_frame",
    "client_certificate_requested",
    "client_certificate",
    "client_certificate_frame",
    "post_handshake_certificate",
    "first_request_frame",
    "server_first_record_after_client_finished_frame",
    "client_fin_frame",
    "server_fin_frame",
    "client_rst_frame",
    "server_rst_frame",
    "fatal_alert_side",
    "fatal_alert_description",
];

/// Facts of a renegotiation that nothing later can change.
const RENEGOTIATION: &[&str] = &[
    "initiator",
    "hello_request_frame",
    "client_hello_frame",
    "server_flight_frame",
    "client_ccs_frame",
    "server_ccs_frame",
    "kind",
    "asked",
    "client_certificate",
    "first_alert_side",
    "turn",
];

/// What is still told otherwise with fewer packets, by sample and column: each is a fault that is open.
const OPEN: &[(&str, &str)] = &[
    ("java-asked-first", "client_finished_frame"),
    ("java-asked-first", "first_request_frame"),
    ("not-tls-answer", "before_tls"),
    // Two renegotiations, or one of a server whose bytes were waited for: the first is given what the client said later.
    ("java-late-client-cert", "asked"),
    ("java-late-client-cert", "client_certificate"),
    ("tls12-renegotiation-twice", "asked"),
    ("tls12-renegotiation-twice", "client_certificate"),
    // A message that is whole in a record which is not: its frame is the last one seen of the record.
    ("nss-renegotiation", "server_hello_frame"),
    ("nss-renegotiation", "frame"),
    // Rejected early data of which a part is lost.
    ("tls13-early-data-rejected", "client_certificate"),
    ("tls13-early-data-rejected", "client_certificate_requested"),
];

/// A fact told otherwise, and where.
struct Broken {
    sample: String,
    column: String,
    how: String,
}

impl Broken {
    fn is_open(&self) -> bool {
        OPEN.iter().any(|(sample, column)| *sample == self.sample && *column == self.column)
    }
}

/// Nothing is broken but what is known to be.
fn only_open(broken: &[Broken]) {
    let new: Vec<_> = broken.iter().filter(|each| !each.is_open()).map(|each| each.how.as_str()).collect();
    assert!(new.is_empty(), "{}", new.join("\n"));
}

/// Rows by connection and ordinal.
fn by_key(rows: &[Row]) -> BTreeMap<(String, String), &Row> {
    let key = |row: &Row| {
        // The number behind the capture's id; the id changes with the packets.
        let (_, number) = row["connection_id"].split_at(32);
        (number.to_owned(), row.get("ordinal").cloned().unwrap_or_default())
    };
    rows.iter().map(|row| (key(row), row)).collect()
}

#[test]
fn facts_of_a_cut_capture_are_never_contradicted_by_the_rest() {
    let mut broken = Vec::new();
    for (name, file) in in_order() {
        let packets = packets(&file);
        let mut earlier = of_packets(&[]);
        for count in 1..=packets.len() {
            let later = of_packets(&packets[..count]);
            for (table, columns) in [("connections", SET_ONCE), ("renegotiations", RENEGOTIATION)] {
                let after = by_key(&later[table]);
                for (key, before) in by_key(&earlier[table]) {
                    for column in columns.iter().filter(|column| before.contains_key(**column)) {
                        let (was, is) = (before.get(*column), after.get(&key).and_then(|row| row.get(*column)));
                        if was != is {
                            let how = format!("{name}, {count} packets, {table} {key:?}: {column} {was:?} {is:?}");
                            broken.push(Broken { sample: name.clone(), column: (*column).to_owned(), how });
                        }
                    }
                }
            }
            earlier = later;
        }
    }
    only_open(&broken);
}

#[test]
fn messages_of_a_cut_capture_are_the_first_of_the_whole() {
    let mut broken = Vec::new();
    for (name, file) in in_order() {
        let packets = packets(&file);
        let whole = of_packets(&packets);
        let whole = by_key(&whole["handshakes"]);
        for count in 1..packets.len() {
            let cut = of_packets(&packets[..count]);
            for (key, row) in by_key(&cut["handshakes"]) {
                for column in ["frame", "direction", "handshake_type", "length", "extensions", "server_name"] {
                    let same = whole.get(&key).is_some_and(|whole| whole.get(column) == row.get(column));
                    if !same {
                        let how = format!("{name} cut behind {count} packets, message {key:?}: {column}");
                        broken.push(Broken { sample: name.clone(), column: column.to_owned(), how });
                    }
                }
            }
        }
    }
    only_open(&broken);
}

/// Facts that a lost segment may hide, but not change.
const LOSS: &[&str] = &[
    "versions_offered",
    "cipher_suites_offered",
    "client_extensions",
    "server_name",
    "post_handshake_auth",
    "version",
    "cipher_suite",
    "server_extensions",
    "alpn_selected",
    "client_certificate_requested",
    "client_certificate",
    "post_handshake_certificate",
];

/// Loses segment after segment, at most so many of a capture.
fn lose_each(most: usize, cut: impl Fn(Vec<Packet>) -> Vec<Packet>) {
    let mut broken = Vec::new();
    for (name, file) in in_order() {
        let packets = cut(packets(&file));
        let whole = of_packets(&packets);
        for lost in (0..packets.len()).step_by(packets.len() / most + 1) {
            if packets[lost].segment().is_none_or(|segment| segment.payload.is_empty()) {
                continue;
            }
            let mut rest = packets.clone();
            rest.remove(lost);
            let rest = of_packets(&rest);
            for (table, columns) in
                [("connections", LOSS), ("renegotiations", &["client_certificate", "asked", "kind"][..])]
            {
                let whole = by_key(&whole[table]);
                for (key, row) in by_key(&rest[table]) {
                    // Behind a HelloRetryRequest the second hello says it again, in other words.
                    let again = whole.get(&key).is_some_and(|row| row.contains_key("hello_retry_request_frame"));
                    for column in columns.iter().filter(|column| !again || !column.starts_with("client_ext")) {
                        let (is, was) = (row.get(*column), whole.get(&key).and_then(|row| row.get(*column)));
                        if is.is_some() && is != was {
                            let how = format!("{name} without {lost}, {table} {key:?}: {column} {was:?} {is:?}");
                            broken.push(Broken { sample: name.clone(), column: (*column).to_owned(), how });
                        }
                    }
                }
            }
        }
    }
    only_open(&broken);
}

#[test]
fn a_lost_segment_hides_facts_and_changes_none() {
    lose_each(1000, |packets| packets);
    lose_each(100, |packets| in_parts(packets, 50));
}
