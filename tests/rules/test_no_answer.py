"""Connections that get no answer: who did not answer whom, for how long, and where nothing of it is said."""

import pytest
from made_facts import alert, connection, findings, judged, reset, tables, tls12, unanswered, verdicts

SECOND = 1_000_000_000
CLOSED = "server-closed-before-server-hello"
NO_SERVER = dict.fromkeys(
    ("server_hello_frame", "version", "client_finished_frame", "client_certificate", "client_fin_frame")
)


def hello_only(**columns):
    """A ClientHello, sent at 1 s and acknowledged, after which the server said nothing."""
    silence = {"tls_phase": "client_hello", "established": False, "client_first_encrypted_lengths": []}
    silence |= {"client_hello_time": SECOND, "packets_server": 2, "bytes_server": 0}
    arrived = {"client_data_acknowledged": True, "client_data_records": 0, "retransmissions_client": 0}
    return unanswered("c", **{**NO_SERVER, **silence, **arrived, "server_rst_frame": None, **columns})


def gave_up(seconds, **columns):
    """The client closed so long after its hello."""
    return hello_only(end="fin", end_by="client", last_time=SECOND + int(seconds * SECOND), **columns)


def found(row, **rows):
    """Findings of the one connection, and its verdict."""
    judgement = judged(tables(connections=[row], **rows))
    return findings(judgement).get("c", {}), verdicts(judgement)["c"]["verdict"]


@pytest.mark.parametrize(
    ("row", "grade", "verdict"),
    [
        (gave_up(3.5), ("error", "certain", None), "no-server-hello-timeout"),
        (gave_up(1.5), ("error", "certain", None), "no-server-hello-timeout"),
        (gave_up(0.05), ("notice", "possible", "given-up"), "no-server-hello-timeout"),
        (hello_only(end="idle"), ("error", "certain", None), "no-server-hello-timeout"),
        (hello_only(end="capture_end"), ("warning", "likely", None), "cannot-tell"),
    ],
    ids=["closed after 3.5 s", "after 1.5 s", "at once", "left to itself", "capture ended after 13 s"],
)
def test_a_hello_that_was_acknowledged_and_not_answered_is_the_servers_silence(row, grade, verdict):
    rules, got = found(row)
    (finding,) = rules.values()
    assert (finding["severity"], finding["confidence"], finding["shape"]) == grade
    assert (finding["rule"], got) == ("no-server-hello-timeout", verdict)


@pytest.mark.parametrize(
    "row",
    [
        hello_only(end="capture_end", client_hello_time=12 * SECOND),
        gave_up(9, bytes_server=20),
        gave_up(9, one_sided=True),
        gave_up(9, client_data_acknowledged=None),
    ],
    ids=["capture ended after 2.2 s", "the server spoke", "one direction", "no acknowledgment was seen"],
)
def test_silence_is_not_told_where_the_answer_may_have_come(row):
    assert found(row)[0] == {}


def test_a_hello_that_was_never_acknowledged_was_lost():
    lost = {"client_data_acknowledged": False}
    rules, verdict = found(gave_up(9, **lost, retransmissions_client=4))
    assert (rules["network-loss"]["severity"], rules["network-loss"]["confidence"]) == ("warning", "likely")
    assert (list(rules), verdict) == (["network-loss"], "network-loss")
    assert found(gave_up(9, **lost))[0]["network-loss"]["confidence"] == "possible"
    assert found(gave_up(0.5, **lost, retransmissions_client=1))[0] == {}
    assert found(gave_up(9, **lost, packets_server=0))[0] == {}


def test_a_client_that_gives_up_by_reset_did_not_cause_what_it_gave_up_on():
    cut = reset("c", direction="client", tls_phase="client_hello")
    row = {**gave_up(4), "end": "rst", "client_rst_frame": 13}
    assert list(found(row, resets=[cut])[0]) == ["no-server-hello-timeout"]


def test_a_server_that_closes_first_is_told_from_one_that_answers_the_clients_close():
    closes = {"end": "fin", "end_by": "server", "server_fin_frame": 6, "last_time": 2 * SECOND}
    rules, verdict = found(hello_only(**closes))
    assert (list(rules), verdict) == ([CLOSED], CLOSED)
    second = {**gave_up(4), "client_fin_frame": 5, "server_fin_frame": 6}
    assert list(found(second)[0]) == ["no-server-hello-timeout"]
    assert found(hello_only(**closes, gaps_server=1))[0] == {}


def test_an_alert_of_the_client_after_the_servers_fin_ended_nothing():
    row = hello_only(end="fin", end_by="server", server_fin_frame=6, last_time=2 * SECOND)
    late = alert("c", frame=7, direction="client", description=50)
    rules, verdict = found(row, alerts=[late])
    assert (rules["fatal-alert"]["severity"], verdict) == ("notice", CLOSED)


ANSWERED = {"bytes_server": 463, "last_server_data_time": 2 * SECOND, "last_time": 3 * SECOND}


@pytest.mark.parametrize(
    ("first_bytes", "shape"), [("http", "http"), ("greeting", "greeting"), ("other", None)]
)
def test_a_server_that_answers_in_clear_does_not_speak_tls_and_the_clients_alert_is_not_about_versions(
    first_bytes, shape
):
    row = hello_only(
        **ANSWERED,
        server_first_bytes=first_bytes,
        end="fin",
        end_by="client",
        fatal_alert_side="client",
        fatal_alert_description=70,
        fatal_alert_frame=9,
    )
    rules, verdict = found(row, alerts=[alert("c", frame=9, direction="client", description=70)])
    assert (sorted(rules), verdict) == (["fatal-alert", "not-tls-answer"], "not-tls-answer")
    assert rules["not-tls-answer"]["shape"] == shape


@pytest.mark.parametrize(
    "columns",
    [
        {"server_last_record_frame": 8},
        {"client_first_bytes": "other", "last_server_data_time": SECOND // 2},
        {"gaps_server": 1},
        {"one_sided": True},
    ],
    ids=[
        "it spoke TLS later",
        "that was before the hello, as with STARTTLS",
        "bytes are missing",
        "one-sided",
    ],
)
def test_other_bytes_of_a_server_are_no_answer_to_the_hello(columns):
    row = hello_only(**{**ANSWERED, "server_first_bytes": "greeting", "end": "fin", **columns})
    assert "not-tls-answer" not in found(row)[0]


def halfway(waited, **columns):
    """Hellos were exchanged; the last byte came at 1 s, and so long after it the client closed."""
    records = {"client_last_record_frame": 4, "server_last_record_frame": 6, "last_frame": 7}
    times = {"last_client_data_time": SECOND // 2, "last_server_data_time": SECOND}
    begun = {"established": False, "tls_phase": "handshake", "client_finished_frame": None}
    begun |= {"client_certificate": None, "client_data_records": 0, "end_by": "client"}
    return tls12("c", **{**begun, **records, **times, "last_time": int((1 + waited) * SECOND), **columns})


@pytest.mark.parametrize(
    ("row", "grade"),
    [
        (halfway(11), ("error", "likely", "client-owes")),
        (halfway(11, client_last_record_frame=8, last_frame=9), ("error", "likely", "server-owes")),
        (halfway(11, client_certificate_requested=True), ("warning", "likely", "certificate-prompt")),
        (
            halfway(11, version=0x0304, server_first_encrypted_lengths=[]),
            ("error", "likely", "server-owes"),
        ),
        (halfway(11, end="capture_end"), ("warning", "possible", "client-owes")),
    ],
    ids=["client", "server", "a user is asked", "TLS 1.3, ServerHello alone", "capture ended"],
)
def test_a_handshake_that_stands_still_names_who_owes_the_next_flight(row, grade):
    rules, _ = found(row)
    finding = rules["handshake-timeout"]
    assert (finding["severity"], finding["confidence"], finding["shape"]) == grade


@pytest.mark.parametrize(
    "row",
    [
        halfway(9.9),
        halfway(60, established=None),
        halfway(60, last_frame=6),
        halfway(60, client_closing_alert_frame=8),
        halfway(60, gaps_client=1),
        halfway(60, end="rst"),
    ],
    ids=["9.9 s", "unknown", "nothing behind it was kept", "an alert says why", "a gap", "reset"],
)
def test_a_handshake_that_does_not_stand_still_for_ten_seconds_or_says_why_is_let_be(row):
    assert "handshake-timeout" not in found(row)[0]


def asked(waited, **columns):
    """A request at 1 s that was not answered, until the client closed so much later."""
    times = {"last_request_time": SECOND, "last_time": SECOND + int(waited * SECOND)}
    ends = {"server_rst_frame": None, "client_fin_frame": 14, "end": "fin", "end_by": "client"}
    row = {"version": 0x0303, "overhead_basis": "suite", "tls_phase": "established", "alpn_offered": None}
    return unanswered("c", **{**row, **times, **ends, **columns})


def two_records(length, overhead, **columns):
    """The server answered by a record of so many bytes, and another that is as long as an alert."""
    answered = {"reply_records_min": 1, "reply_records_max": 1, "reply_bytes_max": length, "turns": 1}
    after = {"records_after_handshake_min": 1, "records_after_handshake_max": 3}
    closing = {"version": 0x0304, "overhead_server": overhead, "server_closing_alert_frame": 15}
    return asked(5, **answered, **after, **closing | columns)


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        (asked(5), "warning"),
        # RFC 8446 5.2 and 6: two bytes, a content type and 16 bytes of tag.
        (two_records(19, 17), "warning"),
        (asked(0.5), "notice"),
        (asked(0.1, end_by="server"), "warning"),
        (asked(0.1, end_by="server", alpn_offered=["h2", "http/1.1"]), "error"),
        (asked(5, records_after_handshake_max=2), "warning"),
    ],
    ids=[
        "the client waited",
        "an alert, and close_notify",
        "it did not wait",
        "the server closed",
        "and it was to be HTTP",
        "session tickets before the request",
    ],
)
def test_a_connection_without_any_answer_is_as_bad_as_the_answer_was_due(row, severity):
    rules, verdict = found(row)
    assert (rules["request-unanswered"]["severity"], verdict) == (severity, "request-unanswered")


@pytest.mark.parametrize(
    "row",
    [
        asked(5, records_after_handshake_min=1),
        asked(5, reply_records_max=1, records_after_handshake_max=1),
        asked(5, records_after_handshake_max=2, turns=3),
        two_records(20, 17),
        two_records(19, None),
        two_records(19, 17, server_closing_alert_frame=None),
        asked(5, client_data_records=0),
        asked(5, gaps_server=1),
        asked(5, end="capture_end"),
    ],
    ids=[
        "answered before",
        "perhaps answered",
        "perhaps before",
        "three bytes",
        "padding unknown",
        "two bytes, and then it went on",
        "no request",
        "a gap",
        "capture ended",
    ],
)
def test_a_request_is_not_called_unanswered_if_an_answer_may_have_come_or_may_still_come(row):
    assert "request-unanswered" not in found(row)[0]


@pytest.mark.parametrize(
    ("row", "flagged"),
    [
        (asked(31), True),
        (asked(29), False),
        (asked(31, records_after_handshake_min=2, records_after_handshake_max=2, turns=2), True),
        (
            asked(
                31,
                records_after_handshake_min=2,
                records_after_handshake_max=2,
                turns=2,
                alpn_offered=["h2", "http/1.1"],
            ),
            False,
        ),
        (
            asked(
                31,
                records_after_handshake_min=2,
                records_after_handshake_max=2,
                turns=2,
                alpn_offered=["h2", "http/1.1"],
                alpn_selected="http/1.1",
            ),
            True,
        ),
        (asked(31, turns=2, records_after_handshake_max=2, alpn_offered=["http/1.1", "h2-14"]), False),
        (asked(31, turns=2, records_after_handshake_max=2, alpn_offered=["http/1.1"]), True),
        (asked(31, end="capture_end", last_request_time=-20 * SECOND), True),
        (asked(31, end="capture_end", last_request_time=-20 * SECOND, renegotiations=1), False),
        (asked(31, end="rst"), False),
        (asked(31, client_hello_frame=None, start="mid_stream"), False),
    ],
    ids=[
        "31 s",
        "29 s",
        "a later request",
        "perhaps HTTP/2",
        "surely HTTP/1.1",
        "perhaps a draft of HTTP/2",
        "HTTP/1.1 alone",
        "still open",
        "answered before a renegotiation",
        "reset",
        "mid-stream",
    ],
)
def test_a_request_that_waits_for_half_a_minute_is_a_warning_where_an_answer_was_due(row, flagged):
    rules, _ = found(row)
    assert ("request-timeout" in rules) == flagged
    assert all(rules[name]["severity"] == "warning" for name in rules if name == "request-timeout")


def test_an_alert_in_place_of_the_clients_finished_ends_the_handshake_of_tls13():
    row = connection(
        "c",
        established=False,
        tls_phase="handshake",
        client_finished_frame=None,
        client_certificate=None,
        client_first_encrypted_lengths=[19],
        client_closing_alert_frame=8,
        client_data_records=0,
    )
    rules, verdict = found(row)
    assert (rules["encrypted-alert"]["severity"], rules["encrypted-alert"]["shape"]) == ("error", "handshake")
    assert verdict == "encrypted-alert"
    clear = alert("c", frame=8, direction="client", level=1, description=0)
    assert "encrypted-alert" not in found(row, alerts=[clear])[0]


@pytest.mark.parametrize(
    ("columns", "flagged"),
    [({"last_request_end_frame": 20}, True), ({"last_request_end_frame": 9}, False), ({}, False)],
    ids=["its sender goes on", "it had sent all before", "it sent nothing more"],
)
def test_an_encrypted_alert_in_the_middle_is_no_close_notify(columns, flagged):
    hidden = alert(
        "c",
        frame=12,
        direction="client",
        in_clear=False,
        level=None,
        description=None,
        position="tunnel",
        length=26,
    )
    rules, verdict = found(tls12("c", **columns), alerts=[hidden])
    assert ("encrypted-alert" in rules) == flagged
    assert verdict == "tls-ok"
    assert found(tls12("c", **columns), alerts=[{**hidden, "position": "closing"}])[0] == {}
