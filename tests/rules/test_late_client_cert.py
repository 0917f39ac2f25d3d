"""`tls13-late-client-cert`: what the seed tells, how surely, and what only looks like it."""

import pytest
from made_facts import connection, findings, judged, renegotiation, reset, tables, tls12, unanswered, verdicts

RULE = "tls13-late-client-cert"
GENERAL = "server-reset/after-request-unanswered"


def late_asker(name="asker", **columns):
    return tls12(name, renegotiations=1, **columns), renegotiation(name)


def test_a_request_that_could_not_be_followed_by_a_certificate_request_and_was_reset_is_possible():
    judgement = judged(tables(connections=[unanswered("c")], resets=[reset("c")]))
    found = findings(judgement)["c"]
    assert set(found) == {RULE, GENERAL, "missing-post-handshake-auth"}
    assert (found[RULE]["severity"], found[RULE]["confidence"]) == ("error", "possible")
    assert found[RULE]["shape"] == "reset"
    verdict = verdicts(judgement)["c"]
    assert verdict["verdict"] == RULE
    assert (verdict["client_auth_mode"], verdict["client_auth_outcome"]) == ("post-handshake", "impossible")
    assert (verdict["confidence"], verdict["shape"], verdict["findings"]) == ("possible", "reset", [RULE])


def test_its_evidence_names_the_frames_and_facts_that_a_person_would_look_up():
    found = findings(judged(tables(connections=[unanswered("c")], resets=[reset("c")])))["c"][RULE]
    frames = {each["name"]: each["frame"] for each in found["evidence_frames"]}
    assert frames == {"client_hello": 4, "client_finished": 8, "last_request": 9, "reset": 13}
    values = {each["name"]: (each["value"], each["unit"]) for each in found["evidence_values"]}
    assert values["since_last_client_data"] == ("4000", "us")
    assert values["post_handshake_auth"] == ("false", None)
    assert values["alpn_offered"] == ("h2, http/1.1", None)
    assert values["binding"] == ("hostnameport=intranet.example:443", None)


def test_it_is_likely_once_the_same_server_was_seen_asking_late():
    asker, asked = late_asker()
    facts = tables(connections=[unanswered("c"), asker], resets=[reset("c")], renegotiations=[asked])
    found = findings(judged(facts))["c"]
    assert found[RULE]["confidence"] == "likely"
    assert found[RULE]["corroboration"] == ["asker"]
    assert found["missing-post-handshake-auth"]["severity"] == "warning"
    assert found["missing-post-handshake-auth"]["confidence"] == "likely"


def test_a_post_handshake_exchange_of_another_client_makes_it_likely():
    other = connection(
        "other",
        post_handshake_auth=True,
        post_handshake_request_frame=20,
        post_handshake_certificate="sent",
        post_handshake_confidence="likely",
        post_handshake_server_records_after=3,
    )
    found = findings(judged(tables(connections=[unanswered("c"), other], resets=[reset("c")])))["c"]
    assert found[RULE]["confidence"] == "likely"


@pytest.mark.parametrize(
    "pattern", ["intranet.*", "INTRANET.EXAMPLE:443", "198.51.100.5", "198.51.100.5:443"]
)
def test_it_is_likely_if_the_operator_says_that_the_server_asks(pattern):
    facts = tables(connections=[unanswered("c")], resets=[reset("c")])
    assert findings(judged(facts, expects=[pattern]))["c"][RULE]["confidence"] == "likely"
    assert findings(judged(facts, expects=["other.*"]))["c"][RULE]["confidence"] == "possible"


def test_captures_in_one_folder_speak_of_the_same_server():
    asker, asked = late_asker(capture_id="b")
    facts = {"connections": [unanswered("c"), asker], "resets": [reset("c")], "renegotiations": [asked]}
    together = tables(uris={"a": "web03/one.pcap", "b": "web03/two.pcap"}, **facts)
    apart = tables(uris={"a": "web03/one.pcap", "b": "web04/two.pcap"}, **facts)
    assert findings(judged(together))["c"][RULE]["confidence"] == "likely"
    assert findings(judged(apart))["c"][RULE]["confidence"] == "possible"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.7.7", "fe80::5", "::ffff:127.0.0.1"])
def test_an_address_that_every_machine_has_corroborates_within_its_capture_only(address):
    asker, asked = late_asker(server_address=address, capture_id="b")
    cut = unanswered("c", server_address=address)
    facts = {"connections": [cut, asker], "resets": [reset("c")], "renegotiations": [asked]}
    uris = {"a": "web03/one.pcap", "b": "web03/two.pcap"}
    assert findings(judged(tables(uris=uris, **facts)))["c"][RULE]["confidence"] == "possible"
    facts["connections"] = [cut, {**asker, "capture_id": "a"}]
    assert findings(judged(tables(uris=uris, **facts)))["c"][RULE]["confidence"] == "likely"
    facts["connections"] = [{**cut, "server_label": "web03"}, {**asker, "server_label": "web03"}]
    assert findings(judged(tables(uris=uris, **facts)))["c"][RULE]["confidence"] == "likely"


def test_another_host_name_on_the_same_address_is_another_server():
    asker, asked = late_asker(server_name="other.example")
    facts = tables(connections=[unanswered("c"), asker], resets=[reset("c")], renegotiations=[asked])
    assert findings(judged(facts))["c"][RULE]["confidence"] == "possible"


COUNTER_EVIDENCE = {
    "TLS 1.2 request reset without HelloRequest": unanswered("d", version=0x0303, overhead_basis="suite"),
    "request of a client that gave a certificate": unanswered("d", client_certificate="sent"),
    "before any request": unanswered("d", client_data_records=0),
}


@pytest.mark.parametrize("other", COUNTER_EVIDENCE.values(), ids=COUNTER_EVIDENCE.keys())
def test_a_server_that_resets_where_no_certificate_can_be_the_cause_is_not_accused(other):
    facts = tables(connections=[unanswered("c"), other], resets=[reset("c"), reset("d")])
    judgement = judged(facts)
    assert set(findings(judgement)["c"]) == {GENERAL}
    assert verdicts(judgement)["c"]["verdict"] == GENERAL


LOOK_ALIKES = {
    "the client offered post-handshake authentication": ({"post_handshake_auth": True}, {}),
    "its ClientHello was not read whole": ({"post_handshake_auth": None}, {}),
    "a certificate was given in the handshake": ({"client_certificate": "sent"}, {}),
    "what the client gave is not known": ({"client_certificate": None}, {}),
    "TLS 1.2": ({"version": 0x0303}, {}),
    "no request": ({"client_data_records": 0}, {}),
    "a reply was running": ({"reply_records_min": 1, "reply_records_max": 1, "reply_bytes_max": 900}, {}),
    "a short answer, and silence": ({"reply_records_max": 1}, {"since_last_server_data_us": 1_500_000}),
    "the server said close_notify": ({"server_closing_alert_frame": 12}, {"before": "close_notify"}),
    "the client said close_notify": ({"client_closing_alert_frame": 12}, {"before": "close_notify"}),
    "after a FIN": ({"client_fin_frame": 12}, {"late": True, "before": "fin"}),
    "by the client": ({}, {"direction": "client"}),
    "out of the window": ({}, {"in_window": False}),
    "of unknown place in the window": ({}, {"in_window": None}),
    "with the TTL of somebody else": ({}, {"ttl": 64}),
    "long after": ({}, {"since_last_client_data_us": 11_000_000}),
    "bytes are missing": ({"gaps_server": 1}, {}),
    "one direction is missing": ({"one_sided": True}, {}),
    "the records could not be told apart": ({"framing_lost_frame": 8}, {}),
}


@pytest.mark.parametrize(("columns", "of_reset"), LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_a_look_alike_is_not_flagged(columns, of_reset):
    asker, asked = late_asker()
    facts = tables(
        connections=[unanswered("c", **columns), asker],
        resets=[reset("c", **of_reset)],
        renegotiations=[asked],
    )
    judgement = judged(facts)
    assert RULE not in findings(judgement).get("c", {})
    assert verdicts(judgement)["c"]["verdict"] != RULE


def test_tickets_after_the_request_are_no_answer():
    tickets = unanswered("c", reply_records_max=2, records_after_handshake_max=2, reply_bytes_max=512)
    assert RULE in findings(judged(tables(connections=[tickets], resets=[reset("c")])))["c"]


def test_a_short_answer_counts_only_at_a_server_that_was_seen_asking_late():
    short = connection("c", reply_bytes_max=900)
    asker, asked = late_asker()
    alone = judged(tables(connections=[short]))
    assert findings(alone) == {}
    assert verdicts(alone)["c"]["verdict"] == "tls-ok"
    judgement = judged(tables(connections=[short, asker], renegotiations=[asked]))
    found = findings(judgement)["c"][RULE]
    assert (found["shape"], found["severity"], found["confidence"]) == ("short-reply", "warning", "possible")
    assert verdicts(judgement)["c"]["verdict"] == RULE


def test_a_long_answer_of_a_late_asker_is_worth_a_notice_and_no_failure():
    asker, asked = late_asker()
    judgement = judged(tables(connections=[connection("c"), asker], renegotiations=[asked]))
    found = findings(judgement)["c"]
    assert set(found) == {"missing-post-handshake-auth"}
    assert found["missing-post-handshake-auth"]["severity"] == "notice"
    assert found["missing-post-handshake-auth"]["corroboration"] == ["asker"]
    assert verdicts(judgement)["c"]["verdict"] == "tls-ok"


def test_a_client_without_the_extension_is_no_finding_by_itself():
    assert findings(judged(tables(connections=[connection("c")]))) == {}


def resumed(name, **columns):
    return unanswered(name, resumption="psk", **columns)


def test_a_resumed_session_is_judged_by_the_full_handshakes_of_the_same_client():
    full = {
        state: connection("full", client_certificate=state, client_data_records=1)
        for state in ("none", "sent")
    }
    judgement = judged(tables(connections=[resumed("c"), full["none"]], resets=[reset("c")]))
    assert findings(judgement)["c"][RULE]["confidence"] == "possible"

    asker, asked = late_asker()
    facts = tables(
        connections=[resumed("c"), full["none"], asker], resets=[reset("c")], renegotiations=[asked]
    )
    assert findings(judged(facts))["c"][RULE]["confidence"] == "possible"

    judgement = judged(tables(connections=[resumed("c"), full["sent"]], resets=[reset("c")]))
    assert RULE not in findings(judgement)["c"]

    judgement = judged(tables(connections=[resumed("c")], resets=[reset("c")]))
    assert RULE not in findings(judgement)["c"]
    assert (verdicts(judgement)["c"]["verdict"], verdicts(judgement)["c"]["reason"]) == (
        "cannot-tell",
        "resumed",
    )


@pytest.mark.parametrize(
    ("columns", "binding"),
    [
        ({}, "hostnameport=intranet.example:443"),
        ({"server_port": 8443}, "hostnameport=intranet.example:8443"),
        ({"server_name": None}, "ipport=0.0.0.0:443"),
        ({"server_name": "localhost", "server_address": "::1"}, "ipport=0.0.0.0:443"),
        ({"server_name": "localhost", "server_address": "127.0.0.1"}, "ipport=0.0.0.0:443"),
        ({"server_name": "x;shutdown /s"}, "hostnameport=HOST:443"),
        ({"server_name": "a\nb"}, "hostnameport=HOST:443"),
    ],
)
def test_the_fix_names_the_binding_that_the_capture_suggests_and_never_a_command_of_an_attacker(
    columns, binding
):
    found = findings(judged(tables(connections=[unanswered("c", **columns)], resets=[reset("c")])))["c"][RULE]
    assert {"name": "binding", "value": binding, "unit": None} in found["evidence_values"]
