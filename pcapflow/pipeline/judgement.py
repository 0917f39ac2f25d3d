"""Judgement over commits of facts, in chunks of whole servers, so that memory does not follow their number.

A first look at few columns tells of each connection its server, and of each server what it did; then the rows
are sorted into chunks on disk, and each chunk is judged with what is known of its servers everywhere. Chunks
are cut at a fixed number of connections, so the same facts give the same bytes. It knows no rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pcapflow import _engine, judge
from pcapflow.judge.rows import Numbers, rows_of
from pcapflow.pipeline.spill import Spill
from pcapflow.tables.commits import Commit, judgement_id
from pcapflow.tables.dataset import Dataset
from pcapflow.tables.order import in_order, keys
from pcapflow.tables.schema import SCHEMA_VERSION, facts, schema
from pcapflow.tables.writer import ROW_GROUP_ROWS, Staged, Writer

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK_CONNECTIONS = 65_536
"""Connections that are judged at once; a server is never cut, so its last one may bring more."""

PLACE = "place"
"""Column, while they wait on disk, of the place of a finding's or verdict's connection among all."""


def judge_commits(
    writer: Writer,
    increments: Sequence[Commit],
    book: judge.Rulebook,
    *,
    kept: Mapping[str, pa.Table] | None = None,
) -> list[str]:
    """Commits what the rules say of these increments; a line for each rule that failed.

    What is committed elsewhere corroborates it. `kept` are the columns of `kept_columns` of these increments,
    if they are in memory; else they are read.
    """
    dataset = Dataset(writer.directory)
    over = sorted(commit.name for commit in increments)
    others = [entry for commit in writer.commits() if commit.name not in over for entry in commit.captures]
    elsewhere = dataset.table("sightings", captures=others)
    staged = writer.stage()
    if fits(increments):
        tables = kept or _stored(dataset, over, book.rules)
        judged = judge.judge(
            tables, book.rules, expects=book.expects, elsewhere=elsewhere, policy=book.policy
        )
        staged.add("findings", judged.findings)
        staged.add("verdicts", judged.verdicts)
        sightings, failures = judged.sightings, judged.failures
    else:
        scratch = writer.stage()
        chunks = _Chunks(dataset, over, book, scratch.path, elsewhere)
        sightings, failures = chunks.judge_into(staged)
        writer.drop(scratch)
    staged.add("sightings", sightings)
    replaces = writer.replacing(_spent(writer.commits(), set(over)))
    versions = {"engine": _engine.__version__, "rules": judge.RULES_VERSION, "schema": str(SCHEMA_VERSION)}
    identity = judgement_id(over, versions, book.identity, replaces)
    writer.publish(staged, Commit("judgement", identity, versions, dict(staged.rows), replaces, over=over))
    return failures


def fits(increments: Sequence[Commit]) -> bool:
    """Whether they are judged at once."""
    return sum(commit.rows["connections"] for commit in increments) <= CHUNK_CONNECTIONS


def kept_columns(rules: Sequence[judge.Rule]) -> dict[str, list[str]]:
    """What the rules need, and what rows are ordered by: judged now or read back later, it is the same."""
    return _with_keys(judge.needed_columns(rules))


def _with_keys(needed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [*columns, *(key for key in keys(name) if key not in columns)]
        for name, columns in needed.items()
        if name in facts()
    }


def _spent(live: Sequence[Commit], over: set[str]) -> set[str]:
    """Judgements of which nothing counts any more beside one over these increments."""
    increments = {commit.name for commit in live if commit.kind == "increment"} - over
    return {
        commit.name for commit in live if commit.kind == "judgement" and not increments & set(commit.over)
    }


def _stored(dataset: Dataset, increments: Sequence[str], rules: Sequence[judge.Rule]) -> dict[str, pa.Table]:
    return {
        name: in_order(name, _read(dataset, name, columns, increments))
        for name, columns in kept_columns(rules).items()
    }


def _read(dataset: Dataset, name: str, columns: list[str], increments: Sequence[str]) -> pa.Table:
    """Rows as they lie in the files."""
    import pyarrow as pa

    empty = _narrow(name, columns).empty_table()
    return pa.concat_tables([empty, *dataset.batches(name, columns, increments)])


class _Chunks:
    """Facts in chunks of whole servers. Connections are numbered by their place in the order of tables."""

    def __init__(
        self,
        dataset: Dataset,
        increments: Sequence[str],
        book: judge.Rulebook,
        scratch: Path,
        elsewhere: pa.Table,
    ) -> None:
        self._dataset, self._increments, self._book, self._scratch = dataset, increments, book, scratch
        narrow = {
            name: _read(dataset, name, each, increments)
            for name, each in _with_keys(judge.survey_columns()).items()
        }
        place = self._put_in_order(narrow)
        self._about = judge.survey(narrow, book.expects, elsewhere)
        self._chunk = _chunks(self._about.of_connection)
        columns = kept_columns(book.rules)
        self._captures = in_order("captures", _read(dataset, "captures", columns.pop("captures"), increments))
        ids = narrow["connections"].select(["connection_id"])
        del narrow
        self._facts = {
            name: self._spill(name, each, place if name == "connections" else self._places(name, ids))
            for name, each in columns.items()
        }

    def judge_into(self, staged: Staged) -> tuple[pa.Table, list[str]]:
        """Adds findings and verdicts; gives the sightings, and a line for each rule that failed.

        A rule that fails on one chunk is left out of all.
        """
        failures: dict[str, str] = {}
        counts: list[pa.Table] | None = None
        while counts is None:
            findings = Spill(self._scratch / "findings", _placed(judge.FINDINGS))
            verdicts = Spill(self._scratch / "verdicts", _placed(judge.VERDICTS))
            chosen = [each for each in self._book.rules if each.id not in failures]
            counts = self._apply(chosen, findings, verdicts, failures)
        findings.done()
        verdicts.done()
        for group in range(-(-len(self._chunk) // ROW_GROUP_ROWS)):
            staged.add("findings", _in_place(findings.rows(group)))
            staged.add("verdicts", _in_place(verdicts.rows(group)))
        return judge.with_resets(self._about, counts), list(failures.values())

    def _apply(
        self, rules: Sequence[judge.Rule], findings: Spill, verdicts: Spill, failures: dict[str, str]
    ) -> list[pa.Table] | None:
        """Resets by kind of each chunk; None if a rule failed, which is then among `failures`."""
        import pyarrow as pa

        counts = []
        for chunk in range(int(self._chunk.max()) + 1):
            places = np.flatnonzero(self._chunk == chunk)
            about = self._about.part(places)
            found = judge.applied(self._tables(chunk), rules, about, self._book.policy)
            if found.failures:
                failures |= found.failures
                return None
            counts.append(judge.reset_counts(about, found))
            for spill, rows, at in (
                (findings, found.findings, places[found.rows]),
                (verdicts, found.verdicts, places),
            ):
                spill.add(at // ROW_GROUP_ROWS, rows.append_column(PLACE, pa.array(at)))
        return counts

    def _tables(self, chunk: int) -> dict[str, pa.Table]:
        known = {name: in_order(name, spill.rows(chunk)) for name, spill in self._facts.items()}
        return {**known, "captures": self._captures}

    def _put_in_order(self, tables: dict[str, pa.Table]) -> Numbers:
        """Puts connections in order; gives the place of each as it lies in the files."""
        import pyarrow.compute as pc

        by = [(key, "ascending") for key in keys("connections")]
        order = pc.sort_indices(tables["connections"], sort_keys=by)
        tables["connections"] = _taken(tables.pop("connections"), order)
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return place

    def _places(self, name: str, connections: pa.Table) -> Numbers:
        """The place of each row's connection, -1 if there is none."""
        return rows_of(_read(self._dataset, name, ["connection_id"], self._increments), connections)

    def _spill(self, name: str, columns: list[str], place: Numbers) -> Spill:
        """Rows of a table by chunk."""
        spill = Spill(self._scratch / name, _narrow(name, columns))
        start = 0
        for rows in self._dataset.batches(name, columns, self._increments):
            at = place[start : start + len(rows)]
            spill.add(np.where(at < 0, -1, self._chunk[at]), rows)
            start += len(rows)
        spill.done()
        return spill


def _taken(rows: pa.Table, order: pa.Array) -> pa.Table:
    """The rows in this order; a column is let go as soon as it is copied."""
    import pyarrow as pa

    columns = {}
    for name in rows.column_names:
        columns[name] = rows[name].take(order)
        rows = rows.drop_columns([name])
    return pa.table(columns)


def _narrow(name: str, columns: list[str]) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([schema(name).field(column) for column in columns])


def _placed(rows: pa.Schema) -> pa.Schema:
    import pyarrow as pa

    return rows.append(pa.field(PLACE, pa.int64()))


def _in_place(rows: pa.Table) -> pa.Table:
    """Rows of one group in order of their connections."""
    import pyarrow as pa

    order = np.argsort(rows[PLACE].to_numpy(), kind="stable")
    return rows.drop_columns([PLACE]).take(pa.array(order))


def _chunks(server: Numbers) -> Numbers:
    """Per connection the number of its chunk: servers as they come, until one is full."""
    ends = np.cumsum(np.bincount(server))
    chunk = np.unique((ends - 1) // CHUNK_CONNECTIONS, return_inverse=True)[1]
    return np.asarray(chunk[server], dtype=np.int64)
