"""What a run reads: patterns become files, the same bytes one capture; what is committed is left alone."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from pcapflow.errors import UsageError
from pcapflow.readers.files import File, distinct, file_at, find, identity_of
from pcapflow.tables.commits import Entry
from pcapflow.text import counted, printable

_LATER = ("{server}", "{date}")


@dataclass
class Plan:
    """What to read, and what is there already."""

    read: list[File] = field(default_factory=list)
    there: list[Entry] = field(default_factory=list)


def match(patterns: Sequence[str], *, exclude: Sequence[str] = (), base: str = "") -> list[File]:
    """The files that the patterns match, relative to `base`; a uri is the path as the pattern wrote it.

    A pattern or path that matches no file is a `UsageError`.
    """
    excluded = {file.path for pattern in exclude for file in _expand(pattern, base, may_be_missing=True)}
    found: list[File] = []
    for pattern in patterns:
        files = _expand(pattern, base)
        if not files:
            raise UsageError(
                f"{printable(pattern)} matches no file{_relative_to(base)}", _suggest(pattern, base)
            )
        found.extend(file for file in files if file.path not in excluded)
    if not found:
        raise UsageError("exclude leaves no capture to read")
    return distinct(found)


def plan(files: Sequence[File], committed: Iterable[Entry], *, force: bool = False) -> Plan:
    """Parts the files into those to read and those that are committed as they are now.

    An unchanged uri is told by a stat alone. Else the content decides: it may be known from another uri,
    unless that uri now holds something else, which takes its rows away.
    """
    entries = [] if force else [entry for entry in committed if not entry.failed]
    by_uri = {entry.uri: entry for entry in entries}
    by_content = {entry.capture_id: entry for entry in entries if entry.capture_id is not None}
    known = [_entry(file, by_uri, by_content) if entries else None for file in files]
    outdated = {
        uri
        for file, entry in zip(files, known, strict=True)
        for uri in (file.uri, *file.also_at)
        if uri in by_uri and by_uri[uri] is not entry
    }
    found = Plan()
    for file, entry in zip(files, known, strict=True):
        if entry is None or outdated & {file.uri, *file.also_at, entry.uri}:
            found.read.append(file)
        else:
            found.there.append(entry)
    return found


def _entry(file: File, by_uri: dict[str, Entry], by_content: dict[str, Entry]) -> Entry | None:
    same_uri = by_uri.get(file.uri)
    if same_uri is not None and _unchanged(file.path, same_uri):
        return same_uri
    identity = identity_of(file.path)
    return None if identity is None else by_content.get(identity)


def _unchanged(path: str, entry: Entry) -> bool:
    try:
        now = os.stat(path)
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (entry.size, entry.mtime_ns)


def _expand(pattern: str, base: str, *, may_be_missing: bool = False) -> list[File]:
    for word in _LATER:
        if word in pattern:
            raise UsageError(
                f"{printable(pattern)}: {word} is not available in this version", "Write * instead."
            )
    if os.path.lexists(os.path.join(base, pattern)) or not (glob.has_magic(pattern) or may_be_missing):
        return find(pattern, base=base)
    matched = sorted(glob.glob(pattern, root_dir=base or None, recursive=True))
    return [file for path in matched for file in _files_at(path, base)]


def _files_at(path: str, base: str) -> list[File]:
    """A match of a pattern; a directory among the matches of `**` is there through its files already."""
    full = os.path.join(base, path)
    return [] if os.path.isdir(full) else [file_at(full, path)]


def _relative_to(base: str) -> str:
    return f" (relative to {printable(base)}/)" if base else ""


def _suggest(pattern: str, base: str) -> str:
    """The same pattern with the suffix that most files there have."""
    stem, suffix = os.path.splitext(pattern)
    if not suffix:
        return ""
    beside = Counter(PurePath(path).suffix for path in glob.glob(stem + ".*", root_dir=base or None))
    if not beside:
        return ""
    other, number = beside.most_common(1)[0]
    return f"Did you mean {printable(stem + other)} ({counted(number, 'file')})?"
