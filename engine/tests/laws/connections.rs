//! Which packets make a connection, and what becomes of bytes that are missing.

use pcapflow_engine::engine::Options;

use crate::packets::From::{Client, Server};
use crate::packets::{ACK, FIN, Packet, RST, SYN, Talk, client_hello, record, server_hello};
use crate::rows::{Tables, capture, column, connection, number, of_packets, of_packets_with};

const AES_128_GCM: u16 = 0xc02f;

/// A TLS 1.2 handshake without certificates: hellos, ChangeCipherSpec and Finished of both sides.
fn handshake(talk: &mut Talk) {
    talk.say(Client, &record(22, &client_hello(&[])));
    talk.say(Server, &record(22, &server_hello(AES_128_GCM, false)));
    for side in [Server, Client] {
        talk.say(side, &[record(20, &[1]), record(22, &[0xaa; 40])].concat());
    }
}

fn facts(tables: &Tables) -> [&str; 6] {
    let row = connection(tables);
    ["version", "cipher_suite", "established", "client_data_records", "server_data_records", "turns"]
        .map(|column| row[column].as_str())
}

#[test]
fn sequence_numbers_may_wrap_anywhere() {
    let made = |sequence| {
        let mut talk = Talk::open(50_000, sequence);
        handshake(&mut talk);
        talk.say(Client, &record(23, &[1; 300])).say(Server, &record(23, &[2; 4000]));
        talk.packets
    };
    let plain = ["771", "49199", "true", "1", "1", "1"];
    // The client wraps at each byte of its first 600; so does the server, whose numbers begin 2^28 later.
    for before in 0..600 {
        assert_eq!(facts(&of_packets(&made(0_u32.wrapping_sub(before)))), plain, "{before} bytes before it wraps");
        let sequence = 0xf000_0000_u32.wrapping_sub(before);
        assert_eq!(facts(&of_packets(&made(sequence))), plain, "{before} bytes before the server wraps");
    }
}

#[test]
fn a_syn_with_another_sequence_number_is_a_new_connection() {
    let mut first = Talk::open(50_000, 1000);
    handshake(&mut first);
    first.say(Client, &record(23, &[1; 300]));
    let mut second = Talk::open(50_000, 9000);
    handshake(&mut second);
    let tables = of_packets(&[first.packets, second.packets].concat());
    assert_eq!(column(&tables, "connections", "tcp_stream"), ["0", "1"]);
    assert_eq!(column(&tables, "connections", "client_data_records"), ["1", "0"]);
    assert_eq!(column(&tables, "connections", "end"), ["reused", "capture_end"]);
    assert_eq!(column(&tables, "connections", "start"), ["syn", "syn"]);
}

#[test]
fn a_syn_sent_again_is_the_same_connection() {
    let mut talk = Talk::silent(50_000, 1000);
    for _ in 0..3 {
        talk.segment(Client, 1000, 0, SYN, &[]);
    }
    talk.next = [1001, 5000];
    talk.send(Server, SYN | ACK, &[]);
    handshake(&mut talk);
    let tables = of_packets(&talk.packets);
    assert_eq!(column(&tables, "connections", "tcp_stream"), ["0"]);
    assert_eq!(capture(&tables)["tcp_connections"], "1");
}

/// A client that is refused tries again with the same number; Wireshark calls that one stream.
#[test]
fn a_syn_that_is_refused_and_sent_again_is_the_same_connection() {
    let mut talk = Talk::silent(50_000, 1000);
    for _ in 0..3 {
        talk.segment(Client, 1000, 0, SYN, &[]);
        talk.segment(Server, 0, 1001, RST | ACK, &[]);
    }
    let mut next = Talk::open(50_001, 1000);
    handshake(&mut next);
    let tables = of_packets(&[talk.packets, next.packets].concat());
    let row = capture(&tables);
    assert_eq!((row["tcp_connections"].as_str(), row["refused_connections"].as_str()), ("2", "1"));
    assert_eq!(column(&tables, "connections", "tcp_stream"), ["1", "0"], "its server speaks TLS elsewhere");
    assert_eq!(column(&tables, "resets", "in_reply_to_syn"), ["true"; 3]);
}

#[test]
fn lost_segments_are_gaps_with_their_size_and_the_record_layer_goes_on_behind_them() {
    let mut talk = Talk::open(50_000, 1000);
    handshake(&mut talk);
    talk.say(Client, &record(23, &[1; 300]));
    // 4,000 bytes in one record: a header, 1,395 bytes, 1,400 that are lost, 1,205 more; then another record.
    let reply = record(23, &[2; 4000]);
    talk.say(Server, &reply[..1400]).lose(Server, 1400).say(Server, &reply[2800..]);
    for _ in 0..10 {
        talk.send(Client, ACK, &[]);
    }
    talk.say(Server, &record(23, &[3; 100]));
    let tables = of_packets(&talk.packets);
    let row = connection(&tables);
    assert_eq!((row["gaps_client"].as_str(), row["gaps_server"].as_str()), ("0", "1"));
    assert_eq!(row["gap_bytes_server"], "1400");
    assert!(!row.contains_key("framing_lost_frame"), "the length in the header says where the record ends");
    assert_eq!(column(&tables, "records", "length"), ["49", "44", "1", "40", "1", "40", "300", "4000", "100"]);
}

#[test]
fn a_lost_record_header_loses_the_framing_until_a_record_begins_a_segment() {
    let mut talk = Talk::open(50_000, 1000);
    handshake(&mut talk);
    talk.say(Client, &record(23, &[1; 300]));
    // The first segment holds a record and the header of the next, and is lost.
    let reply = [record(23, &[2; 1000]), record(23, &[0x20; 2000])].concat();
    talk.lose(Server, 1400).say(Server, &reply[1400..]);
    for _ in 0..10 {
        talk.send(Client, ACK, &[]);
    }
    talk.say(Server, &record(23, &[3; 100])).say(Server, &record(23, &[4; 90]));
    let tables = of_packets(&talk.packets);
    let row = connection(&tables);
    assert_eq!(row["gap_bytes_server"], "1400");
    let (lost, found) = (number(row, "framing_lost_frame"), number(row, "framing_found_frame"));
    assert!(lost < found, "{lost} {found}");
    let lengths = column(&tables, "records", "length");
    assert!(lengths.ends_with(&["100", "90"]), "{lengths:?}");
}

#[test]
fn a_fin_that_overtakes_bytes_ends_nothing_before_them() {
    let made = |overtaken: bool| {
        let mut talk = Talk::open(50_000, 1000);
        talk.say(Client, &record(22, &client_hello(&[0x0304]))).say(Server, &record(22, &server_hello(0x1301, true)));
        talk.say(Server, &record(23, &[0xaa; 800]));
        // An empty Certificate, a Finished; then it leaves.
        talk.say(Client, &record(23, &[0xaa; 25])).say(Client, &record(23, &[0xaa; 53])).send(Client, FIN | ACK, &[]);
        let last = talk.packets.len() - 1;
        if overtaken {
            talk.packets.swap(last - 1, last);
        }
        of_packets(&talk.packets)
    };
    for tables in [made(false), made(true)] {
        let row = connection(&tables);
        assert_eq!((row["client_certificate"].as_str(), row["established"].as_str()), ("empty", "true"));
        assert_eq!((row["end"].as_str(), row["end_by"].as_str()), ("fin", "client"));
    }
    // The same of a renegotiation: the client's answer to the HelloRequest is overtaken by its FIN.
    let made = |overtaken: bool| {
        let mut talk = Talk::open(50_000, 1000);
        handshake(&mut talk);
        talk.say(Client, &record(23, &[1; 300])).say(Server, &record(22, &[0xaa; 28]));
        talk.say(Client, &record(21, &[0xaa; 26])).send(Client, FIN | ACK, &[]);
        let last = talk.packets.len() - 1;
        if overtaken {
            talk.packets.swap(last - 1, last);
        }
        of_packets(&talk.packets)
    };
    for tables in [made(false), made(true)] {
        assert_eq!(column(&tables, "renegotiations", "outcome"), ["refused"]);
    }
}

#[test]
fn a_flight_of_which_a_record_was_lost_is_not_told() {
    // An empty Certificate is lost; the Finished alone would say that none was asked for.
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &client_hello(&[0x0304]))).say(Server, &record(22, &server_hello(0x1301, true)));
    talk.say(Server, &record(23, &[0xaa; 800])).lose(Client, 30).say(Client, &record(23, &[0xaa; 53]));
    for _ in 0..10 {
        talk.send(Server, ACK, &[]);
    }
    talk.say(Client, &record(23, &[0xaa; 300])).say(Server, &record(23, &[0xaa; 500]));
    let tables = of_packets(&talk.packets);
    let row = connection(&tables);
    assert_eq!(row["gaps_client"], "1");
    for column in ["client_certificate", "client_certificate_requested", "client_flight_lengths", "established"] {
        assert!(!row.contains_key(column), "{column} is not known");
    }
}

#[test]
fn a_capture_that_begins_in_the_middle_says_so() {
    let mut talk = Talk::silent(50_000, 1000);
    talk.say(Client, &record(23, &[1; 300])).say(Server, &record(23, &[2; 4000]));
    talk.send(Server, RST | ACK, &[]);
    let tables = of_packets(&talk.packets);
    let row = connection(&tables);
    assert_eq!(row["start"], "mid_stream");
    for column in ["client_hello_frame", "version", "server_name", "rtt_us", "before_tls", "client_certificate"] {
        assert!(!row.contains_key(column), "{column} was not seen");
    }
    assert_eq!(row["client_port"], "50000", "the higher port is taken for the client's");
    assert_eq!(column(&tables, "resets", "tls_phase"), ["established"]);
}

#[test]
fn one_packet_of_the_year_2100_drives_no_connection_out() {
    let mut talk = Talk::open(50_000, 1000);
    handshake(&mut talk);
    let mut strange = Talk::open(50_001, 1000).packets.remove(0);
    strange.time = Some(4_102_444_800_000_000_000);
    talk.packets.push(strange);
    talk.say(Client, &record(23, &[1; 300])).say(Server, &record(23, &[2; 100]));
    // Packets of others, enough for what rests to leave.
    let mut other = Talk::open(50_002, 1000);
    for _ in 0..120_000 {
        other.send(Client, ACK, &[]);
    }
    for (packet, number) in other.packets.iter_mut().zip(0..) {
        packet.time = talk.packets[0].time.map(|time| time + number * 1000);
    }
    let tables = of_packets(&[talk.packets.clone(), other.packets].concat());
    let row = capture(&tables);
    assert_eq!((row["idle_connections"].as_str(), row["evicted_connections"].as_str()), ("0", "0"));
    assert_eq!(connection(&tables)["end"], "capture_end");
}

#[test]
fn what_rested_for_five_minutes_and_many_packets_leaves_and_keeps_its_stream_number() {
    let mut talk = Talk::open(50_000, 1000);
    handshake(&mut talk);
    let begin = talk.packets[0].time.unwrap();
    let mut other = Talk::open(50_002, 1000);
    for _ in 0..210_000 {
        other.send(Client, ACK, &[]);
    }
    for (packet, number) in other.packets.iter_mut().zip(0..) {
        packet.time = Some(begin + number * 10_000_000); // 2,100 seconds in all
    }
    let rested = talk.packets.len();
    talk.say(Client, &record(23, &[1; 300]));
    let late = talk.packets.split_off(rested);
    let late: Vec<Packet> =
        late.into_iter().map(|packet| Packet { time: Some(begin + 2_100_000_000_000), ..packet }).collect();
    let tables = of_packets(&[talk.packets, other.packets, late].concat());
    assert_eq!(capture(&tables)["idle_connections"], "1");
    assert_eq!(column(&tables, "connections", "end"), ["idle", "capture_end"]);
    assert_eq!(column(&tables, "connections", "tcp_stream"), ["0", "0"], "as Wireshark numbers them");
    assert_eq!(column(&tables, "connections", "start"), ["syn", "mid_stream"]);
}

#[test]
fn beyond_the_memory_limit_the_oldest_leave_and_are_counted() {
    let mut packets = Vec::new();
    for port in 0..2000 {
        let mut talk = Talk::open(10_000 + port, 1000);
        handshake(&mut talk);
        packets.extend(talk.packets);
    }
    let options = Options { max_memory: 1 << 20, ..Options::default() };
    let tables = of_packets_with(&packets, options);
    let row = capture(&tables);
    let evicted = number(row, "evicted_connections");
    assert!(evicted > 500 && evicted < 2000, "{evicted}");
    assert_eq!(tables["connections"].len(), 2000);
    let ends = column(&tables, "connections", "end");
    let out = ends.iter().filter(|end| **end == "evicted").count();
    assert_eq!(out as u64, evicted);
    assert_eq!(ends.iter().rposition(|end| *end == "evicted"), Some(out - 1), "the oldest left");
}

#[test]
fn a_reset_long_after_a_connection_was_closed_is_no_connection_of_its_own() {
    let mut talk = Talk::open(50_000, 1000);
    handshake(&mut talk);
    talk.send(Client, FIN | ACK, &[]).send(Server, FIN | ACK, &[]);
    let begin = talk.packets[0].time.unwrap();
    let mut other = Talk::open(50_002, 1000);
    for _ in 0..20_000 {
        other.send(Client, ACK, &[]);
    }
    for (packet, number) in other.packets.iter_mut().zip(0..) {
        packet.time = Some(begin + number * 1_000_000); // 20 seconds in all
    }
    let closed = talk.packets.len();
    talk.send(Server, RST, &[]);
    let mut late = talk.packets.split_off(closed);
    late[0].time = Some(begin + 20_000_000_000);
    let tables = of_packets(&[talk.packets, other.packets, late].concat());
    assert_eq!(column(&tables, "connections", "end"), ["fin"]);
    assert_eq!(tables["resets"].len(), 0, "the row of its connection was made before");
}

#[test]
fn ssl_2_0_is_reported_as_such_and_not_followed() {
    // SSL 2.0 draft: CLIENT-HELLO with one spec and a challenge of 16, SERVER-HELLO with a certificate of 4 bytes.
    let client = [&[0x80, 28, 1, 0, 2, 0, 3, 0, 0, 0, 16, 1, 0, 0x80][..], &[7; 16]].concat();
    let server = [&[0x80, 34, 4, 0, 1, 0, 2, 0, 4, 0, 3, 0, 16, 9, 9, 9, 9, 1, 0, 0x80][..], &[5; 16]].concat();
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &client).say(Server, &server);
    talk.say(Client, &[&[0x80, 40, 2][..], &[0xaa; 39]].concat()).say(Server, &[&[0x80, 33][..], &[0xbb; 33]].concat());
    let tables = of_packets(&talk.packets);
    let row = &tables["connections"][0];
    for (column, value) in
        [("version", "2"), ("versions_offered", "[2]"), ("client_hello_frame", "4"), ("before_tls", "none")]
    {
        assert_eq!(row.get(column).map(String::as_str), Some(value), "{column}");
    }
    assert_eq!((row.get("established"), row.get("ja3")), (None, None), "what follows the hellos is not read");
}

#[test]
fn what_a_server_says_in_place_of_its_hello_did_not_come_before_tls() {
    let mut talk = Talk::open(50_000, 1000);
    talk.say(Client, &record(22, &client_hello(&[]))).say(Server, b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let tables = of_packets(&talk.packets);
    assert_eq!(column(&tables, "connections", "before_tls"), ["none"]);
    assert_eq!(column(&tables, "connections", "server_first_bytes"), ["http"]);
}
