"""`pcapflow query`: ask the tables in SQL."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pcapflow.errors import ExitCode

if TYPE_CHECKING:
    import pyarrow as pa


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def command(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query, as DuckDB understands it.")],
    tables: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Where the tables are; else $PCAPFLOW_TABLES, else ./tables."),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
) -> ExitCode:
    """Answers an SQL query over what is committed in a tables directory.

    For questions that no report has: the tables are those of pcapflow schema, the view servers says what each
    server did, and the views rules (id, title, meaning, fix ...) and names (registry, value, name) explain
    their codes.

    \b
    Examples:
      pcapflow query 'FROM servers ORDER BY late_asks DESC' --tables lake/
      pcapflow query 'FROM findings WHERE severity = $$error$$' --tables lake/ --format csv > errors.csv
    """
    from pcapflow.capture import Lake
    from pcapflow.pipeline.run import tables_directory

    answer = Lake(tables_directory(tables)).query(sql)
    for text in _printed(answer, output):
        typer.echo(text, nl=False)
    return ExitCode.GOOD


def _printed(answer: "pa.Table", output: Format) -> Iterator[str]:
    from pcapflow.tables import export

    match output:
        case Format.TABLE:
            return export.aligned(answer)
        case Format.CSV:
            return export.csv_lines(answer)
        case Format.JSON:
            return (f"{export.dumps(row)}\n" for row in export.rows(answer))
