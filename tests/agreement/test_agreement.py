"""What `make agreement` counts, settles and refuses, with readers that are made to differ."""

import json
import os
from pathlib import Path

import agreement
import facts
import pytest
import settled
import tshark
from sample_paths import RESET_AFTER_REQUEST

PLACE = ("0123456789abcdef", 4, "server name")


def compared(*said: facts.Said) -> agreement.Compared:
    return agreement.Compared(Path("a.pcap"), PLACE[0], list(said), "")


def gathered(said: list[facts.Said], entries: dict[settled.Place, settled.Entry]) -> agreement.Agreement:
    return agreement.gather(iter([compared(*said)]), entries)


DIFFERS = facts.Said(4, "server name", "a.example", None)
AGREED = [facts.Said(number, "server name", "a.example", "a.example") for number in range(5, 1000)]


def test_two_streams_may_differ_where_a_fact_is_rare_and_one_in_two_hundred_where_it_is_not():
    differing = [facts.Said(number, "server name", "a", "b") for number in range(1000, 1010)]
    for agreed, differ, holds in (
        (10, 2, True),
        (10, 3, False),
        (396, 4, False),
        (796, 4, True),
        (795, 5, False),
    ):
        assert gathered(AGREED[:agreed] + differing[:differ], {}).holds is holds


def test_a_settled_difference_counts_as_agreement():
    found = gathered([DIFFERS], {PLACE: settled.Entry("a.example", None, "RFC 6066 3")})
    assert (found.unsettled("server name"), found.holds) == (0, True)


@pytest.mark.parametrize(("ours", "theirs"), [("b.example", None), ("a.example", "c.example")])
def test_a_settled_difference_fails_when_either_value_changes(ours, theirs):
    found = gathered([DIFFERS], {PLACE: settled.Entry(ours, theirs, "RFC 6066 3")})
    assert (found.unsettled("server name"), found.changed, found.holds) == (1, [PLACE], False)


def test_a_settled_difference_that_is_gone_fails():
    found = gathered(
        [facts.Said(4, "server name", "a", "a")], {PLACE: settled.Entry("a", None, "RFC 6066 3")}
    )
    assert found.changed == [PLACE]


def test_a_settled_difference_of_a_capture_that_is_not_there_says_nothing():
    other = ("fedcba9876543210", 4, "server name")
    assert gathered(AGREED, {other: settled.Entry("a", None, "RFC 6066 3")}).holds


def test_the_exit_code_and_the_object_say_that_a_sample_agrees(capsys, tmp_path):
    assert agreement.main([str(RESET_AFTER_REQUEST), "--json", "--kept", str(tmp_path)]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["holds"]
    assert first["facts"]["stream found"] == {"streams": 2, "differ": 0, "too_many": False}
    assert agreement.main([str(RESET_AFTER_REQUEST), "--json", "--kept", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == first


def test_a_folder_without_tls_is_nothing_to_compare(capsys, tmp_path):
    assert agreement.main([str(tmp_path)]) == 2
    assert "neither reader finds TLS" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("exec sleep 60", "tshark had not answered after 0.5 s"),
        ("kill -SEGV $$", "tshark was killed by signal 11"),
    ],
)
def test_a_tshark_that_hangs_or_dies_is_said_to_have(does, said, tmp_path, monkeypatch):
    tshark._version()  # of the true one
    program = tmp_path / "tshark"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    found = agreement.compare(RESET_AFTER_REQUEST, seconds=0.5)
    assert (found.said, found.complaint) == ([], said)
