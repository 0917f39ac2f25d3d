"""`pcapflow rules`: what is looked for, and what a finding means."""

from typing import Annotated

import typer

from pcapflow.cli import terminal
from pcapflow.cli.options import rule_ids
from pcapflow.errors import ExitCode


def command(
    rule: Annotated[
        str | None, typer.Argument(metavar="ID", help="Explain this rule.", autocompletion=rule_ids)
    ] = None,
) -> ExitCode:
    """Lists the rules, or explains one: what it means, how to fix it, when it is harmless.

    For understanding a finding, with the id that it was printed with.

    \b
    Examples:
      pcapflow rules
      pcapflow rules tls13-late-client-cert
    """
    from pcapflow import judge
    from pcapflow.show import rules

    width, color = terminal.width(), terminal.color()
    if rule is None:
        lines = rules.listing(judge.catalogue(), width=width, color=color)
    else:
        (known,) = judge.catalogue(enable=[rule])
        lines = rules.page(known, full_id="" if rule == known.id else rule, width=width, color=color)
    for line in lines:
        typer.echo(line)
    return ExitCode.GOOD
