"""`pcapflow run`: work through many captures, again and again."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcapflow.cli import terminal
from pcapflow.errors import ExitCode
from pcapflow.text import counted, printable

if TYPE_CHECKING:
    from pcapflow.pipeline.run import RunResult


def command(
    pipeline: Annotated[str, typer.Argument(metavar="PIPELINE.toml", help="What to read and how.")],
    captures: Annotated[
        list[str] | None,
        typer.Argument(metavar="CAPTURE", help="Read these instead of what the file names."),
    ] = None,
    tables: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write the tables to DIR instead of where the file says."),
    ] = None,
) -> ExitCode:
    """Works through a pipeline file: reads its captures, commits tables, judges them, and says what it found.

    For many captures, or the same folder every night: what is committed and unchanged is not read again, and
    a run that was killed goes on where it was. Without tables in the file or --tables they go to
    $PCAPFLOW_TABLES, else to ./tables.

    \b
    Examples:
      pcapflow run pipelines/client_auth.toml
      pcapflow run pipelines/client_auth.toml /var/captures/today.pcapng --tables lake/
    """
    from pcapflow.pipeline.run import run
    from pcapflow.tables.memory import reused_memory

    with reused_memory():
        with terminal.progress() as tell:
            result = run(pipeline, captures or (), tables, tell=tell)
        _print_screen(result)
        terminal.complain(result, told=True)
        return result.exit_code


def _print_screen(result: "RunResult") -> None:
    terminal.print_analysis(result.view)
    where = printable(result.tables)
    done = [f"{counted(result.read, 'capture')} read", f"{result.there:,} already there"]
    if result.complaints:
        done.append(f"{len(result.complaints):,} damaged or failed")
    typer.echo(f"\n{', '.join(done)} (tables: {where}/)")
    typer.echo(f"Next: pcapflow query 'SELECT verdict, count(*) FROM verdicts GROUP BY ALL' --tables {where}")
