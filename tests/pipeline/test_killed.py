"""A run that is killed at any moment leaves whole commits only, and the next run comes to the same end."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lakes import contents

import pcapflow
from pcapflow.tables.commits import commits

KILLED = """
import os, signal, sys

calls = 0

def dying(name):
    call = getattr(os, name)
    def wrapped(*args, **options):
        global calls
        calls += 1
        if calls == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **options)
    setattr(os, name, wrapped)

import pcapflow
for name in ("mkdir", "rename", "fsync", "rmdir", "unlink"):
    dying(name)
pcapflow.run(sys.argv[1], tables=sys.argv[2])
print(calls)
"""


def killed(pipeline: Path, lake: Path, at: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, pipeline, lake, str(at)], capture_output=True, text=True, check=False
    )


def whole(lake: Path) -> bool:
    """Every commit that counts has the rows that it says it has, and no more."""
    live = commits(lake)
    tables = pcapflow.open(lake)
    rows = sum(commit.rows.get("connections", 0) for commit in live)
    return len(tables.connections) == rows and len(tables.captures) == len({*tables.captures["uri"]})


@pytest.fixture
def grown(pipeline: Path, captures: Path) -> Path:
    """Tables of three captures, one of them replaced since and one new: the run has all to do."""
    lake = pcapflow.run(pipeline, tables=pipeline.parent / "before").tables
    shutil.copy(captures / "c.pcapng", captures / "d.pcapng")
    content = bytearray((captures / "b.pcapng").read_bytes())
    (captures / "c.pcapng").write_bytes(content[:-4])
    return lake


def test_a_run_killed_at_any_call_of_the_file_system_is_finished_by_the_next(
    pipeline: Path, grown: Path, tmp_path: Path
) -> None:
    expected = tmp_path / "expected"
    shutil.copytree(grown, expected)
    calls = int(killed(pipeline, expected, 0).stdout)
    assert calls > 20  # else the calls that are counted are not those that the writer makes
    for at in range(1, calls + 1, 3):
        lake = tmp_path / f"lake-{at}"
        shutil.copytree(grown, lake)
        assert killed(pipeline, lake, at).returncode == -9
        assert whole(lake)
        pcapflow.run(pipeline, tables=lake)
        assert contents(lake) == contents(expected)
        assert list((lake / ".staging").iterdir()) == []
