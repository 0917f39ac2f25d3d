"""Captures that are files: a path, or a directory, which means all captures in it, told by content.

It looks at the first bytes of a file and at its identity; what is inside is the engine's. A file that cannot
be looked at is kept in the list, so that its row of `captures` says why it was not read.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.errors import UsageError
from pcapflow.readers.source import Watch, drive
from pcapflow.text import did_you_mean, printable

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class File:
    """A file to be read as a capture."""

    path: str
    uri: str
    also_at: tuple[str, ...] = ()

    def batches(
        self, *, records: bool = False, watch: Watch | None = None
    ) -> Iterator[dict[str, pa.RecordBatch]]:
        """All rows of the file."""
        reading = _engine.Reading.open(self.path, uri=self.uri, also_at=list(self.also_at), records=records)
        return drive(reading, watch)


def find(given: str, *, base: str = "") -> list[File]:
    """The captures at `given`, sorted by uri; `base` is what a relative path is relative to.

    A `uri` is the path as it was given, continued below a directory. What does not exist, and a directory
    without a capture in it, is a `UsageError`.
    """
    path = os.path.join(base, given)
    try:
        mode = os.stat(path).st_mode
    except OSError as problem:
        raise UsageError(
            f"{printable(given)}: {(problem.strerror or str(problem)).lower()}", _meant(path)
        ) from None
    if not stat.S_ISDIR(mode):
        return [file_at(path, given)]
    found = [file_at(inside, given + inside[len(path) :]) for inside in _captures_below(path)]
    if not found:
        raise UsageError(
            f"{printable(given)} holds no capture", "Every file below it was looked at by its first bytes."
        )
    return sorted(found, key=lambda file: file.uri)


def file_at(path: str, given: str) -> File:
    """The file at `path` under the name it was `given`; what is not UTF-8 in the name becomes escapes."""
    return File(path, os.fsencode(given).decode("utf-8", "backslashreplace"))


def distinct(files: Iterable[File]) -> list[File]:
    """The files sorted by uri, the same content once: the first uri stands, the others are `also_at`.

    The same content has the same size, so only files that share a size are looked into.
    """
    by_uri = {file.uri: file for file in sorted(files, key=lambda file: file.uri)}
    by_size: dict[int, list[File]] = defaultdict(list)
    for file in by_uri.values():
        size = regular_size(file.path)
        if size is not None:
            by_size[size].append(file)
    first: dict[str, str] = {}
    for same_size in by_size.values():
        for file in same_size if len(same_size) > 1 else ():
            identity = identity_of(file.path)
            if identity is None:
                continue
            stands = first.setdefault(identity, file.uri)
            if stands != file.uri:
                by_uri[stands] = replace(by_uri[stands], also_at=(*by_uri[stands].also_at, file.uri))
                del by_uri[file.uri]
    return list(by_uri.values())


def regular_size(path: str) -> int | None:
    """Size of a regular file; None for a pipe, a device, or what cannot be looked at."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def identity_of(path: str) -> str | None:
    """`capture_id` of a regular file that can be read."""
    if regular_size(path) is None:
        return None
    try:
        return _engine.identify(path)
    except OSError:
        return None


def _captures_below(directory: str) -> Iterator[str]:
    unreadable: list[str] = []
    for folder, folders, names in os.walk(
        directory, onerror=lambda problem: unreadable.append(problem.filename)
    ):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if _may_be_capture(path):
                yield path
    yield from unreadable


def _may_be_capture(path: str) -> bool:
    if regular_size(path) is None:
        return False
    try:
        return _engine.sniff(path) is not None
    except OSError:
        return True


def _meant(path: str) -> str:
    try:
        beside = [entry.name for entry in Path(path).parent.iterdir()]
    except OSError:
        return ""
    return did_you_mean(Path(path).name, beside)
