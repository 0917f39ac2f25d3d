"""One batch of captures to one commit of facts. It reads and stages; it judges nothing, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.pipeline.judgement import fits
from pcapflow.readers import Source, Watch
from pcapflow.tables.commits import Commit, Entry, increment_id
from pcapflow.tables.dataset import Dataset
from pcapflow.tables.schema import SCHEMA_VERSION, facts
from pcapflow.tables.writer import Writer

if TYPE_CHECKING:
    import pyarrow as pa

_ENTRY_COLUMNS = ["capture_id", "uri", "also_at", "size", "status"]


@dataclass(frozen=True)
class Batch:
    """What was read now, the commit that holds it, and of that commit's rows the columns asked for.

    There is no commit if nothing new was read.
    """

    commit: Commit | None
    read: list[Entry]
    kept: dict[str, list[pa.Table]]


def commit_batch(
    writer: Writer,
    captures: Sequence[tuple[Source, Watch | None]],
    *,
    records: bool,
    keep: Mapping[str, list[str]],
) -> Batch:
    """Reads the captures and publishes their rows, all of them at once.

    What was committed of the same uris or the same content is replaced; other captures of a commit that is
    replaced for it move into the new one, as they are.
    """
    staged = writer.stage(keep)
    for name, schema in facts().items():
        if records or name != "records":
            staged.add(name, schema.empty_table())
    failed_before = {entry for commit in writer.commits() for entry in commit.captures if entry.failed}
    read: list[Entry] = []
    for source, watch in captures:
        for name, part in _parts(source, watch, records):
            entries = _entries(part) if name == "captures" else []
            if not entries or any(entry not in failed_before for entry in entries):
                staged.add(name, part)
            read.extend(entries)
    new = [entry for entry in read if entry not in failed_before]
    if not new:
        writer.drop(staged)
        return Batch(None, read, {})
    survivors, replaced = _survivors(writer, new)
    everything = sorted([*new, *survivors], key=lambda entry: entry.uri)
    commit = _commit(writer, everything, records, replaced)
    if commit in writer.commits():  # read again, and it is as it was
        writer.drop(staged)
        return Batch(commit, read, {})
    dataset = Dataset(writer.directory)
    for name in staged.rows if survivors else ():
        staged.add(name, dataset.table(name, captures=survivors))
    commit = replace(commit, rows=dict(staged.rows))
    if not fits([commit]):
        staged.keep_nothing()  # they are read again, a chunk at a time
    writer.publish(staged, commit)
    return Batch(commit, read, staged.kept)


def _parts(source: Source, watch: Watch | None, records: bool) -> Iterator[tuple[str, pa.Table]]:
    import pyarrow as pa

    for batches in source.batches(records=records, watch=watch):
        for name, batch in batches.items():
            yield name, pa.Table.from_batches([batch])


def _commit(writer: Writer, captures: list[Entry], records: bool, replaced: set[str]) -> Commit:
    versions = {"engine": _engine.__version__, "schema": str(SCHEMA_VERSION)}
    identity = increment_id(captures, versions, records, [])
    for commit in writer.commits():
        if commit.id == identity:
            return commit
    replaces = writer.replacing(replaced)
    if replaces:
        identity = increment_id(captures, versions, records, replaces)
    return Commit("increment", identity, versions, {}, replaces, captures)


def _entries(captures: pa.Table) -> list[Entry]:
    import pyarrow as pa

    mtimes = captures["mtime"].cast(pa.int64()).to_pylist()
    rows = captures.select(_ENTRY_COLUMNS).to_pylist()
    return [
        Entry(**row | {"also_at": tuple(row["also_at"] or ())}, mtime_ns=mtime)
        for row, mtime in zip(rows, mtimes, strict=True)
    ]


def _survivors(writer: Writer, entries: Sequence[Entry]) -> tuple[list[Entry], set[str]]:
    """Captures that must move because a neighbour is replaced, and the commits that are replaced."""
    uris = {uri for entry in entries if entry.has_place for uri in (entry.uri, *entry.also_at)}
    contents = {entry.capture_id for entry in entries if not entry.failed}
    survivors: list[Entry] = []
    replaced: set[str] = set()
    for commit in writer.commits():
        gone = [
            entry
            for entry in commit.captures
            if (entry.has_place and entry.uri in uris) or entry.capture_id in contents
        ]
        if gone:
            replaced.add(commit.name)
            survivors.extend(entry for entry in commit.captures if entry not in gone)
    return survivors, replaced
