"""`pcapflow judge`: today's rules over the tables that are there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pcapflow.cli.options import Expects, FailOn, RuleFiles
from pcapflow.errors import ExitCode

if TYPE_CHECKING:
    from pcapflow.pipeline.rejudge import Rejudgement


def command(
    tables: Annotated[
        str | None,
        typer.Argument(metavar="TABLES", help="Where they are; else $PCAPFLOW_TABLES, else ./tables."),
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Judge as this pipeline file says: its [rules] and fail_on."),
    ] = None,
    rules: RuleFiles = None,
    expects_client_certificate: Expects = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Exit with 1 if there is a finding of this severity.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print findings, verdicts and sightings as one JSON object.")
    ] = False,
) -> ExitCode:
    """Judges what is committed in a tables directory anew, without captures.

    For rules that changed, servers of which you now know that they ask for certificates, or captures of
    several nights that shall speak for each other. Findings and verdicts replace the old ones in one commit;
    facts stay as they are.

    \b
    Examples:
      pcapflow judge lake/
      pcapflow judge lake/ --expects-client-certificate 'web*' --rules house_rules.py
    """
    from pcapflow.pipeline.rejudge import rejudge
    from pcapflow.pipeline.run import tables_directory
    from pcapflow.tables.memory import reused_memory

    with reused_memory():
        result = rejudge(
            tables_directory(tables),
            pipeline,
            rules=rules or (),
            expects_client_certificate=expects_client_certificate or (),
            fail_on=fail_on,
        )
    if json:
        _print_json(result)
    else:
        for line in _lines(result):
            typer.echo(line)
    for line in result.failures:
        typer.echo(f"error: {line}", err=True)
    return result.exit_code


def _print_json(result: "Rejudgement") -> None:
    from pcapflow.tables.export import json_object
    from pcapflow.tables.schema import judgements

    for text in json_object(result.view, list(judgements())):
        typer.echo(text, nl=False)


def _lines(result: "Rejudgement") -> Iterator[str]:
    from pcapflow.text import counted, printable

    judged = sum(result.now.values())
    yield f"{counted(judged, 'connection')} judged (tables: {printable(result.tables)}/)"
    names = sorted({*result.before, *result.now}, key=lambda name: (-result.now.get(name, 0), str(name)))
    words = [": ".join(word for word in name if word) or "no verdict" for name in names]
    wide = max(map(len, words), default=0)
    for name, word in zip(names, words, strict=True):
        now, before = result.now.get(name, 0), result.before.get(name, 0)
        was = f"   {before:,} before" if now != before else ""
        yield f"  {word:<{wide}}  {now:>10,}{was}"
