"""The whole native boundary. Facts leave it as Arrow; nothing here judges."""

from typing import BinaryIO, Protocol, final, type_check_only

@type_check_only
class ArrowBatch(Protocol):
    """Anything with the Arrow PyCapsule interface: `pyarrow.record_batch(batch)` takes it."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

@type_check_only
class ArrowSchema(Protocol):
    """Anything with the Arrow PyCapsule interface: `pyarrow.schema(schema)` takes it."""

    def __arrow_c_schema__(self) -> object: ...

__all__ = ["Reading", "__version__", "identify", "link_type_name", "names", "sniff", "tables"]

__version__: str
"""Version of the engine that every `captures` row carries."""

@final
class Reading:
    """One capture on its way from bytes to rows.

    `next_batch` gives `{table: batch}` until it gives None; all rows of a connection are in one answer, and
    the last answer holds the one row of `captures`, also when the capture could not be read (its `status` and
    `error` say so). The GIL is released while the engine works.
    """

    @staticmethod
    def open(
        path: str,
        *,
        uri: str | None = None,
        server_label: str | None = None,
        also_at: list[str] | None = None,
        records: bool = False,
        max_memory: int | None = None,
    ) -> Reading:
        """A file. `uri` (default: path) is what the tables call it; `max_memory` in bytes bounds open
        connections.
        """

    @staticmethod
    def stdin(
        *,
        uri: str = ...,
        server_label: str | None = None,
        records: bool = False,
        max_memory: int | None = None,
    ) -> Reading:
        """Standard input; the tables call it `-` unless `uri` names it."""

    @staticmethod
    def stream(
        file: BinaryIO,
        *,
        uri: str,
        server_label: str | None = None,
        records: bool = False,
        max_memory: int | None = None,
    ) -> Reading:
        """A Python file object (`read(n)` gives bytes)."""

    @staticmethod
    def packets(
        *, uri: str, server_label: str | None = None, records: bool = False, max_memory: int | None = None
    ) -> Reading:
        """Packets that `push` brings."""

    def push(self, time_ns: int | None, data: bytes, original_length: int, link_type: int) -> bool:
        """One packet of a `packets` reading; True when `next_batch` should be asked (this ends nothing)."""

    def finish(self) -> None:
        """No more packets will be pushed."""

    def next_batch(self) -> dict[str, ArrowBatch] | None: ...
    @property
    def progress(self) -> tuple[int, int]:
        """(bytes of the stored file read so far, packets so far)."""

    def interrupt(self) -> None:
        """From another thread: the next batch ends soon, as if the capture ended there (status cut, error
        "interrupted").
        """

def tables() -> dict[str, ArrowSchema]:
    """Schema of every table of facts, by name; fields carry `text` and `source` in their metadata."""

def identify(path: str) -> str:
    """`capture_id` of a file, without reading the whole. Raises OSError."""

def sniff(path: str) -> str | None:
    """Format of the capture at a path by its first bytes, None if it is none that is read. Raises OSError."""

def names() -> list[tuple[str, int, str, str]]:
    """(registry, value, name, reference) of every code that has a name."""

def link_type_name(number: int) -> str | None: ...
