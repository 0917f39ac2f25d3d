"""The commits of a tables directory: `increment=<id>` holds facts, `judgement=<id>` what rules made of them.

A commit is a directory with one Parquet file per table and a `commit.json`, which this module reads and
writes. What a commit replaces does not count from the moment the commit appears, whether it is still there or
not.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from pcapflow.errors import TablesError
from pcapflow.tables.schema import SCHEMA_VERSION
from pcapflow.text import printable

COMMIT_FILE = "commit.json"
STAGING = ".staging"
LOCK = ".lock"
KINDS = ("increment", "judgement")


@dataclass(frozen=True)
class Entry:
    """One capture of an increment: enough to tell whether it must be read again."""

    capture_id: str | None
    uri: str
    also_at: tuple[str, ...]
    size: int | None
    mtime_ns: int | None
    status: str

    @property
    def has_place(self) -> bool:
        """Its uri is a place that holds one content at a time; a stream's is only a name."""
        return self.failed or self.size is not None

    @property
    def failed(self) -> bool:
        """Nothing could be read of it, so there is a reason to try again."""
        return self.status == "failed"


@dataclass(frozen=True)
class Commit:
    """What `commit.json` says."""

    kind: str
    id: str
    versions: dict[str, str]
    rows: dict[str, int]
    replaces: list[str] = field(default_factory=list)
    captures: list[Entry] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    schema: int = SCHEMA_VERSION

    @property
    def name(self) -> str:
        """Name of its directory."""
        return f"{self.kind}={self.id}"

    def to_json(self) -> str:
        """The text of its `commit.json`."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def increment_id(
    captures: Iterable[Entry], versions: dict[str, str], records: bool, replaces: list[str]
) -> str:
    """Hash of captures and versions: the same captures make the same commit, on any machine.

    What it replaces counts only if there is something: else content that comes back to a uri would bring back
    the id of a commit that was replaced.
    """
    content = [sorted((c.uri, c.capture_id or "", c.status) for c in captures), versions, records]
    return _hash([*content, replaces] if replaces else content)


def judgement_id(
    over: Iterable[str], versions: dict[str, str], rules: Iterable[str], replaces: list[str]
) -> str:
    """Hash of the increments that are judged, and of what they are judged by."""
    content = [sorted(over), versions, sorted(rules)]
    return _hash([*content, replaces] if replaces else content)


def commits(directory: Path) -> list[Commit]:
    """The commits that count, sorted by name. What is not ours, or is newer, is a `TablesError`."""
    found = {}
    for entry in _entries(directory):
        kind, _, identity = entry.name.partition("=")
        if kind in KINDS and identity:
            commit = _read(entry, directory)
            if commit is not None:
                found[commit.name] = commit
    replaced = {name for commit in found.values() for name in commit.replaces}
    return [found[name] for name in sorted(found.keys() - replaced)]


def leftovers(directory: Path) -> list[Path]:
    """Directories of commits that no longer count."""
    counts = {commit.name for commit in commits(directory)}
    return [
        entry
        for entry in _entries(directory)
        if entry.name.partition("=")[0] in KINDS and entry.name not in counts
    ]


def check_ours(directory: Path) -> None:
    """Refuses a directory that holds something else than tables of ours."""
    names = [entry.name for entry in _entries(directory)]
    if names and STAGING not in names and not any(name.partition("=")[0] in KINDS for name in names):
        raise TablesError(
            f"{printable(directory)} holds something else ({printable(min(names))}); nothing was changed",
            "Choose another --tables.",
        )


def _entries(directory: Path) -> list[Path]:
    try:
        return sorted(directory.iterdir())
    except FileNotFoundError:
        return []
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise TablesError(
            f"{printable(directory)}: {reason}; nothing was changed", "Choose another --tables."
        ) from None


def _read(entry: Path, directory: Path) -> Commit | None:
    try:
        now = (entry / COMMIT_FILE).stat()
        return _read_once(entry, directory, (now.st_ino, now.st_size, now.st_mtime_ns))
    except FileNotFoundError:
        if entry.exists():
            raise TablesError(
                f"{printable(entry)} has no {COMMIT_FILE}, so it is not ours; nothing was changed",
                "Move it away, or choose another --tables.",
            ) from None
        return None  # another process removed a replaced commit between listing and reading
    except (OSError, ValueError) as problem:
        raise TablesError(
            f"{printable(entry / COMMIT_FILE)}: {printable(problem)}", "Restore or remove it."
        ) from None


@lru_cache(maxsize=4096)
def _read_once(entry: Path, directory: Path, _state: tuple[int, int, int]) -> Commit:
    """A commit never changes; of thousands of captures it takes a while to read."""
    return _commit(json.loads((entry / COMMIT_FILE).read_bytes()), entry, directory)


def _commit(stated: Any, entry: Path, directory: Path) -> Commit:
    schema = stated.get("schema") if isinstance(stated, dict) else None
    if isinstance(schema, int) and schema > SCHEMA_VERSION:
        raise TablesError(
            f"{printable(directory)} holds tables of a newer pcapflow (schema {schema}; this one writes "
            f"{SCHEMA_VERSION}). Nothing was changed",
            "Upgrade, or choose another --tables.",
        )
    try:
        captures = [Entry(**each | {"also_at": tuple(each["also_at"])}) for each in stated["captures"]]
        known = {each.name for each in fields(Commit)}
        return Commit(**{name: stated[name] for name in known - {"captures"}}, captures=captures)
    except (KeyError, TypeError) as problem:
        raise TablesError(
            f"{printable(entry / COMMIT_FILE)} is not a commit: {printable(problem)}", "Restore or remove it."
        ) from None


def _hash(content: list[Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]
