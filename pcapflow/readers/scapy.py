"""Packets that scapy holds: a `PacketList`, a `PcapReader`, or a live `sniff`.

scapy is imported only by `sniff`; a list or reader brings it along. The link layer is the one that scapy took
a packet for; a reader of one link type says it itself.
"""

import queue
from collections.abc import Iterable, Iterator
from typing import Any

from pcapflow.errors import UsageError
from pcapflow.readers.packets import Linked, Packets, nanoseconds

_POLL_SECONDS = 0.1


def from_scapy(packets: Any, *, link_type: int | None = None, uri: str | None = None) -> Packets:
    """A `PacketList`, a `PcapReader`, `PcapNgReader`, or any iterable of scapy packets."""
    from scapy.utils import PcapNgReader, RawPcapReader

    if link_type is None and isinstance(packets, RawPcapReader) and not isinstance(packets, PcapNgReader):
        link_type = packets.linktype  # a pcapng may hold several, so there each packet's class says it
    name = uri or getattr(packets, "filename", None) or getattr(packets, "listname", None)
    return Packets(_linked(packets, link_type), name if isinstance(name, str) else "scapy")


def from_sniff(uri: str | None = None, **options: Any) -> Packets:
    """What scapy's `sniff(**options)` sees until it ends by `count`, `timeout`, `stop_filter` or Ctrl-C."""
    for taken in ("prn", "store"):
        if taken in options:
            raise UsageError(
                f"sniff: {taken}= is taken by the engine, which looks at each packet and keeps none."
            )
    return Packets(
        _linked(_live(options), None), uri or str(options.get("iface") or options.get("offline") or "sniff")
    )


def _live(options: dict[str, Any]) -> Iterator[Any]:
    from scapy.sendrecv import AsyncSniffer

    seen: queue.SimpleQueue[Any] = queue.SimpleQueue()
    sniffer = AsyncSniffer(store=False, prn=seen.put, **options)
    sniffer.start()
    try:
        while _alive(sniffer) or not seen.empty():
            try:
                packet = seen.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            except KeyboardInterrupt:  # as in scapy's own sniff: enough seen, what was seen stands
                break
            yield packet
    finally:
        if sniffer.running:
            sniffer.stop()
    sniffer.join()  # raises what stopped it
    while not seen.empty():
        yield seen.get()


def _alive(sniffer: Any) -> bool:
    return sniffer.thread is not None and sniffer.thread.is_alive()


def _linked(packets: Iterable[Any], link_type: int | None) -> Iterator[Linked]:
    for number, packet in enumerate(packets, 1):
        data = bytes(packet)
        known = _link_type(packet, number) if link_type is None else link_type
        yield Linked(nanoseconds(packet.time), data, packet.wirelen or len(data), known)


def _link_type(packet: Any, number: int) -> int:
    from scapy.config import conf

    found = conf.l2types.layer2num.get(type(packet))
    if found is None:
        raise UsageError(
            f"packet {number} is a {type(packet).__name__}, of which scapy names no link type",
            "Pass linktype=.",
        )
    return int(found)
