"""Applying rules to tables: each rule gets the frames it asks for, what it returns becomes findings.

Knows how rows go in and come out. Refuses to know what any rule means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.errors import RuleError
from pcapflow.judge import evidence
from pcapflow.judge.declare import Rule
from pcapflow.judge.discover import facts, needed_columns
from pcapflow.judge.policy import Policy
from pcapflow.judge.portions import Portion, Portions
from pcapflow.judge.replies import answered_by_alert
from pcapflow.judge.rows import Numbers, rows_of
from pcapflow.judge.schemas import CONFIDENCES, FINDINGS, RULES_VERSION, SEVERITIES
from pcapflow.judge.servers import Servers, reset_kinds, survey
from pcapflow.judge.verdicts import verdicts
from pcapflow.judge.watched import watched_until
from pcapflow.text import printable

if TYPE_CHECKING:
    import pandas as pd

TEXT = pa.string()
RESET = "server-reset/"
NO_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What rules found, one verdict a connection, what was seen of servers, a line per rule that failed."""

    findings: pa.Table
    verdicts: pa.Table
    sightings: pa.Table
    failures: list[str]


@dataclass(frozen=True, slots=True)
class Applied:
    """The same of some servers: `rows` are those of the findings' connections, failures go by rule."""

    findings: pa.Table
    rows: Numbers
    verdicts: pa.Table
    failures: dict[str, str]


def judge(
    tables: Mapping[str, pa.Table],
    rules: Sequence[Rule],
    *,
    expects: Sequence[str] = (),
    elsewhere: pa.Table | None = None,
    policy: Policy = NO_POLICY,
) -> Judgement:
    """Judges all connections of these tables together, so that one may corroborate another.

    A table or column that is not there counts as empty or unknown. `expects` are patterns of server labels,
    names and addresses of which the operator says that they ask for client certificates; `elsewhere` are
    sightings of servers in other captures, `policy` is what the operator says about findings. A rule that
    raises is left out of the findings and named in `failures`; the others go on.
    """
    known = _completed(tables, needed_columns(rules))
    about = survey(known, expects, elsewhere)
    found = applied(known, rules, about, policy)
    sightings = with_resets(about, [reset_counts(about, found)])
    return Judgement(found.findings, found.verdicts, sightings, list(found.failures.values()))


def applied(
    known: Mapping[str, pa.Table], rules: Sequence[Rule], about: Servers, policy: Policy = NO_POLICY
) -> Applied:
    """Applies the rules to completed tables that hold all connections of the servers they hold any of."""
    known = _with_servers(known, about)
    portions = Portions(known)
    found, of_connection, failures = [FINDINGS.empty_table()], [np.array([], dtype=np.int64)], {}
    for each in rules:
        try:
            if "findings" in each.tables:
                portions.put("findings", pa.concat_tables(found), np.concatenate(of_connection))
            portion = portions.of(each)
            if not len(portion.rows):
                continue  # it flags rows of its first table
            findings, rows = _found(each, portion, known["connections"])
        except Exception as error:  # noqa: BLE001 - a rule may be a user's: whatever it raises, the others go on
            failures[each.id] = _failure(each, error)
            continue
        found.append(findings)
        of_connection.append(rows)
    findings, rows = _in_order(pa.concat_tables(found), np.concatenate(of_connection))
    decided = verdicts(known, findings, rows, about)
    return Applied(
        policy.on(findings, known["connections"], rows, about.of_connection), rows, decided, failures
    )


def reset_counts(about: Servers, found: Applied) -> pa.Table:
    """How many connections of each sighting were reset in which way."""
    kinds = found.findings["rule"].combine_chunks()
    reset = np.asarray(pc.starts_with(kinds, RESET))
    return pa.table(
        {
            "sighting": about.sighting[found.rows[reset]],
            "kind": pc.utf8_slice_codeunits(kinds.filter(pa.array(reset)), len(RESET)),
        }
    )


def with_resets(about: Servers, counts: Sequence[pa.Table]) -> pa.Table:
    """The sightings with their resets by kind, now that rules have told these."""
    table = pa.concat_tables(counts).combine_chunks()
    sighting, kind = table["sighting"].to_numpy(), table["kind"].combine_chunks()
    lists = reset_kinds(sighting, kind, np.ones(len(table), dtype=np.int64), len(about.sightings))
    at = about.sightings.schema.get_field_index("resets")
    return about.sightings.set_column(at, about.sightings.schema.field(at), lists)


def flag(each: Rule, tables: Mapping[str, pa.Table]) -> "pd.DataFrame":
    """What one rule returns for these tables, checked; it is asked even if there is nothing to flag."""
    known = _completed(tables, needed_columns([each]))
    portions = Portions({**_with_servers(known, survey(known)), "findings": FINDINGS.empty_table()})
    return _flagged(each, portions.of(each).tables)


def _with_servers(known: Mapping[str, pa.Table], about: Servers) -> dict[str, pa.Table]:
    """The tables with what is derived from them."""
    connections = known["connections"]
    connections = connections.append_column("server", pa.array(about.of_connection))
    connections = connections.append_column("session_certificate", about.session_certificate)
    watched = watched_until(connections, known["captures"])
    connections = connections.append_column("watched_until", watched)
    connections = connections.append_column("answered_by_alert", answered_by_alert(connections))
    return {**known, "connections": connections, "servers": about.table}


def _completed(tables: Mapping[str, pa.Table], needed: Mapping[str, Sequence[str]]) -> dict[str, pa.Table]:
    """The columns that are needed of each table of facts; what is not given is empty, or null."""
    completed = {}
    for name, columns in needed.items():
        schema = pa.schema([facts()[name].field(column) for column in columns])
        table = tables.get(name)
        if table is None:
            completed[name] = schema.empty_table()
            continue
        given = set(table.column_names)
        arrays = [
            table[field.name] if field.name in given else pa.nulls(len(table), field.type) for field in schema
        ]
        completed[name] = pa.Table.from_arrays(arrays, schema=schema)
    return completed


def _failure(each: Rule, error: Exception) -> str:
    if isinstance(error, RuleError):
        return str(error)
    return f"rule {each.id}: {type(error).__name__}: {printable(error)}"


def _flagged(each: Rule, asked: Mapping[str, pa.Table]) -> "pd.DataFrame":
    """What a rule returns, if it has the columns that it promises."""
    import pandas as pd

    flagged = each(*(_frame(table) for table in asked.values()))
    if not isinstance(flagged, pd.DataFrame):
        raise RuleError(
            each.id, f"returns a {type(flagged).__name__}, not a DataFrame", "Return the rows that it flags."
        )
    given = sum(map(len, asked.values()))
    if len(flagged) > given:
        raise RuleError(
            each.id, f"returns {len(flagged):,} rows of the {given:,} that it got", "Flag each row once."
        )
    for column in ("connection_id", *each.frames, *each.values, *(["kind"] if each.kinds else [])):
        if column not in flagged.columns:
            raise RuleError(
                each.id, f"returns no column {column!r}", "Return it, or do not name it as evidence."
            )
    return flagged


def _found(each: Rule, portion: Portion, connections: pa.Table) -> tuple[pa.Table, Numbers]:
    """A rule's findings, and for each the row of its connection."""
    flagged = _flagged(each, portion.tables)
    if flagged.empty:
        return FINDINGS.empty_table(), np.array([], dtype=np.int64)
    at = rows_of(pa.table({"connection_id": _array(flagged["connection_id"])}), portion.first)
    rows = np.where(at < 0, -1, portion.rows[at])
    if (rows < 0).any():
        raise RuleError(
            each.id, f"returns a connection_id that is not in {each.tables[0]}", "Keep the one it got."
        )
    about = connections.select(["capture_id", "connection_id", "server_label"]).take(pa.array(rows))
    found = _findings(each, flagged, about)
    if each.only is None:
        return found, rows
    wanted = np.asarray(pc.is_in(found["rule"], value_set=pa.array(each.ids)))
    return found.filter(pa.array(wanted)), rows[wanted]


def _frame(table: pa.Table) -> "pd.DataFrame":
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _findings(each: Rule, flagged: "pd.DataFrame", about: pa.Table) -> pa.Table:
    rows = len(flagged)

    def column(name: str, default: str | None = None, kind: pa.DataType = TEXT) -> pa.Array:
        if name not in flagged.columns:
            return pa.array([default], kind).take(pa.array(np.zeros(rows, dtype=np.int64)))
        array = _array(flagged[name], kind)
        return array if default is None else pc.fill_null(array, default)

    full = pa.scalar(each.id)
    if each.kinds:
        if not pc.all(pc.is_in(column("kind"), value_set=pa.array(list(each.kinds)))).as_py():
            advice = f"Use {', '.join(each.kinds)}."
            raise RuleError(each.id, "returns a kind that it does not declare", advice)
        full = pc.binary_join_element_wise(each.id, column("kind"), "/")
    arrays = {
        "capture_id": about["capture_id"],
        "connection_id": about["connection_id"],
        "rule": full if each.kinds else pa.array([each.id]).take(pa.array(np.zeros(rows, dtype=np.int64))),
        "severity": _among(each, column("severity", each.severity), SEVERITIES),
        "confidence": _among(each, column("confidence", each.confidence), CONFIDENCES),
        "server_label": about["server_label"],
        "evidence_frames": evidence.frames({name: _array(flagged[name]) for name in each.frames}, rows),
        "evidence_values": evidence.values({name: _array(flagged[name]) for name in each.values}, rows),
        "corroboration": column("corroboration", kind=FINDINGS.field("corroboration").type),
        "shape": column("shape"),
        "allowed": pa.nulls(rows, TEXT),
        "rules_version": pa.array([RULES_VERSION]).take(pa.array(np.zeros(rows, dtype=np.int64))),
    }
    return pa.table([arrays[name] for name in FINDINGS.names], schema=FINDINGS)


def _array(series: "pd.Series[Any]", kind: pa.DataType | None = None) -> pa.Array:
    """A column as one Arrow array, of whatever pandas made of it."""
    array = pa.array(series, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array if kind is None or array.type == kind else array.cast(kind)


def _among(each: Rule, array: pa.Array, words: Sequence[str]) -> pa.Array:
    if not pc.all(pc.is_in(array, value_set=pa.array(words))).as_py() and len(array):
        raise RuleError(
            each.id, "returns a severity or confidence that there is not", f"Use {', '.join(words)}."
        )
    return array


def _in_order(findings: pa.Table, rows: Numbers) -> tuple[pa.Table, Numbers]:
    """By connection as these stand, then by rule as they ran."""
    if not np.all(rows[1:] >= rows[:-1]):
        order = np.argsort(rows, kind="stable")
        findings, rows = findings.take(pa.array(order)), rows[order]
    return findings.combine_chunks(), rows
