"""`explain` and `judge` as a user has them: words on stdout, complaints on stderr, exit codes that tell."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import damaged
from commands import pcapflow as command
from sample_paths import RENEGOTIATION, RESET_AFTER_FIN, SAMPLES

from pcapflow.errors import ExitCode

SEED = SAMPLES / "tls13-late-client-cert.pcapng"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    assert command("analyze", SAMPLES / "tls13-late-client-cert-alone.pcapng", "--tables", tmp_path / "lake")
    return tmp_path / "lake"


def test_explain_names_the_worst_and_the_others() -> None:
    code, out, err = command("explain", SEED)
    assert (code, err) == (ExitCode.GOOD, "")
    assert out.startswith("error[tls13-late-client-cert], likely  stream 1 · 192.0.2.200:")
    assert f"pcapflow explain {SEED} --stream 1 --after AFTER.pcapng" in out
    assert "\x1b" not in out


def test_explain_as_json_is_one_object() -> None:
    code, out, _ = command("explain", SEED, "--json", "--after", RENEGOTIATION)
    story = json.loads(out)
    assert code == ExitCode.GOOD
    assert (story["schema"], story["connection"]["tcp_stream"]) == (1, 1)
    assert story["after"]["result"] == "works"


def test_explain_of_a_stream_that_is_not_there_is_a_mistake_of_usage() -> None:
    code, out, err = command("explain", RESET_AFTER_FIN, "--stream", "99")
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("error: no TLS connection has the stream number 99. There are: 0")


def test_explain_of_a_damaged_capture_tells_what_is_there_and_that_it_is_damaged(tmp_path: Path) -> None:
    code, out, err = command("explain", damaged("tail", tmp_path))
    assert code == ExitCode.INCOMPLETE
    assert "What happened" in out
    assert err.count("\n") == 1


def test_what_the_operator_expects_makes_it_likely() -> None:
    alone = SAMPLES / "tls13-late-client-cert-alone.pcapng"
    assert "[tls13-late-client-cert], possible" in command("explain", alone)[1]
    expected = command("explain", alone, "--expects-client-certificate", "intranet.*")[1]
    assert "[tls13-late-client-cert], likely" in expected
    out = command("analyze", alone, "--json", "--expects-client-certificate", "192.0.2.8:443")[1]
    sure = {row["confidence"] for row in json.loads(out)["findings"] if "late" in row["rule"]}
    assert sure == {"likely"}


def test_judge_says_what_changed_and_fails_on_what_it_found(lake: Path, tmp_path: Path) -> None:
    code, out, err = command("judge", lake, "--fail-on", "error")
    assert (code, err) == (ExitCode.FINDINGS, "")
    assert out.split("\n")[:2] == [
        f"2 connections judged (tables: {lake}/)",
        "  tls13-late-client-cert           2",
    ]
    file = tmp_path / "p.toml"
    file.write_text('[input]\ncaptures = ["x"]\n[rules]\ndisable = ["tls13-late-client-cert"]\n')
    code, out, _ = command("judge", lake, "--pipeline", file)
    assert code == ExitCode.GOOD
    assert "  server-reset/after-request-unanswered           2   0 before" in out.split("\n")
    assert "  tls13-late-client-cert                          0   2 before" in out.split("\n")


def test_judge_as_json_has_what_the_rules_make(lake: Path) -> None:
    found = json.loads(command("judge", lake, "--json")[1])
    assert found.keys() == {"schema", "findings", "verdicts", "sightings"}
    assert len(found["verdicts"]) == 2


def test_judge_without_tables_is_a_mistake_of_usage(tmp_path: Path) -> None:
    code, _, err = command("judge", tmp_path / "none")
    assert code == ExitCode.USAGE
    assert "there are no tables" in err


@pytest.mark.parametrize("verb", ["analyze", "explain", "judge"])
def test_a_broken_rule_of_your_own_is_one_line_and_the_others_go_on(verb: str, lake: Path, tmp_path) -> None:
    house = tmp_path / "house.py"
    house.write_text("import nothing_of_the_kind\n")
    code, out, err = command(verb, lake if verb == "judge" else SEED, "--rules", house)
    assert code == ExitCode.INCOMPLETE
    assert "tls13-late-client-cert" in out
    assert err.split("\n")[:-1] == [
        f"error: rule {house}: ModuleNotFoundError: No module named 'nothing_of_the_kind'. "
        "Run it with python to see where."
    ]


@pytest.mark.parametrize(
    ("begun", "wanted"),
    [
        ("rules tls13", "tls13-late-client-cert"),
        ("rules server-reset/id", "server-reset/idle"),
        ("schema ser", "servers"),
    ],
)
def test_the_tab_key_knows_rules_and_tables(begun: str, wanted: str) -> None:
    asked = {"_PCAPFLOW_COMPLETE": "complete_bash", "COMP_WORDS": f"pcapflow {begun}", "COMP_CWORD": "2"}
    script = "import sys; sys.argv = ['pcapflow']; from pcapflow.cli import main; main(prog_name='pcapflow')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == [wanted]
