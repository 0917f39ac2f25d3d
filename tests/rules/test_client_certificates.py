"""The rules of client certificates in the first handshake and after it: what each flags and leaves alone."""

import pytest
from made_facts import (
    alert,
    certificate,
    certificate_request,
    connection,
    findings,
    judged,
    post_handshake,
    tables,
    tls12,
    unanswered,
    verdicts,
)

MS = 1_000_000
ASKED = {"client_certificate_requested": True, "client_certificate_frame": 8}


def told(row, **more):
    """Findings of a connection, and its verdict."""
    judgement = judged(tables(connections=[row], **more))
    return findings(judgement).get("c", {}), verdicts(judgement)["c"]


def grade(found, rule):
    return found[rule]["severity"], found[rule]["confidence"]


# ---- asked in the first handshake


@pytest.mark.parametrize("confidence", ["certain", "likely", None])
def test_a_server_that_asked_is_worth_counting(confidence):
    row = connection("c", **ASKED, client_certificate="sent", client_certificate_confidence=confidence)
    found, _ = told(row)
    assert set(found) == {"client-cert-requested"}
    assert grade(found, "client-cert-requested") == ("info", confidence or "certain")


@pytest.mark.parametrize("asked", [False, None])
def test_a_server_that_did_not_ask_or_that_nobody_saw_asking_is_not_counted(asked):
    assert told(connection("c", client_certificate_requested=asked))[0] == {}


# ---- refused in TLS 1.2, in the clear


def refused12(given, **columns):
    """The server broke off in place of its ChangeCipherSpec."""
    row = {"client_certificate": given, "established": False, "server_ccs_frame": None, **ASKED}
    ends = {"server_fin_frame": 11, "client_fin_frame": 12, "records_after_handshake_min": 0}
    return tls12("c", **{**row, **ends, **columns})


@pytest.mark.parametrize(
    ("given", "code", "rule", "confidence", "shape"),
    [
        ("empty", 40, "client-cert-not-sent", "likely", None),
        ("empty", 42, "client-cert-not-sent", "likely", None),
        ("empty", 50, "client-cert-not-sent", "likely", None),
        ("empty", 116, "client-cert-not-sent", "certain", None),
        ("sent", 42, "client-cert-rejected", "certain", "bad_certificate"),
        ("sent", 43, "client-cert-rejected", "certain", "unsupported_certificate"),
        ("sent", 44, "client-cert-rejected", "certain", "certificate_revoked"),
        ("sent", 45, "client-cert-rejected", "certain", "certificate_expired"),
        ("sent", 46, "client-cert-rejected", "certain", "certificate_unknown"),
        ("sent", 48, "client-cert-rejected", "certain", "unknown_ca"),
        ("sent", 49, "client-cert-rejected", "certain", "access_denied"),
        ("sent", 40, "client-cert-rejected", "likely", None),
    ],
)
def test_the_servers_alert_after_the_clients_flight_refuses_what_it_gave(
    given, code, rule, confidence, shape
):
    """Measured without a certificate: 40 OpenSSL, 42 JSSE, 50 GnuTLS, so that the code does not matter."""
    found, verdict = told(refused12(given), alerts=[alert("c", frame=10, description=code)])
    assert set(found) == {rule, "fatal-alert", "client-cert-requested"}
    assert grade(found, rule) == ("error", confidence)
    assert found[rule]["shape"] == shape
    assert (verdict["verdict"], verdict["confidence"]) == (rule, confidence)
    assert (verdict["client_auth_mode"], verdict["client_auth_outcome"]) == ("in-handshake", "rejected")


@pytest.mark.parametrize("given", ["empty", "sent"])
def test_a_refusal_in_the_clear_needs_no_whole_capture(given):
    row = refused12(given, gaps_server=1, first_gap_frame_server=14, end="capture_end")
    _, verdict = told(row, alerts=[alert("c", frame=10, description=48)])
    rule = {"empty": "client-cert-not-sent", "sent": "client-cert-rejected"}[given]
    assert verdict["verdict"] == rule


REFUSALS = {"client-cert-not-sent", "client-cert-rejected"}


@pytest.mark.parametrize(
    ("columns", "cut"),
    [
        ({}, {"direction": "client"}),
        ({}, {"frame": 7}),
        ({"server_ccs_frame": 9}, {}),
        ({"client_certificate": "none"}, {}),
        ({"client_certificate": None}, {}),
        ({"client_fin_frame": 9}, {}),
    ],
    ids=[
        "the client's alert",
        "before the client's flight",
        "the server had finished",
        "nobody asked",
        "unknown",
        "the client had closed",
    ],
)
@pytest.mark.parametrize("given", ["empty", "sent"])
def test_another_alert_refuses_no_certificate(given, columns, cut):
    row = refused12(**{"given": given, **columns}) if "client_certificate" not in columns else None
    row = row or {**refused12(given), **columns}
    found, _ = told(row, alerts=[alert("c", **{"frame": 10, "description": 48, **cut})])
    assert not REFUSALS & set(found)


@pytest.mark.parametrize("given", ["empty", "sent"])
def test_a_close_without_an_alert_is_only_possibly_a_refusal(given):
    found, _ = told(refused12(given))
    (rule,) = REFUSALS & set(found)
    assert grade(found, rule) == ("error", "possible")
    assert not REFUSALS & set(told(refused12(given, gaps_client=1))[0])
    assert not REFUSALS & set(told(refused12(given, client_fin_frame=10))[0])


# ---- refused in TLS 1.3, by lengths


def refused13(given, **columns):
    """The server's first record after the client's Finished (3 ms) is P(2) = 19 bytes, then FIN.

    It came 40 ms after it, whatever the client had sent.
    """
    row = {
        "client_certificate": given,
        "overhead_server": 17,
        "server_first_record_after_client_finished_type": 23,
        "server_first_record_after_client_finished_length": 19,
        "server_first_record_after_client_finished_frame": 11,
        "server_closing_alert_frame": 11,
        "last_server_data_time": 43 * MS,
        "server_fin_frame": 12,
        "client_fin_frame": 13,
        "client_data_records": 0,
        "ticket_like_records": 0,
        **ASKED,
    }
    none = dict.fromkeys(
        ("turns", "reply_records_min", "reply_records_max", "records_after_handshake_min"), 0
    )
    return connection("c", **{**row, **none, "records_after_handshake_max": 0, **columns})


@pytest.mark.parametrize(
    ("given", "rule"), [("empty", "client-cert-not-sent"), ("sent", "client-cert-rejected")]
)
@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"client_data_records": 1, "turns": 1},
        # JSSE pads each record by 16: P(2) is 35.
        {"overhead_server": 33, "server_first_record_after_client_finished_length": 35},
        {"server_fin_frame": None, "server_rst_frame": 12, "client_fin_frame": None, "end": "rst"},
        {"server_fin_frame": None},
        {"client_data_records": 1, "turns": 1, "last_server_data_time": 9_000 * MS},
    ],
    ids=[
        "before a request",
        "after a request",
        "padded",
        "and a reset",
        "the client closes on it",
        "9 s after a request",
    ],
)
def test_an_alert_in_place_of_tickets_and_data_refuses_in_tls13(given, rule, columns):
    found, verdict = told(refused13(given, **columns))
    assert grade(found, rule) == ("error", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"], verdict["client_auth_outcome"]) == (
        rule,
        "in-handshake",
        "rejected",
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"server_first_record_after_client_finished_length": 250},
        {"server_first_record_after_client_finished_frame": 9},
        {"client_closing_alert_frame": 10},
        {"client_fin_frame": 10},
        {"last_server_data_time": 5_000 * MS},
        {"last_server_data_time": 11_000 * MS, "client_data_records": 1},
        {"overhead_server": None},
        {"last_server_data_time": None},
        {"server_fin_frame": None, "client_fin_frame": None, "end": "capture_end"},
        {"client_certificate": "none"},
        {"gaps_server": 1},
    ],
    ids=[
        "a ticket first",
        "not its last record",
        "the client's close_notify first",
        "the client's FIN first",
        "an idle connection that is closed after 5 s",
        "a request that is not answered for 10 s",
        "overhead unknown",
        "time unknown",
        "the capture ends",
        "nobody asked",
        "a gap",
    ],
)
@pytest.mark.parametrize("given", ["empty", "sent"])
def test_an_end_that_has_other_causes_refuses_no_certificate(given, columns):
    found, _ = told({**refused13(given), **columns})
    assert not REFUSALS & set(found)


def test_no_certificate_and_an_answer_is_no_refusal():
    found, verdict = told(connection("c", **ASKED, client_certificate="empty"))
    assert set(found) == {"client-cert-requested"}
    assert verdict["verdict"] == "asked-none-given-ok"


# ---- left in the first handshake

GONE = {
    "established": False,
    "client_certificate": None,
    "client_first_encrypted_lengths": [],
    "client_fin_frame": 8,
    "server_hello_time": 0,
    "last_time": 50 * MS,
    "records_after_handshake_min": 0,
}
LEFT = {"client-left-handshake", "client-left-when-asked"}


def test_a_client_that_is_seen_asked_and_closes_left_when_asked():
    found, verdict = told(tls12("c", **GONE, client_certificate_requested=True))
    assert set(found) == {"client-left-when-asked", "client-cert-requested"}
    assert (verdict["verdict"], verdict["client_auth_mode"]) == ("client-left-when-asked", "in-handshake")


@pytest.mark.parametrize("row", [tls12, connection], ids=["TLS 1.2", "TLS 1.3"])
def test_a_client_that_closes_and_was_not_seen_asked_left_the_handshake(row):
    """Measured: Chromium closes when it is asked in TLS 1.3, where the request is hidden."""
    found, verdict = told(row("c", **GONE))
    assert set(found) == {"client-left-handshake"}
    assert grade(found, "client-left-handshake") == ("notice", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"]) == ("client-left-handshake", None)


@pytest.mark.parametrize(
    "columns",
    [
        {"server_hello_frame": None},
        {"established": True},
        {"established": None},
        {"client_first_encrypted_lengths": [24]},
        {"client_closing_alert_frame": 7},
        {"server_fin_frame": 7},
        {"server_rst_frame": 7},
        {"server_closing_alert_frame": 7},
        {"last_time": 10_000 * MS},
        {"client_fin_frame": None, "end": "capture_end"},
        {"gaps_client": 1},
        {"gaps_server": 1},
    ],
    ids=[
        "no ServerHello",
        "the handshake is done",
        "unknown whether it is",
        "perhaps an encrypted alert",
        "an alert",
        "the server closed",
        "the server reset",
        "the server's alert",
        "after 10 s",
        "the capture ends",
        "a gap",
        "a gap of the server",
    ],
)
@pytest.mark.parametrize("row", [tls12, connection], ids=["TLS 1.2", "TLS 1.3"])
def test_a_client_that_says_why_or_does_not_leave_first_did_not_leave(row, columns):
    assert not LEFT & set(told(row("c", **{**GONE, **columns}))[0])


# ---- what certificates say

OVER = {"valid_at_capture_time": False}
SERVER = {"direction": "server", "chain_of": "server", "frame": 6, "subject": "CN=intranet.example"}


def test_an_expired_certificate_that_the_server_takes_is_a_warning():
    found, verdict = told(
        tls12("c", **ASKED, client_certificate="sent"),
        certificates=[certificate("c", **SERVER), certificate("c", **OVER)],
    )
    assert grade(found, "client-cert-expired") == ("warning", "certain")
    assert verdict["verdict"] == "client-cert-in-handshake-ok"


def test_an_expired_certificate_that_the_server_rejects_is_an_error_beside_the_verdict():
    found, verdict = told(
        refused12("sent"),
        alerts=[alert("c", frame=10, description=45)],
        certificates=[certificate("c", **SERVER), certificate("c", **OVER)],
    )
    assert grade(found, "client-cert-expired") == ("error", "certain")
    assert verdict["verdict"] == "client-cert-rejected"


def test_where_all_servers_are_out_of_time_the_clock_is_wrong():
    found, _ = told(
        tls12("c", **ASKED, client_certificate="sent"),
        certificates=[certificate("c", **{**SERVER, **OVER}), certificate("c", **OVER)],
    )
    assert grade(found, "client-cert-expired") == ("notice", "certain")
    assert found["client-cert-expired"]["shape"] == "clock"


@pytest.mark.parametrize(
    "columns",
    [{"valid_at_capture_time": True}, {"valid_at_capture_time": None}, {**OVER, "position": 1}],
    ids=["valid", "dates unreadable", "an authority's"],
)
def test_a_certificate_in_its_time_is_no_finding(columns):
    found, _ = told(tls12("c"), certificates=[certificate("c", **columns)])
    assert "client-cert-expired" not in found


@pytest.mark.parametrize(
    ("alerts", "severity", "verdict"),
    [
        ([], "warning", "tls-ok"),
        ([alert("c", direction="client", frame=7, description=45)], "error", "server-cert-expired"),
        ([alert("c", direction="client", frame=7, description=40)], "warning", "fatal-alert"),
        ([alert("c", direction="server", frame=7, description=45)], "warning", "fatal-alert"),
    ],
    ids=["the client goes on", "the client leaves for it", "for another reason", "the server leaves"],
)
def test_an_expired_server_is_an_error_if_the_client_leaves_for_it(alerts, severity, verdict):
    found, got = told(tls12("c"), certificates=[certificate("c", **{**SERVER, **OVER})], alerts=alerts)
    assert grade(found, "server-cert-expired") == (severity, "certain")
    assert got["verdict"] == verdict


def test_several_servers_out_of_time_and_none_in_it_are_a_wrong_clock():
    rows = [tls12("c"), tls12("d")]
    both = [
        certificate("c", **{**SERVER, **OVER}),
        certificate("d", **{**SERVER, **OVER, "fingerprint_sha256": "22"}),
    ]
    found = findings(judged(tables(connections=rows, certificates=both)))
    for name in "cd":
        assert found[name]["server-cert-expired"]["shape"] == "clock"
        assert found[name]["server-cert-expired"]["severity"] == "notice"
    both[1]["valid_at_capture_time"] = True
    found = findings(judged(tables(connections=rows, certificates=both)))
    assert set(found) == {"c"}
    assert found["c"]["server-cert-expired"]["severity"] == "warning"


@pytest.mark.parametrize(
    ("usages", "flagged"),
    [
        (["serverAuth"], True),
        ([], True),
        (["serverAuth", "clientAuth"], False),
        (["anyExtendedKeyUsage"], False),
        (None, False),
    ],
)
def test_a_certificate_is_for_clients_unless_its_usages_leave_them_out(usages, flagged):
    found, _ = told(tls12("c"), certificates=[certificate("c", extended_key_usage=usages)])
    assert ("client-cert-not-for-clients" in found) == flagged


def test_a_servers_own_certificate_need_not_be_for_clients():
    row = certificate("c", **SERVER, extended_key_usage=["serverAuth"])
    assert "client-cert-not-for-clients" not in told(tls12("c"), certificates=[row])[0]


CHAIN = [certificate("c", issuer_id="branch"), certificate("c", position=1, issuer_id="users")]


@pytest.mark.parametrize(
    ("chain", "request_", "flagged"),
    [
        ([certificate("c", issuer_id="others")], {}, True),
        ([certificate("c")], {}, False),
        (CHAIN, {}, False),
        (CHAIN[:1], {}, True),
        ([certificate("c", issuer_id="others")], {"authority_ids": []}, False),
        ([certificate("c", issuer_id="others")], {"authority_ids": None}, False),
        ([certificate("c", issuer_id="others")], {"authority_ids": ["more", "others"]}, False),
        ([certificate("c", issuer_id="others")], {"malformed": "authorities"}, False),
        ([certificate("c", issuer_id=None)], {}, False),
    ],
    ids=[
        "another authority",
        "the named one",
        "by way of an intermediate",
        "the intermediate is missing",
        "any authority will do",
        "list unknown",
        "the last of several",
        "list malformed",
        "issuer unreadable",
    ],
)
def test_an_issuer_is_looked_up_in_the_list_of_the_server(chain, request_, flagged):
    requests = [certificate_request("c", **request_)]
    found, _ = told(tls12("c"), certificates=chain, certificate_requests=requests)
    assert ("client-cert-issuer-not-in-list" in found) == flagged
    if flagged:
        assert grade(found, "client-cert-issuer-not-in-list") == ("warning", "likely")


def test_a_list_of_another_connection_does_not_count():
    rows = [tls12("c"), tls12("d")]
    facts = tables(
        connections=rows,
        certificates=[certificate("c", issuer_id="others"), certificate("d")],
        certificate_requests=[certificate_request("c"), certificate_request("d", authority_ids=["others"])],
    )
    assert {name for name, found in findings(judged(facts)).items() if found} == {"c", "d"}


# ---- after the handshake

ABLE = {"post_handshake_auth": True, "post_handshake_confidence": "likely"}
EMPTY = {"client_certificate": "empty", "client_flight_lengths": [57, 69]}
ALERTED = {"followed_by": "alert", "followed_by_frame": 12}


@pytest.mark.parametrize("followed_by", ["data", "tickets"])
def test_a_certificate_after_the_handshake_and_an_answer_is_worth_counting(followed_by):
    row = connection("c", **ABLE, post_handshake_certificate="sent", post_handshake_server_records_after=2)
    found, verdict = told(row, post_handshake=[post_handshake("c", followed_by=followed_by)])
    assert set(found) == {"post-handshake-auth-used"}
    assert grade(found, "post-handshake-auth-used") == ("info", "likely")
    assert verdict["verdict"] == "client-cert-post-handshake-ok"


@pytest.mark.parametrize("followed_by", ["alert", "fin", "rst"])
@pytest.mark.parametrize(
    ("given", "rule"), [({}, "post-handshake-auth-rejected"), (EMPTY, "post-handshake-auth-declined")]
)
def test_an_exchange_and_the_servers_end_failed(given, rule, followed_by):
    certificate_state = given.get("client_certificate", "sent")
    row = unanswered(
        "c", **ABLE, post_handshake_certificate=certificate_state, post_handshake_server_records_after=0
    )
    found, verdict = told(row, post_handshake=[post_handshake("c", followed_by=followed_by, **given)])
    assert grade(found, rule) == ("error", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"], verdict["client_auth_outcome"]) == (
        rule,
        "post-handshake",
        "rejected",
    )


def test_no_certificate_after_the_handshake_and_an_answer_is_a_notice():
    row = connection("c", **ABLE, post_handshake_certificate="empty", post_handshake_server_records_after=2)
    found, verdict = told(row, post_handshake=[post_handshake("c", **EMPTY)])
    assert grade(found, "post-handshake-auth-declined") == ("notice", "likely")
    assert verdict["verdict"] == "asked-none-given-ok"


@pytest.mark.parametrize("given", [{}, EMPTY])
def test_an_exchange_is_no_surer_than_its_lengths(given):
    row = post_handshake("c", confidence="possible", **ALERTED, **given)
    found, _ = told(unanswered("c", **ABLE), post_handshake=[row])
    (rule,) = {name for name in found if name.startswith("post-handshake-auth-")}
    assert found[rule]["confidence"] == "possible"


@pytest.mark.parametrize(
    "columns",
    [{"followed_by": "nothing", "followed_by_side": None}, {**ALERTED, "followed_by_side": "client"}],
)
@pytest.mark.parametrize("given", [{}, EMPTY])
def test_an_exchange_that_the_server_did_not_end_is_not_failed(given, columns):
    found, _ = told(connection("c", **ABLE), post_handshake=[post_handshake("c", **{**given, **columns})])
    assert {name for name in found if name.startswith("post-handshake-auth-")} == set()


LONE = {"client_flight_frame": None, "client_flight_lengths": None, "client_certificate": None}


@pytest.mark.parametrize(
    ("other", "columns", "flagged"),
    [
        ({}, {}, True),
        ({"server_record_plaintext_length": 91}, {}, False),
        ({"confidence": "possible"}, {}, False),
        ({}, {"server_port": 8443}, False),
        ({}, {"post_handshake_auth": True}, False),
        ({}, {"end": "capture_end"}, False),
    ],
    ids=[
        "as long as another's request",
        "another length",
        "no other request for sure",
        "another server",
        "it may be asked",
        "the capture ends",
    ],
)
def test_a_request_that_nobody_may_send_is_told_by_those_the_server_sends_to_others(other, columns, flagged):
    able = connection("able", **ABLE)
    lone = post_handshake("c", **LONE, confidence="possible", followed_by="alert", followed_by_side="client")
    judgement = judged(
        tables(
            connections=[able, connection("c", **columns)],
            post_handshake=[post_handshake("able", **other), lone],
        )
    )
    found = findings(judgement).get("c", {})
    assert ("post-handshake-auth-unsolicited" in found) == flagged
    if flagged:
        assert grade(found, "post-handshake-auth-unsolicited") == ("notice", "possible")
        assert verdicts(judgement)["c"]["verdict"] == "tls-ok"
