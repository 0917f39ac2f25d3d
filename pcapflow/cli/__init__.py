"""The commands. Each is one file: its options, its help, one call into the public API, and printing.

Only typer is imported here and at the top of a command's file: `pcapflow --help` must not wait for Arrow and
pandas.
"""

import os
from typing import Annotated

import typer

from pcapflow.cli import analyze, explain, judge, query, rules, run, schema
from pcapflow.cli.ending import Command, Debug, ending
from pcapflow.errors import ExitCode

EXIT_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:<4} {code.meaning}" for code in ExitCode)

main = typer.Typer(
    name="pcapflow",
    help=(
        "Reads Wireshark captures, follows the TLS in them, "
        "and says why client-certificate authentication failed.\n\n"
        "\b\n"
        "One capture that gives trouble:     pcapflow analyze trouble.pcapng\n"
        "What to do about it:                pcapflow explain trouble.pcapng\n"
        "A folder of them, kept as tables:   pcapflow analyze captures/ --tables lake/\n"
        "The same every night:               pcapflow run pipelines/client_auth.toml\n"
        "Then ask what you like:             pcapflow query 'FROM verdicts' --tables lake/"
    ),
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from pcapflow import __version__

        typer.echo(f"pcapflow {__version__}")
        raise typer.Exit


@main.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Options before the command."""
    Debug.wanted = debug and not version
    # A tenth of a small capture's CPU: else numpy starts a thread a core, for algebra that nobody does.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


_COMMANDS: dict[str, tuple[Command, str]] = {
    "analyze": (analyze.command, "What happened in these captures?"),
    "explain": (explain.command, "What happened to one connection, and did the fix work?"),
    "run": (run.command, "Work through many, as a pipeline file says."),
    "judge": (judge.command, "Apply today's rules to tables that are there."),
    "query": (query.command, "Ask the tables in SQL."),
    "schema": (schema.command, "Which tables and columns are there?"),
    "rules": (rules.command, "What is looked for, and what to do about it?"),
}
for _name, (_command, _short) in _COMMANDS.items():
    main.command(_name, short_help=_short, epilog=EXIT_CODES)(ending(_command))
