"""What the operator says about findings: another severity, and which are accepted, where, and until when."""

from datetime import date

import pytest
from made_facts import reset, tables, unanswered

from pcapflow import judge
from pcapflow.errors import UsageError
from pcapflow.judge import Allow

GENERAL = "server-reset/after-request-unanswered"
NOON = 1_764_072_000_000_000_000
"""2025-11-25 12:00 UTC."""
FACTS = tables(
    connections=[
        unanswered("c", first_time=NOON),
        unanswered("d", first_time=NOON, server_address="198.51.100.9", server_name="other.example"),
    ],
    resets=[reset("c"), reset("d")],
)


def found(**said):
    """Severity, and why it is allowed, of the general finding on each connection; and the verdicts."""
    book = judge.rulebook(**said)
    judgement = judge.judge(FACTS, book.rules, policy=book.policy)
    rows = [row for row in judgement.findings.to_pylist() if row["rule"] == GENERAL]
    assert judgement.verdicts["verdict"].to_pylist() == ["tls13-late-client-cert"] * 2
    return [(row["severity"], row["allowed"]) for row in rows]


def test_a_rule_has_its_own_severities_if_nobody_says_otherwise():
    assert found() == [("error", None)] * 2


@pytest.mark.parametrize("name", ["server-reset", GENERAL])
def test_a_severity_is_that_of_a_rule_or_of_a_kind(name):
    assert found(severity={name: "info"}) == [("info", None)] * 2
    assert found(severity={"server-reset/idle": "warning"}) == [("error", None)] * 2


def test_that_of_a_kind_comes_first():
    assert found(severity={GENERAL: "notice", "server-reset": "info"}) == [("notice", None)] * 2


@pytest.mark.parametrize("scope", ["intranet.*", "198.51.100.5", "INTRANET.EXAMPLE:443"])
def test_findings_are_accepted_on_the_servers_that_are_meant(scope):
    allow = [Allow("server-reset", "known, ticket 7", scope)]
    assert found(allow=allow) == [("error", "known, ticket 7"), ("error", None)]
    assert found(allow=[Allow(GENERAL, "all")]) == [("error", "all")] * 2
    assert found(allow=[Allow("client-reset", "another rule")]) == [("error", None)] * 2


@pytest.mark.parametrize(("expires", "accepted"), [(date(2025, 11, 26), "yes"), (date(2025, 11, 25), None)])
def test_from_the_day_on_which_it_expires_by_capture_time_it_is_not_accepted(expires, accepted):
    assert found(allow=[Allow(GENERAL, "yes", expires=expires)]) == [("error", accepted)] * 2


def test_of_two_that_cover_a_finding_the_first_gives_the_reason():
    assert found(allow=[Allow(GENERAL, "one"), Allow("server-reset", "two")]) == [("error", "one")] * 2


def test_a_rule_that_there_is_not_cannot_be_allowed():
    with pytest.raises(UsageError, match='no rule has the id "server-rest"; did you mean "server-reset"'):
        judge.rulebook(allow=[Allow("server-rest", "typo")])
