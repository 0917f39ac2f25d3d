"""The rules of HTTP/2 and late certificates: what each flags and leaves alone."""

import pytest
from made_facts import connection, findings, judged, post_handshake, renegotiation, tables, tls12, verdicts

SECOND_NS = 1_000_000_000
H2 = {"alpn_offered": ["h2", "http/1.1"]}
HTTP11 = {"alpn_offered": ["http/1.1"]}


def sent_back(name="first", *, tls=tls12, overhead=24, frames=(13,), **columns):
    """Over HTTP/2, AES-GCM: the last turn's reply is these frames, each in a record of its own."""
    records, length = len(frames), sum(frames) + overhead * len(frames)
    reply = {"reply_records_min": records, "reply_records_max": records, "reply_bytes_max": length}
    times = {"first_time": 0, "last_request_time": SECOND_NS, "last_request_bytes": 300}
    kept = {"overhead_server": overhead, "overhead_client": overhead, "alpn_selected": "h2"}
    if tls is connection:
        kept["alpn_selected"] = None
    return tls(name, **{**H2, **reply, **times, **kept, "server_data_records": records + 2, **columns})


def again(name="again", **columns):
    """Over HTTP/1.1, 10 ms later: the server renegotiates for a certificate."""
    plain = {"renegotiations": 1, "first_time": SECOND_NS + 10_000_000}
    return tls12(name, **{**HTTP11, **plain, **columns})


def retried(first, second, **more):
    inner = [renegotiation(second["connection_id"])] if second.get("renegotiations") else []
    judgement = judged(tables(connections=[first, second], renegotiations=inner, **more))
    return findings(judgement).get("first", {}).get("http2-late-client-cert-retry"), judgement


@pytest.mark.parametrize(
    "frames",
    [(13,), (13, 17), (13, 9), (9, 13, 17)],
    ids=["RST_STREAM", "and GOAWAY", "and an acknowledgment", "all three"],
)
@pytest.mark.parametrize("overhead", [24, 16, 17], ids=["AES-GCM", "ChaCha20", "TLS 1.3"])
def test_a_reset_stream_and_a_late_certificate_on_the_next_connection_are_a_retry(frames, overhead):
    """Measured: Apache with curl, 37 and 41 bytes in AES-GCM; RFC 9113 4.1, 6.4, 6.8 give 13 and 17."""
    found, judgement = retried(sent_back(frames=frames, overhead=overhead), again())
    assert (found["severity"], found["confidence"]) == ("notice", "likely")
    assert found["corroboration"] == ["again"]
    assert verdicts(judgement)["first"]["verdict"] == "tls-ok"


@pytest.mark.parametrize("frames", [(), (17,)], ids=["nothing", "GOAWAY"])
def test_an_acknowledgment_of_settings_may_come_after_the_reset_stream(frames):
    """Measured with curl: the last turn is then the acknowledgment, 9 bytes, and what comes at the close."""
    row = sent_back(frames=frames, last_request_bytes=9 + 24, server_data_records=4)
    assert retried(row, again())[0] is not None
    assert retried({**row, "last_request_bytes": 300}, again())[0] is None
    assert retried({**row, "server_data_records": 5}, again())[0] is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"frames": (14,)}, {}),
        ({"frames": (13, 500)}, {}),
        (HTTP11, {}),
        ({"overhead_server": None}, {}),
        ({"reply_records_min": 0}, {}),
        ({}, H2),
        ({}, {"renegotiations": 0}),
        ({}, {"first_time": 3 * SECOND_NS + 1}),
        ({}, {"first_time": SECOND_NS - 1}),
        ({}, {"client_address": "192.0.2.99"}),
        ({}, {"server_name": "other.example"}),
    ],
    ids=[
        "another frame",
        "an answer behind it",
        "no HTTP/2 offered",
        "overhead unknown",
        "perhaps a ticket",
        "HTTP/2 again",
        "nobody asked there",
        "2 s later",
        "earlier",
        "another client",
        "another host",
    ],
)
def test_other_connections_in_a_row_are_no_retry(first, second):
    frames = first.get("frames", (13,))
    columns = {name: value for name, value in first.items() if name != "frames"}
    assert retried(sent_back(frames=frames, **columns), again(**second))[0] is None


ABLE = {"post_handshake_auth": True}
ASKED = {
    **ABLE,
    **HTTP11,
    "post_handshake_certificate": "sent",
    "post_handshake_confidence": "likely",
    "post_handshake_server_records_after": 2,
    "first_time": SECOND_NS,
}


def able_in_h2(*, twin, **columns):
    """A client that may be asked, offers HTTP/2, and a server that asked another one late."""
    rows = [connection("able", **{**ABLE, **H2, **columns}), connection("other", **ASKED)]
    rows += [tls12("twin", **H2, alpn_selected=twin)] if twin else []
    judgement = judged(tables(connections=rows, post_handshake=[post_handshake("other")]))
    return findings(judgement).get("able", {}).get("post-handshake-auth-impossible-h2")


def test_the_extension_does_not_help_where_the_server_speaks_http2():
    found = able_in_h2(twin="h2")
    assert (found["severity"], found["confidence"]) == ("warning", "likely")
    assert found["corroboration"] == ["other"]


@pytest.mark.parametrize(
    ("twin", "columns"),
    [
        (None, {}),
        ("http/1.1", {}),
        ("h2", HTTP11),
        ("h2", {"alpn_offered": None}),
        ("h2", {"post_handshake_auth": False}),
        ("h2", {"post_handshake_auth": None}),
        ("h2", {"client_certificate": "sent"}),
        ("h2", {"client_certificate": None}),
        ("h2", {"server_port": 8443}),
    ],
    ids=[
        "nobody saw it choose HTTP/2",
        "it chooses HTTP/1.1",
        "HTTP/2 is not offered",
        "no ALPN",
        "it cannot be asked anyway",
        "unknown",
        "it gave a certificate before",
        "unknown whether it did",
        "another server",
    ],
)
def test_where_http2_does_not_stand_in_the_way_there_is_no_finding(twin, columns):
    assert able_in_h2(twin=twin, **columns) is None


def test_a_retry_tells_that_a_tls13_server_chooses_http2():
    first = sent_back(tls=connection, overhead=17, **ABLE)
    second = connection("again", **{**ASKED, "first_time": SECOND_NS + 10_000_000})
    facts = tables(connections=[first, second], post_handshake=[post_handshake("again")])
    assert set(findings(judged(facts))["first"]) == {
        "http2-late-client-cert-retry",
        "post-handshake-auth-impossible-h2",
    }
