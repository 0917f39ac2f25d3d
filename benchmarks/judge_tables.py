"""What `pcapflow judge` costs over very many connections: tables made for it from the sample captures.

A hundred copies of the samples, each a second after the one before, are the captures of one fleet, and every
fleet is a folder of its own. Some rule flags nearly every connection, which is the worst case: of real
traffic nearly none is.

python benchmarks/judge_tables.py                 makes a million connections and prints the figures
python benchmarks/judge_tables.py 100000 --keep lake
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from measure import cost

import pcapflow
from pcapflow.tables.commits import Commit, Entry, increment_id
from pcapflow.tables.schema import facts
from pcapflow.tables.writer import open_writer

SAMPLES = Path(__file__).parent.parent / "sample_captures"
OWN = ("connection_id", "session_id_hash", "ticket_hash", "issued_ticket_hash")
"""Columns that tell one copy from another."""
SHARED = ("capture_id", "uri")
"""Columns that tell one fleet from another."""
COPIES = 100
"""Copies that share captures and servers."""
TIMES = ("time", "first_time", "last_time")
COMMIT_CONNECTIONS = 100_000


def main() -> None:
    """Makes the tables, judges them, prints what that cost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("connections", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--keep", type=Path, help="leave the tables there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pcapflow-judge-") as scratch:
        lake = given.keep or Path(scratch) / "lake"
        made = make(lake, given.connections)
        spent = cost([str(Path(sys.executable).with_name("pcapflow")), "judge", str(lake)])
    print(
        f"pcapflow judge over {made:,} connections: {spent.cpu_seconds:.1f} s of CPU, "
        f"{spent.peak_bytes / 1e6:,.0f} MB at most"
    )


def make(lake: Path, connections: int) -> int:
    """Commits at least so many connections, by whole copies of the samples."""
    read = pcapflow.read(SAMPLES)
    samples = {name: read.table(name).combine_chunks() for name in facts() if name != "records"}
    each = len(samples["connections"])
    copies = -(-connections // each)
    at_once = max(COMMIT_CONNECTIONS // each // COPIES, 1) * COPIES
    with open_writer(lake) as writer:
        for start in range(0, copies, at_once):
            numbers = np.arange(start, min(start + at_once, copies))
            staged = writer.stage()
            tables = {
                name: copied(table, numbers[::COPIES] if name == "captures" else numbers)
                for name, table in samples.items()
            }
            for name, table in tables.items():
                staged.add(name, table)
            rows = tables["captures"].select(["capture_id", "uri", "status"]).to_pylist()
            entries = [Entry(**row, also_at=(), size=None, mtime_ns=None) for row in rows]
            versions = {"made": "by benchmarks/judge_tables.py"}
            identity = increment_id(entries, versions, False, [])
            writer.publish(staged, Commit("increment", identity, versions, dict(staged.rows), [], entries))
    return copies * each


def copied(table: pa.Table, numbers: np.ndarray) -> pa.Table:
    """The rows once for each number, so that none of the copies has to do with another."""
    rows = pa.array(np.tile(np.arange(len(table)), len(numbers)))
    number = np.repeat(numbers, len(table))
    own, shared = pa.array(number).cast(pa.string()), pa.array(number // COPIES).cast(pa.string())
    later = pa.array(number * 1_000_000_000)
    columns = []
    for field in table.schema:
        column = table[field.name].take(rows).combine_chunks()
        if field.name in OWN:
            column = pc.binary_join_element_wise(own, column, "/")
        elif field.name in SHARED:
            column = pc.binary_join_element_wise(shared, column, "/")
        elif field.name in TIMES:
            column = pc.add(column.cast(pa.int64()), later).cast(field.type)
        columns.append(column)
    return pa.table(columns, schema=table.schema)


if __name__ == "__main__":
    main()
