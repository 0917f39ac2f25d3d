"""`pcapflow analyze`: what happened in these captures?"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pcapflow.cli import terminal
from pcapflow.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pcapflow.capture import View
    from pcapflow.readers import Source, Tell


class FailOn(StrEnum):
    """From which severity on a finding makes the exit code 1."""

    NEVER = "never"
    INFO = "info"
    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


def command(
    captures: Annotated[
        list[str],
        typer.Argument(metavar="CAPTURE_OR_DIR", help="Captures, directories of them, or - for stdin."),
    ],
    tables: Annotated[
        str | None, typer.Option(metavar="DIR", help="Also commit the rows to the tables in DIR.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 if there is a finding of this severity.")
    ] = FailOn.NEVER,
    force: Annotated[
        bool, typer.Option("--force", help="Read captures again that are committed in DIR.")
    ] = False,
    records: Annotated[bool, typer.Option("--records", help="Keep a row per TLS record.")] = False,
) -> ExitCode:
    """Says what happened to the TLS connections in captures, and why client-certificate authentication
    failed.

    For a look at one capture or a few. It prints a verdict per kind of ending and the findings from notice
    up, worst first, and writes nothing unless told where. A directory means all captures below it, told by
    their content.

    \b
    Examples:
      pcapflow analyze trouble.pcapng
      tcpdump -w - port 443 | pcapflow analyze - --json > today.json
    """
    from pcapflow.readers import sources

    if force and tables is None:
        raise UsageError("--force is about captures that are committed", "Say where: --tables DIR.")
    with terminal.progress() as tell:
        if tables is None:
            view, failures = _look(sources(captures), records, tell)
        else:
            view, failures = _commit(sources(captures), tables, records, force, tell)
    if json:
        _print_json(view, records)
    else:
        _print_screen(view)
    return _end(view, failures, fail_on)


def _look(found: "list[Source]", records: bool, tell: "Tell | None") -> "tuple[View, list[str]]":
    from pcapflow import judge
    from pcapflow.capture import Capture, gather

    capture = Capture(gather(found, records=records, tell=tell), judge.catalogue())
    return capture, capture.failures


def _commit(
    found: "list[Source]", tables: str, records: bool, force: bool, tell: "Tell | None"
) -> "tuple[View, list[str]]":
    from pathlib import Path

    from pcapflow import judge
    from pcapflow.pipeline.run import process

    result = process(found, Path(tables), judge.catalogue(), records=records, force=force, tell=tell)
    return result.view, result.failures


def _print_json(view: "View", records: bool) -> None:
    from pcapflow.tables.export import json_object
    from pcapflow.tables.schema import schemas

    for text in json_object(view, [name for name in schemas() if records or name != "records"]):
        typer.echo(text, nl=False)


def _print_screen(view: "View") -> None:
    from pcapflow.capture import Held
    from pcapflow.show import analysis

    for line in analysis.lines(Held(view), width=terminal.width(), color=terminal.color()):
        typer.echo(line)


def _end(view: "View", failures: list[str], fail_on: FailOn) -> ExitCode:
    """Says what could not be done, and gives the exit code."""
    from pcapflow.pipeline.outcome import exit_code

    for line in [*view.complaints(), *failures]:
        typer.echo(f"error: {line}", err=True)
    return exit_code(view, failures, fail_on)
