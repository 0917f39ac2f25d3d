"""Reading a tables directory: which commits count, and their rows as Arrow tables, unified by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pcapflow.errors import UsageError
from pcapflow.tables.commits import Commit, Entry, check_ours, commits
from pcapflow.tables.order import in_order
from pcapflow.tables.schema import facts, schema
from pcapflow.text import printable

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

T = TypeVar("T")
_ATTEMPTS = 5


class Dataset:
    """What is committed in a directory at the moment of asking."""

    def __init__(self, directory: Path) -> None:
        if not directory.is_dir():
            raise UsageError(
                f"{printable(directory)}: there are no tables",
                "Write some: pcapflow run, or analyze --tables.",
            )
        check_ours(directory)
        self.directory = directory

    def entries(self) -> list[Entry]:
        """Every capture that is committed."""
        return [entry for commit in commits(self.directory) for entry in commit.captures]

    def table(
        self, name: str, columns: list[str] | None = None, captures: Collection[Entry] | None = None
    ) -> pa.Table:
        """A table's rows, in order; of these columns, of these captures."""
        wanted = schema(name)
        if columns is not None:
            import pyarrow as pa

            wanted = pa.schema([wanted.field(column) for column in columns], metadata=wanted.metadata)
        return self._steadily(lambda: self._read(name, wanted, captures))

    def batches(self, name: str, columns: list[str], increments: Collection[str]) -> Iterator[pa.Table]:
        """The rows of a table of facts as they lie in the files of these increments, piece by piece.

        Only for who writes: nothing is read again if it is replaced meanwhile.
        """
        import pyarrow as pa

        wanted = pa.schema([schema(name).field(column) for column in columns])
        for commit, path in self._paths(name):
            if commit.name in increments:
                with _opened(path) as file:
                    names = _names(name, file, wanted, None)
                    for number in range(file.num_row_groups):
                        yield _shaped(file.read_row_group(number, names), wanted)

    def files(self, name: str) -> list[str]:
        """The Parquet files of a table of facts."""
        return [str(path) for _, path in self._paths(name)]

    def _read(self, name: str, wanted: pa.Schema, captures: Collection[Entry] | None) -> pa.Table:
        import pyarrow as pa

        parts = [wanted.empty_table()]
        live = commits(self.directory)
        for commit, path in self._paths(name, live):
            counted = _counted(commit, live, captures)
            keep = None if counted is None else {getattr(entry, _key(name)) for entry in counted} - {None}
            if keep is not None and not keep:
                continue
            with _opened(path) as file:
                rows = file.read(_names(name, file, wanted, keep))
            parts.append(_shaped(_kept(name, rows, keep), wanted))
        found = pa.concat_tables(parts)
        return in_order(name, found) if len(parts) > 2 else found

    def _paths(self, name: str, live: list[Commit] | None = None) -> list[tuple[Commit, Path]]:
        kind = "increment" if name in facts() else "judgement"
        found = commits(self.directory) if live is None else live
        return [
            (commit, self.directory / commit.name / f"{name}.parquet")
            for commit in found
            if commit.kind == kind and name in commit.rows
        ]

    def _steadily(self, read: Callable[[], T]) -> T:
        """Reads again if a writer replaced a commit meanwhile and its files are gone."""
        for _ in range(_ATTEMPTS):
            try:
                return read()
            except FileNotFoundError:
                continue
        return read()


def unjudged(live: list[Commit]) -> list[Commit]:
    """Increments that no judgement is over."""
    judged = {name for commit in live if commit.kind == "judgement" for name in commit.over}
    return [commit for commit in live if commit.kind == "increment" and commit.name not in judged]


def _counted(commit: Commit, live: list[Commit], captures: Collection[Entry] | None) -> list[Entry] | None:
    """The captures of which a commit's rows count; None: all.

    A judgement counts for what is now in the increments that it was over, not for what has moved to another
    one.
    """
    over = [commit.name] if commit.kind == "increment" else commit.over
    increments = {each.name: each for each in live if each.kind == "increment"}
    inside = [entry for name in over if name in increments for entry in increments[name].captures]
    if captures is None:
        return None if all(name in increments for name in over) else inside
    wanted = set(captures)
    return [entry for entry in inside if entry in wanted]


def _opened(path: Path) -> pq.ParquetFile:
    """A Parquet file, open."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(path)


def _key(name: str) -> str:
    return "uri" if name == "captures" else "capture_id"  # what could not be read has no capture_id


def _names(name: str, file: pq.ParquetFile, wanted: pa.Schema, keep: set[str] | None) -> list[str]:
    """Columns to read: those wanted that are there, and the one that tells captures apart if need be."""
    there = set(file.schema_arrow.names)
    names = [column for column in wanted.names if column in there]
    return names if keep is None or _key(name) in names else [*names, _key(name)]


def _kept(name: str, rows: pa.Table, keep: set[str] | None) -> pa.Table:
    """The rows of these captures."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if keep is None:
        return rows
    return rows.filter(pc.is_in(rows[_key(name)], value_set=pa.array(sorted(keep), pa.string())))


def _shaped(rows: pa.Table, wanted: pa.Schema) -> pa.Table:
    """Rows of some version's columns as rows of this version's."""
    import pyarrow as pa

    columns = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(len(rows), field.type)
        for field in wanted
    ]
    return pa.table(columns, schema=wanted)
