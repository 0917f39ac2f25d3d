"""What the fuzz targets start from: the sample captures, cut into what each target reads.

A decoder's seed is a message, record or packet of a recorded connection, so that mutation starts from what
real stacks write. Segments are put in order by sequence number alone, so a seed may be odd.
"""

from __future__ import annotations

import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import dpkt

SAMPLES = Path(__file__).resolve().parents[2] / "sample_captures"
# Larger captures are slow to mutate and say the same.
LARGEST_FILE = 1 << 15
LARGEST_INPUT = 1 << 14
DLT_NULL = 0
LINK_OF_TARGET = {dpkt.pcap.DLT_EN10MB: 0, DLT_NULL: 1}  # the order of LINKS in engine/src/engine/fuzz.rs

Packet = tuple[int, bytes]
Talker = tuple[bytes, int, bytes, int]

# RFC 8446 4, RFC 5246 7.4: by their body, which targets read a message.
TARGETS_OF_MESSAGE = {
    1: ["hello"],
    2: ["hello"],
    4: ["ticket"],
    11: ["certificate", "chain"],
    12: ["key_exchange"],
    13: ["certificate", "chain"],
}


def packets(capture: Path) -> list[Packet]:
    """The packets of a capture, each with its link type (tcpdump's LINKTYPE)."""
    with capture.open("rb") as file:
        reader = dpkt.pcapng.Reader(file)
        return [(reader.datalink(), data) for _, data in reader]


def segment(packet: Packet) -> tuple[Talker, dpkt.tcp.TCP] | None:
    """Who sends what to whom, if it is TCP."""
    link, data = packet
    try:
        frame = dpkt.ethernet.Ethernet(data) if link == dpkt.pcap.DLT_EN10MB else dpkt.loopback.Loopback(data)
    except (dpkt.UnpackError, ValueError):
        return None
    ip = frame.data
    tcp = getattr(ip, "data", None)
    if not isinstance(tcp, dpkt.tcp.TCP):
        return None
    return (ip.src, tcp.sport, ip.dst, tcp.dport), tcp


def conversation(talk: list[tuple[Talker, dpkt.tcp.TCP]]) -> bytes:
    """The input of target `conversation`: segments, each behind its kind, step of time, shift, length."""
    first = talk[0][0]
    out = b""
    for sender, tcp in talk:
        kind = next((kind for flag, kind in ((4, 3), (2, 0), (1, 2)) if tcp.flags & flag), 4)
        out += struct.pack("!BBBH", kind << 1 | (sender != first), 0x10, 0, len(tcp.data)) + tcp.data
    return out


def stream(talk: list[tuple[Talker, dpkt.tcp.TCP]]) -> bytes:
    """The bytes of one direction."""
    out, end = b"", None
    for _, tcp in sorted(talk, key=lambda sent: sent[1].seq):
        if tcp.data and (end is None or tcp.seq >= end):
            out += tcp.data
            end = tcp.seq + len(tcp.data)
    return out


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records at the start of a stream, up to the first that is encrypted."""
    at = 0
    while len(data) >= at + 5 and 20 <= data[at] <= 23:
        kind, length = data[at], int.from_bytes(data[at + 3 : at + 5], "big")
        if kind in (20, 23):
            return
        yield kind, data[at + 5 : at + 5 + length]
        at += 5 + length


def messages(flight: bytes) -> Iterator[tuple[int, bytes]]:
    """The handshake messages of a flight: type and body."""
    at = 0
    while len(flight) >= at + 4:
        length = int.from_bytes(flight[at + 1 : at + 4], "big")
        yield flight[at], flight[at + 4 : at + 4 + length]
        at += 4 + length


def certificates(body: bytes) -> Iterator[bytes]:
    """The certificates of a TLS 1.2 Certificate message (RFC 5246 7.4.2)."""
    at = 3
    while len(body) >= at + 3:
        length = int.from_bytes(body[at : at + 3], "big")
        yield body[at + 3 : at + 3 + length]
        at += 3 + length


def seeds(capture: Path) -> Iterator[tuple[str, bytes]]:
    """Target and input, from one sample capture."""
    if capture.stat().st_size <= LARGEST_FILE:
        yield from ((target, capture.read_bytes()) for target in ("file", "capture"))
    sent = packets(capture)
    yield (
        "packets",
        b"".join(
            struct.pack("!BBH", LINK_OF_TARGET.get(link, 0), 0x10, len(data)) + data for link, data in sent
        ),
    )
    talks = defaultdict(list)
    for packet in sent:
        yield "net", packet[1]
        if found := segment(packet):
            (source, sport, destination, dport), _ = found
            talks[frozenset(((source, sport), (destination, dport)))].append(found)
    for talk in talks.values():
        yield "conversation", conversation(talk)
        for sender in {sender for sender, _ in talk}:
            data = stream([sent for sent in talk if sent[0] == sender])
            yield "record", b"\xff\0" + data
            if data and not 20 <= data[0] <= 23:
                yield "prelude", b"\x10" + data
            clear = list(records(data))
            yield from (("alert", body) for kind, body in clear if kind == 21)
            flight = b"".join(body for kind, body in clear if kind == 22)
            yield "handshake", b"\x40" + flight
            for kind, body in messages(flight):
                yield from ((target, body) for target in TARGETS_OF_MESSAGE.get(kind, []))
                if kind in (1, 2):
                    yield "extension", extensions(kind, body)
                if kind == 11:
                    yield from (("x509", certificate) for certificate in certificates(body))


def extensions(kind: int, body: bytes) -> bytes:
    """The extensions of a hello, behind their length (RFC 8446 4.1.2, 4.1.3)."""
    at = 34 + 1 + (body[34] if len(body) > 34 else 0)
    if kind == 1:
        at += 2 + int.from_bytes(body[at : at + 2], "big")
        at += 1 + (body[at] if len(body) > at else 0)
    else:
        at += 3
    return body[at:]


def write(folder: Path) -> None:
    """Writes the seeds of all samples, a folder for each target, each once."""
    for capture in sorted(SAMPLES.glob("*.pcapng")):
        for target, data in seeds(capture):
            if 0 < len(data) <= max(LARGEST_INPUT, LARGEST_FILE * (target in ("file", "capture"))):
                place = folder / target
                place.mkdir(parents=True, exist_ok=True)
                (place / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
