"""Differences that the bytes have settled: settled.toml, and what became of each entry in a run."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("settled.toml")
KEYS = {"capture", "stream", "fact", "ours", "tshark", "reason"}

Place = tuple[str, int, str]
"""Capture id, stream, fact."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One difference: both values, and why ours stands."""

    ours: Any
    theirs: Any
    reason: str


def load(file: Path = FILE) -> dict[Place, Entry]:
    """All entries, checked key by key."""
    entries: dict[Place, Entry] = {}
    for row in tomllib.loads(file.read_text()).get("settled", []):
        place = (row.get("capture"), row.get("stream"), row.get("fact"))
        if row.keys() != KEYS or place in entries or not row["reason"]:
            raise ValueError(
                f"{file.name}: {place} is there twice, or does not have {', '.join(sorted(KEYS))}"
            )
        entries[place] = Entry(json.loads(row["ours"]), json.loads(row["tshark"]), row["reason"])
    return entries


def changed(
    entries: dict[Place, Entry], values: dict[Place, tuple[Any, Any]], read: Iterable[str]
) -> list[Place]:
    """Entries about captures that were read, of which one value is no longer what it was."""
    captures = set(read)
    return [
        place
        for place, entry in entries.items()
        if place[0] in captures and values.get(place) != (entry.ours, entry.theirs)
    ]
