"""Files of the engine's own Parquet writer, as pyarrow and DuckDB read them: what went in comes out."""

import random

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pcapflow import _engine
from pcapflow.tables.schema import schemas

EDGES = {
    pa.bool_(): [True, False],
    pa.uint8(): [0, 255],
    pa.uint16(): [0, 65_535],
    pa.uint32(): [0, 2**32 - 1],
    pa.uint64(): [0, 2**63 - 1, 2**63, 2**64 - 1],
    pa.int64(): [-(2**63), -1, 0, 2**63 - 1],
    pa.timestamp("ns", "UTC"): [-(2**63), 0, 2**63 - 1],
    pa.string(): ["", "a", "ÿ\x00", "x" * 5_000],
}
STRUCT = pa.struct([("name", pa.string()), ("frame", pa.uint64()), ("known", pa.bool_())])
KINDS = [*EDGES, *(pa.list_(kind) for kind in EDGES), pa.list_(STRUCT)]


def value(kind, luck, words):
    """A value of a type, null now and then; of many different ones if `words` is large."""
    if luck.random() < 0.1:
        return None
    if pa.types.is_list(kind):
        return [value(kind.value_type, luck, words) for _ in range(luck.choice([0, 1, 2, 30]))]
    if pa.types.is_struct(kind):
        return {field.name: value(field.type, luck, words) for field in kind}
    if luck.random() < 0.1:
        return luck.choice(EDGES[kind])
    number = luck.randrange(words)
    if kind == pa.bool_():
        return number % 2 == 0
    return (
        str(number)
        if kind == pa.string()
        else number % (256**kind.byte_width if pa.types.is_unsigned_integer(kind) else 2**62)
    )


def column(kind, rows, words):
    luck = random.Random(f"{kind} {words}")
    return pa.array([value(kind, luck, words) for _ in range(rows)], kind)


def written(path, table, order=None, group_rows=32_768, metadata=()):
    file = _engine.ParquetFile(str(path), table.schema, group_rows)
    file.write(table.to_batches(), order)
    file.close(list(metadata))
    return path


@pytest.mark.parametrize("words", [1, 3, 300, 2**40])
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_column_is_read_as_it_was_given(tmp_path, kind, words):
    table = pa.table({"c": column(kind, 3_000, words)})
    path = written(tmp_path / "t.parquet", table, group_rows=1_100)
    assert pq.read_table(path).cast(table.schema).equals(table)
    assert duckdb.sql(f"SELECT c FROM '{path}'").to_arrow_table().cast(table.schema).equals(table)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_column_without_values_is_read_as_it_was_given(tmp_path, kind):
    for number, rows in enumerate(([], [None] * 100)):
        table = pa.table({"c": pa.array(rows, kind)})
        path = written(tmp_path / f"{number}.parquet", table)
        assert pq.read_table(path).cast(table.schema).equals(table)
        assert duckdb.sql(f"FROM '{path}'").to_arrow_table().cast(table.schema).equals(table)


def test_rows_of_many_batches_are_written_in_the_order_that_is_asked_for(tmp_path):
    parts = [pa.table({str(kind): column(kind, rows, rows) for kind in KINDS}) for rows in (700, 0, 1, 900)]
    table = pa.concat_tables(parts)
    order = list(range(len(table)))
    random.Random(3).shuffle(order)
    path = written(tmp_path / "t.parquet", table, pa.array(order, pa.uint64()), group_rows=512)
    assert pq.read_table(path).cast(table.schema).equals(table.take(order))
    assert [pq.ParquetFile(path).metadata.row_group(number).num_rows for number in range(4)] == [
        512,
        512,
        512,
        65,
    ]


@pytest.mark.parametrize(
    ("kind", "given", "least", "most"),
    [
        *((kind, [5, None, 3, 9], 3, 9) for kind in (pa.uint8(), pa.uint16(), pa.uint32(), pa.int64())),
        (pa.uint64(), [2**63, None, 3, 2**64 - 1], 3, 2**64 - 1),
        (pa.int64(), [-(2**63), None, 3, 2**63 - 1], -(2**63), 2**63 - 1),
        (pa.string(), ["b", None, "ä", "a"], "a", "ä"),
        (pa.string(), ["b", None, "x" * 100], None, None),
    ],
    ids=str,
)
def test_bounds_and_nulls_of_a_row_group_are_those_of_its_rows(tmp_path, kind, given, least, most):
    path = written(tmp_path / "t.parquet", pa.table({"c": pa.array(given, kind)}))
    about = pq.ParquetFile(path).metadata.row_group(0).column(0).statistics
    assert about.null_count == 1
    assert about.has_min_max == (least is not None)
    if about.has_min_max:
        assert (about.min, about.max) == (least, most)


def test_every_table_can_be_written_and_says_what_its_columns_mean(tmp_path):
    for name, schema in schemas().items():
        path = written(tmp_path / name, schema.empty_table())
        assert pq.read_schema(path).names == schema.names


def test_a_type_that_no_table_has_is_refused(tmp_path):
    with pytest.raises(OSError, match="Float64"):
        written(tmp_path / "t.parquet", pa.table({"c": [0.5]}))


def test_rows_that_there_are_not_are_refused(tmp_path):
    table = pa.table({"c": pa.array([1], pa.uint8())})
    with pytest.raises(OSError, match="rows that there are not"):
        written(tmp_path / "t.parquet", table, pa.array([1], pa.uint64()))
    file = _engine.ParquetFile(str(tmp_path / "u.parquet"), table.schema, 10)
    with pytest.raises(OSError, match="another schema"):
        file.write(pa.table({"c": ["a"]}).to_batches())
    with pytest.raises(ValueError, match="closed"):
        file.close([])
