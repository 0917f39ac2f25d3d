"""Sample captures and the truth that stands beside each: `NAME.pcapng` and `NAME.expect.toml`.

The expectation is filled from what the endpoints said while the capture was recorded. A key that is not known
is an error, so that a misspelt one cannot pass for an expectation that holds.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "sample_captures"

SELECTORS = {
    "stream": "tcp_stream",
    "server_name": "server_name",
    "server": "server_address",
    "port": "server_port",
}
"""Keys that say which connection is meant, and their columns."""

FINDING_KEYS = {"verdict", "findings", "info"}
TESTS = {
    "ge": lambda value, bound: value is not None and value >= bound,
    "in": lambda value, among: value in among,
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be found of one connection."""

    where: dict[str, Any]
    verdict: str
    findings: list[str]
    info: list[str]
    facts: dict[str, Any]
    endpoints: dict[str, str] = field(default_factory=dict)
    """What the programs said, in their words."""

    def selects(self, row: dict[str, Any]) -> bool:
        """This row of `connections` is meant."""
        return all(row[SELECTORS[key]] == value for key, value in self.where.items())

    def unmet(self, row: dict[str, Any]) -> dict[str, Any]:
        """Facts of the row that are not as expected."""
        return {name: row[name] for name, fact in self.facts.items() if not _holds(row[name], fact)}


@dataclass(frozen=True, slots=True)
class Sample:
    """One capture and its connections."""

    name: str
    capture: Path
    connections: list[Expected]


def samples() -> list[Sample]:
    """All of them, by name."""
    return [load(path) for path in sorted(FOLDER.glob("*.expect.toml"))]


def load(path: Path) -> Sample:
    """One expectation, checked key by key."""
    name = path.name.removesuffix(".expect.toml")
    text = tomllib.loads(path.read_text())
    _keys(path, text, required={"capture", "connection"})
    _keys(path, text["capture"], required={"story", "recorder", "stacks"})
    return Sample(
        name, path.with_name(f"{name}.pcapng"), [_expected(path, row) for row in text["connection"]]
    )


def _expected(path: Path, row: dict[str, Any]) -> Expected:
    _keys(path, row, required=FINDING_KEYS, allowed={*SELECTORS, "facts", "endpoints"})
    where = {key: row[key] for key in SELECTORS if key in row}
    if not where:
        raise ValueError(f"{path.name}: a connection says by none of {', '.join(SELECTORS)} which one it is")
    for fact in row.get("facts", {}).values():
        if isinstance(fact, dict):
            _keys(path, fact, allowed=set(TESTS))
    return Expected(
        where,
        row["verdict"],
        row["findings"],
        row["info"],
        row.get("facts", {}),
        row.get("endpoints", {}),
    )


def _keys(
    path: Path, table: dict[str, Any], *, required: set[str] = frozenset(), allowed: set[str] = frozenset()
):
    missing, unknown = required - table.keys(), table.keys() - required - allowed
    if missing or unknown:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")


def _holds(value: Any, fact: Any) -> bool:
    if isinstance(fact, dict):
        return all(TESTS[test](value, bound) for test, bound in fact.items())
    return value == fact
