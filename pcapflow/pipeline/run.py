"""A run: plan, facts batch by batch, then judgement once over all that it read. Prints nothing.

A run that was killed between facts and judgement left facts without judgement; the next run judges them
first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pcapflow import _engine, judge
from pcapflow.capture import Capture, Lake, View, gather
from pcapflow.errors import CaptureError, ExitCode, UsageError
from pcapflow.pipeline.outcome import exit_code
from pcapflow.pipeline.plan import match, plan
from pcapflow.pipeline.work import Batch, commit_batch
from pcapflow.readers import Source, Tell, sources, watcher
from pcapflow.readers.files import File
from pcapflow.tables.commits import Commit, judgement_id
from pcapflow.tables.dataset import Dataset, unjudged
from pcapflow.tables.memory import reused_memory
from pcapflow.tables.order import in_order, keys
from pcapflow.tables.schema import SCHEMA_VERSION, facts
from pcapflow.tables.writer import Writer, open_writer

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_CAPTURES = 256
"""Captures in one commit: a fixed count, so that commits do not depend on the machine."""


TABLES_VARIABLE = "PCAPFLOW_TABLES"


@dataclass(frozen=True)
class RunResult:
    """What a run did; `view` has the tables of all captures that it was asked for, read now or before."""

    tables: Path | None
    """Where they are committed, if they are."""
    view: View
    read: int
    there: int
    failures: list[str]
    """A line for every rule that failed."""
    fail_on: str

    @property
    def complaints(self) -> list[CaptureError]:
        """A line for every capture that could not be read to its end."""
        return self.view.complaints()

    @property
    def exit_code(self) -> ExitCode:
        """What it comes to, over all captures that it was asked for: running again gives the same."""
        return exit_code(self.view, self.failures, self.fail_on)


def run(
    pipeline: str | os.PathLike[str],
    captures: Sequence[str] = (),
    tables: str | os.PathLike[str] | None = None,
    *,
    tell: Tell | None = None,
) -> RunResult:
    """Works through a pipeline file; `captures` and `tables` stand in for what it says.

    Captures that are committed and unchanged are not read again.
    """
    from pcapflow.pipeline.model import load

    path = os.fspath(pipeline)
    definition = load(path)
    base = os.path.dirname(path)  # noqa: PTH120 - "" for a file beside us, so that uris stay as written
    rules = judge.catalogue(enable=definition.rules.enable, disable=definition.rules.disable)
    if captures:
        files = match(captures)
    else:
        files = match(definition.input.captures, exclude=definition.input.exclude, base=base)
    if tables is None and definition.output.tables is not None:
        tables = os.path.join(base, definition.output.tables)  # noqa: PTH118
    return process(
        files,
        tables_directory(tables),
        rules,
        records=definition.output.records,
        fail_on=definition.run.fail_on,
        tell=tell,
    )


def analyze(
    captures: Sequence[object],
    tables: str | os.PathLike[str] | None = None,
    *,
    records: bool = False,
    force: bool = False,
    fail_on: str = "never",
    tell: Tell | None = None,
) -> RunResult:
    """Looks into captures, which are whatever `read` takes, and commits their rows if `tables` says where.

    A capture that is committed there is not read again, unless by `force`: its rows are those of the tables.
    """
    found = sources(captures)
    rules = judge.catalogue()
    if tables is not None:
        return process(found, Path(tables), rules, records=records, force=force, fail_on=fail_on, tell=tell)
    if force:
        raise UsageError("force is about captures that are committed", "Say where the tables are.")
    capture = Capture(gather(found, records=records, tell=tell), rules)
    return RunResult(None, capture, len(found), 0, capture.failures, fail_on)


def process(
    sources: Sequence[Source],
    directory: Path,
    rules: Sequence[judge.Rule],
    *,
    records: bool = False,
    force: bool = False,
    fail_on: str = "never",
    tell: Tell | None = None,
) -> RunResult:
    """Reads what is not committed as it is now, judges it, and gives the tables of all of it."""
    keep = _kept_columns(rules)
    failures: list[str] = []
    batches: list[Batch] = []
    with open_writer(directory) as writer, reused_memory():
        left = unjudged(writer.commits())
        if left:
            failures += _judge(writer, left, _stored(directory, left, keep), rules)
        committed = [entry for commit in writer.commits() for entry in commit.captures]
        todo = plan([source for source in sources if isinstance(source, File)], committed, force=force)
        read = [*todo.read, *(source for source in sources if not isinstance(source, File))]
        watched = [(source, watcher(source, number, len(read), tell)) for number, source in enumerate(read)]
        for start in range(0, len(read), BATCH_CAPTURES):
            part = watched[start : start + BATCH_CAPTURES]
            batches.append(commit_batch(writer, part, records=records, keep=keep))
        new = {commit.name for commit in unjudged(writer.commits())}
        fresh = [batch for batch in batches if batch.commit is not None and batch.commit.name in new]
        if fresh:
            increments = [batch.commit for batch in fresh if batch.commit is not None]
            failures += _judge(writer, increments, _kept(fresh), rules)
    asked = [*todo.there, *(entry for batch in batches for entry in batch.read)]
    return RunResult(directory, Lake(directory, asked), len(read), len(todo.there), failures, fail_on)


def tables_directory(given: str | os.PathLike[str] | None) -> Path:
    """Where tables are if nobody says: `$PCAPFLOW_TABLES`, else `./tables`."""
    return Path(given if given is not None else os.environ.get(TABLES_VARIABLE) or "tables")


def _judge(
    writer: Writer,
    increments: Sequence[Commit],
    tables: Mapping[str, pa.Table],
    rules: Sequence[judge.Rule],
) -> list[str]:
    """Commits what the rules say of these increments; a line for each rule that failed."""
    judged = judge.judge(tables, rules)
    staged = writer.stage()
    staged.add("findings", judged.findings)
    staged.add("verdicts", judged.verdicts)
    over = sorted(commit.name for commit in increments)
    replaces = writer.replacing(_spent(writer.commits(), set(over)))
    versions = {"engine": _engine.__version__, "rules": judge.RULES_VERSION, "schema": str(SCHEMA_VERSION)}
    identity = judgement_id(over, versions, [rule.id for rule in rules], replaces)
    writer.publish(staged, Commit("judgement", identity, versions, dict(staged.rows), replaces, over=over))
    return judged.failures


def _spent(live: Iterable[Commit], over: set[str]) -> set[str]:
    """Judgements of which nothing counts any more beside one over these increments."""
    increments = {commit.name for commit in live if commit.kind == "increment"} - over
    return {
        commit.name for commit in live if commit.kind == "judgement" and not increments & set(commit.over)
    }


def _kept_columns(rules: Sequence[judge.Rule]) -> dict[str, list[str]]:
    """What the rules need, and what rows are ordered by: judged now or read back later, it is the same."""
    return {
        name: [*columns, *(key for key in keys(name) if key not in columns)]
        for name, columns in judge.needed_columns(rules).items()
        if name in facts()
    }


def _stored(
    directory: Path, increments: Iterable[Commit], keep: Mapping[str, list[str]]
) -> dict[str, pa.Table]:
    captures = [entry for commit in increments for entry in commit.captures]
    dataset = Dataset(directory)
    return {name: dataset.table(name, columns, captures) for name, columns in keep.items()}


def _kept(batches: Sequence[Batch]) -> dict[str, pa.Table]:
    import pyarrow as pa

    names = {name for batch in batches for name in batch.kept}
    return {
        name: in_order(
            name, pa.concat_tables([part for batch in batches for part in batch.kept.get(name, [])])
        )
        for name in names
    }
