"""What one command cost: CPU time and peak memory as the kernel counted them. It knows nothing of captures.

CPU seconds and not wall-clock: a busy machine lengthens the clock, hardly the work. On Linux a process begins
with the peak of the one that started it (getrusage(2), `ru_maxrss`), so commands are started by a process
that holds nothing: this file as a script.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """User plus system seconds, the peak of resident bytes, and what the command printed."""

    cpu_seconds: float
    peak_bytes: int
    printed: str


class CommandError(Exception):
    """A command that ended with an error has no cost worth keeping."""


def cost(command: list[str]) -> Cost:
    """Run a command to its end. Children it waited for count: time is added up, the largest is the peak."""
    with tempfile.NamedTemporaryFile("r", errors="replace") as out:
        starter = [sys.executable, "-I", "-S", __file__, out.name, *command]
        ended = subprocess.run(starter, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise CommandError(f"{' '.join(command)}: exit {ended.returncode}: {ended.stderr[-500:].strip()}")
        return Cost(**json.loads(ended.stdout), printed=out.read())


def main() -> int:
    with Path(sys.argv[1]).open("w") as out:
        process = subprocess.Popen(sys.argv[2:], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps({"cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * 1024}))
    return 0 if process.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
