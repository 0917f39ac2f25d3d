"""Today's rules over the facts that are there: judgement without captures, in place of all that there was."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pcapflow import judge
from pcapflow.capture import Lake
from pcapflow.errors import ExitCode, UsageError
from pcapflow.pipeline.judgement import judge_commits
from pcapflow.pipeline.outcome import reaches
from pcapflow.pipeline.run import rulebook
from pcapflow.tables.dataset import Dataset
from pcapflow.tables.writer import open_writer
from pcapflow.text import printable

Endings = dict[tuple[str | None, str | None], int]
"""Connections by verdict and reason."""


@dataclass(frozen=True)
class Rejudgement:
    """What it came to: how many connections have which verdict now, and how many had it before."""

    tables: Path
    view: Lake
    before: Endings
    now: Endings
    failures: list[str]
    """A line for every rule that failed."""
    fail_on: str

    @property
    def exit_code(self) -> ExitCode:
        """What is not known outranks what was found."""
        if self.failures:
            return ExitCode.INCOMPLETE
        return ExitCode.FINDINGS if reaches(self.view, self.fail_on) else ExitCode.GOOD


def rejudge(
    tables: str | os.PathLike[str],
    pipeline: str | os.PathLike[str] | None = None,
    *,
    rules: Sequence[str | os.PathLike[str]] = (),
    expects_client_certificate: Sequence[str] = (),
    fail_on: str | None = None,
) -> Rejudgement:
    """Judges everything that is committed in `tables` anew; findings and verdicts replace the old at once.

    `pipeline` is a pipeline file whose [rules] and fail_on count; `rules` (files), servers that are expected
    to ask for a client certificate, and `fail_on` come on top of what it says. No capture is read.
    """
    book, wanted = _asked(pipeline, rules, expects_client_certificate)
    directory = Path(tables)
    Dataset(directory)  # what is not there is not to be made
    with open_writer(directory) as writer:
        increments = [commit for commit in writer.commits() if commit.kind == "increment"]
        if not increments:
            raise UsageError(
                f"{printable(directory)}: nothing is committed there", "Write some: pcapflow run."
            )
        view = Lake(directory)
        before = _endings(view)
        failures = [*book.failures, *judge_commits(writer, increments, book)]
    return Rejudgement(directory, view, before, _endings(view), failures, fail_on or wanted)


def _asked(
    pipeline: str | os.PathLike[str] | None,
    files: Sequence[str | os.PathLike[str]],
    expects: Sequence[str],
) -> tuple[judge.Rulebook, str]:
    """What to judge by, and the fail_on of the pipeline file."""
    from pcapflow.pipeline.model import Rules, Run, load

    path = None if pipeline is None else os.fspath(pipeline)
    definition = None if path is None else load(path)
    said = Rules() if definition is None else definition.rules
    base = "" if path is None else str(Path(path).parent)
    said = said.model_copy(
        update={
            "files": [*(str(Path(base, file)) for file in said.files), *(str(Path(file)) for file in files)],
            "expects_client_certificate": [*said.expects_client_certificate, *expects],
        }
    )
    return rulebook(said, ""), (Run() if definition is None else definition.run).fail_on


def _endings(view: Lake) -> Endings:
    counts = (
        view.table("verdicts", ["verdict", "reason"])
        .group_by(["verdict", "reason"])
        .aggregate([([], "count_all")])
    )
    return {(row["verdict"], row["reason"]): row["count_all"] for row in counts.to_pylist()}
