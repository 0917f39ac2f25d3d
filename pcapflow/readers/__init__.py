"""Where packets come from: one file per kind of source. `sources` tells which kind a Python object is.

By the name of an object's type, so that neither scapy nor dpkt is imported for a file.
"""

import os
from collections.abc import Iterable

from pcapflow.errors import UsageError
from pcapflow.readers import files, objects, packets
from pcapflow.readers.source import Source, Step, Tell, Watch, watcher
from pcapflow.readers.stdin import Stdin

__all__ = ["Source", "Step", "Tell", "Watch", "sources", "watcher"]


def sources(given: Iterable[object], *, link_type: int | None = None, uri: str | None = None) -> list[Source]:
    """The captures in what was given; files that hold the same bytes are one."""
    found: list[Source] = []
    paths: list[files.File] = []
    for thing in given:
        if thing == "-":
            found.append(Stdin())
        elif isinstance(thing, (str, os.PathLike)):
            paths.extend(files.find(os.fspath(thing)))
        else:
            found.append(_source(thing, link_type, uri))
    return [*files.distinct(paths), *found]


def _source(thing: object, link_type: int | None, uri: str | None) -> Source:
    if isinstance(thing, (bytes, bytearray, memoryview)):
        return objects.from_bytes(thing, uri)
    library = type(thing).__module__.partition(".")[0]
    if library == "scapy" or _holds_scapy(thing):
        from pcapflow.readers.scapy import from_scapy

        return from_scapy(thing, link_type=link_type, uri=uri)
    if hasattr(thing, "datalink"):
        return packets.from_dpkt(thing, link_type=link_type, uri=uri)
    if hasattr(thing, "read"):
        return objects.from_file(thing, uri)
    if not isinstance(thing, Iterable):
        raise UsageError(
            f"{type(thing).__name__} is not a capture", "Pass a path, bytes, an open file, or packets."
        )
    if link_type is None:
        raise UsageError(
            "packets need their link type", "Pass linktype=, such as 1 for Ethernet or 101 for raw IP."
        )
    return packets.from_iterable(thing, link_type=link_type, uri=uri)


def _holds_scapy(thing: object) -> bool:
    return isinstance(thing, list) and bool(thing) and type(thing[0]).__module__.startswith("scapy.")
