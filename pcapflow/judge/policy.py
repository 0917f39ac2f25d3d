"""What the operator says about findings: another severity, or that some are accepted. Knows no rule.

It changes how loud findings are, not what happened: verdicts rest on the severities that rules gave.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge.patterns import matches
from pcapflow.judge.rows import Flags, Numbers

SERVER = ["server_label", "server_name", "server_address", "server_port"]


@dataclass(frozen=True, slots=True)
class Allow:
    """Findings that are accepted: of a rule, or a kind of it, on servers that `scope` means, until a day.

    The day is one of capture time, so that the same captures always get the same findings.
    """

    rule: str
    reason: str
    scope: str = "*"
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Severities by id of a rule, or full id of a kind, which comes first; and what is accepted."""

    severity: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[Allow, ...] = ()

    @property
    def ids(self) -> set[str]:
        """Rules that it speaks of."""
        return {*self.severity, *(each.rule for each in self.allow)}

    def on(self, findings: pa.Table, connections: pa.Table, rows: Numbers, servers: Numbers) -> pa.Table:
        """The findings as the operator wants them.

        `rows` are the rows of their connections, `servers` the number of each connection's server.
        """
        for name in sorted(self.severity, key=lambda name: "/" in name):
            findings = _set(findings, "severity", _of_rule(findings, name), self.severity[name])
        for each in reversed(self.allow):  # of several that cover a finding, the first gives the reason
            covered = np.flatnonzero(_of_rule(findings, each.rule))
            covered = covered[_inside(each, connections, rows[covered], servers)]
            findings = _set(findings, "allowed", np.isin(np.arange(len(findings)), covered), each.reason)
        return findings


def _of_rule(findings: pa.Table, name: str) -> Flags:
    """Findings of this rule or kind."""
    of_kind = pc.starts_with(findings["rule"], f"{name}/")
    return np.asarray(pc.or_(pc.equal(findings["rule"], name), of_kind).combine_chunks(), dtype=bool)


def _set(findings: pa.Table, column: str, where: Flags, value: str) -> pa.Table:
    if not where.any():
        return findings
    changed = pc.if_else(pa.array(where), pa.scalar(value), findings[column])
    return findings.set_column(
        findings.schema.get_field_index(column), findings.schema.field(column), changed
    )


def _inside(each: Allow, connections: pa.Table, rows: Numbers, servers: Numbers) -> Flags:
    """Which of these rows of `connections` are on a server that is meant, and early enough."""
    _, firsts, whose = np.unique(servers[rows], return_index=True, return_inverse=True)
    about = connections.select(SERVER).take(pa.array(rows[firsts], pa.int64())).to_pylist()
    meant = np.array([matches(row, [each.scope]) or each.scope == "*" for row in about], dtype=bool)[whose]
    if each.expires is None:
        return meant
    midnight = datetime(each.expires.year, each.expires.month, each.expires.day, tzinfo=UTC)
    end = int(midnight.timestamp()) * 1_000_000_000
    began = connections["first_time"].cast(pa.int64()).take(pa.array(rows, pa.int64()))
    in_time = pc.fill_null(pc.less(began, end), False)  # what has no time is not known to be in time
    return np.asarray(meant & np.asarray(in_time.combine_chunks(), dtype=bool))
