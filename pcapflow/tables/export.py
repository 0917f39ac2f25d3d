"""Rows as text: the JSON object that `--json` prints, and a query's answer as aligned columns or CSV.

Times are RFC 3339 with nine digits, because a capture has nanoseconds; binary is hex; what is null stays, as
null. Everything outside ASCII is escaped, so that a hostile name cannot steer the terminal it is printed on.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from pcapflow.text import counted, printable

if TYPE_CHECKING:
    import pyarrow as pa

JSON_SCHEMA = 1
"""Version of the shape of `--json`."""

CELL_WIDTH = 60
_FLUSH_CHARACTERS = 1 << 16


class Tables(Protocol):
    """Anything that has tables by name."""

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table: ...


def json_object(tables: Tables, names: Sequence[str]) -> Iterator[str]:
    """One object: `schema`, then every table as a list of rows, with `uri` and `tcp_stream` joined in."""
    uris = _lookup(tables.table("captures", ["capture_id", "uri"]))
    streams = _lookup(tables.table("connections", ["connection_id", "tcp_stream"]))
    yield f'{{"schema": {JSON_SCHEMA}'
    for name in names:
        yield f",\n{json.dumps(name)}: ["
        for number, row in enumerate(rows(tables.table(name))):
            if "uri" not in row:
                row["uri"] = uris.get(row["capture_id"])
            if "connection_id" in row and "tcp_stream" not in row:
                row["tcp_stream"] = streams.get(row["connection_id"])
            yield f"{',' if number else ''}\n{dumps(row)}"
        yield "]"
    yield "}\n"


def rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries of plain values."""
    for batch in table.to_batches(max_chunksize=1024):
        columns = [plain(column) for column in batch.columns]
        for values in zip(*columns, strict=True):
            yield dict(zip(batch.schema.names, values, strict=True))


def plain(column: pa.Array) -> list[Any]:
    """A column's values as JSON has them."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        in_nanoseconds = column.cast(pa.timestamp("ns", column.type.tz)).cast(pa.int64())
        return [rfc3339(value) for value in in_nanoseconds.to_pylist()]
    return [_plain(value) for value in column.to_pylist()]


def aligned(table: pa.Table) -> Iterator[str]:
    """Lines of aligned columns, long cells cut, and a line that counts the rows."""
    columns = [[_cell(value) for value in plain_column(column)] for column in table.columns]
    heads = [printable(name, CELL_WIDTH) for name in table.column_names]
    widths = [max(map(len, [head, *cells])) for head, cells in zip(heads, columns, strict=True)]
    for line in [heads, ["─" * width for width in widths], *zip(*columns, strict=True)]:
        yield "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
    yield f"({counted(len(table), 'row')})\n"


def csv_lines(table: pa.Table) -> Iterator[str]:
    """CSV (RFC 4180) with a head; null is an empty cell, a list is JSON.

    A hostile name that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.column_names)
    for row in rows(table):
        writer.writerow([_csv_cell(value) for value in row.values()])
        if buffer.tell() > _FLUSH_CHARACTERS:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def rfc3339(nanoseconds: int | None) -> str | None:
    """A time in UTC with nine digits."""
    if nanoseconds is None:
        return None
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:09d}Z"


def dumps(value: Any) -> str:
    """JSON in one line, of values that JSON does not know as text."""
    return json.dumps(value, default=str, allow_nan=False)


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return value.hex()
        case float() if not math.isfinite(value):
            return None
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case _:
            return value


def plain_column(column: pa.ChunkedArray) -> list[Any]:
    """All of a column's values, over its chunks."""
    return [value for chunk in column.chunks for value in plain(chunk)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return printable(dumps(value) if isinstance(value, (list, dict, bool)) else value, CELL_WIDTH)


def _csv_cell(value: Any) -> Any:
    if isinstance(value, (list, dict, bool)):
        return dumps(value)
    if not isinstance(value, str):
        return value
    text = printable(value, len(value) + 1)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _lookup(pairs: pa.Table) -> dict[str, Any]:
    keys, values = pairs.columns
    return dict(zip(keys.to_pylist(), values.to_pylist(), strict=True))
