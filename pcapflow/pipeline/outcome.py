"""What a look at captures comes to: one exit code."""

from collections.abc import Collection

from pcapflow.capture import View
from pcapflow.errors import ExitCode, UsageError
from pcapflow.text import printable

SEVERITIES = ("info", "notice", "warning", "error")


def exit_code(view: View, failures: Collection[str], fail_on: str = "never") -> ExitCode:
    """The exit code for these captures. What is not known outranks what was found.

    `failures` are rules that failed.
    """
    captures = view.table("captures", ["status", "packets"]).to_pylist()
    if all(capture["status"] != "ok" and not capture["packets"] for capture in captures):
        return ExitCode.NOTHING_DONE
    if failures or any(capture["status"] != "ok" for capture in captures):
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if reaches(view, fail_on) else ExitCode.GOOD


def reaches(view: View, fail_on: str) -> bool:
    """Whether a finding that is not allowed is at or above a severity."""
    if fail_on == "never":
        return False
    if fail_on not in SEVERITIES:
        raise UsageError(f'fail_on is "{printable(fail_on)}"', f"It is never, {', '.join(SEVERITIES)}.")
    enough = SEVERITIES[SEVERITIES.index(fail_on) :]
    found = view.table("findings", ["severity", "allowed"])
    loud = found["severity"].filter(found["allowed"].is_null()).unique().to_pylist()
    return any(severity in enough for severity in loud)
