"""How often pcapflow and tshark say the same of the TLS in a folder of captures, fact by fact.

`make agreement CAPTURES=DIR` runs it. Every difference is listed with both values; one that the bytes have
settled (settled.toml) counts as agreement. Exit code 1 says that more is unsettled than may be.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import facts
import settled
import tshark

SHARE, FEW, STREAMS = 0.005, 400, 2
"""Of a fact so large a share may differ; where fewer than `FEW` streams have it, so many of them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One capture."""

    capture: Path
    id: str
    said: list[facts.Said]
    complaint: str
    """Why tshark did not read it, or not to its end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Both values of one fact of one stream."""

    capture: str
    capture_id: str
    stream: int
    fact: str
    ours: Any
    tshark: Any
    settled: str | None
    """Why ours stands."""


@dataclass(slots=True)
class Agreement:
    """What came of a folder."""

    streams: Counter[str] = field(default_factory=Counter)
    """By fact: where one of both says something."""
    differences: list[Difference] = field(default_factory=list)
    complaints: dict[str, str] = field(default_factory=dict)
    changed: list[settled.Place] = field(default_factory=list)
    """Entries of settled.toml that no longer hold."""

    def unsettled(self, fact: str) -> int:
        """Streams on which a fact differs, and nothing settles it."""
        return sum(each.fact == fact and each.settled is None for each in self.differences)

    def too_many(self, fact: str) -> bool:
        """More than may be."""
        number = self.streams[fact]
        return self.unsettled(fact) > (STREAMS if number < FEW else number * SHARE)

    @property
    def holds(self) -> bool:
        """Nothing differs too often, and what was settled still is as it was."""
        return not self.changed and not any(self.too_many(fact) for fact in self.streams)


def compare(capture: Path, *, seconds: float = tshark.SECONDS, kept: Path | None = None) -> Compared:
    """Both readings of one capture, side by side."""
    identity = tshark.capture_id(capture)
    mine = facts.ours(capture)
    try:
        reading = facts.theirs(capture, mine, seconds=seconds, kept=kept)
    except tshark.Failed as failure:
        return Compared(capture, identity, [], str(failure))
    return Compared(capture, identity, list(facts.compare(mine, reading.streams)), reading.complaint)


def gather(compared: Iterator[Compared], entries: dict[settled.Place, settled.Entry]) -> Agreement:
    """Counts what was compared, and holds what differs to what was settled."""
    agreement = Agreement()
    values: dict[settled.Place, tuple[Any, Any]] = {}
    read = set()
    for each in compared:
        if each.complaint:
            agreement.complaints[str(each.capture)] = each.complaint
        if each.id in read:
            continue  # the same content under another name
        read.add(each.id)
        for said in each.said:
            agreement.streams[said.fact] += 1
            if not said.agreed:
                place = (each.id, said.stream, said.fact)
                values[place] = (
                    json.loads(json.dumps(said.differing()[0])),
                    json.loads(json.dumps(said.differing()[1])),
                )
                entry = entries.get(place)
                stands = entry and values[place] == (entry.ours, entry.theirs)
                reason = entry.reason if entry and stands else None
                agreement.differences.append(
                    Difference(str(each.capture), each.id, said.stream, said.fact, *values[place], reason)
                )
    agreement.changed = settled.changed(entries, values, read)
    return agreement


def captures_below(folder: Path) -> list[Path]:
    """Every file: which of them are captures, the readers tell."""
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("[!.]*") if path.is_file())


def report(agreement: Agreement) -> Iterator[str]:
    """Lines for people."""
    for each in agreement.differences:
        if each.settled is None:
            yield f"{each.capture} ({each.capture_id}), stream {each.stream}: {each.fact}"
            yield f"    pcapflow  {json.dumps(each.ours)}"
            yield f"    tshark    {json.dumps(each.tshark)}"
    for capture, stream, fact in agreement.changed:
        yield f"settled.toml: capture {capture}, stream {stream}: {fact} is not what was settled"
    for capture, complaint in agreement.complaints.items():
        yield f"{capture}: {complaint}"
    yield f"{'fact':20} {'streams':>8} {'agree':>8} {'settled':>8} {'differ':>8}"
    for fact, number in agreement.streams.items():
        differ = agreement.unsettled(fact)
        held = sum(each.fact == fact and each.settled is not None for each in agreement.differences)
        mark = "  too many" if agreement.too_many(fact) else ""
        yield f"{fact:20} {number:8} {1 - differ / number:8.2%} {held:8} {differ:8}{mark}"


def as_json(agreement: Agreement) -> dict[str, Any]:
    """One object: counts, differences, and what tshark could not read."""
    return {
        "holds": agreement.holds,
        "facts": {
            fact: {
                "streams": number,
                "differ": agreement.unsettled(fact),
                "too_many": agreement.too_many(fact),
            }
            for fact, number in agreement.streams.items()
        },
        "differences": [
            {name: getattr(each, name) for name in Difference.__dataclass_fields__}
            for each in agreement.differences
        ],
        "changed": agreement.changed,
        "complaints": agreement.complaints,
    }


def _progress(compared: Iterator[Compared], number: int) -> Iterator[Compared]:
    for count, each in enumerate(compared, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{count} of {number}")
        yield each
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 if both agree, 1 if not, 2 if there is nothing to compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("captures", type=Path, help="a folder of captures")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout instead of a table")
    parser.add_argument("--seconds", type=float, default=tshark.SECONDS, help="time for tshark, per capture")
    parser.add_argument("--kept", type=Path, help="keep tshark's answers in this folder, and use those there")
    parser.add_argument("--settled", type=Path, default=settled.FILE, help="differences that are settled")
    chosen = parser.parse_args(arguments)
    captures = captures_below(chosen.captures)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        compared = pool.map(
            lambda capture: compare(capture, seconds=chosen.seconds, kept=chosen.kept), captures
        )
        agreement = gather(_progress(compared, len(captures)), settled.load(chosen.settled))
    if chosen.json:
        sys.stdout.write(json.dumps(as_json(agreement), indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in report(agreement))
    if not agreement.streams:
        sys.stderr.write(f"{chosen.captures}: neither reader finds TLS in it\n")
        return 2
    return 0 if agreement.holds else 1


if __name__ == "__main__":
    sys.exit(main())
