"""The order of rows in a table: by time, so that engines prune row groups, then connection and ordinal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_BY_TABLE = {"captures": ["uri"], "connections": ["first_time", "connection_id"]}
_EVENTS = ["time", "connection_id", "ordinal"]


def keys(table: str) -> list[str]:
    """The columns that a table of facts is ordered by."""
    return _BY_TABLE.get(table, _EVENTS)


def in_order(table: str, rows: pa.Table) -> pa.Table:
    """The rows in their order; what has no time (findings, verdicts) keeps the order that it came in."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    by = keys(table)
    if not set(by) <= set(rows.column_names):
        return rows
    rows = rows.combine_chunks()
    order = pc.sort_indices(rows, sort_keys=[(key, "ascending") for key in by])
    if np.array_equal(order, np.arange(len(rows))):
        return rows
    # Column by column: three times cheaper than Table.take, measured on 30,000 connections.
    return pa.Table.from_arrays([column.take(order) for column in rows.columns], schema=rows.schema)
