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
