"""Explaining a connection of a capture: both captures are read, the rest is words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pcapflow.capture import refuse_unread
from pcapflow.errors import ExitCode
from pcapflow.pipeline.run import RunResult, analyze
from pcapflow.readers import Tell

if TYPE_CHECKING:
    import os

    from pcapflow.show.explain import Explanation


@dataclass(frozen=True)
class Told:
    """The story, and how well the captures could be read."""

    explanation: Explanation
    results: list[RunResult]

    @property
    def exit_code(self) -> ExitCode:
        """What is worse of them."""
        return max(result.exit_code for result in self.results)


def explain(
    capture: object,
    stream: int | None = None,
    after: object | None = None,
    *,
    rules: Sequence[str | os.PathLike[str]] = (),
    expects_client_certificate: Sequence[str] = (),
    tell: Tell | None = None,
) -> Told:
    """Reads a capture, and one that was taken `after` a fix, and tells of one connection.

    Raises `CaptureError` if nothing could be read of one of them.
    """
    results = [
        analyze(
            [each],
            records=each is capture,  # their times are wanted
            rules=rules,
            expects_client_certificate=expects_client_certificate,
            tell=tell,
        )
        for each in (capture, after)
        if each is not None
    ]
    first, *later = [result.view for result in results]
    for view in (first, *later):
        refuse_unread(view.arrow("captures"))
    return Told(first.explain(stream, after=later[0] if later else None), results)
