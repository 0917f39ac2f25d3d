"""What is known of the terminal: its width, whether it wants colour, and a line of progress on stderr."""

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from pcapflow.text import counted, printable

if TYPE_CHECKING:
    from pcapflow.capture import View
    from pcapflow.pipeline.run import RunResult
    from pcapflow.readers import Step

_COMPLAINTS_SHOWN = 50
_PATIENCE_SECONDS = 1.0
"""What is done by then needs no line of progress."""


def color() -> bool:
    """Colour on a terminal that does not say no (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; a pipe gets lines as long as they are good to read."""
    return shutil.get_terminal_size((100, 24)).columns


def print_analysis(view: "View") -> None:
    """The screen of `pcapflow analyze`."""
    from pcapflow.show import analysis

    for line in analysis.lines(view, width=width(), color=color()):
        typer.echo(line)


def complain(result: "RunResult", *, told: bool) -> None:
    """Says on stderr what could not be done, unless the screen has `told` it to the same eyes."""
    complaints = [] if told and sys.stdout.isatty() else result.complaints
    for line in [*complaints[:_COMPLAINTS_SHOWN], *result.failures]:
        typer.echo(f"error: {line}", err=True)
    left_out = len(complaints) - _COMPLAINTS_SHOWN
    if left_out > 0:
        typer.echo(f"error: {counted(left_out, 'more capture')}: see status and error in captures", err=True)


@contextlib.contextmanager
def progress() -> "Iterator[Callable[[Step], None] | None]":
    """Something to tell each step to; None if nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        status = None

        def tell(step: "Step") -> None:
            nonlocal status
            if status is None and time.monotonic() - begun > _PATIENCE_SECONDS:
                from rich.console import Console

                status = stack.enter_context(Console(stderr=True, markup=False).status(""))
            if status is not None:
                status.update(_line(step, time.monotonic() - begun))

        yield tell


def _line(step: "Step", seconds: float) -> str:
    of = f"{step.number + 1:,} of {step.total:,} captures · " if step.total > 1 else ""
    read = f"{step.size / 1e6:,.0f} MB · {step.packets:,} packets · {seconds:,.0f} s"
    return f"{of}{printable(step.uri, 40)} · {read}"
