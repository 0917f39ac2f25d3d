"""`pcapflow analyze`: what happened in these captures?"""

from typing import TYPE_CHECKING, Annotated

import typer

from pcapflow.cli import terminal
from pcapflow.cli.options import Expects, FailOn, RuleFiles
from pcapflow.errors import ExitCode

if TYPE_CHECKING:
    from pcapflow.capture import View


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
    rules: RuleFiles = None,
    expects_client_certificate: Expects = None,
    records: Annotated[bool, typer.Option("--records", help="Keep a row per TLS record.")] = False,
) -> ExitCode:
    """Says what happened to TLS connections, and why client-certificate authentication failed.

    For a look at one capture or a few. It prints a verdict per kind of ending and the findings from notice
    up, worst first, and writes nothing unless told where. A directory means all captures below it, told by
    their content.

    \b
    Examples:
      pcapflow analyze trouble.pcapng
      tcpdump -w - port 443 | pcapflow analyze - --json > today.json
    """
    from pcapflow.pipeline.run import analyze
    from pcapflow.tables.memory import reused_memory

    with reused_memory():
        with terminal.progress() as tell:
            result = analyze(
                captures,
                tables,
                records=records,
                force=force,
                fail_on=fail_on,
                rules=rules or (),
                expects_client_certificate=expects_client_certificate or (),
                tell=tell,
            )
        if json:
            _print_json(result.view, records)
        else:
            terminal.print_analysis(result.view)
        terminal.complain(result, told=not json)
        return result.exit_code


def _print_json(view: "View", records: bool) -> None:
    from pcapflow.tables.export import json_object
    from pcapflow.tables.schema import schemas

    for text in json_object(view, [name for name in schemas() if records or name != "records"]):
        typer.echo(text, nl=False)
