"""The rules of renegotiation: what each flags, at which severity, and what it leaves alone."""

import pytest
from made_facts import alert, findings, judged, renegotiation, tables, tls12, unanswered, verdicts

SECOND_NS = 1_000_000_000
NOT_BEGUN = {
    "client_hello_frame": None,
    "server_flight_frame": None,
    "client_flight_lengths": [],
    "client_ccs_frame": None,
    "server_ccs_frame": None,
    "kind": None,
    "asked": None,
    "confidence": None,
    "client_certificate": None,
}
BROKEN_OFF = {**NOT_BEGUN, "client_hello_frame": 21, "outcome": "broken", "server_data_records_after": 0}
REFUSED = {
    **NOT_BEGUN,
    "outcome": "refused",
    "first_alert_side": "client",
    "first_alert_frame": 21,
    "end_frame": 21,
    "server_data_records_after": 0,
}
IGNORED = {
    **NOT_BEGUN,
    "outcome": "unanswered",
    "client_data_records_inside": 0,
    "server_data_records_after": 0,
}


def told(row, *inner, alerts=(), but=("renegotiation-inside-tunnel",)):
    """Findings of a connection with these renegotiations, and its verdict."""
    judgement = judged(tables(connections=[row], renegotiations=inner, alerts=alerts))
    found = findings(judgement).get("c", {})
    return {name: each for name, each in found.items() if name not in but}, verdicts(judgement)["c"]


def closed(**columns):
    """A TLS 1.2 connection whose server closes it by FIN without an answer."""
    none = {"records_after_handshake_min": 0, "records_after_handshake_max": 0, "last_reply_frame": None}
    none |= {"reply_records_min": 0, "reply_records_max": 0, "client_fin_frame": 40, "server_fin_frame": 30}
    return tls12("c", renegotiations=1, **{**none, **columns})


def grade(found, rule):
    return found[rule]["severity"], found[rule]["confidence"]


def hidden(frame, side):
    return alert(
        "c", ordinal=frame, frame=frame, direction=side, in_clear=False, level=None, description=None
    )


# ---- refused


def test_an_alert_in_place_of_the_inner_hello_and_the_servers_end_is_a_refusal():
    """Measured: OpenSSL with NO_RENEGOTIATION at Apache, which answers by an alert and FIN."""
    alerts = [hidden(21, "client"), hidden(22, "server")]
    found, verdict = told(closed(), renegotiation("c", **REFUSED), alerts=alerts)
    assert set(found) == {"renegotiation-refused"}
    assert grade(found, "renegotiation-refused") == ("error", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"], verdict["client_auth_outcome"]) == (
        "renegotiation-refused",
        "renegotiation",
        "impossible",
    )


def test_a_refusal_that_the_server_puts_up_with_is_a_notice_and_no_failure():
    """Measured: rustls says no_renegotiation and reads on."""
    inner = renegotiation("c", **{**REFUSED, "server_data_records_after": 1})
    row = tls12("c", renegotiations=1, server_fin_frame=39, client_fin_frame=40)
    found, verdict = told(row, inner, alerts=[hidden(21, "client")])
    assert grade(found, "renegotiation-refused") == ("notice", "likely")
    assert verdict["verdict"] == "tls-ok"


@pytest.mark.parametrize(
    ("columns", "alerts", "confidence"),
    [
        ({"client_fin_frame": 22, "server_fin_frame": 25}, [hidden(21, "client")], "possible"),
        ({"client_fin_frame": 22, "server_fin_frame": None}, [hidden(21, "client")], "possible"),
        # Measured: Go sends two alerts and resets.
        ({"client_fin_frame": 23}, [hidden(21, "client"), hidden(22, "client")], "likely"),
        ({"client_fin_frame": 23}, [hidden(21, "client"), hidden(22, "server")], "likely"),
        ({"client_fin_frame": 23, "server_fin_frame": 22}, [hidden(21, "client")], "likely"),
        ({"client_fin_frame": None}, [hidden(21, "client")], "likely"),
    ],
    ids=["closes", "closes alone", "two alerts", "server alert first", "server FIN first", "no FIN"],
)
def test_a_client_that_closes_right_behind_its_only_alert_may_just_have_closed(columns, alerts, confidence):
    found, _ = told(closed(**columns), renegotiation("c", **REFUSED), alerts=alerts)
    assert grade(found, "renegotiation-refused") == ("error", confidence)


def test_a_refusal_of_which_the_end_is_not_known_is_no_error():
    row = closed(end="capture_end", server_fin_frame=None, client_fin_frame=None)
    found, verdict = told(row, renegotiation("c", **REFUSED), alerts=[hidden(21, "client")])
    assert grade(found, "renegotiation-refused") == ("notice", "likely")
    assert verdict["verdict"] == "cannot-tell"


# ---- ignored


def waited(seconds, **columns):
    return renegotiation("c", **{**IGNORED, "time": 0, "end_time": int(seconds * SECOND_NS), **columns})


def test_a_client_that_is_silent_for_two_seconds_after_a_hello_request_ignores_it():
    found, verdict = told(closed(), waited(2))
    assert set(found) == {"renegotiation-ignored"}
    assert grade(found, "renegotiation-ignored") == ("error", "likely")
    assert (verdict["verdict"], verdict["client_auth_outcome"]) == ("renegotiation-ignored", "impossible")


@pytest.mark.parametrize(
    ("row", "inner"),
    [
        (closed(), waited(1.999)),
        (closed(), waited(0, end_time=None)),
        (closed(one_sided=True), waited(5)),
        (closed(one_sided=None), waited(5)),
        (closed(end="capture_end"), waited(5, outcome="open")),
    ],
    ids=["too soon", "time unknown", "one-sided", "perhaps one-sided", "the capture ends"],
)
def test_a_client_that_may_still_answer_does_not_ignore(row, inner):
    assert "renegotiation-ignored" not in told(row, inner)[0]


def test_a_server_that_gives_up_waiting_and_says_so_was_ignored():
    """Measured: Apache answers 403 when its Timeout is over."""
    inner = waited(4, server_data_records_inside=1, server_data_time=3 * SECOND_NS, server_data_frame=27)
    found, _ = told(tls12("c", renegotiations=1), inner)
    assert grade(found, "renegotiation-ignored") == ("error", "likely")


def test_a_server_that_goes_on_at_once_is_a_notice_and_its_connection_worked():
    inner = waited(4, server_data_records_inside=1, server_data_time=SECOND_NS // 10, server_data_frame=22)
    found, verdict = told(tls12("c", renegotiations=1), inner)
    assert grade(found, "renegotiation-ignored") == ("notice", "likely")
    assert verdict["verdict"] == "tls-ok"


def test_a_client_that_is_still_sending_may_only_be_blocked():
    found, _ = told(closed(), waited(5, client_data_records_inside=9))
    assert found["renegotiation-ignored"]["shape"] == "request-body"
    assert grade(found, "renegotiation-ignored") == ("error", "possible")


def test_a_hello_request_that_had_to_be_repeated_may_not_have_arrived():
    found, _ = told(closed(retransmissions_server=2), waited(5))
    assert grade(found, "renegotiation-ignored") == ("error", "possible")


# ---- empty and rejected certificates

EMPTY = {"client_certificate": "empty", "client_flight_lengths": [31, 61]}
UNFINISHED = {"server_ccs_frame": None, "kind": None, "outcome": "rejected", "server_data_records_after": 0}


def test_no_certificate_and_the_servers_alert_is_a_failure_for_want_of_one():
    """Apache: the client answers [7, ClientKeyExchange], 31 and 61 bytes in AES-GCM, and is alerted."""
    inner = renegotiation("c", **EMPTY, **UNFINISHED, first_alert_side="server", first_alert_frame=25)
    found, verdict = told(closed(), inner)
    assert set(found) == {"renegotiation-empty-certificate"}
    assert grade(found, "renegotiation-empty-certificate") == ("error", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"], verdict["client_auth_outcome"]) == (
        "renegotiation-empty-certificate",
        "renegotiation",
        "rejected",
    )


def test_no_certificate_and_an_answer_is_a_notice():
    found, verdict = told(tls12("c", renegotiations=1), renegotiation("c", **EMPTY))
    assert grade(found, "renegotiation-empty-certificate") == ("notice", "certain")
    assert verdict["verdict"] == "asked-none-given-ok"


def test_an_empty_certificate_is_no_surer_than_its_lengths():
    inner = renegotiation("c", **{**EMPTY, "confidence": "possible"}, **UNFINISHED)
    assert grade(told(closed(), inner)[0], "renegotiation-empty-certificate") == ("error", "possible")


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (closed(), {"client_certificate": None, "confidence": None}),
        (closed(), {"client_certificate": "none"}),
        (closed(end="capture_end"), {**EMPTY, **UNFINISHED, "outcome": "open"}),
    ],
    ids=["not decidable", "not asked", "the capture ends"],
)
def test_nothing_is_said_of_certificates_that_nobody_saw_missing(row, columns):
    found, _ = told(row, renegotiation("c", **{"server_data_records_after": 0, **columns}))
    assert "renegotiation-empty-certificate" not in found


def test_a_certificate_and_the_servers_alert_in_place_of_its_ccs_is_a_rejection():
    inner = renegotiation("c", **UNFINISHED, first_alert_side="server", first_alert_frame=25)
    found, verdict = told(closed(), inner)
    assert set(found) == {"renegotiation-certificate-rejected"}
    assert grade(found, "renegotiation-certificate-rejected") == ("error", "likely")
    assert verdict["client_auth_outcome"] == "rejected"


def test_a_client_that_alerts_first_was_not_rejected():
    inner = renegotiation("c", **UNFINISHED, first_alert_side="client", first_alert_frame=24)
    found, verdict = told(closed(), inner)
    assert set(found) == {"renegotiation-failed"}
    assert (verdict["verdict"], verdict["client_auth_mode"]) == ("renegotiation-failed", "renegotiation")


def test_a_server_that_finishes_and_then_resets_rejected_above_tls():
    row = unanswered("c", version=0x0303, renegotiations=1, server_rst_frame=26, end_by="server")
    found, verdict = told(row, renegotiation("c", server_data_records_after=0))
    assert set(found) == {"renegotiation-rejected-after-finish"}
    assert grade(found, "renegotiation-rejected-after-finish") == ("warning", "likely")
    assert (verdict["verdict"], verdict["client_auth_outcome"]) == (
        "renegotiation-rejected-after-finish",
        "rejected",
    )


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (closed(client_closing_alert_frame=28), {}),
        (closed(client_fin_frame=28), {}),
        (closed(server_fin_frame=None, client_fin_frame=None, client_rst_frame=29, end="rst"), {}),
        (closed(), {"client_certificate": "none", "asked": False}),
        (closed(), {"client_certificate": None, "confidence": None}),
        (closed(reply_records_min=1, reply_records_max=1), {}),
        (closed(end="capture_end"), {}),
    ],
    ids=[
        "close_notify of the client first",
        "FIN of the client first",
        "only the client resets",
        "nobody asked",
        "not decidable",
        "answered before",
        "the capture ends",
    ],
)
def test_a_connection_that_the_client_gave_up_or_that_was_answered_was_not_rejected(row, columns):
    inner = renegotiation("c", **{"server_data_records_after": 0, **columns})
    assert "renegotiation-rejected-after-finish" not in told(row, inner)[0]


def test_an_empty_certificate_explains_more_than_the_end_after_it():
    row = closed()
    found, verdict = told(row, renegotiation("c", **EMPTY, server_data_records_after=0))
    assert set(found) == {"renegotiation-empty-certificate", "renegotiation-rejected-after-finish"}
    assert verdict["verdict"] == "renegotiation-empty-certificate"


# ---- resumed, overtaken, failed

SHORT = {"kind": "short", "asked": False, "client_certificate": "none", "client_flight_lengths": []}


def test_a_short_renegotiation_that_the_server_answers_is_worth_counting_only():
    found, verdict = told(tls12("c", renegotiations=1), renegotiation("c", **SHORT))
    assert grade(found, "renegotiation-resumed") == ("info", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"], verdict["client_auth_outcome"]) == (
        "tls-ok",
        "renegotiation",
        None,
    )


def test_a_short_renegotiation_and_no_answer_could_not_ask():
    found, verdict = told(closed(), renegotiation("c", **SHORT, server_data_records_after=0))
    assert grade(found, "renegotiation-resumed") == ("error", "likely")
    assert (verdict["verdict"], verdict["client_auth_outcome"]) == ("renegotiation-resumed", "impossible")


def test_a_short_renegotiation_that_the_client_wanted_is_not_named_so():
    inner = renegotiation("c", **SHORT, initiator="client", hello_request_frame=None)
    assert "renegotiation-resumed" not in told(tls12("c", renegotiations=1), inner)[0]


OVERTAKEN = {
    **NOT_BEGUN,
    "client_hello_frame": 21,
    "outcome": "overtaken",
    "server_data_records_inside": 1,
    "server_data_records_after": 0,
    "server_data_frame": 22,
}


def test_data_in_place_of_a_server_hello_overtakes():
    """Measured: `s_server -www` answers and closes."""
    inner = renegotiation("c", **OVERTAKEN, first_alert_side="server", first_alert_frame=23)
    found, verdict = told(tls12("c", renegotiations=1), inner)
    assert set(found) == {"renegotiation-overtaken"}
    assert grade(found, "renegotiation-overtaken") == ("notice", "likely")
    assert verdict["verdict"] == "tls-ok"


def test_a_client_that_resets_on_data_in_the_middle_of_its_handshake_failed():
    row = closed(
        client_fin_frame=None, server_fin_frame=None, client_rst_frame=24, end="rst", end_by="client"
    )
    inner = renegotiation("c", **OVERTAKEN, first_alert_side="client", first_alert_frame=23)
    found, verdict = told(row, inner)
    assert grade(found, "renegotiation-overtaken") == ("error", "likely")
    assert verdict["verdict"] == "renegotiation-overtaken"


def test_a_client_that_alerts_on_data_in_the_middle_of_its_handshake_failed():
    """Measured: gnutls-cli sends an alert, which crosses the flight of gnutls-serv, and closes."""
    late = {
        "outcome": "broken",
        "server_flight_frame": 24,
        "first_alert_side": "client",
        "first_alert_frame": 23,
    }
    row = closed(client_fin_frame=25, server_fin_frame=None, client_closing_alert_frame=23)
    found, verdict = told(row, renegotiation("c", **{**OVERTAKEN, **late}))
    assert set(found) == {"renegotiation-overtaken"}
    assert grade(found, "renegotiation-overtaken") == ("error", "likely")
    assert verdict["verdict"] == "renegotiation-overtaken"


@pytest.mark.parametrize(("after_us", "flagged"), [(199, False), (200, True), (5_000, True)])
def test_data_that_was_under_way_before_the_hello_arrived_overtakes_nothing(after_us, flagged):
    """Measured: a Java server answers 5 ms after the inner hello, then renegotiates. Round trip: 200 us."""
    inner = renegotiation(
        "c",
        server_data_records_inside=1,
        server_data_frame=22,
        server_flight_frame=23,
        client_hello_time=0,
        server_data_time=after_us * 1000,
    )
    found, verdict = told(tls12("c", renegotiations=1, rtt_us=200), inner)
    assert ("renegotiation-overtaken" in found) == flagged
    assert verdict["verdict"] == "client-cert-renegotiation-ok"


@pytest.mark.parametrize(
    "columns",
    [
        {"server_data_frame": 20},
        {"server_flight_frame": 22, "server_data_frame": 26, "outcome": "finished"},
        {"server_flight_frame": 24, "outcome": "broken"},
        {"outcome": "open"},
    ],
    ids=["before the hello", "after the handshake", "broken off for another reason", "the capture ends"],
)
def test_other_data_overtakes_nothing(columns):
    inner = renegotiation("c", **{**OVERTAKEN, **columns})
    assert "renegotiation-overtaken" not in told(closed(), inner)[0]


@pytest.mark.parametrize("initiator", ["server", "client"])
def test_a_handshake_that_breaks_off_behind_its_hello_failed(initiator):
    inner = renegotiation(
        "c", **BROKEN_OFF, initiator=initiator, first_alert_side="server", first_alert_frame=22
    )
    found, verdict = told(closed(), inner)
    assert grade(found, "renegotiation-failed") == ("error", "likely")
    assert verdict["verdict"] == "renegotiation-failed"


@pytest.mark.parametrize(
    "columns",
    [
        {"outcome": "open"},
        {"outcome": "overtaken"},
        {"client_hello_frame": None},
        # OpenSSL may say no_renegotiation to a client that begins, and answer its request.
        {"outcome": "refused", "initiator": "client", "server_data_records_after": 1},
    ],
    ids=["the capture ends", "the server went on", "no hello", "refused, and answered"],
)
def test_a_handshake_that_may_go_on_or_did_no_harm_did_not_fail(columns):
    assert "renegotiation-failed" not in told(closed(), renegotiation("c", **{**BROKEN_OFF, **columns}))[0]


def test_only_the_last_renegotiation_ends_a_connection():
    inner = [renegotiation("c", **BROKEN_OFF), renegotiation("c", ordinal=1)]
    assert told(tls12("c", renegotiations=2), *inner)[0] == {}


# ---- the client began it


def test_a_client_that_begins_is_a_notice_and_more_than_three_times_a_warning():
    by_client = {
        "initiator": "client",
        "hello_request_frame": None,
        "asked": False,
        "client_certificate": "none",
    }
    for times, severity in ((1, "notice"), (3, "notice"), (4, "warning")):
        inner = [renegotiation("c", ordinal=number, **by_client) for number in range(times)]
        found, verdict = told(tls12("c", renegotiations=times), *inner)
        assert grade(found, "client-initiated-renegotiation") == (severity, "certain")
        assert {"name": "times", "value": str(times), "unit": None} in found[
            "client-initiated-renegotiation"
        ]["evidence_values"]
        assert verdict["verdict"] == "tls-ok"


@pytest.mark.parametrize(
    ("row", "columns", "shape"),
    [
        (closed(), {"first_alert_side": "server", "first_alert_frame": 22}, "refused"),
        (closed(), {}, "ignored"),
        (
            tls12("c", renegotiations=1, server_closing_alert_frame=29),
            {
                "first_alert_side": "server",
                "first_alert_frame": 29,
                "outcome": "overtaken",
                "server_data_records_inside": 3,
            },
            "ignored",
        ),
        (closed(), {"server_flight_frame": 22}, None),
        (closed(), {"outcome": "open"}, None),
    ],
    ids=[
        "alert of the server",
        "no word of the server",
        "data, then close_notify",
        "broken off",
        "capture ends",
    ],
)
def test_what_the_server_made_of_it_is_the_shape(row, columns, shape):
    by_client = {**BROKEN_OFF, "initiator": "client", "hello_request_frame": None}
    found, _ = told(row, renegotiation("c", **{**by_client, **columns}))
    assert found["client-initiated-renegotiation"]["shape"] == shape


def test_a_handshake_record_in_a_capture_that_began_later_is_nobodys_renegotiation():
    row = tls12("c", renegotiations=1, established=None)
    inner = renegotiation("c", initiator="client", hello_request_frame=None)
    assert "client-initiated-renegotiation" not in told(row, inner)[0]


# ---- RFC 5746

SECURE = {"renegotiation_info_client": "extension", "renegotiation_info_server": True}


@pytest.mark.parametrize(
    ("columns", "inner", "names"),
    [
        ({}, [], set()),
        ({}, [renegotiation("c")], set()),
        ({"renegotiation_info_client": "scsv"}, [renegotiation("c")], set()),
        ({"renegotiation_info_server": False}, [], {"rfc5746-missing"}),
        ({"renegotiation_info_server": False}, [renegotiation("c")], {"insecure-renegotiation"}),
        ({"renegotiation_info_client": "none"}, [renegotiation("c")], {"insecure-renegotiation"}),
        ({"renegotiation_info_client": "none"}, [], {"rfc5746-missing"}),
        ({"renegotiation_info_server": None, "renegotiation_info_client": None}, [renegotiation("c")], set()),
        ({"renegotiation_info_server": None, "renegotiation_info_client": None}, [], set()),
        ({"renegotiation_info_server": False, "version": 0x0304}, [], set()),
    ],
    ids=[
        "both know it",
        "both know it and renegotiate",
        "the suite 0x00ff will do",
        "the server does not",
        "the server does not, and renegotiates",
        "the client does not, and renegotiates",
        "the client does not",
        "unknown, and they renegotiate",
        "unknown",
        "TLS 1.3 has none",
    ],
)
def test_secure_renegotiation_is_missed_where_it_is_seen_to_be_absent(columns, inner, names):
    found, _ = told(tls12("c", renegotiations=len(inner), **{**SECURE, **columns}), *inner)
    assert set(found) == names


def test_a_renegotiation_that_the_server_refuses_is_not_insecure():
    inner = renegotiation("c", **REFUSED)
    row = closed(**{**SECURE, "renegotiation_info_server": False})
    assert "insecure-renegotiation" not in told(row, inner, alerts=[hidden(21, "client")])[0]


def test_a_client_without_it_is_named_as_the_side_that_lacks_it():
    row = tls12("c", renegotiations=0, **{**SECURE, "renegotiation_info_client": "none"})
    assert told(row)[0]["rfc5746-missing"]["shape"] == "client"


def test_a_client_that_leaves_a_server_without_it_failed_for_that():
    """Measured: OpenSSL 3 sends handshake_failure after the server's flight."""
    lacking = {**SECURE, "renegotiation_info_server": False}
    row = tls12("c", renegotiations=0, established=False, client_certificate=None, **lacking)
    found, verdict = told(row, alerts=[alert("c", direction="client", frame=7)], but=("fatal-alert",))
    assert found["rfc5746-missing"]["shape"] == "client-aborts"
    assert grade(found, "rfc5746-missing") == ("error", "certain")
    assert verdict["verdict"] == "rfc5746-missing"


@pytest.mark.parametrize(
    "columns",
    [{"direction": "server"}, {"description": 48}, {"level": 1}, {"in_clear": False, "description": None}],
    ids=["the server's", "another code", "a warning", "encrypted"],
)
def test_another_alert_says_nothing_of_secure_renegotiation(columns):
    row = tls12("c", renegotiations=0, **{**SECURE, "renegotiation_info_server": False})
    found, _ = told(row, alerts=[alert("c", **{"direction": "client", **columns})])
    assert grade(found, "rfc5746-missing") == ("notice", "certain")


# ---- HTTP/2


@pytest.mark.parametrize(
    ("row", "columns", "severity"),
    [
        (closed(alpn_selected="h2"), {"server_data_records_after": 0}, "error"),
        (tls12("c", renegotiations=1, alpn_selected="h2"), {}, "warning"),
        (tls12("c", renegotiations=1, alpn_selected="h2"), {"turn": 0}, "notice"),
        (closed(alpn_selected="h2", end="capture_end"), {"server_data_records_after": 0}, "warning"),
    ],
    ids=["unanswered", "answered", "before any data", "the capture ends"],
)
def test_a_renegotiation_in_http2_is_graded_by_what_came_of_it(row, columns, severity):
    found, _ = told(row, renegotiation("c", **columns))
    assert grade(found, "http2-renegotiation") == (severity, "certain")


def test_http_1_1_may_renegotiate():
    assert told(tls12("c", renegotiations=1, alpn_selected="http/1.1"), renegotiation("c"))[0] == {}


# ---- left when asked

LEFT = {**BROKEN_OFF, "server_flight_frame": 22, "end_frame": 23}


def test_a_client_that_closes_where_its_certificate_is_due_left_when_asked():
    """Measured: Chromium closes while it asks its user; the server sends an alert after the FIN."""
    row = closed(client_fin_frame=23, server_fin_frame=None, server_closing_alert_frame=24)
    inner = renegotiation("c", **LEFT, first_alert_side="server", first_alert_frame=24)
    found, verdict = told(row, inner)
    assert set(found) == {"client-left-when-asked"}
    assert grade(found, "client-left-when-asked") == ("notice", "likely")
    assert (verdict["verdict"], verdict["client_auth_mode"]) == ("client-left-when-asked", "renegotiation")


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (closed(client_fin_frame=25, server_fin_frame=23), {}),
        (closed(client_fin_frame=25, client_closing_alert_frame=24), {}),
        (closed(client_fin_frame=25), {"first_alert_side": "server", "first_alert_frame": 23}),
        (closed(client_fin_frame=23), {"client_flight_lengths": [1530]}),
        (closed(client_fin_frame=23), {"server_flight_frame": None}),
        (closed(client_fin_frame=23, gaps_client=1), {}),
        (closed(client_fin_frame=None, server_fin_frame=None, end="idle"), {}),
    ],
    ids=[
        "the server first",
        "an alert",
        "a server's alert",
        "it answered",
        "nobody asked",
        "a gap",
        "silence",
    ],
)
def test_a_client_that_says_why_or_is_closed_on_did_not_leave(row, columns):
    assert "client-left-when-asked" not in told(row, renegotiation("c", **{**LEFT, **columns}))[0]
