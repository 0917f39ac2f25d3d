"""Evidence as columns: what a rule returns becomes lists of frames and values, without a step per row."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge.schemas import FRAME, VALUE

UNITS = {"_us": "us", "_ms": "ms", "_s": "s", "_bytes": "bytes"}


def frames(columns: Mapping[str, pa.Array], rows: int) -> pa.ListArray:
    """Per row the frames that are known, in the order of the columns, named without `_frame`."""
    names = pa.array([name.removesuffix("_frame") for name in columns], pa.string())
    cells, column, offsets = _interleave(
        [array.cast(pa.uint64()) for array in columns.values()], pa.uint64(), rows
    )
    return _lists(offsets, [names.take(column), cells], FRAME)


def values(columns: Mapping[str, pa.Array], rows: int) -> pa.ListArray:
    """Per row the values that are known, as text; a unit in the column's name is told apart."""
    units = [next((end for end in UNITS if name.endswith(end)), "") for name in columns]
    names = pa.array([name.removesuffix(end) for name, end in zip(columns, units, strict=True)], pa.string())
    cells, column, offsets = _interleave([_text(array) for array in columns.values()], pa.string(), rows)
    unit = pa.array([UNITS.get(end) for end in units], pa.string()).take(column)
    return _lists(offsets, [names.take(column), cells, unit], VALUE)


def _text(array: pa.Array) -> pa.Array:
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        return pc.binary_join(array.cast(pa.list_(pa.string())), ", ")
    return array.cast(pa.string())


def _interleave(arrays: list[pa.Array], kind: pa.DataType, rows: int) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The valid cells row by row, the column of each, and where each row's cells begin."""
    valid: npt.NDArray[np.bool_] = np.zeros((rows, len(arrays)), dtype=bool)
    for number, array in enumerate(arrays):
        valid[:, number] = array.is_valid().to_numpy(zero_copy_only=False)
    row, column = np.nonzero(valid)
    joined = pa.concat_arrays(arrays) if arrays else pa.array([], kind)
    offsets = np.concatenate([[0], np.cumsum(valid.sum(axis=1))])
    return joined.take(pa.array(column * rows + row)), pa.array(column), pa.array(offsets, pa.int32())


def _lists(offsets: pa.Array, parts: list[pa.Array], kind: pa.StructType) -> pa.ListArray:
    return pa.ListArray.from_arrays(
        offsets, pa.StructArray.from_arrays(parts, fields=list(kind)), type=pa.list_(kind)
    )
