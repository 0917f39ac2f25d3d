"""A capture that is in Python as bytes or as an open binary file.

Its `read` is called in the thread that asks for rows, because a Python object may belong to it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from pcapflow import _engine
from pcapflow.errors import UsageError
from pcapflow.readers.source import Watch, rows
from pcapflow.text import printable

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Stream:
    """A file object; it is read to its end and not closed."""

    file: BinaryIO
    uri: str

    def batches(
        self, *, records: bool = False, watch: Watch | None = None
    ) -> Iterator[dict[str, pa.RecordBatch]]:
        """All rows of the stream, read from where it stands."""
        reading = _engine.Reading.stream(self.file, uri=self.uri, records=records)
        while (batch := reading.next_batch()) is not None:
            if watch is not None:
                watch(*reading.progress)
            yield rows(batch)


def from_bytes(data: bytes | bytearray | memoryview, uri: str | None = None) -> Stream:
    """A capture in memory."""
    return Stream(io.BytesIO(data), uri or "bytes")


def from_file(file: object, uri: str | None = None) -> Stream:
    """An open file, or anything with a `read(n)` that gives bytes."""
    if isinstance(file, io.TextIOBase):
        raise UsageError(f"{printable(_name(file))} is open as text", 'Open it with mode "rb".')
    return Stream(cast(BinaryIO, file), uri or _name(file))


def _name(file: object) -> str:
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else type(file).__name__
