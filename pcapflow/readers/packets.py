"""Packets that are in Python already: `(timestamp, bytes)` with a link type, such as a dpkt reader gives.

A timestamp means what its type says: an `int` is nanoseconds since 1970, a `Decimal` is seconds, exact; a
`float` is seconds too, of today's date exact to a quarter of a microsecond at best, and so is taken to the
nearest microsecond. `None` is a packet without a time. A third element of a packet is its length on the wire,
if the capture cut it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from pcapflow import _engine
from pcapflow.errors import UsageError
from pcapflow.readers.source import Watch, rows

if TYPE_CHECKING:
    import pyarrow as pa

Time = int | float | Decimal | None
Packet = tuple[Time, bytes] | tuple[Time, bytes, int]

_TELL_EVERY_PACKETS = 4096
_LAST_SECOND = 10_000_000_000  # past the last that 64 bits of nanoseconds can say
_EXACT = Context(prec=60)  # the program's own context may round


@dataclass(frozen=True)
class Linked:
    """One packet with all that the engine wants to know of it."""

    time_ns: int | None
    data: bytes
    original_length: int
    link_type: int


@dataclass(frozen=True)
class Packets:
    """Packets in order, each with its link type."""

    packets: Iterable[Linked]
    uri: str

    def batches(
        self, *, records: bool = False, watch: Watch | None = None
    ) -> Iterator[dict[str, pa.RecordBatch]]:
        """All rows; the packets are taken one at a time, so they may be more than fit in memory."""
        reading = _engine.Reading.packets(uri=self.uri, records=records)
        for count, packet in enumerate(self.packets):
            full = reading.push(packet.time_ns, packet.data, packet.original_length, packet.link_type)
            if full and (batch := reading.next_batch()) is not None:
                yield rows(batch)
            if watch is not None and count % _TELL_EVERY_PACKETS == 0:
                watch(*reading.progress)
        reading.finish()
        while (batch := reading.next_batch()) is not None:
            yield rows(batch)


def from_iterable(packets: Iterable[Packet], *, link_type: int, uri: str | None = None) -> Packets:
    """Packets as tuples, all of one link type."""
    return Packets((linked(packet, link_type) for packet in packets), uri or type(packets).__name__)


def from_dpkt(reader: object, *, link_type: int | None = None, uri: str | None = None) -> Packets:
    """A `dpkt.pcap.Reader` or `dpkt.pcapng.Reader`, which knows its link type."""
    known = reader.datalink() if link_type is None else link_type  # type: ignore[attr-defined]
    name = getattr(reader, "name", None)
    if not isinstance(reader, Iterable):
        raise UsageError(f"{type(reader).__name__} gives no packets", "Pass a dpkt reader.")
    return from_iterable(reader, link_type=known, uri=uri or (name if isinstance(name, str) else "dpkt"))


def linked(packet: Packet, link_type: int) -> Linked:
    """A tuple with its link type."""
    try:
        time, data, *more = packet
        body = bytes(data)
        original = int(more[0]) if more else len(body)
    except (TypeError, ValueError) as problem:
        raise UsageError(
            f"a packet is (timestamp, bytes) or (timestamp, bytes, original length): {problem}"
        ) from None
    return Linked(nanoseconds(time), body, original, link_type)


def nanoseconds(time: Time) -> int | None:
    """A timestamp in nanoseconds since 1970, None if it has none or does not fit 64 bits."""
    match time:
        case None:
            return None
        case int():
            found = time
        case Decimal() if time.is_finite() and abs(time) < _LAST_SECOND:
            found = int(time.scaleb(9, _EXACT).to_integral_value(context=_EXACT))
        case float() if abs(time) < _LAST_SECOND:
            found = round(time * 1_000_000) * 1000
        case float() | Decimal():
            return None
        case _:
            raise UsageError(
                f"a timestamp is int (nanoseconds), float or Decimal (seconds), not {type(time).__name__}."
            )
    return found if -(2**63) <= found < 2**63 else None
