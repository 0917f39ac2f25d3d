"""What is known of a server: counted per capture, summed over all, and handed on to the next night."""

import pyarrow as pa
import pytest
from made_facts import connection, findings, judged, renegotiation, reset, tables, tls12, unanswered

from pcapflow import judge

RULE = "tls13-late-client-cert"


def asker(name: str, **columns) -> dict[str, list]:
    """A connection whose server asked for a certificate inside the tunnel."""
    return {
        "connections": [tls12(name, renegotiations=1, **columns)],
        "renegotiations": [renegotiation(name, capture_id=columns.get("capture_id", "a"))],
    }


def night(uri: str, **rows) -> dict[str, pa.Table]:
    return tables(uris={"a": uri}, **rows)


def server(sightings: pa.Table) -> dict:
    (row,) = judge.summed(sightings).to_pylist()
    return row


def test_what_one_night_saw_corroborates_the_next():
    before = judged(night("web03/monday.pcap", **asker("monday"))).sightings
    today = night("web03/tuesday.pcap", connections=[unanswered("c")], resets=[reset("c")])
    assert findings(judged(today))["c"][RULE]["confidence"] == "possible"
    found = findings(judged(today, elsewhere=before))["c"][RULE]
    assert (found["confidence"], found["corroboration"]) == ("likely", ["monday"])


def test_counter_evidence_of_one_night_speaks_against_the_next():
    crashing = night("web03/a.pcap", connections=[unanswered("x", version=0x0303)], resets=[reset("x")])
    before = judged(crashing).sightings
    today = night("web03/b.pcap", connections=[unanswered("c")], resets=[reset("c")])
    assert RULE not in findings(judged(today, elsewhere=before))["c"]


@pytest.mark.parametrize(
    "other",
    [
        {"server_address": "198.51.100.6"},
        {"server_port": 8443},
        {"server_name": "www.example"},
        {"server_label": "web04"},
    ],
)
def test_another_address_port_name_or_label_is_another_server(other):
    before = judged(night("web03/monday.pcap", **asker("monday", **other))).sightings
    today = night("web03/tuesday.pcap", connections=[unanswered("c")], resets=[reset("c")])
    assert findings(judged(today, elsewhere=before))["c"][RULE]["confidence"] == "possible"


def test_a_loopback_address_of_another_capture_is_another_machine():
    there = asker("monday", server_address="127.0.0.1")
    before = judged(night("web03/monday.pcap", **there)).sightings
    here = unanswered("c", server_address="127.0.0.1", capture_id="b")
    today = tables(uris={"b": "web03/b.pcap"}, connections=[here], resets=[reset("c", capture_id="b")])
    assert findings(judged(today, elsewhere=before))["c"][RULE]["confidence"] == "possible"


def test_a_server_is_the_sum_of_what_each_capture_saw_of_it():
    one, two = asker("m"), asker("n", server_name="Intranet.EXAMPLE", capture_id="b", first_time=7_000)
    facts = {name: [*one[name], *two[name]] for name in one}
    cut = [unanswered("c", capture_id="b"), unanswered("d", first_time=9_000)]
    facts["connections"] += [*cut, connection("e", cipher_suite=0x1301)]
    resets = [reset("c", capture_id="b"), reset("d")]
    found = judged(tables(uris={"a": "web03/a.pcap", "b": "web03/b.pcap"}, **facts, resets=resets)).sightings
    assert found["capture_id"].to_pylist() == ["a", "b"]
    assert found["connections"].to_pylist() == [3, 2]
    both = server(found)
    assert (both["captures"], both["connections"], both["late_asks"]) == (2, 5, 2)
    assert (both["server_name"], both["scope"]) == ("intranet.example", "web03")
    assert both["late_askers"] == ["m", "n"]
    assert both["first_late_ask"].value == 0
    assert both["cipher_suites"] == [0x1301, 0x1302]
    assert both["resets"] == [{"kind": "after-request-unanswered", "connections": 2}]


def test_no_more_than_three_late_askers_are_named_the_early_ones_first():
    rows = [asker(name, first_time=time) for name, time in zip("dcbae", (5, 4, 3, 2, 1), strict=True)]
    facts = {name: [row[name][0] for row in rows] for name in rows[0]}
    row = server(judged(tables(**facts)).sightings)
    assert (row["late_asks"], row["late_askers"]) == (5, ["e", "a", "b"])


def test_no_connections_are_no_servers():
    judgement = judged({})
    assert len(judgement.sightings) == len(judge.summed(judgement.sightings)) == 0
    assert judge.summed(judgement.sightings).schema.equals(judge.SERVERS)
