"""Arrow tables as pandas DataFrames on Arrow types: unknown stays unknown, nothing is turned into a float."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def frame(table: pa.Table) -> pd.DataFrame:
    """The same rows; their memory is shared where it can be."""
    import pandas as pd

    made: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return made
