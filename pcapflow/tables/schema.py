"""Which tables there are and what their columns mean: asked of the engine, and of `judge` for its own.

It declares nothing itself. Every field carries its text and source in its metadata, here as in every Parquet
file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.errors import UsageError
from pcapflow.text import did_you_mean, printable

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 1
"""Version of the layout on disk. Columns may be added without a new one; anything else needs it."""


@cache
def facts() -> dict[str, pa.Schema]:
    """The tables that the engine states, by name."""
    import pyarrow as pa

    return {name: _settled(pa.schema(schema)) for name, schema in _engine.tables().items()}


@cache
def judgements() -> dict[str, pa.Schema]:
    """The tables that the rules make, by name."""
    from pcapflow import judge

    return {"findings": judge.FINDINGS, "verdicts": judge.VERDICTS, "sightings": judge.SIGHTINGS}


@cache
def views() -> dict[str, pa.Schema]:
    """What is made of tables when it is asked for, by name."""
    from pcapflow import judge

    return {"servers": judge.SERVERS}


def schemas() -> dict[str, pa.Schema]:
    """All tables, by name."""
    return facts() | judgements()


def schema(table: str) -> pa.Schema:
    """One table's schema. An unknown name is a `UsageError` that names the nearest."""
    known = schemas() | views()
    if table not in known:
        advice = did_you_mean(table, known) or f"Tables: {', '.join(known)}."
        raise UsageError(f'there is no table "{printable(table)}"', advice)
    return known[table]


def text(field: pa.Field | pa.Schema) -> str:
    """What a table or a column is."""
    return _metadata(field, b"text")


def source(field: pa.Field) -> str:
    """Where a column's meaning is defined: an RFC's section, an IANA registry, a Wireshark field."""
    return _metadata(field, b"source")


def describe(table: str) -> Iterator[tuple[str, str, str, str]]:
    """(column, type, source, text) of every column of a table."""
    for field in schema(table):
        yield field.name, str(field.type), source(field), text(field)


def _settled(schema: pa.Schema) -> pa.Schema:
    """The same schema, its metadata in one order: the same rows are to be the same bytes in a file."""
    import pyarrow as pa

    fields = [field.with_metadata(dict(sorted(field.metadata.items()))) for field in schema]
    return pa.schema(fields, metadata=dict(sorted(schema.metadata.items())))


def _metadata(field: pa.Field | pa.Schema, key: bytes) -> str:
    found: bytes = (field.metadata or {}).get(key, b"")
    return found.decode()
