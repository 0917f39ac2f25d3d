"""Rows are ordered by time, connection and ordinal, whatever order they came in."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pcapflow.tables.order import groups_in_order, in_order

ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.integers(0, 5), st.none()))


def events(rows: list[tuple[int, str, int, None]]) -> pa.Table:
    names = ["time", "connection_id", "ordinal", "nothing"]
    types = [pa.int64(), pa.string(), pa.uint32(), pa.list_(pa.uint16())]
    arrays = [pa.array([row[i] for row in rows], kind) for i, kind in enumerate(types)]
    return pa.table(arrays, names=names)


@given(ROWS, st.integers(1, 4), st.integers(1, 4))
def test_groups_together_are_the_sorted_rows(
    rows: list[tuple[int, str, int, None]], size: int, chunk: int
) -> None:
    chunks = [events(rows[at : at + chunk]) for at in range(0, len(rows), chunk)] or [events([])]
    groups = list(groups_in_order("alerts", pa.concat_tables(chunks), size))
    assert all(len(group) == size for group in groups[:-1])
    found = [tuple(row.values()) for group in groups for row in group.to_pylist()]
    assert found == sorted(rows, key=lambda row: row[:3])


def test_rows_without_a_time_keep_their_order() -> None:
    table = pa.table({"rule": ["b", "a"]})
    assert in_order("findings", table).equals(table)
