"""The command line as a user has it, and captures that are wrong in one way each."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sample_paths import RESET_AFTER_REQUEST

PCAPFLOW = [sys.executable, "-c", "from pcapflow.cli import main; main()"]


def pcapflow(*arguments: object, stdin: bytes = b"", **options: Any) -> tuple[int, str, str]:
    command = [*PCAPFLOW, *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def damaged(kind: str, directory: Path) -> Path:
    """A capture that is wrong in one way."""
    whole = RESET_AFTER_REQUEST.read_bytes()
    path = directory / f"{kind}.pcapng"
    match kind:
        case "empty":
            path.touch()
        case "text":
            path.write_text("Dear all, please find attached")
        case "header":
            path.write_bytes(whole[:20])
        case "tail":
            path.write_bytes(whole[:-7])
        case "garbage":
            at = _block(whole, 5)
            path.write_bytes(whole[:at] + os.urandom(64) + whole[at + 64 :])
        case "lying":
            at = _block(whole, 5)
            path.write_bytes(whole[: at + 4] + b"\xfc\xff\xff\xff" + whole[at + 8 :])
        case "gzip":
            packed = subprocess.run(["gzip", "-c"], input=whole, capture_output=True, check=True).stdout
            path.write_bytes(packed[: len(packed) // 2])
    return path


def _block(capture: bytes, number: int) -> int:
    """Where a block of a pcapng file begins: each says its length behind its type (pcapng 3.1)."""
    at = 0
    for _ in range(number):
        at += int.from_bytes(capture[at + 4 : at + 8], "little")
    return at
