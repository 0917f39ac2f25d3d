"""`make bench`: pcapflow and its peers over the same captures in one run, one table, medians of CPU seconds.

It records what was measured in `results.json` and `docs/performance.md`. It judges nothing: whether a floor
holds is printed, and no test depends on it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import open_connections
import report
from contestants import CONTESTANTS, Contestant, versions
from measure import CommandError, Cost, cost
from record import RECIPES, Recorded, capture, read_through, recorded, walk

OPEN = "open"  # how --only names the memory of open connections
RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Row:
    """The medians of one contestant on one capture; `found` is how many TLS connections it says there are."""

    capture: str
    name: str
    mode: str
    packets: int
    partly: bool
    cpu_seconds: float
    packets_per_second: float
    megabytes_per_second: float
    peak_megabytes: float
    times_tshark: float | None
    found: int | None


def main() -> int:
    given = asked()
    captures = [one for recipe in RECIPES if (one := recorded().get(recipe.name))]
    if len(captures) != len(RECIPES):
        print("bench: captures are missing; `python benchmarks/record.py` records them", file=sys.stderr)
        return 4
    contestants = [one for one in CONTESTANTS if one.there()]
    for absent in (contestant for contestant in CONTESTANTS if contestant not in contestants):
        print(f"bench: {absent.label} is not installed and has no row", file=sys.stderr)
    if given.only:
        captures = [one for one in captures if one.name in given.only] or captures
        contestants = [one for one in contestants if one.name in given.only] or contestants
    if given.only == [OPEN]:
        captures = []
    ours = any(one.name == "pcapflow" for one in contestants)
    connections_too = ours and (not given.only or OPEN in given.only)
    rounds = 1 if given.quick else given.rounds
    try:
        rows = measured(captures, contestants, rounds)
        connections = open_connections.measured() if connections_too else []
    except CommandError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 3

    results = {
        "machine": report.machine(),
        "versions": versions(),
        "rounds": rounds,
        "captures": {one.name: asdict(one) for one in captures},
        "rows": [asdict(row) for row in rows],
        "open_connections": [asdict(one) for one in connections],
    }
    print(report.tables(results))
    if given.compare:
        print()
        print(report.change(json.loads(RESULTS.read_text()), results))
    elif not given.quick and not given.only:
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")
        report.write(results)
    return 0


def asked() -> argparse.Namespace:
    names = sorted({*(one.name for one in CONTESTANTS), *(one.name for one in RECIPES), OPEN})
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5, help="how often each is run (default: 5)")
    arguments.add_argument("--quick", action="store_true", help="one round; writes nothing")
    arguments.add_argument(
        "--only",
        action="append",
        choices=names,
        help="a contestant, a capture, or the memory of open connections (open); writes nothing",
    )
    arguments.add_argument(
        "--compare", action="store_true", help="print the change since results.json; writes nothing"
    )
    return arguments.parse_args()


def measured(captures: list[Recorded], contestants: list[Contestant], rounds: int) -> list[Row]:
    """Everybody once in every round, so that a slow minute of the machine is shared by all."""
    costs: dict[tuple[str, str], list[Cost]] = {}
    for count in range(rounds):
        for one in captures:
            read_through(capture(one.name))  # from memory for everybody, the first too
            for contestant in contestants:
                print(f"bench: round {count + 1}, {one.name}, {contestant.label}", file=sys.stderr)
                costs.setdefault((one.name, contestant.label), []).append(run(contestant, one))
    pairs = ((one, contestant) for one in captures for contestant in contestants)
    return beside_tshark(
        [row(contestant, one, costs[one.name, contestant.label]) for one, contestant in pairs]
    )


def beside_tshark(rows: list[Row]) -> list[Row]:
    tshark = {row.capture: row.packets_per_second for row in rows if row.name == "tshark"}
    return [
        replace(row, times_tshark=round(row.packets_per_second / tshark[row.capture], 3)) if tshark else row
        for row in rows
    ]


def run(contestant: Contestant, one: Recorded) -> Cost:
    with tempfile.TemporaryDirectory() as scratch:
        return cost(contestant.command(capture(one.name), one.tls_ports, Path(scratch)))


def row(contestant: Contestant, one: Recorded, costs: list[Cost]) -> Row:
    packets, size = one.packets, one.bytes
    if contestant.first_packets is not None:
        packets, size = walk(capture(one.name), contestant.first_packets)[:2]
    seconds = statistics.median(cpu_seconds(contestant)(each) for each in costs)
    return Row(
        capture=one.name,
        name=contestant.name,
        mode=contestant.mode,
        packets=packets,
        partly=contestant.first_packets is not None,
        cpu_seconds=round(seconds, 4),
        packets_per_second=round(packets / seconds),
        megabytes_per_second=round(size / seconds / 1e6, 1),
        peak_megabytes=round(statistics.median(each.peak_bytes for each in costs) / 1e6, 1),
        times_tshark=None,
        found=contestant.found(costs[0].printed),
    )


def cpu_seconds(contestant: Contestant) -> Callable[[Cost], float]:
    if contestant.times_itself:
        return lambda each: float(json.loads(each.printed)["cpu_seconds"])
    return lambda each: each.cpu_seconds


if __name__ == "__main__":
    sys.exit(main())
