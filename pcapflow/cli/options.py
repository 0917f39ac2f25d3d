"""Options that several commands share: the same word means the same everywhere."""

from enum import StrEnum
from typing import Annotated

import typer


class FailOn(StrEnum):
    """From which severity on a finding makes the exit code 1."""

    NEVER = "never"
    INFO = "info"
    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


def rule_ids(begun: str) -> list[str]:
    """Ids of rules and kinds that begin so, for the shell's tab key."""
    from pcapflow import judge

    known = {name for rule in judge.catalogue() for name in (rule.id, *rule.ids)}
    return sorted(name for name in known if name.startswith(begun))


def table_names(begun: str) -> list[str]:
    """Tables and views that begin so."""
    from pcapflow.tables.schema import schemas, views

    return [name for name in (*schemas(), *views()) if name.startswith(begun)]


RuleFiles = Annotated[
    list[str] | None,
    typer.Option("--rules", metavar="FILE", help="Also apply the rules of this Python file."),
]
Expects = Annotated[
    list[str] | None,
    typer.Option(
        "--expects-client-certificate",
        metavar="PATTERN",
        help="Servers that ask for client certificates, by label, name or address: 'web*', '10.0.0.5:443'.",
    ),
]
