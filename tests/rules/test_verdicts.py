"""One verdict a connection: in which order it is decided, and what is said where nothing can be told."""

import pytest
from made_facts import (
    alert,
    connection,
    findings,
    judged,
    renegotiation,
    reset,
    tables,
    tls12,
    unanswered,
    verdicts,
)

GIVEN = {
    "post_handshake_auth": True,
    "post_handshake_certificate": "sent",
    "post_handshake_confidence": "likely",
    "post_handshake_server_records_after": 3,
}

WAYS = {
    "nobody asked": (connection("c"), None, "tls-ok", "none", "not-asked", "certain"),
    "given in the handshake": (
        connection("c", client_certificate="sent"),
        None,
        "client-cert-in-handshake-ok",
        "in-handshake",
        "accepted",
        "certain",
    ),
    "asked in the handshake, none given": (
        connection("c", client_certificate="empty"),
        None,
        "asked-none-given-ok",
        "in-handshake",
        "accepted-without",
        "certain",
    ),
    "given after the handshake": (
        connection("c", **GIVEN),
        None,
        "client-cert-post-handshake-ok",
        "post-handshake",
        "accepted",
        "likely",
    ),
    "asked after the handshake, none given": (
        connection("c", **{**GIVEN, "post_handshake_certificate": "empty"}),
        None,
        "asked-none-given-ok",
        "post-handshake",
        "accepted-without",
        "likely",
    ),
    "given in a renegotiation": (
        tls12("c", renegotiations=1),
        renegotiation("c"),
        "client-cert-renegotiation-ok",
        "renegotiation",
        "accepted",
        "certain",
    ),
    "asked in a renegotiation, none given": (
        tls12("c", renegotiations=1),
        renegotiation("c", client_certificate="empty"),
        "asked-none-given-ok",
        "renegotiation",
        "accepted-without",
        "certain",
    ),
    "the last exchange counts": (
        tls12("c", renegotiations=1, client_certificate="empty"),
        renegotiation("c"),
        "client-cert-renegotiation-ok",
        "renegotiation",
        "accepted",
        "certain",
    ),
    "a renegotiation that asked for nothing leaves what was before": (
        tls12("c", renegotiations=1, client_certificate="sent"),
        renegotiation("c", initiator="client", asked=False, client_certificate="none"),
        "client-cert-in-handshake-ok",
        "in-handshake",
        "accepted",
        "certain",
    ),
    "the client refused to renegotiate and the server went on": (
        tls12("c", renegotiations=1),
        renegotiation("c", outcome="refused", asked=None, client_certificate=None, kind=None),
        "tls-ok",
        "none",
        "not-asked",
        "certain",
    ),
}


@pytest.mark.parametrize(
    ("row", "inner", "verdict", "mode", "outcome", "confidence"), WAYS.values(), ids=WAYS.keys()
)
def test_what_worked_is_called_by_the_way_it_worked(row, inner, verdict, mode, outcome, confidence):
    rows = [] if inner is None else [inner]
    got = verdicts(judged(tables(connections=[row], renegotiations=rows)))["c"]
    assert (got["verdict"], got["client_auth_mode"], got["client_auth_outcome"]) == (verdict, mode, outcome)
    assert got["confidence"] == confidence
    assert got["reason"] is None


def test_a_short_renegotiation_that_the_server_wanted_does_not_read_as_nobody_asked():
    short = renegotiation("c", kind="short", asked=None, client_certificate=None)
    got = verdicts(judged(tables(connections=[tls12("c", renegotiations=1)], renegotiations=[short])))["c"]
    assert (got["verdict"], got["client_auth_mode"], got["client_auth_outcome"]) == (
        "tls-ok",
        "renegotiation",
        None,
    )


def test_a_renegotiation_that_worked_is_what_the_verdict_rests_on():
    judgement = judged(
        tables(connections=[tls12("c", renegotiations=1)], renegotiations=[renegotiation("c")])
    )
    found = findings(judgement)["c"]["renegotiation-inside-tunnel"]
    assert (found["severity"], found["confidence"]) == ("info", "certain")
    assert verdicts(judgement)["c"]["findings"] == ["renegotiation-inside-tunnel"]


@pytest.mark.parametrize("outcome", ["refused", "unanswered", "rejected", "overtaken", "broken"])
def test_a_renegotiation_that_did_not_finish_is_a_notice(outcome):
    inner = renegotiation("c", outcome=outcome)
    judgement = judged(tables(connections=[tls12("c", renegotiations=1)], renegotiations=[inner]))
    assert findings(judgement)["c"]["renegotiation-inside-tunnel"]["severity"] == "notice"


NOT_WORKED = {
    "no answer ever": (
        connection(
            "c", records_after_handshake_min=0, reply_records_min=0, reply_records_max=0, end="reused"
        ),
        [],
    ),
    "the handshake did not finish": (connection("c", established=False), []),
    "a certificate after the handshake, and nothing since": (
        connection("c", **{**GIVEN, "post_handshake_server_records_after": 0}),
        [],
    ),
    "a renegotiation, and nothing since": (
        tls12("c", renegotiations=1),
        [renegotiation("c", server_data_records_after=0)],
    ),
}


@pytest.mark.parametrize(("row", "inner"), NOT_WORKED.values(), ids=NOT_WORKED.keys())
def test_what_did_not_work_is_never_called_so_even_if_no_rule_says_why(row, inner):
    got = verdicts(judged(tables(connections=[row], renegotiations=inner)))["c"]
    assert (got["verdict"], got["reason"], got["confidence"]) == (None, None, None)


REASONS = {
    "not-tls": {"tls": False, "client_hello_frame": None, "server_hello_frame": None},
    "mid-stream-start": {"start": "mid_stream", "client_hello_frame": None, "server_hello_frame": None},
    "no-client-hello": {"start": "mid_stream", "client_hello_frame": None},
    "no-server-hello": {"server_hello_frame": None, "gaps_server": 1},
    "one-sided": {"one_sided": True, "server_hello_frame": None},
    "gap": {"gaps_client": 1, "first_gap_frame_client": 8},
    "truncated": {"snaplen_cut": True, "client_hello_whole": False},
    "capture-ended": {"end": "capture_end", "reply_records_min": 0},
    "padding-unknown": {"overhead_basis": "unknown", "client_certificate": None, "established": None},
}


@pytest.mark.parametrize(("reason", "columns"), REASONS.items(), ids=REASONS.keys())
def test_where_a_fact_is_missing_the_reason_is_said(reason, columns):
    got = verdicts(judged(tables(connections=[connection("c", **columns)])))["c"]
    assert (got["verdict"], got["reason"], got["confidence"]) == ("cannot-tell", reason, None)
    assert (got["client_auth_mode"], got["client_auth_outcome"]) == (None, None)


def test_records_whose_headers_are_whole_are_told_in_spite_of_the_snap_length():
    got = verdicts(judged(tables(connections=[connection("c", snaplen_cut=True)])))["c"]
    assert got["verdict"] == "tls-ok"


def test_bytes_lost_in_a_download_after_the_handshake_leave_tls13_as_it_is():
    lost = {"gaps_server": 1, "first_gap_frame_server": 11}
    assert verdicts(judged(tables(connections=[connection("c", **lost)])))["c"]["verdict"] == "tls-ok"
    for hidden in (connection("c", **lost, post_handshake_auth=True), tls12("c", **lost)):
        assert verdicts(judged(tables(connections=[hidden])))["c"]["reason"] == "gap"


@pytest.mark.parametrize(
    ("seconds_before_the_end", "columns", "verdict"),
    [
        (1.1, {}, "tls-ok"),
        (0.9, {}, "cannot-tell"),
        (9.0, {"reply_records_min": 0, "reply_records_max": 1}, "tls-ok"),
        (9.0, {"reply_records_min": 0, "reply_records_max": 0}, "cannot-tell"),
    ],
    ids=[
        "answered, and rested",
        "answered just now",
        "perhaps answered, and rested",
        "waiting for an answer",
    ],
)
def test_a_connection_still_open_at_the_end_has_worked_if_it_was_answered_and_rested(
    seconds_before_the_end, columns, verdict
):
    rests = {"end": "capture_end", "last_time": int((14.2 - seconds_before_the_end) * 1e9)}
    got = verdicts(judged(tables(connections=[connection("c", **rests, **columns)])))["c"]
    assert got["verdict"] == verdict
    assert got["reason"] == (None if verdict == "tls-ok" else "capture-ended")


def test_a_fatal_alert_in_clear_comes_before_everything_else():
    row = connection("c", established=False, gaps_server=1, server_hello_frame=None, version=None)
    judgement = judged(tables(connections=[row], alerts=[alert("c", description=80)]))
    got = verdicts(judgement)["c"]
    assert (got["verdict"], got["shape"], got["confidence"]) == (
        "fatal-alert",
        "internal_error",
        "certain",
    )
    assert findings(judgement)["c"]["fatal-alert"]["evidence_frames"][-1] == {"name": "alert", "frame": 6}


def test_a_warning_in_clear_is_a_notice_and_no_failure_but_not_in_tls13_which_has_none():
    name = alert("c", level=1, description=112)
    judgement = judged(tables(connections=[tls12("c")], alerts=[name]))
    assert findings(judgement)["c"]["fatal-alert"]["severity"] == "notice"
    assert verdicts(judgement)["c"]["verdict"] == "tls-ok"
    judgement = judged(tables(connections=[connection("c")], alerts=[name]))
    assert findings(judgement)["c"]["fatal-alert"]["severity"] == "error"


@pytest.mark.parametrize(
    "row",
    [
        alert("c", in_clear=False, level=None, description=None),
        alert("c", level=1, description=0),
    ],
    ids=["encrypted", "close_notify"],
)
def test_an_alert_that_says_nothing_bad_is_no_finding(row):
    assert findings(judged(tables(connections=[connection("c")], alerts=[row]))) == {}


def test_a_missing_fact_comes_before_a_failure_that_needs_it():
    row = unanswered("c", overhead_basis="unknown", client_certificate=None)
    judgement = judged(tables(connections=[row], resets=[reset("c")]))
    assert verdicts(judgement)["c"]["reason"] == "padding-unknown"


def test_a_ticket_resumes_what_a_full_handshake_gave_also_over_a_chain_of_tickets():
    rows = [
        tls12("first", client_certificate="sent", issued_ticket_hash="t1"),
        tls12("second", resumption="ticket", ticket_hash="t1", issued_ticket_hash="t2"),
        tls12("third", resumption="ticket", ticket_hash="t2"),
    ]
    got = verdicts(judged(tables(connections=rows)))
    assert got["first"]["verdict"] == "client-cert-in-handshake-ok"
    for name in ("second", "third"):
        assert got[name]["verdict"] == "client-cert-resumed-ok"
        assert (got[name]["client_auth_mode"], got[name]["confidence"]) == ("resumed", "certain")


def test_a_session_id_leads_to_its_full_handshake():
    rows = [
        tls12("full", client_certificate="empty", session_id_hash="s"),
        tls12("again", resumption="session_id", session_id_hash="s"),
    ]
    got = verdicts(judged(tables(connections=rows)))["again"]
    assert (got["verdict"], got["client_auth_mode"], got["client_auth_outcome"]) == (
        "tls-ok",
        "resumed",
        "accepted-without",
    )


def test_tickets_that_lead_in_a_circle_lead_nowhere():
    rows = [
        tls12("one", resumption="ticket", ticket_hash="a", issued_ticket_hash="b"),
        tls12("two", resumption="ticket", ticket_hash="b", issued_ticket_hash="a"),
    ]
    got = verdicts(judged(tables(connections=rows)))["one"]
    assert (got["verdict"], got["reason"], got["client_auth_mode"]) == ("cannot-tell", "resumed", None)


def test_tls13_sessions_are_judged_by_the_full_handshakes_of_the_same_client_with_the_same_server():
    rows = [
        connection("full", client_certificate="sent"),
        connection("same", resumption="psk"),
        connection("other", resumption="psk", client_address="192.0.2.18"),
    ]
    got = verdicts(judged(tables(connections=rows)))
    assert (got["same"]["verdict"], got["same"]["confidence"]) == ("client-cert-resumed-ok", "possible")
    assert (got["other"]["verdict"], got["other"]["reason"]) == ("cannot-tell", "resumed")


def test_what_a_resumed_session_holds_does_not_matter_where_it_was_asked_again_or_failed_otherwise():
    cut = {"client_fin_frame": None, "server_rst_frame": 13, "end": "rst"}
    rows = [
        connection("asked again", resumption="psk", **GIVEN),
        connection("cut", resumption="psk", **cut),
    ]
    got = verdicts(judged(tables(connections=rows, resets=[reset("cut", before="reply")])))
    assert got["asked again"]["verdict"] == "client-cert-post-handshake-ok"
    assert got["cut"]["verdict"] == "server-reset/partial-reply"


def test_a_record_that_may_be_a_ticket_counts_as_an_answer_only_possibly():
    short = connection("c", reply_records_min=0, reply_records_max=1, records_after_handshake_min=0)
    got = verdicts(judged(tables(connections=[short])))["c"]
    assert (got["verdict"], got["confidence"]) == ("tls-ok", "possible")
    tickets = connection("c", reply_records_min=0, reply_records_max=0, records_after_handshake_min=0)
    assert verdicts(judged(tables(connections=[tickets])))["c"]["verdict"] == "request-unanswered"


def test_connections_of_one_client_to_one_server_within_five_seconds_are_one_group():
    second = 1_000_000_000
    rows = [
        connection("first", first_time=0),
        connection("elsewhere", first_time=second, server_port=8443),
        connection("retry", first_time=4 * second),
        connection("again", first_time=9 * second),
        connection("later", first_time=15 * second),
        connection("other client", first_time=second, client_address="192.0.2.18"),
        connection("unknown", first_time=None),
    ]
    got = {name: row["retry_group"] for name, row in verdicts(judged(tables(connections=rows))).items()}
    assert got == {
        "first": "first",
        "retry": "first",
        "again": "first",
        "later": "later",
        "elsewhere": "elsewhere",
        "other client": "other client",
        "unknown": None,
    }


def test_times_at_both_ends_of_what_can_be_said_are_far_apart():
    rows = [connection("early", first_time=-(2**63) + 1), connection("late", first_time=2**63 - 1)]
    got = verdicts(judged(tables(connections=rows)))
    assert got["late"]["retry_group"] == "late"


def test_every_connection_has_one_row_in_order():
    rows = [
        connection("b"),
        connection("a", tls=None, start=None, established=None, version=None),
        tls12("c"),
    ]
    judgement = judged(tables(connections=rows))
    assert judgement.verdicts["connection_id"].to_pylist() == ["b", "a", "c"]
