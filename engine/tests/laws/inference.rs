//! What is told of encrypted records, in connections made by hand: lengths by the formulas of the record protection.

use crate::packets::From::{Client, Server};
use crate::packets::{ACK, FIN, From, RST, Talk, client_hello, hello_retry_request, message, record, server_hello};
use crate::rows::{Row, Tables, connection, of_packets};

/// TLS_AES_128_GCM_SHA256: a record is 17 bytes longer than what it holds, a Finished 53.
const GCM_13: u16 = 0x1301;
/// TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: a record is 24 bytes longer, a Finished 40.
const GCM_12: u16 = 0xc02f;

/// Data records, or what looks like them, of these lengths.
fn data(talk: &mut Talk, from: From, lengths: &[usize]) {
    for length in lengths {
        talk.say(from, &record(23, &vec![0xaa; *length]));
    }
}

fn handshake(talk: &mut Talk, from: From, lengths: &[usize]) {
    for length in lengths {
        talk.say(from, &record(22, &vec![0xaa; *length]));
    }
}

/// A ClientHello of TLS 1.3 that has, besides its versions, these extensions with nothing in them.
fn hello_with(extensions: &[u8]) -> Vec<u8> {
    let plain = client_hello(&[0x0304]);
    // Its extensions are the last nine bytes: a length, and 00 2b 00 03 02 03 04.
    let (before, versions) = plain[4..].split_at(plain.len() - 4 - 9);
    let more: Vec<u8> = extensions.iter().flat_map(|code| [0, *code, 0, 0]).collect();
    let length = (7 + more.len() as u16).to_be_bytes();
    message(1, &[before, &length, &versions[2..], &more].concat())
}

/// A connection in TLS 1.3 up to the server's Finished.
fn tls13(extensions: &[u8]) -> Talk {
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &hello_with(extensions)));
    talk.say(Server, &record(22, &server_hello(GCM_13, true)));
    data(&mut talk, Server, &[40, 800, 281, 53]);
    talk
}

/// A connection in TLS 1.2 whose handshake is over.
fn tls12() -> Talk {
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &client_hello(&[]))).say(Server, &record(22, &server_hello(GCM_12, false)));
    talk.say(Server, &record(22, &message(14, &[]))).say(Client, &record(22, &message(16, &[9; 33])));
    for from in [Client, Server] {
        talk.say(from, &record(20, &[1]));
        handshake(&mut talk, from, &[40]);
    }
    talk
}

fn facts(talk: &Talk) -> (Tables, Row) {
    let tables = of_packets(&talk.packets);
    let row = connection(&tables).clone();
    (tables, row)
}

fn cells<'r>(row: &'r Row, columns: &[&str]) -> Vec<&'r str> {
    columns.iter().map(|column| row.get(*column).map_or("-", String::as_str)).collect()
}

const FLIGHT: [&str; 4] = ["established", "client_certificate", "client_certificate_confidence", "overhead_basis"];

#[test]
fn a_flight_in_one_record_is_calibrated_by_a_record_that_has_no_room_for_padding() {
    let mut talk = tls13(&[]);
    data(&mut talk, Client, &[1085]);
    data(&mut talk, Server, &[250, 250]);
    data(&mut talk, Client, &[600]);
    assert_eq!(cells(&facts(&talk).1, &FLIGHT), ["true", "sent", "likely", "assumed"]);
    // A SETTINGS acknowledgment of HTTP/2 (RFC 9113 6.5) has 9 bytes: 26 with the overhead, below the 33 of padding alone.
    data(&mut talk, Client, &[26]);
    let (_, row) = facts(&talk);
    assert_eq!(cells(&row, &FLIGHT), ["true", "sent", "likely", "calibrated"]);
    assert_eq!(cells(&row, &["overhead_client", "overhead_server"]), ["17", "17"]);
}

#[test]
fn a_client_that_alerts_in_place_of_its_flight_did_not_finish() {
    let mut talk = tls13(&[]);
    data(&mut talk, Client, &[19]);
    let (_, row) = facts(&talk);
    assert_eq!(cells(&row, &FLIGHT), ["false", "-", "-", "calibrated"]);
    assert_eq!(cells(&row, &["tls_phase", "client_closing_alert_frame", "turns"]), ["handshake", "10", "0"]);
}

#[test]
fn where_the_handshakes_end_is_hidden_no_turns_are_counted() {
    // RFC 8446 4.2.10: early data that the server does not take up.
    let mut talk = tls13(&[42]);
    data(&mut talk, Client, &[400, 53, 300]);
    data(&mut talk, Server, &[500]);
    talk.send(Client, FIN | ACK, &[]);
    let turns = ["established", "turns", "client_data_records", "reply_records_max", "client_finished_frame"];
    assert_eq!(cells(&facts(&talk).1, &turns), ["-"; 5]);
    // Padding to 256 bytes.
    let mut talk = tls13(&[]);
    data(&mut talk, Client, &[272, 528]);
    data(&mut talk, Server, &[272]);
    assert_eq!(cells(&facts(&talk).1, &turns), ["-"; 5]);
    // A hello that asks again ends early data.
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &hello_with(&[42])));
    let retry = hello_retry_request(GCM_13);
    talk.say(Server, &record(22, &retry)).say(Client, &record(22, &hello_with(&[])));
    talk.say(Server, &record(22, &server_hello(GCM_13, true)));
    data(&mut talk, Server, &[53]);
    data(&mut talk, Client, &[53, 300]);
    assert_eq!(cells(&facts(&talk).1, &turns), ["true", "1", "1", "0", "9"]);
}

#[test]
fn the_servers_first_record_after_the_handshake_is_an_alert_by_its_length() {
    let columns = ["server_first_record_after_client_finished_is_alert", "server_closing_alert_frame"];
    for (flight, first, expected) in [
        (&[40, 800, 281, 53][..], 19, ["true", "11"]),
        (&[40, 800, 281, 53], 250, ["false", "-"]),
        // JSSE pads by 16: its Finished is 69, its alert 35.
        (&[56, 816, 297, 69], 35, ["true", "11"]),
        (&[56, 816, 297, 69], 19, ["false", "-"]),
    ] {
        let mut talk = Talk::open(50_000, 1000);
        talk.say(Client, &record(22, &hello_with(&[]))).say(Server, &record(22, &server_hello(GCM_13, true)));
        data(&mut talk, Server, flight);
        data(&mut talk, Client, &[53]);
        data(&mut talk, Server, &[first]);
        assert_eq!(cells(&facts(&talk).1, &columns), expected, "{flight:?} {first}");
    }
    // All in one record, padded for all one can see.
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &hello_with(&[]))).say(Server, &record(22, &server_hello(GCM_13, true)));
    data(&mut talk, Server, &[1200]);
    data(&mut talk, Client, &[53]);
    data(&mut talk, Server, &[35]);
    assert_eq!(cells(&facts(&talk).1, &columns), ["-", "-"]);
}

/// post_handshake_auth (49). Request 116 + 17, certificate 1100 + 17 in one record, two tickets of 1050, answer.
#[test]
fn tickets_like_those_of_the_handshake_show_that_one_record_was_an_answer() {
    let columns =
        ["client_certificate", "confidence", "client_flight_lengths", "followed_by", "server_records_after_min"];
    let mut talk = tls13(&[49]);
    data(&mut talk, Client, &[53]);
    data(&mut talk, Server, &[298, 298]);
    data(&mut talk, Client, &[471]);
    data(&mut talk, Server, &[133]);
    data(&mut talk, Client, &[1117]);
    data(&mut talk, Server, &[1050, 1050, 317]);
    let (tables, row) = facts(&talk);
    let [exchange] = tables["post_handshake"].as_slice() else { panic!("{:?}", tables["post_handshake"]) };
    assert_eq!(cells(exchange, &columns), ["sent", "likely", "[1117]", "tickets", "1"]);
    // The answer is to the request before it.
    let turns = ["turns", "client_data_records", "reply_records_min", "post_handshake_certificate"];
    assert_eq!(cells(&row, &turns), ["1", "1", "1", "sent"]);

    // Without the extension, without tickets before, or with other records behind, it is an upload.
    for (extensions, tickets, behind) in [
        (&[][..], &[298, 298][..], &[1050, 1050, 317][..]),
        (&[49], &[298], &[1050, 1050, 317]),
        (&[49], &[298, 298], &[1050, 1051, 317]),
        (&[49], &[298, 298], &[317]),
    ] {
        let mut talk = tls13(extensions);
        data(&mut talk, Client, &[53]);
        data(&mut talk, Server, tickets);
        data(&mut talk, Client, &[471]);
        data(&mut talk, Server, &[133]);
        data(&mut talk, Client, &[1117]);
        data(&mut talk, Server, behind);
        let (tables, row) = facts(&talk);
        assert!(tables["post_handshake"].is_empty(), "{extensions:?} {tickets:?} {behind:?}");
        assert_eq!(row["turns"], "2");
    }
}

#[test]
fn an_exchange_says_what_followed_it() {
    let columns = ["client_certificate", "followed_by", "followed_by_side", "server_records_after_max"];
    let exchange = |then: &dyn Fn(&mut Talk)| {
        let mut talk = tls13(&[49]);
        data(&mut talk, Client, &[53, 471]);
        data(&mut talk, Server, &[133]);
        // An empty Certificate with a context of 32 bytes: 40 + 17; CertificateVerify of RSA-2048: 264 + 17.
        data(&mut talk, Client, &[57, 53]);
        then(&mut talk);
        let tables = of_packets(&talk.packets);
        let [one] = tables["post_handshake"].as_slice() else { panic!("{:?}", tables["post_handshake"]) };
        cells(one, &columns).join(" ")
    };
    assert_eq!(exchange(&|_| {}), "empty nothing - 0");
    assert_eq!(exchange(&|talk| data(talk, Server, &[5000])), "empty data server 1");
    assert_eq!(exchange(&|talk| data(talk, Server, &[300])), "empty tickets server 1");
    assert_eq!(exchange(&|talk| data(talk, Server, &[19])), "empty alert server 0");
    let reset = |talk: &mut Talk| {
        talk.send(Server, RST | ACK, &[]);
    };
    assert_eq!(exchange(&reset), "empty rst server 0");
    let alert_then_fin = |talk: &mut Talk| {
        data(talk, Server, &[19]);
        talk.send(Server, FIN | ACK, &[]);
    };
    assert_eq!(exchange(&alert_then_fin), "empty alert server 0");
    let fin = |talk: &mut Talk| {
        talk.send(Client, FIN | ACK, &[]);
    };
    assert_eq!(exchange(&fin), "empty fin client 0");
}

/// RFC 8446 4.6.2: a client that did not offer it answers with unexpected_message.
#[test]
fn a_request_that_nobody_offered_to_answer_looks_like_a_short_reply_and_an_alert() {
    let columns =
        ["server_record_plaintext_length", "client_flight_frame", "confidence", "followed_by", "followed_by_side"];
    let rows = |extensions: &[u8], replies: &[usize], last: usize| {
        let mut talk = tls13(extensions);
        data(&mut talk, Client, &[53]);
        data(&mut talk, Server, &[298, 298]);
        data(&mut talk, Client, &[471]);
        data(&mut talk, Server, replies);
        data(&mut talk, Client, &[last]);
        talk.send(Client, FIN | ACK, &[]);
        let tables = of_packets(&talk.packets);
        tables["post_handshake"].iter().map(|row| cells(row, &columns).join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(rows(&[], &[133], 19), ["116 - possible alert client"]);
    // It was offered; two records, or a longer one, are a reply; a request is no alert.
    assert!(rows(&[49], &[133], 19).is_empty());
    assert!(rows(&[], &[133, 400], 19).is_empty());
    assert!(rows(&[], &[400], 19).is_empty());
    assert!(rows(&[], &[133], 90).is_empty());
}

#[test]
fn a_renegotiation_says_when_data_came_in_place_of_a_flight_and_how_it_was_closed() {
    let columns =
        ["outcome", "overtaken_after_us", "client_alerts", "closed_by", "closed_with", "first_alert_to_close_us"];
    let renegotiation = |then: &dyn Fn(&mut Talk)| {
        let mut talk = tls12();
        data(&mut talk, Client, &[400]);
        handshake(&mut talk, Server, &[28]);
        then(&mut talk);
        let tables = of_packets(&talk.packets);
        let [one] = tables["renegotiations"].as_slice() else { panic!("{:?}", tables["renegotiations"]) };
        cells(one, &columns).join(" ")
    };
    // Packets are a millisecond apart.
    let overtaken = renegotiation(&|talk| {
        data(talk, Server, &[300]);
        handshake(talk, Client, &[240]);
        data(talk, Server, &[300]);
        talk.send(Client, RST | ACK, &[]);
    });
    assert_eq!(overtaken, "overtaken 1000 0 client rst -");
    let broken = renegotiation(&|talk| {
        data(talk, Server, &[300]);
        handshake(talk, Client, &[240]);
        talk.send(Server, FIN | ACK, &[]);
    });
    assert_eq!(broken, "broken - 0 server fin -");
    let refused = renegotiation(&|talk| {
        talk.say(Client, &record(21, &[0xaa; 26])).say(Client, &record(21, &[0xaa; 26]));
        talk.send(Client, FIN | ACK, &[]);
    });
    assert_eq!(refused, "refused - 2 client fin 2000");
}

#[test]
fn who_has_to_speak_next_in_a_handshake_is_told() {
    let awaits = |talk: &Talk| facts(talk).1.get("handshake_awaits").cloned().unwrap_or_default();
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &client_hello(&[])));
    assert_eq!(awaits(&talk), "server");
    talk.say(Server, &record(22, &server_hello(GCM_12, false)));
    assert_eq!(awaits(&talk), "server", "its flight ends with a ServerHelloDone");
    talk.say(Server, &record(22, &message(14, &[])));
    assert_eq!(awaits(&talk), "client");
    talk.say(Client, &record(22, &message(16, &[9; 33]))).say(Client, &record(20, &[1]));
    handshake(&mut talk, Client, &[40]);
    assert_eq!(awaits(&talk), "server");
    talk.say(Server, &record(20, &[1]));
    handshake(&mut talk, Server, &[40]);
    assert_eq!(awaits(&talk), "");

    let mut talk = tls13(&[]);
    assert_eq!(awaits(&talk), "client");
    data(&mut talk, Client, &[53]);
    assert_eq!(awaits(&talk), "");
    // A flight in one record may have more behind it.
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &hello_with(&[]))).say(Server, &record(22, &server_hello(GCM_13, true)));
    data(&mut talk, Server, &[1200]);
    assert_eq!(awaits(&talk), "");
}

#[test]
fn what_was_acknowledged_is_told_by_the_other_sides_last_acknowledgment() {
    let columns = ["client_data_acknowledged", "server_data_acknowledged"];
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &client_hello(&[])));
    // The server's acknowledgment is still that of the SYN.
    assert_eq!(cells(&facts(&talk).1, &columns), ["false", "-"]);
    talk.send(Server, ACK, &[]);
    assert_eq!(cells(&facts(&talk).1, &columns), ["true", "-"]);
    talk.say(Server, &record(22, &server_hello(GCM_12, false)));
    assert_eq!(cells(&facts(&talk).1, &columns), ["true", "false"]);
    talk.send(Client, FIN | ACK, &[]);
    assert_eq!(cells(&facts(&talk).1, &columns), ["true", "true"], "a FIN is no payload");
}
