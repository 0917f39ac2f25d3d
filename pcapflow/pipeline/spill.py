"""Rows that wait on disk, by number, until all rows of a number are there. It knows nothing of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pcapflow.judge.rows import Numbers

if TYPE_CHECKING:
    import pyarrow as pa


class Spill:
    """A file of Arrow batches, each of rows of one number. It is read once all are written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow as pa

        self._path, self._schema = path, schema
        self._writer = pa.ipc.new_file(str(path), schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))
        self._batches: dict[int, list[int]] = defaultdict(list)
        self._written = 0

    def add(self, numbers: Numbers, rows: pa.Table) -> None:
        """Adds rows, each under its number; none under -1."""
        import pyarrow as pa

        if np.any(numbers[1:] < numbers[:-1]):
            order = np.argsort(numbers, kind="stable")
            numbers, rows = numbers[order], rows.take(pa.array(order))
        there, starts, counts = np.unique(numbers, return_index=True, return_counts=True)
        for number, start, count in zip(there.tolist(), starts.tolist(), counts.tolist(), strict=True):
            if number < 0:
                continue
            for batch in rows.slice(start, count).combine_chunks().to_batches():
                self._writer.write_batch(batch)
                self._batches[number].append(self._written)
                self._written += 1

    def done(self) -> None:
        """All are written."""
        self._writer.close()

    def rows(self, number: int) -> pa.Table:
        """All rows of a number, in the order in which they came."""
        import pyarrow as pa

        with pa.OSFile(str(self._path)) as source:
            file = pa.ipc.open_file(source)
            batches = [file.get_batch(each) for each in self._batches[number]]
        return pa.Table.from_batches(batches, self._schema)
