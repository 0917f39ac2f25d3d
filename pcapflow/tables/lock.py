"""One writer to a tables directory at a time, by a lock that dies with its process."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pcapflow.errors import TablesBusyError
from pcapflow.tables.commits import LOCK
from pcapflow.text import printable


@contextlib.contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Holds the lock of `directory`; a second run is told the process id of the first, and leaves."""
    handle = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise TablesBusyError(
                f"{printable(directory)} is being written by process {printable(holder)}; nothing changed",
                "Run again when it is done, or choose another --tables.",
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
