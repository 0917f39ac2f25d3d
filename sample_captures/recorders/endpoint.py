"""A program at one end of a scene: started in its namespace, listened to, ended when the scene ends."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recorders.stage import Stage

PATIENCE = 15.0


class EndpointError(Exception):
    """A program did not start, did not say what was awaited, or did not end in time."""


class Endpoint:
    """One running program; `said` is all it has written so far to its output and errors."""

    def __init__(
        self, stage: Stage, command: Sequence[str], environment: dict[str, str] | None = None
    ) -> None:
        self.command = command
        self.said = ""
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=environment,
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        stage.cleanup.callback(self.end)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while text := self.process.stdout.read(1):
            self.said += text

    def tell(self, text: str) -> None:
        """Type `text` into the program's standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def hang_up(self) -> None:
        """End the program's standard input."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def awaits(self, pattern: str, after: int = 0) -> re.Match[str]:
        """Wait until `pattern` stands in what was said behind position `after`."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            ended = self.process.poll() is not None and not self._reader.is_alive()
            if found := re.compile(pattern).search(self.said, after):
                return found
            if ended:
                break
            time.sleep(0.01)
        raise EndpointError(f"{self._name}: waited in vain for {pattern!r}; it said:\n{self.said[-2000:]}")

    def listens(self, port: int, patience: float = PATIENCE) -> None:
        """Wait until something listens on `port` in the program's namespace, without connecting to it."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and self.process.poll() is None:
            if Path(f"/proc/{self.process.pid}/ns/net").readlink() == Path("/proc/self/ns/net").readlink():
                continue  # not yet in the stage's namespace: this would be the machine's own list
            tables = [Path(f"/proc/{self.process.pid}/net/{name}").read_text() for name in ("tcp", "tcp6")]
            if any(re.search(rf":{port:04X} [0-9A-F:]+ 0A ", table) for table in tables):
                return
            time.sleep(0.02)
        raise EndpointError(f"{self._name}: does not listen on port {port}; it said:\n{self.said[-2000:]}")

    @staticmethod
    def pause() -> None:
        """Wait a moment for a program to write what it is about to."""
        time.sleep(0.05)

    def finishes(self, patience: float = PATIENCE) -> str:
        """Wait until the program has ended by itself, and give back all it said."""
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise EndpointError(f"{self._name}: did not end; it said:\n{self.said[-2000:]}") from None
        self._reader.join(PATIENCE)
        return self.said

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(PATIENCE)

    @property
    def _name(self) -> str:
        return " ".join(self.command[4:6])


def last_json(said: str) -> dict[str, Any]:
    """The last line of JSON that a program of `endpoints/` wrote about a connection."""
    lines = [line for line in said.splitlines() if line.startswith("{")]
    if not lines:
        raise EndpointError(f"no statement in:\n{said[-2000:]}")
    statement: dict[str, Any] = json.loads(lines[-1])
    return statement
