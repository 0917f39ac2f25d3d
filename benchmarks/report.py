"""Measurements into words: the tables on the terminal and the measured part of `docs/performance.md`. It
measures nothing.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: written by `make bench` -->", "<!-- end of what was measured -->"


@dataclass(frozen=True)
class Floor:
    """A promise about one row: `least` or `most` of one of its figures, in the unit that people are told."""

    capture: str
    mode: str
    figure: str
    unit: str
    scale: float
    least: float | None = None
    most: float | None = None


FLOORS = (
    Floor("short", "engine", "packets_per_second", "M packets/s", 1e6, least=4.0),
    Floor("short", "steady", "packets_per_second", "M packets/s", 1e6, least=1.0),
    Floor("short", "whole", "packets_per_second", "M packets/s", 1e6, least=0.45),
    Floor("short", "steady", "times_tshark", "times tshark", 1, least=23),
    Floor("short", "whole", "times_tshark", "times tshark", 1, least=10),
    Floor("short", "whole", "peak_megabytes", "MB at the peak", 1, most=300),
    Floor("bulk", "engine", "megabytes_per_second", "GB/s", 1e3, least=3.0),
    Floor("bulk", "steady", "megabytes_per_second", "GB/s", 1e3, least=2.5),
    Floor("bulk", "whole", "megabytes_per_second", "GB/s", 1e3, least=1.0),
    Floor("bulk", "whole", "peak_megabytes", "MB at the peak", 1, most=200),
)


def write(results: dict[str, Any], page: Path = PAGE) -> None:
    """Put the measured part into the page, between its two marks; the words around it are a person's."""
    text = page.read_text()
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    page.write_text(f"{head}{BEGIN}\n\n{measured(results)}\n\n{END}{tail}")


def measured(results: dict[str, Any]) -> str:
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return "\n\n".join(
        (
            f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gigabytes']} GB, "
            f"{machine['system']}. {versions}. Medians of {results['rounds']} rounds.",
            tables(results),
        )
    )


def tables(results: dict[str, Any]) -> str:
    """Every table of one run, as Markdown."""
    parts = []
    for name, one in results["captures"].items():
        rows = [row for row in results["rows"] if row["capture"] == name]
        size = f"{one['packets']:,} packets, {one['bytes'] / 1e6:,.0f} MB"
        parts += [f"### {name}: {one['connections']:,} connections, {size}", peers(rows)]
    if floors := kept(results):
        parts += ["### Floors", floors]
    return "\n\n".join(parts)


def peers(rows: list[dict[str, Any]]) -> str:
    titles = ("", "CPU s", "packets/s", "MB/s", "peak MB", "times tshark", "TLS connections found")
    fastest_first = sorted(rows, key=lambda row: -row["packets_per_second"])
    return markdown(titles, [peer(row) for row in fastest_first])


def peer(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        label(row) + (f" (first {row['packets']:,} packets)" if row["partly"] else ""),
        f"{row['cpu_seconds']:.2f}",
        f"{row['packets_per_second']:,}",
        f"{row['megabytes_per_second']:,.0f}",
        f"{row['peak_megabytes']:,.0f}",
        "" if row["times_tshark"] is None else f"{row['times_tshark']:.2g}",
        "" if row["found"] is None else f"{row['found']:,}",
    )


def kept(results: dict[str, Any]) -> str:
    """What was promised, what was measured, and whether it holds; empty where pcapflow was not measured."""
    rows = {(row["capture"], row["mode"]): row for row in results["rows"] if row["name"] == "pcapflow"}
    lines = []
    for floor in FLOORS:
        row = rows.get((floor.capture, floor.mode), {})
        if (figure := row.get(floor.figure)) is not None:
            value = figure / floor.scale
            holds = value >= floor.least if floor.least is not None else value <= (floor.most or 0)
            promise = f"≥ {floor.least:g}" if floor.least is not None else f"≤ {floor.most:g}"
            what = f"{floor.capture}, {floor.mode}"
            lines.append((what, f"{promise} {floor.unit}", f"{value:.3g}", answer(holds)))
    for held in results["open_connections"]:
        each, most = held["bytes_per_connection"], held["floor_bytes"]
        what = f"{held['connections']:,} {held['kind']} connections open at once"
        lines.append((what, f"≤ {most:,} bytes each", f"{each:,}", answer(each <= most)))
    return markdown(("", "promised", "measured", "holds"), lines) if lines else ""


def change(before: dict[str, Any], now: dict[str, Any]) -> str:
    """Each row's packets/s and peak memory against an earlier run, and whether that was another machine."""
    old = {key(row): row for row in before["rows"]}
    lines = []
    for row in now["rows"]:
        if was := old.get(key(row)):
            speed, peak = "packets_per_second", "peak_megabytes"
            changes = (f"{row[figure] / was[figure] - 1:+.1%}" for figure in (speed, peak))
            lines.append((row["capture"], label(row), f"{was[speed]:,}", f"{row[speed]:,}", *changes))
    same = before["machine"] == now["machine"]
    note = "" if same else f"Measured before on another machine: {before['machine']}\n\n"
    return note + markdown(("capture", "", "packets/s before", "now", "speed", "peak memory"), lines)


def key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["capture"], row["name"], row["mode"]


def label(row: dict[str, Any]) -> str:
    return f"**{row['name']}**, {row['mode']}" if row["mode"] else str(row["name"])


def answer(holds: bool) -> str:
    return "yes" if holds else "**no**"


def markdown(titles: Iterable[str], lines: Iterable[tuple[str, ...]]) -> str:
    """A table that reads well as text too: columns of one width, figures to the right."""
    cells = [tuple(titles), *lines]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    first, *others = widths
    rule = "|".join(["-" * (first + 2), *("-" * (width + 1) + ":" for width in others)])
    padded = [
        " | ".join(
            [
                f"{line[0]:<{first}}",
                *(f"{cell:>{width}}" for cell, width in zip(line[1:], others, strict=True)),
            ]
        )
        for line in cells
    ]
    head, *body = (f"| {line} |" for line in padded)
    return "\n".join([head, f"|{rule}|", *body])


def machine() -> dict[str, Any]:
    """What the figures depend on, and nothing that names the machine."""
    processor = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    release = ".".join(platform.release().split(".")[:2])
    return {
        "processor": processor[1] if processor else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gigabytes": round(memory / 1e9),
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {release}",
    }
