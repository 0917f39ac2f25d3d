"""How a command ends: with an exit code and, if something went wrong, one line on stderr."""

import atexit
import functools
import gc
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

import typer

from pcapflow.errors import ExitCode, PcapflowError
from pcapflow.text import printable

Command = Callable[..., ExitCode]

GARBAGE_THRESHOLD = 100_000
"""Containers that may come before Python looks for cycles among them. The imports make nearly as many, and
all of those stay."""


class Debug:
    """Whether an error shows its traceback."""

    wanted = False


class _Terminated(BaseException):
    """SIGTERM came. Not an `Exception`, so that nothing on the way takes it for an error of its own."""


def ending(command: Command) -> Callable[..., NoReturn]:
    """The command with its endings: one line for a mistake or a signal, nothing for a closed pipe."""

    @functools.wraps(command)
    def ended(*args: Any, **options: Any) -> NoReturn:
        signal.signal(signal.SIGTERM, _terminate)
        gc.set_threshold(GARBAGE_THRESHOLD)
        atexit.register(gc.freeze)  # the process ends: cycles among what is left need not be found
        try:
            code = command(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            code = ExitCode.GOOD
            _drop_output()
        except PcapflowError as problem:
            code = _said(f"error: {problem}", problem.exit_code)
        except OSError as problem:
            code = _said(f"error: {_in_words(problem)}", ExitCode.NOTHING_DONE)
        except KeyboardInterrupt:
            code = _said("interrupted", ExitCode.INTERRUPTED)
        except _Terminated:
            code = _said("terminated", ExitCode.TERMINATED)
        raise typer.Exit(code)

    return ended


def _in_words(problem: OSError) -> str:
    """What the system refused, such as a disk that is full."""
    reason = (problem.strerror or str(problem)).lower()
    return reason if problem.filename is None else f"{printable(problem.filename)}: {reason}"


def _said(line: str, code: ExitCode) -> ExitCode:
    if Debug.wanted:
        import traceback

        traceback.print_exc()
    typer.echo(line, err=True)
    return code


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated


def _drop_output() -> None:
    """What is buffered for a reader that went away goes nowhere, else Python complains at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
