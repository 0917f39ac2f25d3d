"""Writing a tables directory: a commit is staged beside the others, made durable, and appears by one rename.

It knows files and order, not what is in the tables. Whatever kills the process, the directory holds whole
commits only; what was half staged is swept away by the next writer.
"""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.errors import TablesError
from pcapflow.tables.commits import COMMIT_FILE, KINDS, STAGING, Commit, check_ours, commits, leftovers
from pcapflow.tables.lock import writing
from pcapflow.tables.order import order_of, taken
from pcapflow.tables.schema import schemas
from pcapflow.text import printable

if TYPE_CHECKING:
    import pyarrow as pa

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
        yield writer


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
        self._files: dict[str, _engine.ParquetFile] = {}

    def add(self, table: str, rows: pa.Table) -> None:
        """More rows of a table; no rows make an empty table."""
        self.rows[table] += len(rows)
        if len(rows):
            self._held[table].append(rows)
        self._held_bytes[table] += rows.nbytes
        if self._held_bytes[table] > _RUN_BYTES:
            self._write(table)

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
        while self._files:
            table, file = self._files.popitem()
            file.close(_metadata(schemas()[table]))

    def _write(self, table: str) -> None:
        import pyarrow as pa

        if table not in self._files:
            path = str(self.path / f"{table}.parquet")
            self._files[table] = _engine.ParquetFile(path, schemas()[table], ROW_GROUP_ROWS)
        held = self._held.pop(table, [])
        if not held:
            return
        self._held_bytes[table] = 0
        rows = pa.concat_tables(held)
        order = order_of(table, rows)
        self._files[table].write(rows.to_batches(), order)
        if table in self._keep:
            self.kept[table].append(taken(rows.select(self._keep[table]), order))


def _metadata(schema: pa.Schema) -> list[tuple[str, str]]:
    """The schema's own, and the schema itself where Arrow looks for it."""
    own = [(key.decode(), text.decode()) for key, text in (schema.metadata or {}).items()]
    return [*own, ("ARROW:schema", base64.b64encode(schema.serialize().to_pybytes()).decode())]


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


def _unwritable(directory: Path, problem: OSError) -> TablesError:
    reason = (problem.strerror or str(problem)).lower()
    return TablesError(f"{printable(directory)}: {reason}; nothing was written", "Choose another --tables.")
