"""What a source of packets is to the rest, and how the engine is driven over one.

A source has a uri and gives rows, batch by batch. It judges nothing, keeps nothing, and says what went wrong
in its row of `captures`.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from pcapflow._engine import ArrowBatch, Reading

Watch = Callable[[int, int], None]
"""Is told now and then how far a source has come: bytes of the stored file, packets."""


@dataclass(frozen=True)
class Step:
    """How far reading has come: the capture (`number` of `total`, from 0), its bytes and packets so far."""

    uri: str
    number: int
    total: int
    size: int
    packets: int


Tell = Callable[[Step], None]
"""Is told each step."""

_TELL_EVERY_SECONDS = 0.1


class Source(Protocol):
    """One capture: a file, a stream, or packets that are in Python already."""

    @property
    def uri(self) -> str:
        """What the tables call it."""

    def batches(
        self, *, records: bool = False, watch: Watch | None = None
    ) -> Iterator[dict[str, pa.RecordBatch]]:
        """`{table: rows}` until the capture ends; a connection's rows come together, `captures` last."""


def rows(batch: dict[str, ArrowBatch]) -> dict[str, pa.RecordBatch]:
    """The engine's answer as pyarrow sees it; nothing is copied."""
    import pyarrow as pa

    return {table: pa.record_batch(part) for table, part in batch.items()}


def drive(reading: Reading, watch: Watch | None = None) -> Iterator[dict[str, pa.RecordBatch]]:
    """All rows of a reading that needs nothing of this thread.

    The engine works in a thread of its own, one batch ahead of what is asked for: so Ctrl-C is heard while it
    works, progress can be shown, and it reads on while its last rows are written. The thread is a daemon
    because a read from a terminal or a silent pipe cannot be called back.
    """
    wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
    answers: queue.SimpleQueue[dict[str, ArrowBatch] | BaseException | None] = queue.SimpleQueue()

    def work() -> None:
        while wanted.get():
            try:
                answers.put(reading.next_batch())
            except BaseException as problem:  # noqa: BLE001 - raised again in the thread that asked
                answers.put(problem)

    threading.Thread(target=work, name="pcapflow-engine", daemon=True).start()
    try:
        wanted.put(True)
        while True:
            wanted.put(True)
            answer = _next(answers, reading, watch)
            if answer is None:
                return
            yield rows(answer)
    finally:
        reading.interrupt()
        wanted.put(False)


def _next(
    answers: queue.SimpleQueue[dict[str, ArrowBatch] | BaseException | None],
    reading: Reading,
    watch: Watch | None,
) -> dict[str, ArrowBatch] | None:
    while True:
        try:
            answer = answers.get(timeout=_TELL_EVERY_SECONDS if watch else None)
        except queue.Empty:
            answer = {}
        if watch is not None:
            watch(*reading.progress)
        if isinstance(answer, BaseException):
            raise answer
        if answer is None or answer:
            return answer


def watcher(source: Source, number: int, total: int, tell: Tell | None) -> Watch | None:
    """Tells steps of one source among others."""
    if tell is None:
        return None
    return lambda size, packets: tell(Step(source.uri, number, total, size, packets))
