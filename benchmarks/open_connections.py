"""What the engine holds for each connection that is open at once: captures made for it, and its peak memory
over them.

The TLS bytes come from handshakes that Python's ssl makes in memory when this runs, one for each version;
only server name and randoms are then changed, so that no two connections are the same. The engine's share is
the difference between many and few connections, divided.
"""

from __future__ import annotations

import argparse
import ssl
import struct
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Address
from pathlib import Path

from measure import cost
from record import self_signed

FEW = 1_000
NAME = "host-{:07}.example"
SERVER_PORT, CLIENT_PORT = 443, 40_000
SERVER, FIRST_CLIENT = int(IPv4Address("192.0.2.1")), int(IPv4Address("10.0.0.1"))
SEGMENT_BYTES = 1_448
SYN, ACK, PSH = 0x02, 0x10, 0x08
# RFC 8446 4.1.2: record header 5 bytes, handshake header 4, legacy_version 2, then random[32]
RANDOM = slice(11, 43)
ADAPTER = Path(__file__).parent / "peers" / "pcapflow_run.py"

Flight = tuple[bool, bytes]
"""Whether the client sent it, and the TLS bytes."""


@dataclass(frozen=True)
class Load:
    """So many connections at once, and the most that each may cost."""

    kind: str
    connections: int
    floor_bytes: int


LOADS = (Load("TLS", 100_000, 1_500), Load("half-open", 1_000_000, 400))


@dataclass(frozen=True)
class Held:
    """Peak bytes of the whole process over a capture, and the engine's bytes for each connection."""

    kind: str
    connections: int
    peak_megabytes: float
    bytes_per_connection: int
    floor_bytes: int


def measured() -> list[Held]:
    """Make each capture, run the engine over it, throw it away."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as scratch:
        return [held(load, Path(scratch)) for load in LOADS]


def held(load: Load, scratch: Path) -> Held:
    peaks = []
    for connections in (FEW, load.connections):
        capture = scratch / "open.pcap"
        make(capture, load.kind, connections)
        peaks.append(cost([sys.executable, str(ADAPTER), "engine", str(capture)]).peak_bytes)
    each = (peaks[1] - peaks[0]) / (load.connections - FEW)
    return Held(load.kind, load.connections, round(peaks[1] / 1e6, 1), round(each), load.floor_bytes)


def make(path: Path, kind: str, connections: int) -> None:
    """Write a capture in which all connections stand open together: step by step, not one after the other."""
    with path.open("wb", buffering=1 << 20) as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1))
        for number, frame in enumerate(frames(kind, connections)):
            second, microsecond = divmod(number * 20, 1_000_000)
            file.write(struct.pack("<IIII", 1_700_000_000 + second, microsecond, len(frame), len(frame)))
            file.write(frame)


def frames(kind: str, connections: int) -> Iterator[bytes]:
    for index in range(connections):
        yield segment(index, True, SYN, 0, 0, b"")
    if kind == "half-open":
        return
    for index in range(connections):
        yield segment(index, False, SYN | ACK, 0, 1, b"")
    dialogues = [handshake(version) for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)]
    for step in range(max(map(len, dialogues))):
        for index in range(connections):
            dialogue = dialogues[index % len(dialogues)]
            if step >= len(dialogue):
                continue
            by_client, content = dialogue[step]
            sent, received = (sent_before(dialogue, step, side) for side in (by_client, not by_client))
            if step < 2:  # the two hellos
                content = made_its_own(content, index, step)
            for start in range(0, len(content), SEGMENT_BYTES):
                part = content[start : start + SEGMENT_BYTES]
                yield segment(index, by_client, PSH | ACK, sent + start, received, part)


def sent_before(dialogue: list[Flight], step: int, by_client: bool) -> int:
    """Where a side's sequence number stands: its SYN counts as one."""
    return 1 + sum(len(content) for sender, content in dialogue[:step] if sender == by_client)


def made_its_own(hello: bytes, index: int, step: int) -> bytes:
    """A hello with the random and the server name of this connection."""
    own = bytearray(hello)
    own[RANDOM] = blake2b(struct.pack("!II", index, step), digest_size=32).digest()
    return bytes(own).replace(NAME.format(0).encode(), NAME.format(index).encode())


def handshake(version: ssl.TLSVersion) -> list[Flight]:
    """Every flight of one real connection, up to the first answer of the application."""
    with tempfile.TemporaryDirectory() as scratch:
        certificate, key = self_signed(Path(scratch))
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving.load_cert_chain(certificate, key)
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
    asking.minimum_version = asking.maximum_version = version
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = asking.wrap_bio(to_client, to_server, server_hostname=NAME.format(0))
    server = serving.wrap_bio(to_server, to_client, server_side=True)

    flights: list[Flight] = []
    done = {True: False, False: False}
    while not all(done.values()):
        for by_client, end, sending in ((True, client, to_server), (False, server, to_client)):
            if not done[by_client]:
                try:
                    end.do_handshake()
                    done[by_client] = True
                except ssl.SSLWantReadError:
                    pass
            passed_on(flights, by_client, sending)
    client.write(b"GET / HTTP/1.1\r\n\r\n")
    passed_on(flights, True, to_server)
    server.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    passed_on(flights, False, to_client)
    return flights


def passed_on(flights: list[Flight], by_client: bool, sending: ssl.MemoryBIO) -> None:
    """Note what one side has just sent and leave it for the other."""
    if sending.pending:
        flights.append((by_client, sending.read()))
        sending.write(flights[-1][1])


def segment(
    index: int, by_client: bool, flags: int, sequence: int, acknowledged: int, content: bytes
) -> bytes:
    """One frame; checksums are left empty, as an offloading sender's capture shows them."""
    ends = ((FIRST_CLIENT + index, CLIENT_PORT), (SERVER, SERVER_PORT))
    (source, source_port), (to, to_port) = ends if by_client else reversed(ends)
    ethernet = b"\x02\0\0\0\0\x01\x02\0\0\0\0\x02\x08\0"
    ip = struct.pack("!BBHHHBBHII", 0x45, 0, 40 + len(content), 0, 0x4000, 64, 6, 0, source, to)
    tcp = struct.pack("!HHIIBBHHH", source_port, to_port, sequence, acknowledged, 0x50, flags, 64_240, 0, 0)
    return ethernet + ip + tcp + content


def main() -> None:
    arguments = argparse.ArgumentParser(description="Write one such capture, to look at or to profile.")
    arguments.add_argument("kind", choices=[load.kind for load in LOADS])
    arguments.add_argument("connections", type=int)
    arguments.add_argument("capture", type=Path)
    given = arguments.parse_args()
    make(given.capture, given.kind, given.connections)


if __name__ == "__main__":
    main()
