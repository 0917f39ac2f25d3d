"""A run: plan, facts batch by batch, then judgement once over all that it read. Prints nothing.

A run that was killed between facts and judgement left facts without judgement; the next run judges them
first.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pcapflow import judge
from pcapflow.capture import Capture, Lake, View, gather
from pcapflow.errors import CaptureError, ExitCode, UsageError
from pcapflow.pipeline.judgement import fits, judge_commits, kept_columns
from pcapflow.pipeline.outcome import exit_code
from pcapflow.pipeline.plan import match, plan
from pcapflow.pipeline.work import Batch, commit_batch
from pcapflow.readers import Source, Tell, sources, watcher
from pcapflow.readers.files import File
from pcapflow.tables.dataset import unjudged
from pcapflow.tables.memory import reused_memory
from pcapflow.tables.order import in_order
from pcapflow.tables.writer import open_writer

if TYPE_CHECKING:
    import pyarrow as pa

    from pcapflow.pipeline.model import Rules

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
    book = rulebook(definition.rules, base)
    if captures:
        files = match(captures)
    else:
        files = match(definition.input.captures, exclude=definition.input.exclude, base=base)
    if tables is None and definition.output.tables is not None:
        tables = os.path.join(base, definition.output.tables)  # noqa: PTH118
    return process(
        files,
        tables_directory(tables),
        book,
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
    rules: Sequence[str | os.PathLike[str]] = (),
    expects_client_certificate: Sequence[str] = (),
    tell: Tell | None = None,
) -> RunResult:
    """Looks into captures, which are whatever `read` takes, and commits their rows if `tables` says where.

    A capture that is committed there is not read again, unless by `force`: its rows are those of the tables.
    `rules` are files of rules of your own, `expects_client_certificate` patterns of servers that ask for one.
    """
    found = sources(captures)
    book = judge.rulebook(files=map(Path, rules), expects=expects_client_certificate)
    if tables is not None:
        return process(found, Path(tables), book, records=records, force=force, fail_on=fail_on, tell=tell)
    if force:
        raise UsageError("force is about captures that are committed", "Say where the tables are.")
    capture = Capture(gather(found, records=records, tell=tell), book)
    return RunResult(None, capture, len(found), 0, capture.failures, fail_on)


def process(
    sources: Sequence[Source],
    directory: Path,
    book: judge.Rulebook,
    *,
    records: bool = False,
    force: bool = False,
    fail_on: str = "never",
    tell: Tell | None = None,
) -> RunResult:
    """Reads what is not committed as it is now, judges it, and gives the tables of all of it."""
    keep = kept_columns(book.rules)
    failures = [*book.failures]
    batches: list[Batch] = []
    with open_writer(directory) as writer, reused_memory():
        left = unjudged(writer.commits())
        if left:
            failures += judge_commits(writer, left, book)
        committed = [entry for commit in writer.commits() for entry in commit.captures]
        todo = plan([source for source in sources if isinstance(source, File)], committed, force=force)
        read = [*todo.read, *(source for source in sources if not isinstance(source, File))]
        watched = [(source, watcher(source, number, len(read), tell)) for number, source in enumerate(read)]
        for start in range(0, len(read), BATCH_CAPTURES):
            part = watched[start : start + BATCH_CAPTURES]
            batches.append(commit_batch(writer, part, records=records, keep=keep))
            if not fits([batch.commit for batch in batches if batch.commit is not None]):
                keep, batches = {}, [replace(batch, kept={}) for batch in batches]
        new = {commit.name for commit in unjudged(writer.commits())}
        fresh = [batch for batch in batches if batch.commit is not None and batch.commit.name in new]
        if fresh:
            increments = [batch.commit for batch in fresh if batch.commit is not None]
            kept = _kept(fresh) if fits(increments) else None
            failures += judge_commits(writer, increments, book, kept=kept)
    asked = [*todo.there, *(entry for batch in batches for entry in batch.read)]
    return RunResult(directory, Lake(directory, asked), len(read), len(todo.there), failures, fail_on)


def rulebook(rules: Rules, base: str) -> judge.Rulebook:
    """What the section [rules] of a pipeline file in the directory `base` says to judge by."""
    return judge.rulebook(
        enable=rules.enable,
        disable=rules.disable,
        files=[Path(base, file) for file in rules.files],
        expects=rules.expects_client_certificate,
        severity=rules.severity,
        allow=[judge.Allow(each.rule, each.reason, each.scope, each.expires) for each in rules.allow],
    )


def tables_directory(given: str | os.PathLike[str] | None) -> Path:
    """Where tables are if nobody says: `$PCAPFLOW_TABLES`, else `./tables`."""
    return Path(given if given is not None else os.environ.get(TABLES_VARIABLE) or "tables")


def _kept(batches: Sequence[Batch]) -> dict[str, pa.Table]:
    import pyarrow as pa

    names = {name for batch in batches for name in batch.kept}
    return {
        name: in_order(
            name, pa.concat_tables([part for batch in batches for part in batch.kept.get(name, [])])
        )
        for name in names
    }
