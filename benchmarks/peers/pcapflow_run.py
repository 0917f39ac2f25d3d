"""pcapflow as the benchmark runs it, in three modes; the only file of the benchmark that calls its API.

`engine` drains the native engine over one capture and drops the batches: tables in memory, no rules, nothing
written. `steady` is what one more capture costs in a process that has already done one: rules, verdicts and
Parquet included. `whole` is the command a user types, start-up included.

The first two print one JSON object with the CPU seconds they took, so that starting Python is not in it.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path


def whole(capture: Path, tables: Path) -> list[str]:
    """The command whose cost is the mode `whole`."""
    command = str(Path(sys.executable).with_name("pcapflow"))
    return [command, "analyze", str(capture), "--tables", str(tables), "--force"]


def engine(capture: Path) -> dict[str, float]:
    import pcapflow._engine as native  # loading the library is start-up, not the engine

    before = cpu_seconds()
    reading = native.Reading.open(str(capture))
    while reading.next_batch() is not None:
        pass
    return {"cpu_seconds": cpu_seconds() - before}


def steady(capture: Path, scratch: Path) -> dict[str, float]:
    analyze(capture, scratch / "warm-up")
    before = cpu_seconds()
    analyze(capture, scratch / "measured")
    used = cpu_seconds() - before
    return {"cpu_seconds": used, "found": rows(scratch / "measured", "connections")}


def analyze(capture: Path, tables: Path) -> None:
    import pcapflow

    pcapflow.analyze([capture], tables=tables)


def rows(tables: Path, name: str) -> int:
    from pyarrow.parquet import read_metadata

    return sum(read_metadata(file).num_rows for file in tables.glob(f"*/{name}.parquet"))


def cpu_seconds() -> float:
    """User and system time of this process and of the workers it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    mode, capture = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(engine(capture) if mode == "engine" else steady(capture, Path(scratch))))


if __name__ == "__main__":
    main()
