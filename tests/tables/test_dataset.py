"""Tables on disk, read by this version and by programs that have nothing of ours."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import pcapflow
from pcapflow.capture import Lake
from pcapflow.errors import UsageError


@pytest.fixture
def directory(pipeline: Path, captures: Path) -> Path:
    """Two commits of facts: what b.pcapng holds came later."""
    later = (captures / "b.pcapng").rename(captures / "b.later")
    pcapflow.run(pipeline)
    later.rename(captures / "b.pcapng")
    pcapflow.run(pipeline)
    return pipeline.parent / "lake"


@pytest.fixture
def lake(directory: Path) -> Lake:
    """The same, open."""
    return pcapflow.open(directory)


def test_other_programs_read_the_same_rows(directory: Path, lake: Lake) -> None:
    streams = sorted(lake.connections["tcp_stream"].tolist())
    files = sorted(directory.glob("*/connections.parquet"))
    assert sorted(pd.concat(map(pd.read_parquet, files))["tcp_stream"]) == streams
    query = f"SELECT tcp_stream FROM '{directory}/*/connections.parquet' ORDER BY 1"
    assert [row[0] for row in duckdb.sql(query).fetchall()] == streams


def test_frames_are_of_arrow_types_and_unknown_stays_unknown(lake: Lake) -> None:
    connections = lake.connections
    assert all(isinstance(kind, pd.ArrowDtype) for kind in connections.dtypes)
    assert str(connections["first_time"].dtype) == "timestamp[ns, tz=UTC][pyarrow]"
    assert connections["server_label"].isna().all()


def test_sql_and_frames_say_the_same(lake: Lake) -> None:
    for name in ("captures", "connections", "handshakes", "findings", "verdicts"):
        answer = lake.sql(f"SELECT count(*) AS n FROM {name}")
        assert answer["n"].tolist() == [len(getattr(lake, name))]


def test_a_column_that_older_tables_lack_is_null(directory: Path, lake: Lake) -> None:
    older, _ = sorted(directory.glob("increment=*/connections.parquet"))
    table = pq.read_table(older, partitioning=None)
    pq.write_table(table.drop_columns(["server_name"]), older)
    assert lake.connections["server_name"].isna().sum() == len(table)
    unknown = lake.sql("SELECT count(*) AS n FROM connections WHERE server_name IS NULL")
    assert unknown["n"].tolist() == [len(table)]


def test_a_misspelt_table_names_the_nearest(lake: Lake) -> None:
    with pytest.raises(AttributeError, match=r'did you mean "connections"\?'):
        _ = lake.conections
    with pytest.raises(UsageError, match=r'there is no table "alert"; did you mean "alerts"\?'):
        lake.arrow("alert")


def test_no_directory_is_no_tables(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are no tables"):
        pcapflow.open(tmp_path / "none")
