"""`pcapflow explain`: the story of one connection."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcapflow.cli import terminal
from pcapflow.cli.options import Expects, RuleFiles
from pcapflow.errors import ExitCode

if TYPE_CHECKING:
    from pcapflow.show.explain import Explanation


def command(
    capture: Annotated[
        str, typer.Argument(metavar="CAPTURE", help="A capture, a directory of them, or - for stdin.")
    ],
    stream: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Explain this stream (Wireshark's tcp.stream); else the worst that failed."
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(
            metavar="AFTER", help="A capture taken after a fix: say whether the fix shows, and works."
        ),
    ] = None,
    rules: RuleFiles = None,
    expects_client_certificate: Expects = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False,
) -> ExitCode:
    """Tells the story of one connection: what happened, why, what to do, and what the next capture must show.

    For the connection that troubles you, once analyze has named it; and after a fix, to see whether the same
    server now does what the fix makes it do.

    \b
    Examples:
      pcapflow explain trouble.pcapng --stream 3
      pcapflow explain trouble.pcapng --after fixed.pcapng
    """
    from pcapflow.pipeline.explain import explain
    from pcapflow.tables.memory import reused_memory

    with reused_memory():
        with terminal.progress() as tell:
            told = explain(
                capture,
                stream,
                after,
                rules=rules or (),
                expects_client_certificate=expects_client_certificate or (),
                tell=tell,
            )
        _print(told.explanation, json)
        for result in told.results:
            terminal.complain(result, told=False)
        return told.exit_code


def _print(explanation: "Explanation", json: bool) -> None:
    if json:
        from pcapflow.tables.export import JSON_SCHEMA, dumps

        typer.echo(dumps({"schema": JSON_SCHEMA, **explanation.as_dict()}))
        return
    for line in explanation.lines(width=terminal.width(), color=terminal.color()):
        typer.echo(line)
