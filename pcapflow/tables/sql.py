"""SQL over tables, by DuckDB, which reads what is on disk itself and skips what a query does not need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.errors import UsageError
from pcapflow.text import did_you_mean, printable

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


_ATTEMPTS = 3
_RULE_COLUMNS = ("id", "title", "meaning", "fix", "source")


def query(
    text: str,
    tables: Mapping[str, Callable[[], pa.Table]],
    files: Callable[[], Mapping[str, list[str]]] = dict,
) -> pa.Table:
    """The answer to a query over `tables`; of those in `files`, DuckDB reads the Parquet files.

    Beside them there are the views `rules` and `names`. Only what the query mentions is touched.
    """
    import duckdb

    known = {**tables, "rules": _rules, "names": _names}
    attempts = _ATTEMPTS
    while True:
        attempts -= 1
        try:
            return _answer(text, known, files())
        except duckdb.Error as problem:
            replaced_meanwhile = isinstance(problem, duckdb.IOException)  # a writer was here: look again
            if not (replaced_meanwhile and attempts):
                raise _complaint(problem, known) from None


def _answer(
    text: str, known: Mapping[str, Callable[[], pa.Table]], files: Mapping[str, list[str]]
) -> pa.Table:
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, table in known.items():
            if re.search(rf"\b{name}\b", text, re.IGNORECASE):
                _register(connection, name, table, files.get(name))
        answer = connection.sql(text)
        if answer is None:
            raise UsageError("SQL: the statement gives no rows", "Ask with SELECT.")
        return answer.to_arrow_table()


def _register(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    table: Callable[[], pa.Table],
    files: list[str] | None,
) -> None:
    if not files:
        connection.register(name, table())
        return
    from pcapflow.tables.schema import schema

    # The empty table brings the columns that no file has yet.
    connection.register(f"_empty_{name}", schema(name).empty_table())
    paths = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
    connection.execute(
        f"CREATE VIEW {name} AS SELECT * FROM _empty_{name} UNION ALL BY NAME "
        f"SELECT * FROM read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"
    )


def _rules() -> pa.Table:
    import pyarrow as pa

    from pcapflow import judge

    words = [
        {
            "id": full_id,
            "title": rule.sentence(full_id),
            "meaning": rule.text("Meaning", full_id),
            "fix": rule.text("Fix", full_id),
            "source": rule.spec,
        }
        for rule in judge.catalogue()
        for full_id in rule.ids
    ]
    return pa.Table.from_pylist(words, pa.schema([(name, pa.string()) for name in _RULE_COLUMNS]))


def _names() -> pa.Table:
    import pyarrow as pa

    types = {"registry": pa.string(), "value": pa.int64(), "name": pa.string(), "reference": pa.string()}
    columns = list(zip(*_engine.names(), strict=True)) or [()] * len(types)
    return pa.table(
        {name: pa.array(values, kind) for (name, kind), values in zip(types.items(), columns, strict=True)}
    )


def _complaint(problem: duckdb.Error, known: Iterable[str]) -> UsageError:
    """DuckDB's message in a line; of our tables it knows only those that the query mentions."""
    message = str(problem).split("\n\n")[0].replace("\n", " ")
    unknown = re.search(r"Table with name (\S+) does not exist", message)
    if unknown is None:
        return UsageError(f"SQL: {printable(message, limit=400)}")
    near = did_you_mean(unknown[1], known) or f"Tables: {', '.join(known)}."
    return UsageError(f'SQL: there is no table "{printable(unknown[1])}"', near)
