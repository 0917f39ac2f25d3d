"""Every rule on every sample, both ways: it fires where the endpoints say so, and is silent elsewhere."""

import functools

import pytest
from samples import Expected, load, samples

import pcapflow
from pcapflow import judge

SAMPLES = samples()
EACH = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
SEEN_AT_ONCE = {"notice", "warning", "error"}


@functools.cache
def read(capture):
    """A capture, judged."""
    return pcapflow.read(str(capture))


def rows(sample):
    """Each connection (facts of its verdict included), what was expected of it, its verdict, its findings."""
    capture = read(sample.capture)
    connections = capture.table("connections").to_pylist()
    for row, verdict in zip(connections, capture.table("verdicts").to_pylist(), strict=True):
        row = {**verdict, **row}
        expected = [each for each in sample.connections if each.selects(row)]
        assert len(expected) == 1, f"stream {row['tcp_stream']} is expected {len(expected)} times"
        found = [
            each
            for each in capture.table("findings").to_pylist()
            if each["connection_id"] == row["connection_id"]
        ]
        yield row, expected[0], verdict, found


@EACH
def test_findings_are_exactly_those_expected(sample):
    for row, expected, _, found in rows(sample):
        stream = row["tcp_stream"]
        loud = sorted(each["rule"] for each in found if each["severity"] in SEEN_AT_ONCE)
        quiet = sorted(each["rule"] for each in found if each["severity"] == "info")
        assert (stream, loud, quiet) == (stream, sorted(expected.findings), sorted(expected.info))


@EACH
def test_verdicts_are_exactly_those_expected(sample):
    got = {row["tcp_stream"]: verdict["verdict"] for row, _, verdict, _ in rows(sample)}
    assert got == {row["tcp_stream"]: expected.verdict for row, expected, _, _ in rows(sample)}


@EACH
def test_facts_are_those_expected(sample):
    assert {
        row["tcp_stream"]: expected.unmet(row) for row, expected, _, _ in rows(sample) if expected.unmet(row)
    } == {}


@EACH
def test_every_connection_that_is_expected_is_there(sample):
    connections = read(sample.capture).table("connections").to_pylist()
    for expected in sample.connections:
        assert sum(expected.selects(row) for row in connections) == 1


@EACH
def test_evidence_points_at_frames_of_its_connection(sample):
    for row, _, _, found in rows(sample):
        for each in found:
            frames = [named["frame"] for named in each["evidence_frames"]]
            assert frames
            assert all(row["first_frame"] <= frame <= row["last_frame"] for frame in frames)


def test_every_rule_has_a_sample_that_fires_it():
    fired = {
        each["rule"].partition("/")[0]
        for sample in SAMPLES
        for each in read(sample.capture).table("findings").to_pylist()
    }
    assert fired == {each.id for each in judge.catalogue()}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("stream = 0", "steam = 0"),
        ("stream = 0", ""),
        ("[connection.facts]", "[connection.fact]"),
        ("info = []", ""),
        ("x = 1", "x = {gt = 1}"),
        ('story = "s"', 'history = "s"'),
    ],
)
def test_a_key_that_is_not_known_in_an_expectation_is_an_error(tmp_path, right, wrong):
    text = """
[capture]
story = "s"
recorder = "r"
stacks = []

[[connection]]
stream = 0
verdict = "tls-ok"
findings = []
info = []

[connection.facts]
x = 1
"""
    file = tmp_path / "made.expect.toml"
    file.write_text(text)
    assert load(file).connections == [Expected({"stream": 0}, "tls-ok", [], [], {"x": 1})]
    file.write_text(text.replace(right, wrong))
    with pytest.raises(ValueError, match=r"made\.expect\.toml"):
        load(file)
