"""A capture from standard input: `tcpdump -w - | pcapflow analyze -`. The engine reads it itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.readers.source import Watch, drive

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Stdin:
    """Standard input."""

    uri: str = "-"

    def batches(
        self, *, records: bool = False, watch: Watch | None = None
    ) -> Iterator[dict[str, pa.RecordBatch]]:
        """All rows of what comes in until it ends."""
        return drive(_engine.Reading.stdin(uri=self.uri, records=records), watch)
