"""What a run leaves in its tables directory."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lakes import contents
from sample_paths import RENEGOTIATION, RESET_AFTER_FIN

import pcapflow
from pcapflow.errors import ExitCode, TablesBusyError, TablesError, UsageError
from pcapflow.tables.commits import commits


def uris(lake: Path) -> list[str]:
    return pcapflow.open(lake).captures["uri"].tolist()


def test_a_run_is_one_commit_of_facts_and_one_of_judgement(pipeline: Path) -> None:
    result = pcapflow.run(pipeline)
    assert (result.read, result.there, result.exit_code) == (3, 0, ExitCode.GOOD)
    facts, judgement = commits(result.tables)
    assert (facts.kind, judgement.kind, judgement.over) == ("increment", "judgement", [facts.name])
    for commit in (facts, judgement):
        files = (result.tables / commit.name).glob("*.parquet")
        assert {path.stem: pq.read_metadata(path).num_rows for path in files} == commit.rows
    assert facts.rows["captures"] == 3
    assert judgement.rows["verdicts"] == facts.rows["connections"]


def test_the_tables_are_plain_parquet_with_text_and_source_of_every_column(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    for path in lake.glob("*=*/*.parquet"):
        stored = pq.read_schema(path)
        assert all(field.metadata[b"text"] and field.metadata[b"source"] for field in stored)


def test_rows_are_sorted_by_time(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    for name, column in {"connections": "first_time", "handshakes": "time", "alerts": "time"}.items():
        (path,) = lake.glob(f"increment=*/{name}.parquet")
        times = pq.read_table(path, columns=[column])[column].cast("int64").to_pylist()
        assert times == sorted(times)


def test_the_same_captures_give_the_same_bytes_wherever_and_in_whatever_order(pipeline: Path) -> None:
    first = pcapflow.run(pipeline).tables
    text = pipeline.read_text()
    pipeline.write_text(text.replace('"captures/*.pcapng"', '"captures/c.pcapng", "captures"'))
    second = pcapflow.run(pipeline, tables=first.parent / "elsewhere").tables
    assert contents(first) == contents(second)


def test_what_is_committed_and_unchanged_is_not_read_again(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    before = contents(lake)
    again = pcapflow.run(pipeline)
    assert (again.read, again.there) == (0, 3)
    assert contents(lake) == before


def test_a_new_capture_is_one_more_commit(pipeline: Path, captures: Path) -> None:
    (captures / "c.pcapng").rename(captures / "c.later")
    lake = pcapflow.run(pipeline).tables
    before = contents(lake)
    (captures / "c.later").rename(captures / "c.pcapng")
    again = pcapflow.run(pipeline)
    assert (again.read, again.there) == (1, 2)
    assert before.items() <= contents(lake).items()
    assert uris(lake) == ["captures/a.pcapng", "captures/b.pcapng", "captures/c.pcapng"]


def test_other_content_at_a_known_uri_replaces_its_rows_and_no_others(pipeline: Path, captures: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    before = pcapflow.open(lake).sql("SELECT uri, c.* FROM connections c JOIN captures USING (capture_id)")
    content = (captures / "b.pcapng").read_bytes()
    shutil.copy(captures / "c.pcapng", captures / "b.pcapng")
    (captures / "c.pcapng").unlink()
    pcapflow.run(pipeline)
    assert uris(lake) == ["captures/a.pcapng", "captures/b.pcapng"]
    after = pcapflow.open(lake).sql("SELECT uri, c.* FROM connections c JOIN captures USING (capture_id)")
    kept = before[before["uri"] == "captures/a.pcapng"].reset_index(drop=True)
    assert after[after["uri"] == "captures/a.pcapng"].reset_index(drop=True).equals(kept)

    (captures / "b.pcapng").write_bytes(content)  # and back again, which must not meet the commit it replaced
    pcapflow.run(pipeline)
    assert set(pcapflow.open(lake).connections["connection_id"]) <= set(before["connection_id"])
    assert len(pcapflow.open(lake).verdicts) == len(pcapflow.open(lake).connections)


def test_facts_that_a_killed_run_left_unjudged_are_judged_by_the_next(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    before = contents(lake)
    (judgement,) = lake.glob("judgement=*")
    shutil.rmtree(judgement)
    pcapflow.run(pipeline)
    assert contents(lake) == before


def test_a_damaged_capture_is_a_row_and_the_others_go_on(pipeline: Path, captures: Path) -> None:
    whole = (captures / "a.pcapng").read_bytes()
    (captures / "a.pcapng").write_bytes(whole[:-7])
    (captures / "empty.pcapng").touch()
    result = pcapflow.run(pipeline)
    assert result.exit_code == ExitCode.INCOMPLETE
    states = result.view.captures.set_index("uri")["status"].to_dict()
    assert states == {
        "captures/a.pcapng": "cut",
        "captures/b.pcapng": "ok",
        "captures/c.pcapng": "ok",
        "captures/empty.pcapng": "failed",
    }
    before = contents(result.tables)
    again = pcapflow.run(pipeline)
    assert (again.read, again.there, again.exit_code) == (1, 3, ExitCode.INCOMPLETE)
    assert contents(result.tables) == before


def test_only_failed_captures_is_nothing_done(tmp_path: Path) -> None:
    (tmp_path / "notes.pcap").write_text("hello")
    (tmp_path / "p.toml").write_text('[input]\ncaptures = ["notes.pcap"]\n')
    assert pcapflow.run(tmp_path / "p.toml", tables=tmp_path / "lake").exit_code == ExitCode.NOTHING_DONE


def test_fail_on_makes_the_exit_code_of_findings(pipeline: Path) -> None:
    pipeline.write_text(pipeline.read_text() + '[run]\nfail_on = "info"\n')
    assert pcapflow.run(pipeline).exit_code == ExitCode.FINDINGS


def test_disabled_rules_find_nothing(pipeline: Path) -> None:
    pipeline.write_text(pipeline.read_text() + '[rules]\nenable = ["renegotiation-inside-tunnel"]\n')
    assert set(pcapflow.run(pipeline).view.findings["rule"]) == {"renegotiation-inside-tunnel"}


def test_what_the_call_names_comes_before_what_the_file_names(pipeline: Path, tmp_path: Path) -> None:
    result = pcapflow.run(pipeline, [str(RESET_AFTER_FIN)], tmp_path / "other")
    assert uris(tmp_path / "other") == [str(RESET_AFTER_FIN)]
    assert result.read == 1


def test_records_are_kept_only_if_asked_for(pipeline: Path) -> None:
    assert len(pcapflow.run(pipeline).view.records) == 0
    text = pipeline.read_text().replace('"lake"', '"with-records"\nrecords = true')
    pipeline.write_text(text)
    assert len(pcapflow.run(pipeline).view.records) > 0


def test_tables_of_a_newer_version_are_left_as_they_are(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    (stated,) = lake.glob("increment=*/commit.json")
    stated.write_text(json.dumps(json.loads(stated.read_text()) | {"schema": 99}))
    before = contents(lake)
    with pytest.raises(TablesError, match=r"newer pcapflow \(schema 99; this one writes 1\)"):
        pcapflow.run(pipeline)
    with pytest.raises(TablesError, match="newer pcapflow"):
        _ = pcapflow.open(lake).captures
    assert contents(lake) == before


def test_a_directory_that_holds_something_else_is_left_as_it_is(pipeline: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear")
    with pytest.raises(TablesError, match=r"holds something else \(letter.txt\); nothing was changed"):
        pcapflow.run(pipeline, tables=home)
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_a_second_run_says_who_is_writing_and_leaves(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    hold = "import sys; from pathlib import Path; from pcapflow.tables.lock import writing\n"
    hold += "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, lake], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(TablesBusyError, match=f"is being written by process {holder.pid}"):
            pcapflow.run(pipeline)
        holder.kill()
    assert pcapflow.run(pipeline).there == 3  # the lock died with its process


def test_a_file_in_the_tables_directory_that_is_no_commit_is_left_alone(pipeline: Path) -> None:
    lake = pcapflow.run(pipeline).tables
    (lake / "report.html").write_text("mine")
    pcapflow.run(pipeline, [str(RENEGOTIATION)])
    assert (lake / "report.html").read_text() == "mine"


def test_analyze_gives_the_same_tables_in_memory_and_on_disk(tmp_path: Path) -> None:
    looked = pcapflow.analyze([RENEGOTIATION])
    kept = pcapflow.analyze([RENEGOTIATION], tmp_path / "lake")
    assert looked.tables is None
    for name in ("connections", "handshakes", "findings", "verdicts"):
        assert looked.view.arrow(name).equals(kept.view.arrow(name))


def test_one_stream_after_another_does_not_replace_the_first(tmp_path: Path) -> None:
    for sample in (RENEGOTIATION, RESET_AFTER_FIN):
        pcapflow.analyze([sample.read_bytes()], tmp_path)
    assert uris(tmp_path) == ["bytes", "bytes"]
    pcapflow.analyze([RENEGOTIATION.read_bytes()], tmp_path)
    assert uris(tmp_path) == ["bytes", "bytes"]


def test_a_severity_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match=r'fail_on is "fatal". It is never, info, notice, warning, error.'):
        _ = pcapflow.analyze([RENEGOTIATION], fail_on="fatal").exit_code
