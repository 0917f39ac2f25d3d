"""Values as text: times with nine digits, hex, nulls."""

import json

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pcapflow.tables.export import aligned, dumps, rfc3339, rows


@given(st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1))
def test_a_time_is_the_one_that_numpy_writes(nanoseconds: int) -> None:
    assert rfc3339(nanoseconds) == f"{np.datetime64(nanoseconds, 'ns')}Z"


def test_values_that_json_does_not_know_have_a_form_in_it() -> None:
    table = pa.table(
        {
            "time": pa.array([1_700_000_000_123_456_789, None], pa.timestamp("ns", "UTC")),
            "coarse": pa.array([1_700_000_000, None], pa.timestamp("s")),
            "binary": pa.array([b"\x00\xff", None]),
            "float": pa.array([float("nan"), 1.5]),
            "list": pa.array([[{"name": "a", "bytes": b"\x01"}], None]),
        }
    )
    assert [json.loads(dumps(row)) for row in rows(table)] == [
        {
            "time": "2023-11-14T22:13:20.123456789Z",
            "coarse": "2023-11-14T22:13:20.000000000Z",
            "binary": "00ff",
            "float": None,
            "list": [{"name": "a", "bytes": "01"}],
        },
        {"time": None, "coarse": None, "binary": None, "float": 1.5, "list": None},
    ]


def test_columns_are_aligned_and_rows_are_counted() -> None:
    table = pa.table({"name": ["a", None], "number": [1000, 7]})
    assert "".join(aligned(table)) == "name  number\n────  ──────\na     1000\n      7\n(2 rows)\n"
    assert "".join(aligned(table.slice(0, 0))) == "name  number\n────  ──────\n(0 rows)\n"
