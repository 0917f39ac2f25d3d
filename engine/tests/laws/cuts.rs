//! A capture that stops earlier tells less, and nothing else.

use std::collections::BTreeMap;

use crate::packets::{Packet, packets};
use crate::rows::{Row, Tables, in_order, of_packets};
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
    "proxy_target",
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

/// Rows by connection and ordinal.
fn by_key(rows: &[Row]) -> BTreeMap<(String, String), &Row> {
    let key = |row: &Row| {
        // The number behind the capture's id; the id changes with the packets.
        let (_, number) = row["connection_id"].split_at(32);
        (number.to_owned(), row.get("ordinal").cloned().unwrap_or_default())
    };
    rows.iter().map(|row| (key(row), row)).collect()
}

/// A message shows in the frame that ends its record, as in Wireshark. Of a record that has not ended, it shows in the last
/// frame that brought bytes of it: the one fact that later packets change.
fn shows_before_its_record_ends(tables: &Tables, frame: Option<&String>) -> bool {
    frame.is_some() && !tables["records"].iter().any(|record| record.get("frame") == frame)
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
                        let moves = column.ends_with("_hello_frame") && shows_before_its_record_ends(&earlier, was);
                        if was != is && !moves {
                            broken.push(format!("{name}, {count} packets, {table} {key:?}: {column} {was:?} {is:?}"));
                        }
                    }
                }
            }
            earlier = later;
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
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
                    let moves = column == "frame" && shows_before_its_record_ends(&cut, row.get(column));
                    if !same && !moves {
                        broken.push(format!("{name} cut behind {count} packets, message {key:?}: {column}"));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
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

/// Facts of a renegotiation of which that is true.
const LOSS_INSIDE: &[&str] = &["initiator", "client_certificate", "asked", "kind", "outcome"];

/// The number of its connection.
fn connection(row: &Row) -> &str {
    row["connection_id"].split_at(32).1
}

/// The renegotiation of the whole capture that had begun last when `row` begins.
fn begun_before<'t>(row: &Row, whole: &'t [Row]) -> Option<&'t Row> {
    let begin = |row: &Row| {
        let first = ["hello_request_frame", "client_hello_frame", "server_flight_frame", "client_ccs_frame"];
        let frames = first.into_iter().filter_map(|column| row.get(column));
        frames.map(|frame| frame.parse::<u64>().unwrap()).min()
    };
    whole.iter().rfind(|other| connection(other) == connection(row) && begin(other) <= begin(row))
}

/// The row of the same connection.
fn of_connection<'t>(row: &Row, whole: &'t [Row]) -> Option<&'t Row> {
    whole.iter().find(|other| connection(other) == connection(row))
}

type Same = for<'t> fn(&Row, &'t [Row]) -> Option<&'t Row>;

/// Loses segment after segment, at most so many of a capture; another packet keeps each one's place.
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
            rest[lost].data.clear();
            let rest = of_packets(&rest);
            let tables: [(_, _, Same); 2] =
                [("connections", LOSS, of_connection), ("renegotiations", LOSS_INSIDE, begun_before)];
            for (table, columns, same) in tables {
                let mut told = Vec::new();
                for row in &rest[table] {
                    let Some(whole) = same(row, &whole[table]).filter(|whole| !told.contains(whole)) else {
                        broken.push(format!("{name} without {lost}, {table}: one that is not there: {row:?}"));
                        continue;
                    };
                    told.push(whole);
                    // Behind a HelloRetryRequest the second hello says it again, in other words.
                    let again = whole.contains_key("hello_retry_request_frame");
                    for column in columns.iter().filter(|column| !again || !column.starts_with("client_ext")) {
                        let (is, was) = (row.get(*column), whole.get(*column));
                        if is.is_some() && is != was {
                            broken.push(format!("{name} without {lost}, {table}: {column} {was:?} {is:?}"));
                        }
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_lost_segment_hides_facts_and_changes_none() {
    lose_each(1000, |packets| packets);
    lose_each(100, |packets| in_parts(packets, 50));
}
