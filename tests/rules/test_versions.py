"""Versions, suites and protocols on which client and server do not agree, or agree on something old."""

import pytest
from made_facts import alert, connection, findings, judged, tables, tls12, verdicts

TLS10, TLS11, TLS12, TLS13 = 0x0301, 0x0302, 0x0303, 0x0304
GREASE = 0x2A2A
MODERN = {"versions_offered": [GREASE, TLS13, TLS12], "client_extensions": [GREASE, 0, 43]}
OLD = {"versions_offered": [TLS12], "client_extensions": [0, 10]}
REFUSED = {
    "established": False,
    "server_hello_frame": None,
    "version": None,
    "cipher_suite": None,
    "fatal_alert_side": "server",
    "fatal_alert_frame": 6,
}


def refused(code, name="c", **columns):
    """The server answered the hello with this alert."""
    return connection(name, **{**REFUSED, "fatal_alert_description": code, **columns})


def found(row, *others, **rows):
    """Findings and verdict of connection c."""
    judgement = judged(tables(connections=[row, *others], **rows))
    return findings(judgement).get("c", {}), verdicts(judgement)["c"]["verdict"]


@pytest.mark.parametrize(
    ("code", "rule"), [(70, "version-mismatch"), (120, "no-common-alpn"), (40, "no-common-cipher")]
)
def test_the_alert_of_the_server_on_the_hello_names_what_the_two_lack(code, rule):
    rules, verdict = found(refused(code, **OLD), alerts=[alert("c", description=code)])
    assert (sorted(rules), verdict) == (sorted(["fatal-alert", rule]), rule)
    assert rules[rule]["severity"] == "error"


@pytest.mark.parametrize(
    ("row", "flagged"),
    [
        (tls12("c", **OLD, established=False), False),
        (tls12("c", **MODERN, established=False), False),
        (connection("c", **OLD, established=False), True),
        (tls12("c", version=TLS11, **OLD, established=False), False),
        (tls12("c", version=TLS11, **MODERN, established=False), True),
        (tls12("c", version=TLS11, **MODERN, established=False, client_hello_whole=False), False),
        (tls12("c", version=TLS11, **MODERN), False),
        (tls12("c", version=TLS11, established=False), False),
    ],
    ids=[
        "the highest",
        "one of the list",
        "higher than the highest",
        "lower than the highest",
        "none of the list",
        "the list may go on",
        "and it worked",
        "the offer is not known",
    ],
)
def test_a_version_that_was_not_offered_is_a_mismatch_if_the_handshake_failed(row, flagged):
    rules, verdict = found(row)
    assert ("version-mismatch" in rules) == flagged
    if flagged:
        assert (rules["version-mismatch"]["shape"], verdict) == ("not-offered", "version-mismatch")


def test_protocol_version_from_a_client_that_saw_no_server_hello_is_not_about_versions():
    row = refused(70, fatal_alert_side="client", **OLD)
    assert "version-mismatch" not in found(row, alerts=[alert("c", direction="client", description=70)])[0]


@pytest.mark.parametrize(
    ("offered", "elsewhere", "confidence"),
    [
        ([0xC02F, 0x00FF], [0xC030], "certain"),
        ([0xC02F], [0xC030, 0xC02F], "likely"),
        ([0xC02F], [0x1302], "likely"),
        ([0x1301, 0xC02F], [0x1302], "certain"),
        ([0xC02F], [], "likely"),
    ],
    ids=[
        "the server chose another",
        "it also chose one of these",
        "it chose one of TLS 1.3",
        "of those of TLS 1.3 it chose another",
        "nothing is known of it",
    ],
)
def test_no_common_suite_is_certain_if_the_server_chose_none_of_those_offered_elsewhere(
    offered, elsewhere, confidence
):
    others = [tls12(str(suite), cipher_suite=suite) for suite in elsewhere]
    rules, _ = found(refused(40, cipher_suites_offered=offered), *others, alerts=[alert("c")])
    finding = rules["no-common-cipher"]
    assert finding["confidence"] == confidence
    if confidence == "certain":
        assert finding["corroboration"] == [str(suite) for suite in elsewhere]


@pytest.mark.parametrize(
    "columns",
    [{"server_hello_frame": 5}, {"hello_retry_request_frame": 5}, {"client_hello_frame": None}],
    ids=["after a ServerHello", "after a HelloRetryRequest", "no hello to compare with"],
)
def test_handshake_failure_is_about_suites_only_as_the_first_answer_to_the_hello(columns):
    assert "no-common-cipher" not in found(refused(40, **columns), alerts=[alert("c")])[0]


@pytest.mark.parametrize(
    ("version", "grade"),
    [
        (0x0300, ("error", "ssl-3.0")),
        (TLS10, ("warning", "tls-1.0")),
        (TLS11, ("warning", "tls-1.1")),
        (TLS12, None),
    ],
)
def test_versions_before_tls12_are_named_if_they_were_negotiated(version, grade):
    rules, verdict = found(tls12("c", version=version, versions_offered=[TLS10, TLS12]))
    finding = rules.get("legacy-version")
    assert (finding and (finding["severity"], finding["shape"])) == grade
    assert verdict == "tls-ok"


@pytest.mark.parametrize(
    ("row", "grade"),
    [
        (tls12("c", downgrade_sentinel="tls12", **OLD), ("info", None)),
        (tls12("c", downgrade_sentinel="tls12", **MODERN), ("error", "changed")),
        (
            tls12("c", downgrade_sentinel="tls12", **{**OLD, "versions_offered": [0x7F1C, TLS12]}),
            ("info", None),
        ),
        (tls12("c", downgrade_sentinel="tls11", version=TLS11, versions_offered=[TLS11]), ("info", None)),
        (tls12("c", downgrade_sentinel="tls11", version=TLS11, **OLD), ("error", "changed")),
        (tls12("c", downgrade_sentinel="tls11", **OLD), ("info", None)),
        (tls12("c", downgrade_sentinel="tls12", **MODERN, client_hello_whole=False), ("info", None)),
        (tls12("c", downgrade_sentinel="none", **OLD), None),
        (connection("c", downgrade_sentinel="tls12", **MODERN), None),
    ],
    ids=[
        "an old client",
        "but it offered TLS 1.3",
        "a draft is no TLS 1.3",
        "an older client",
        "but it offered TLS 1.2",
        "which it got",
        "the hello was not read whole",
        "no mark",
        "TLS 1.3",
    ],
)
def test_a_marked_server_hello_means_an_old_client_unless_that_offered_more(row, grade):
    finding = found(row)[0].get("downgrade-sentinel")
    assert (finding and (finding["severity"], finding["shape"])) == grade


def test_a_fallback_is_a_notice_and_its_refusal_names_the_failure():
    rules, verdict = found(tls12("c", fallback_scsv=True))
    assert (rules["fallback-scsv"]["severity"], verdict) == ("notice", "tls-ok")
    rules, verdict = found(refused(86, fallback_scsv=True), alerts=[alert("c", description=86)])
    assert (rules["fallback-scsv"]["severity"], verdict) == ("warning", "fallback-scsv")
    assert "fallback-scsv" not in found(tls12("c", fallback_scsv=False))[0]
