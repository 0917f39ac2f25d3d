"""Rows of tables as numpy arrays: distinct values by number, flags, the way from one table to another."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import acero

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def flags(condition: pa.ChunkedArray) -> Flags:
    """A condition as numpy flags; null is not true."""
    return np.asarray(
        pc.fill_null(condition, False).combine_chunks().to_numpy(zero_copy_only=False), dtype=bool
    )


def hold(rows: pa.Table, *conditions: pc.Expression) -> list[Flags]:
    """For each condition, which rows meet it; unknown meets none."""
    names = [str(number) for number in range(len(conditions))]
    steps = [
        acero.Declaration("table_source", acero.TableSourceNodeOptions(rows)),
        acero.Declaration("project", acero.ProjectNodeOptions(conditions, names)),
    ]
    return [flags(column) for column in acero.Declaration.from_sequence(steps).to_table(use_threads=False)]


def rows_of(table: pa.Table, connections: pa.Table) -> Numbers:
    """For each row of a table the row of its connection, -1 if there is none."""
    if not len(table):
        return np.array([], dtype=np.int64)  # else it costs as much as if there were many
    found = pc.index_in(table["connection_id"], value_set=connections["connection_id"].combine_chunks())
    return np.asarray(pc.fill_null(found, -1).combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int64)


def codes(column: pa.ChunkedArray) -> Numbers:
    """A number per distinct value, null among them."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def joint(left: Numbers, right: Numbers) -> Numbers:
    """A number per distinct pair, without gaps, in the order in which the pairs come."""
    width = int(right.max()) + 1 if len(right) else 1
    return codes(pa.chunked_array([pa.array(left * width + right)]))


def joint_codes(table: pa.Table, columns: list[str]) -> Numbers:
    """A number per distinct combination of these columns."""
    numbers = codes(table[columns[0]])
    for name in columns[1:]:
        numbers = joint(numbers, codes(table[name]))
    return numbers
