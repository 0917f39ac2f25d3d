"""`pcapflow schema`: which tables and columns there are."""

from typing import Annotated

import typer

from pcapflow.cli import terminal
from pcapflow.cli.options import table_names
from pcapflow.errors import ExitCode


def command(
    table: Annotated[
        str | None,
        typer.Argument(metavar="TABLE", help="Show the columns of this one.", autocompletion=table_names),
    ] = None,
) -> ExitCode:
    """Says which tables there are, or what the columns of one mean and where their meaning is defined.

    For writing a query or a rule.

    \b
    Examples:
      pcapflow schema
      pcapflow schema connections
    """
    from pcapflow.tables.schema import describe, schema, schemas, text, views

    if table is None:
        all_of_them = schemas() | views()
        wide = max(map(len, all_of_them))
        for name, known in all_of_them.items():
            typer.echo(f"{name:{wide}}  {text(known)}")
        return ExitCode.GOOD
    typer.echo(f"{table}: {text(schema(table))}\n")
    for name, kind, source, words in describe(table):
        typer.echo(f"{_heading(name, terminal.color())}  {kind}  ({source})\n    {words}")
    return ExitCode.GOOD


def _heading(name: str, color: bool) -> str:
    return f"\x1b[1m{name}\x1b[0m" if color else name
