"""Every error that pcapflow raises for its users, and the exit codes of its commands.

    PcapflowError
    ├── UsageError            what was asked for does not exist or makes no sense
    │   ├── PipelineError     a pipeline file says something that is not understood: file and line
    │   └── RuleError         a rule, or the choice of rules, is wrong
    ├── CaptureError          nothing at all could be read of a capture
    └── TablesError           a tables directory that cannot be used
        └── TablesBusyError   another run is writing to it

A damaged capture is not an error: the packets before the damage are analysed, and its row of `captures` says
what happened. `CaptureError` speaks in the same words where there is nothing else to give back.
"""

from enum import IntEnum

from pcapflow.text import printable


class ExitCode(IntEnum):
    """What a command's exit code means."""

    GOOD = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    NOTHING_DONE = 4
    INTERRUPTED = 130
    TERMINATED = 143

    @property
    def meaning(self) -> str:
        """The words that `--help` uses."""
        return {
            ExitCode.GOOD: "good (also when the reader of a pipe went away)",
            ExitCode.FINDINGS: "findings at or above --fail-on",
            ExitCode.USAGE: "usage, including an input that matches nothing",
            ExitCode.INCOMPLETE: "some captures or rules failed, or could not be judged",
            ExitCode.NOTHING_DONE: "nothing could be done",
            ExitCode.INTERRUPTED: "interrupted",
            ExitCode.TERMINATED: "terminated",
        }[self]


class PcapflowError(Exception):
    """Anything that pcapflow says no to: the problem, and what to do next."""

    exit_code = ExitCode.NOTHING_DONE

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(
            problem, advice
        )  # plain args, here and below: errors must survive pickling between workers
        self.problem, self.advice = problem, advice

    def __str__(self) -> str:
        return _sentences(self.problem, self.advice)


class UsageError(PcapflowError):
    """What was asked for does not exist or makes no sense."""

    exit_code = ExitCode.USAGE


class PipelineError(UsageError):
    """A pipeline file says something that is not understood."""

    def __init__(self, file: str, line: int | None, problem: str, advice: str = "") -> None:
        Exception.__init__(self, file, line, problem, advice)
        self.file, self.line, self.problem, self.advice = file, line, problem, advice

    def __str__(self) -> str:
        where = printable(self.file) if self.line is None else f"{printable(self.file)}, line {self.line}"
        return f"{where}: {_sentences(self.problem, self.advice)}"


class RuleError(UsageError):
    """A rule, or the choice of rules, is wrong."""

    def __init__(self, rule: str, problem: str, advice: str = "") -> None:
        Exception.__init__(self, rule, problem, advice)
        self.rule, self.problem, self.advice = rule, problem, advice

    def __str__(self) -> str:
        return f"rule {printable(self.rule)}: {_sentences(self.problem, self.advice)}"


class CaptureError(PcapflowError):
    """What went wrong with a capture, in the words of its row of `captures`.

    `problem` says where, what, how much before it was kept, and what to do.
    """

    def __init__(self, uri: str, problem: str, kept: int) -> None:
        Exception.__init__(self, uri, problem, kept)
        self.uri, self.problem, self.kept = uri, problem, kept

    def __str__(self) -> str:
        between = ", " if self.problem.startswith("byte ") else ": "
        return f"{printable(self.uri)}{between}{printable(self.problem, limit=1000)}"


class TablesError(PcapflowError):
    """A tables directory that cannot be used; nothing in it was changed."""


class TablesBusyError(TablesError):
    """Another run is writing to the tables directory."""


def _sentences(problem: str, advice: str) -> str:
    """One line: what happened, then what to do."""
    if not advice:
        return problem
    if advice.startswith("did you mean"):
        return f"{problem}; {advice}"
    return f"{problem}. {advice}"
