"""A wire of some length between client and server: passes frames on after a delay, with faults if told to.

It stands for all that lies between two machines: a long way, a lossy link, a box that forges resets. One JSON
line is said about each fault.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
import math
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator

CLIENT_SIDE, SERVER_SIDE = "client1", "server1"
ETH_P_ALL = 3
FORGED_TTL = 250  # Linux sends with 64: a box that stands elsewhere and counts otherwise
HANDSHAKE, APPLICATION_DATA = 22, 23
RST, ACK = 0x04, 0x10
AT_ONCE = -math.inf
"""A box near the client answers before anything could have come from the server."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds, each way")
    parser.add_argument("--fault", choices=sorted(FAULTS))
    options = parser.parse_args()

    fault = FAULTS[options.fault]() if options.fault else None
    sides = {name: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL)) for name in PEER}
    for name, side in sides.items():
        side.bind((name, 0))
    print("passing on", flush=True)
    order = itertools.count()
    waiting: list[tuple[float, int, str, bytes]] = []
    while True:
        pause = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for side in select.select(sides.values(), [], [], pause)[0]:
            frame, (name, _protocol, packet_type, *_) = side.recvfrom(65_536)
            if packet_type == socket.PACKET_OUTGOING:
                continue
            packet = Packet(frame, from_client=name == CLIENT_SIDE)
            sent = fault(packet) if fault and packet.is_tcp else [(PEER[name], packet, 0.0)]
            for to, leaving, extra in sent:
                due = time.monotonic() + options.delay + extra
                heapq.heappush(waiting, (due, next(order), to, leaving.with_checksum()))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, to, leaving_frame = heapq.heappop(waiting)
            sides[to].send(leaving_frame)


PEER = {CLIENT_SIDE: SERVER_SIDE, SERVER_SIDE: CLIENT_SIDE}


class Packet:
    """An Ethernet frame, looked into where it is TCP over IPv4."""

    def __init__(self, frame: bytes, from_client: bool) -> None:
        self.frame = bytearray(frame)
        self.from_client = from_client
        self.is_tcp = frame[12:14] == b"\x08\x00" and frame[23] == socket.IPPROTO_TCP
        self.tcp = 14 + 4 * (frame[14] & 15)
        (self.end,) = struct.unpack_from(">H", frame, 16)
        self.end += 14

    @property
    def payload(self) -> bytes:
        return bytes(self.frame[self.tcp + 4 * (self.frame[self.tcp + 12] >> 4) : self.end])

    @property
    def content_type(self) -> int | None:
        """Of the TLS record that begins the segment."""
        return self.payload[0] if self.payload else None

    def with_checksum(self) -> bytes:
        """Within one machine the kernel leaves TCP's checksum to a network card that is not there."""
        if self.is_tcp:
            segment = self.frame[self.tcp : self.end]
            segment[16:18] = b"\0\0"
            pseudo = self.frame[26:34] + struct.pack(">HH", socket.IPPROTO_TCP, len(segment))
            struct.pack_into(">H", self.frame, self.tcp + 16, checksum(pseudo + segment))
        return bytes(self.frame)

    def forged_reset(self) -> Packet:
        """A reset that answers this packet, as if its receiver had sent it."""
        ports_and_numbers = struct.unpack_from(">HHII", self.frame, self.tcp)
        source, destination, sequence, acknowledged = ports_and_numbers
        header = bytearray(self.frame[14:34])
        struct.pack_into(">HHHBBH", header, 2, 40, 0, 0, FORGED_TTL, socket.IPPROTO_TCP, 0)
        header[12:20] = self.frame[30:34] + self.frame[26:30]
        struct.pack_into(">H", header, 10, checksum(header))
        reset = struct.pack(
            ">HHIIBBHHH",
            destination,
            source,
            acknowledged,
            sequence + len(self.payload) & 0xFFFF_FFFF,
            5 << 4,
            RST | ACK,
            0,
            0,
            0,
        )
        frame = self.frame[6:12] + self.frame[0:6] + self.frame[12:14] + header + reset
        return Packet(bytes(frame), from_client=not self.from_client)


def checksum(data: bytes | bytearray) -> int:
    """RFC 1071."""
    padded = bytes(data) + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f">{len(padded) // 2}H", padded))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


Sent = list[tuple[str, Packet, float]]
"""What leaves: to which side, what, and how many seconds later than usual."""


def say(**words: object) -> None:
    print(json.dumps(words), flush=True)


def onward(packet: Packet, extra: float = 0.0) -> Sent:
    return [(SERVER_SIDE if packet.from_client else CLIENT_SIDE, packet, extra)]


def reset_on(content_type: int, *, lose: bool) -> Callable[[Packet], Sent]:
    """Forge a reset to the client on its first segment that begins with this record, which may yet go on."""
    done: list[int] = []

    def fault(packet: Packet) -> Sent:
        if not packet.from_client or packet.content_type != content_type:
            return onward(packet)
        port = struct.unpack_from(">H", packet.frame, packet.tcp)[0]
        if port in done:
            return [] if lose else onward(packet)
        done.append(port)
        say(fault="forged a reset to the client", client_port=port, server_was_told=not lose)
        return [(CLIENT_SIDE, packet.forged_reset(), AT_ONCE), *([] if lose else onward(packet))]

    return fault


def lose_client_data() -> Callable[[Packet], Sent]:
    """Nothing of the client's that carries data arrives."""

    def fault(packet: Packet) -> Sent:
        if packet.from_client and packet.payload:
            say(fault="lost a segment of the client", bytes=len(packet.payload))
            return []
        return onward(packet)

    return fault


def lossy() -> Callable[[Packet], Sent]:
    """In turn, and of both sides: lose a segment, repeat one, hold one back behind those that follow it."""
    turn: Iterator[str] = itertools.cycle(["pass", "lose", "pass", "repeat", "pass", "hold back"])

    def fault(packet: Packet) -> Sent:
        what = next(turn) if packet.payload else "pass"
        if what == "pass":
            return onward(packet)
        say(fault=what, of="client" if packet.from_client else "server", bytes=len(packet.payload))
        if what == "lose":
            return []
        if what == "repeat":
            return onward(packet) + onward(packet, 0.003)
        return onward(packet, 0.05)

    return fault


FAULTS: dict[str, Callable[[], Callable[[Packet], Sent]]] = {
    "reset-on-hello": lambda: reset_on(HANDSHAKE, lose=True),
    "reset-on-request": lambda: reset_on(APPLICATION_DATA, lose=False),
    "lose-client-data": lose_client_data,
    "lossy": lossy,
}

if __name__ == "__main__":
    main()
