"""Run the engine's fuzz targets: `python engine/fuzz/fuzz.py [--seconds N] [--log] [TARGET[=SECONDS]...]`.

Each target first replays what is kept of it (regressions/) and what the sample captures give (seeds.py), then
goes on with inputs of libFuzzer's for some seconds. What makes it fail is left in engine/target/fuzz/found/.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import seeds

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / "target" / "fuzz"
LOG = HERE.parents[1] / "docs" / "fuzzing.md"
LOG_MARKS = ("<!-- measured: written by `make fuzz` -->", "<!-- end of what was measured -->")

# What cargo-fuzz passes too, without a sanitizer: the engine holds no `unsafe`, so stable Rust does.
COVERAGE = (
    "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 "
    "-Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-sanitizer-coverage-inline-8bit-counters "
    "-Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing"
)
# Seconds for one input, megabytes for all: what the engine promises is far less.
LIMITS = ["-timeout=20", "-rss_limit_mb=1500", "-max_len=65536"]


@dataclass
class Result:
    """One target's run."""

    target: str
    seconds: float
    cases: int
    edges: int
    failed: bool


def targets() -> list[str]:
    """All targets, in order of their names."""
    return sorted(file.stem for file in (HERE / "targets").glob("*.rs"))


def build() -> Path:
    """Builds the targets; where the programs are."""
    version = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    host = next(line.removeprefix("host: ") for line in version.splitlines() if line.startswith("host: "))
    command = ["cargo", "build", "--quiet", "--release", "--locked", "--target", host]
    # A target of its own keeps the flags from build scripts, which are not linked to libFuzzer.
    environment = os.environ | {"RUSTFLAGS": COVERAGE, "CARGO_TARGET_DIR": str(WORK)}
    subprocess.run(command, cwd=HERE, env=environment, check=True)
    return WORK / host / "release"


def run(programs: Path, target: str, seconds: int) -> Result:
    """Replays what is there, then fuzzes for so long."""
    corpus, found = WORK / "corpus" / target, WORK / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    started = datetime.now(UTC)
    kept = [
        str(folder) for folder in (WORK / "seeds" / target, HERE / "regressions" / target) if folder.is_dir()
    ]
    ended = subprocess.run(
        [programs / target, corpus, *kept, *LIMITS, f"-max_total_time={seconds}", "-print_final_stats=1",
         f"-artifact_prefix={found}/{target}-"],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if ended.returncode:
        print(ended.stderr[-4000:], file=sys.stderr)
    cases = re.findall(r"stat::number_of_executed_units: (\d+)|^#(\d+)", ended.stderr, re.MULTILINE)
    edges = re.findall(r"cov: (\d+)", ended.stderr)
    result = Result(
        target,
        (datetime.now(UTC) - started).total_seconds(),
        max((int(a or b) for a, b in cases), default=0),
        int(edges[-1]) if edges else 0,
        ended.returncode != 0,
    )
    print(f"{target:<20} {result.cases:>12,} cases {result.cases / result.seconds:>10,.0f}/s "
          f"{result.edges:>7,} edges{'  FAILED' if result.failed else ''}", flush=True)  # fmt: skip
    return result


def commit() -> str:
    """The commit that is checked out."""
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, check=True, capture_output=True, text=True
    ).stdout.strip()


def log(results: list[Result]) -> None:
    """Writes the figures into docs/fuzzing.md."""
    rows = [
        f"| `{result.target}` | {result.seconds / 60:.0f} | {result.cases:,} | "
        f"{result.cases / result.seconds:,.0f} | {result.edges:,} | {'**yes**' if result.failed else 'no'} |"
        for result in sorted(results, key=lambda result: result.target)
    ]
    table = [
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit()}, one core a target.",
        "",
        "| target | minutes | cases | cases/s | edges covered | failed |",
        "|---|--:|--:|--:|--:|---|",
        *rows,
    ]
    before, rest = LOG.read_text().split(LOG_MARKS[0])
    _, after = rest.split(LOG_MARKS[1])
    LOG.write_text("\n".join([before + LOG_MARKS[0], "", *table, "", LOG_MARKS[1] + after]))


def main() -> int:
    """Exit code: 1 if a target failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=10, help="for each target that names none")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="targets at once")
    parser.add_argument("--log", action="store_true", help="write the figures into docs/fuzzing.md")
    parser.add_argument("targets", nargs="*", metavar="TARGET[=SECONDS]", help="all, if none is named")
    options = parser.parse_args()
    named = dict(target.partition("=")[::2] for target in options.targets)
    if unknown := named.keys() - set(targets()):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(targets())}")
    programs = build()
    seeds.write(WORK / "seeds")
    # The longest first, so that none runs alone at the end.
    seconds = {target: int(named.get(target) or options.seconds) for target in named or targets()}
    with ThreadPoolExecutor(options.jobs) as pool:
        longest_first = sorted(seconds, key=seconds.__getitem__, reverse=True)
        results = list(pool.map(lambda target: run(programs, target, seconds[target]), longest_first))
    if options.log:
        log(results)
    failed = [result.target for result in results if result.failed]
    if failed:
        print(f"failed: {', '.join(failed)}; the inputs are in {WORK / 'found'}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
