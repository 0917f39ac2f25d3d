"""Judgement over what is committed: chunk by chunk, night after night."""

import shutil
from pathlib import Path

import pytest
from lakes import contents
from sample_paths import SAMPLES
from scapy.layers.inet import TCP
from scapy.utils import rdpcap, wrpcap

import pcapflow
from pcapflow.errors import ExitCode, UsageError
from pcapflow.pipeline import judgement

HOUSE = '''
from pcapflow import rule


@rule(
    severity="notice", confidence="certain", title="A rule that needs a late asker", spec="house rules",
    reads={"servers": ["late_asks"]}, frames=["client_hello_frame"],
)
def late(connections, servers):
    """
    ## Meaning

    One.

    ## Fix

    Two.

    ## Harmless when

    Three.
    """
    if not (servers.late_asks > 0).any():
        raise ValueError("no late asker here")
    return connections
'''

LATE = SAMPLES / "tls13-late-client-cert.pcapng"


@pytest.fixture
def every_sample(tmp_path: Path) -> Path:
    file = tmp_path / "all.toml"
    file.write_text(f'[input]\ncaptures = ["{SAMPLES}/*.pcapng"]\n')
    return file


@pytest.mark.parametrize("connections", [1, 7, 20])
def test_chunks_of_any_size_give_the_same_bytes(every_sample, tmp_path, monkeypatch, connections):
    whole = pcapflow.run(every_sample, tables=tmp_path / "whole").tables
    monkeypatch.setattr(judgement, "CHUNK_CONNECTIONS", connections)
    parts = pcapflow.run(every_sample, tables=tmp_path / "parts").tables
    assert contents(whole) == contents(parts)


def test_judging_all_again_gives_the_bytes_of_one_run_over_all(pipeline, captures, monkeypatch) -> None:
    monkeypatch.chdir(captures.parent)
    shutil.copy(LATE, captures / "late.pcapng")
    whole = pcapflow.run(pipeline, tables="whole").tables
    lake = captures.parent / "nights"
    for night in sorted(captures.iterdir()):
        pcapflow.run(pipeline, [f"captures/{night.name}"], lake)
    assert len(list(lake.glob("judgement=*"))) == 4
    pcapflow.rejudge(lake)
    (again,) = lake.glob("judgement=*")
    (once,) = whole.glob("judgement=*")
    for name in ("findings", "verdicts", "sightings"):
        table = f"{name}.parquet"
        assert (again / table).read_bytes() == (once / table).read_bytes()


def nights(directory: Path) -> list[Path]:
    """The seed cut in two: TLS 1.2, where the server asks late, and TLS 1.3, where it resets."""
    packets = rdpcap(str(LATE))
    clients = list(dict.fromkeys(packet[TCP].sport for packet in packets if packet[TCP].flags == "S"))
    paths = []
    for client in clients[:2]:
        paths.append(directory / f"night{len(paths)}.pcap")
        wrpcap(str(paths[-1]), [each for each in packets if client in (each[TCP].sport, each[TCP].dport)])
    return paths


def test_a_server_that_was_seen_asking_last_night_corroborates_tonight(tmp_path: Path) -> None:
    yesterday, today = nights(tmp_path)
    alone = pcapflow.analyze([str(today)], tmp_path / "alone").view.findings.set_index("rule")
    assert alone.loc["tls13-late-client-cert", "confidence"] == "possible"
    lake = tmp_path / "lake"
    asked = pcapflow.analyze([str(yesterday)], lake).view.connections["connection_id"].tolist()
    found = pcapflow.analyze([str(today)], lake).view.findings.set_index("rule")
    assert found.loc["tls13-late-client-cert", "confidence"] == "likely"
    assert list(found.loc["tls13-late-client-cert", "corroboration"]) == asked
    (server,) = pcapflow.open(lake).servers.to_dict("records")
    assert (server["captures"], server["connections"], server["late_asks"]) == (2, 2, 1)
    answer = pcapflow.open(lake).sql("SELECT late_asks, resets[1].kind AS kind FROM servers")
    assert answer.to_dict("records") == [{"late_asks": 1, "kind": "after-request-unanswered"}]


def test_what_an_earlier_night_was_told_changes_only_by_judging_again(tmp_path: Path) -> None:
    later, earlier = nights(tmp_path)
    lake = tmp_path / "lake"
    pcapflow.analyze([str(earlier)], lake)
    before = contents(lake)
    pcapflow.analyze([str(later)], lake)
    assert before.items() <= contents(lake).items()
    result = pcapflow.rejudge(lake)
    found = result.view.findings.set_index("rule")
    assert found.loc["tls13-late-client-cert", "confidence"] == "likely"
    assert result.before == result.now
    facts = {path: content for path, content in contents(lake).items() if path.startswith("increment")}
    assert facts.items() == {p: c for p, c in {**before, **contents(lake)}.items() if p in facts}.items()


def test_a_rule_that_fails_in_one_chunk_is_left_out_of_all(every_sample, tmp_path, monkeypatch) -> None:
    house = tmp_path / "house.py"
    house.write_text(HOUSE)
    text = every_sample.read_text()
    every_sample.write_text(f'{text}[rules]\nfiles = ["house.py"]\n')
    monkeypatch.setattr(judgement, "CHUNK_CONNECTIONS", 7)
    result = pcapflow.run(every_sample, tables=tmp_path / "lake")
    assert result.failures == ["rule late: ValueError: no late asker here"]
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "late" not in set(result.view.findings["rule"])
    every_sample.write_text(text)
    without = pcapflow.run(every_sample, tables=tmp_path / "without")
    assert result.view.verdicts.equals(without.view.verdicts)


def test_servers_of_which_the_operator_knows_make_it_likely_and_the_tables_say_what_changed(tmp_path) -> None:
    _, capture = nights(tmp_path)
    lake = tmp_path / "lake"
    pcapflow.analyze([str(capture)], lake)
    result = pcapflow.rejudge(lake, expects_client_certificate=["intranet.*"], fail_on="error")
    found = result.view.findings.set_index("rule")
    assert found.loc["tls13-late-client-cert", "confidence"] == "likely"
    assert result.exit_code == ExitCode.FINDINGS
    file = tmp_path / "p.toml"
    file.write_text('[input]\ncaptures = ["x"]\n[rules]\ndisable = ["tls13-late-client-cert"]\n')
    result = pcapflow.rejudge(lake, file)
    assert result.before == {("tls13-late-client-cert", None): 1}
    assert result.now == {("server-reset/after-request-unanswered", None): 1}


def test_tables_without_facts_cannot_be_judged(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are no tables"):
        pcapflow.rejudge(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="nothing is committed there"):
        pcapflow.rejudge(tmp_path / "empty")
    assert not list((tmp_path / "empty").glob("*=*"))
