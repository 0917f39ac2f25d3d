"""What commands print: JSON that keeps everything, tables in three formats, and help that teaches."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import damaged
from commands import pcapflow as command
from sample_paths import RENEGOTIATION

import pcapflow
from pcapflow.errors import ExitCode

COMMANDS = ["analyze", "explain", "run", "judge", "query", "schema", "rules"]


def analyzed(*arguments: object) -> dict[str, list[dict[str, object]]]:
    return dict(json.loads(command("analyze", "--json", *arguments)[1]))


def test_json_has_every_table_with_uri_and_stream_joined_in() -> None:
    found = analyzed(RENEGOTIATION)
    assert found.pop("schema") == 1
    for table in ("connections", "handshakes", "findings", "verdicts"):
        assert found[table]
        assert all(row["uri"] == str(RENEGOTIATION) for row in found[table])
        assert all(isinstance(row["tcp_stream"], int) for row in found[table])


def test_json_times_are_those_of_tshark_with_nine_digits() -> None:
    told = subprocess.run(
        ["tshark", "-r", RENEGOTIATION, "-c", "1", "-T", "fields", "-e", "frame.time_epoch"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()
    (capture,) = analyzed(RENEGOTIATION)["captures"]
    shown = str(capture["first_time"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", shown)
    assert shown[-11:-1] == "." + told.partition(".")[2].ljust(9, "0")


def test_json_keeps_nulls_and_all_columns() -> None:
    found = analyzed(RENEGOTIATION)
    columns = set(pcapflow.read(RENEGOTIATION).arrow("connections").column_names)
    assert all(set(row) == columns | {"uri"} for row in found["connections"])
    assert any(None in row.values() for row in found["connections"])


def test_a_failed_capture_is_a_row_with_its_status(tmp_path: Path) -> None:
    (row,) = analyzed(damaged("text", tmp_path))["captures"]
    assert row["status"] == "failed"
    assert row["error"]


def test_records_come_if_asked_for() -> None:
    assert "records" not in analyzed(RENEGOTIATION)
    assert analyzed(RENEGOTIATION, "--records")["records"]


def test_analyze_with_tables_commits_once_and_then_shows_what_is_there(tmp_path: Path) -> None:
    capture = tmp_path / "capture.pcapng"
    capture.write_bytes(RENEGOTIATION.read_bytes())
    lake = tmp_path / "lake"
    first = command("analyze", capture, "--tables", lake)
    commits = sorted(path.name for path in lake.glob("*=*"))
    capture_id = pcapflow.open(lake).captures["capture_id"][0]
    moved = capture.rename(tmp_path / "moved.pcapng")
    again = command("analyze", moved, "--tables", lake)
    assert first == again  # the uri, too, is the committed one
    assert sorted(path.name for path in lake.glob("*=*")) == commits
    assert pcapflow.open(lake).captures["capture_id"].tolist() == [capture_id]
    forced = command("analyze", moved, "--tables", lake, "--force")
    assert (forced[0], str(moved) in forced[1]) == (0, True)


def test_run_shows_what_it_read_and_a_query_to_try(pipeline: Path) -> None:
    code, out, err = command("run", pipeline)
    assert (code, err) == (0, "")
    assert "3 captures read, 0 already there" in out
    suggested = re.search(r"pcapflow query '(.*)' --tables (\S+)", out)
    assert suggested is not None
    code, out, err = command("query", suggested[1], "--tables", suggested[2])
    assert (code, err) == (0, "")
    assert out.endswith("rows)\n")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("query") / "lake"
    assert command("analyze", RENEGOTIATION, "--tables", directory)[0] == 0
    return directory


def test_a_query_is_answered_in_three_formats(lake: Path) -> None:
    sql = "SELECT name, value, CASE WHEN value = 0 THEN NULL ELSE [value] END AS list FROM names "
    sql += "WHERE registry = 'handshake_type' AND value IN (1, 2) ORDER BY value"
    table, comma, lines = (
        command("query", sql, "--tables", lake, "--format", f)[1] for f in ("table", "csv", "json")
    )  # IANA TLS HandshakeType: 1 client_hello, 2 server_hello
    assert [row.split()[:2] for row in table.splitlines()[2:4]] == [
        ["client_hello", "1"],
        ["server_hello", "2"],
    ]
    assert list(csv.reader(comma.splitlines()))[1:] == [
        ["client_hello", "1", "[1]"],
        ["server_hello", "2", "[2]"],
    ]
    assert [json.loads(line) for line in lines.splitlines()] == [
        {"name": "client_hello", "value": 1, "list": [1]},
        {"name": "server_hello", "value": 2, "list": [2]},
    ]


def test_a_hostile_value_cannot_steer_terminal_or_spreadsheet(lake: Path) -> None:
    sql = r"SELECT chr(27) || ']0;owned' AS a, '=cmd()' AS b, 'x' || chr(10) || 'y' AS c"
    for form in ("table", "csv", "json"):
        out = command("query", sql, "--tables", lake, "--format", form)[1]
        assert "\x1b" not in out
    cells = list(csv.reader(command("query", sql, "--tables", lake, "--format", "csv")[1].splitlines()))[1]
    assert cells == ["\\x1b]0;owned", "'=cmd()", "x\\x0ay"]


def test_rules_are_a_view_with_their_words(lake: Path) -> None:
    sql = "SELECT title, meaning, fix FROM rules WHERE id = 'tls13-late-client-cert'"
    (row,) = map(json.loads, command("query", sql, "--tables", lake, "--format", "json")[1].splitlines())
    assert all(row.values())


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("FROM conections", 'error: SQL: there is no table "conections"; did you mean "connections"?'),
        ("SELEC 1", "error: SQL: Parser Error: syntax error"),
        ("SELECT nope FROM alerts", 'error: SQL: Binder Error: Referenced column "nope" not found'),
    ],
)
def test_a_wrong_query_is_told_in_one_line(lake: Path, sql: str, says: str) -> None:
    code, out, err = command("query", sql, "--tables", lake)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(says)


def test_schema_lists_tables_and_explains_columns() -> None:
    listed = command("schema")[1]
    tables = {line.split()[0] for line in listed.splitlines()}
    assert tables >= {"captures", "connections", "findings", "verdicts"}
    columns = command("schema", "connections")[1]
    assert "post_handshake_auth  bool  (RFC 8446 4.2.6)" in columns


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_two_examples_and_every_exit_code(name: str) -> None:
    told = command(name, "--help")[1]
    examples = [line for line in told.splitlines() if re.match(r"\s+(tcpdump .*\| )?pcapflow ", line)]
    assert len(examples) == 2
    for code in ExitCode:
        assert re.search(rf"^\s+{code.value}\s+\S", told, re.MULTILINE)


def test_help_imports_nothing_heavy() -> None:
    heavy = ("pyarrow", "pandas", "duckdb", "pydantic", "rich", "scapy", "dpkt", "numpy")
    script = "import sys, pcapflow.cli; print(*(m for m in sys.modules if '.' not in m))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert not set(heavy) & set(done.stdout.split())


def test_nothing_that_is_not_a_terminal_gets_colour() -> None:
    assert "\x1b" not in "".join(map(str, command("analyze", RENEGOTIATION)))
