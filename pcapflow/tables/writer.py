"""Writing a tables directory: a commit is staged beside the others, made durable, and appears by one rename.

It knows files and order, not what is in the tables. Whatever kills the process, the directory holds whole
commits only; what was half staged is swept away by the next writer.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pcapflow.errors import TablesError
from pcapflow.tables.commits import COMMIT_FILE, KINDS, STAGING, Commit, check_ours, commits, leftovers
from pcapflow.tables.lock import writing
from pcapflow.tables.order import groups_in_order
from pcapflow.tables.schema import schemas
from pcapflow.text import printable

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROW_GROUP_ROWS = 32_768
_RUN_BYTES = 256 * 1024 * 1024
"""Rows of one table that are held and sorted at once; a larger batch is a sequence of sorted runs."""


@contextlib.contextmanager
def open_writer(directory: Path) -> Iterator[Writer]:
    """The one writer of `directory`, which is made if it does not exist."""
    check_ours(directory)
    with contextlib.ExitStack() as stack:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            stack.enter_context(writing(directory))
            writer = Writer(directory)
            writer.sweep()
        except OSError as problem:
            raise _unwritable(directory, problem) from None
        try:
            yield writer
        except OSError as problem:
            _empty(directory / STAGING)  # the disk may be full of it
            raise _unwritable(directory, problem, "what is committed there is whole") from None


class Writer:
    """Stages and publishes commits. Use it only while the lock is held."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._staging = directory / STAGING
        self._staged = 0

    def sweep(self) -> None:
        """Removes what a killed run left, and what no longer counts."""
        replaced = leftovers(
            self.directory
        )  # refuses a directory that is not ours before anything is touched
        self._staging.mkdir(exist_ok=True)
        _empty(self._staging)
        for path in replaced:
            path.rename(
                self._staging / path.name
            )  # out of sight first: nobody shall read a half removed commit
        _empty(self._staging)

    def commits(self) -> list[Commit]:
        """The commits that count now."""
        return commits(self.directory)

    def stage(self, keep: Mapping[str, list[str]] | None = None) -> Staged:
        """A new, empty commit that nobody sees yet; of its rows, `keep` names columns that stay in memory."""
        self._staged += 1
        path = self._staging / str(self._staged)
        path.mkdir()
        return Staged(path, keep or {})

    def publish(self, staged: Staged, commit: Commit) -> None:
        """Makes a staged commit appear, then removes what it replaces."""
        staged.seal(commit)
        staged.path.rename(self.directory / commit.name)
        _sync_directory(self.directory)
        self.sweep()

    def drop(self, staged: Staged) -> None:
        """Forgets a staged commit."""
        staged.close()
        shutil.rmtree(staged.path, ignore_errors=True)

    def replacing(self, names: set[str]) -> list[str]:
        """What a commit must say that it replaces, so that nothing which these had replaced comes back."""
        standing = {path.name for path in self.directory.iterdir() if path.name.partition("=")[0] in KINDS}
        older = {name for commit in self.commits() if commit.name in names for name in commit.replaces}
        return sorted(names | (older & standing))


class Staged:
    """The files of a commit in the making."""

    def __init__(self, path: Path, keep: Mapping[str, list[str]]) -> None:
        self.path = path
        self.rows: dict[str, int] = defaultdict(int)
        self.kept: dict[str, list[pa.Table]] = defaultdict(list)
        self._keep = keep
        self._held: dict[str, list[pa.Table]] = defaultdict(list)
        self._held_bytes: dict[str, int] = defaultdict(int)
        self._files: dict[str, pq.ParquetWriter] = {}

    def add(self, table: str, rows: pa.Table) -> None:
        """More rows of a table; no rows make an empty table."""
        self.rows[table] += len(rows)
        if len(rows):
            self._held[table].append(rows)
        self._held_bytes[table] += rows.nbytes
        if self._held_bytes[table] > _RUN_BYTES:
            self._write(table)

    def keep_nothing(self) -> None:
        """No rows stay in memory after all."""
        self._keep = {}
        self.kept.clear()

    def seal(self, commit: Commit) -> None:
        """Writes what is held and `commit.json`, and waits until all of it is on the disk."""
        for table in self.rows:
            self._write(table)
        self.close()
        (self.path / COMMIT_FILE).write_text(commit.to_json(), encoding="utf-8")
        for file_path in sorted(self.path.iterdir()):
            _sync(file_path, os.O_RDWR)
        _sync_directory(self.path)

    def close(self) -> None:
        """No more rows."""
        with self._disk():
            for file in self._files.values():
                file.close()

    @contextlib.contextmanager
    def _disk(self) -> Iterator[None]:
        """A file that could not be written is given up: else pyarrow tries again when it forgets it."""
        try:
            yield
        except OSError:
            for file in self._files.values():
                file.is_open = False
            raise

    def _write(self, table: str) -> None:
        import pyarrow as pa

        if table not in self._files:
            self._files[table] = _parquet(self.path / f"{table}.parquet", schemas()[table])
        elif not self._held[table]:
            return
        held = self._held.pop(table, None) or [schemas()[table].empty_table()]
        self._held_bytes[table] = 0
        groups = groups_in_order(table, pa.concat_tables(held), ROW_GROUP_ROWS)
        del held  # else what came stays in memory beside what is put in order
        for group in groups:
            with self._disk():
                self._files[table].write_table(group, row_group_size=ROW_GROUP_ROWS)
            if table in self._keep:
                # As ordered, not as they came: a column of the engine's batch holds on to all of it.
                self.kept[table].append(group.select(self._keep[table]))


def _parquet(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    import pyarrow.parquet as pq

    # Measured on 30,000 connections and 180,000 handshake messages: a dictionary pays for words that repeat;
    # numbers of frames, bytes and times are smallest and quickest as deltas, all others as they are, under
    # zstd. Together a third less CPU than with a dictionary for everything. Readers leave out row
    # groups by time, frame and capture; statistics of the rest, which all groups span, cost a tenth more.
    words = [column.name for column in schema if _repeats(column)]
    deltas = {column.name: "DELTA_BINARY_PACKED" for column in schema if _is_wide(column.type)}
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=1,
        use_dictionary=words,
        column_encoding=deltas,
        write_statistics=[*deltas, "capture_id"],
    )


def _repeats(column: pa.Field) -> bool:
    import pyarrow as pa

    identifies = column.name.endswith(("_id", "_hash")) and column.name != "capture_id"
    return pa.types.is_string(column.type) and not identifies


def _is_wide(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return pa.types.is_timestamp(kind) or kind in (pa.uint64(), pa.int64())


def _empty(directory: Path) -> None:
    for path in directory.iterdir():
        shutil.rmtree(path, ignore_errors=True)


def _sync_directory(path: Path) -> None:
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(directory: Path, problem: OSError, state: str = "nothing was written") -> TablesError:
    # pyarrow gives the number, and words of its own around those of the system
    reason = (os.strerror(problem.errno) if problem.errno else str(problem)).lower()
    advice = "Make room or choose another --tables, then run the same again."
    return TablesError(f"{printable(directory)}: {reason}; {state}", advice)
