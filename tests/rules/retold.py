"""The same traffic as another capture would hold it: reordered, twice, cut otherwise, with other ports.

Knows bytes of Ethernet, BSD loopback, IP and TCP headers. Refuses to know what is said inside.
"""

import random
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import dpkt

ETHERNET, RAW, LINUX_SLL, NULL, LOOP = 1, 101, 113, 0, 108
SYN, FIN, RST, PSH = 2, 1, 4, 8
V6 = 6


@dataclass(frozen=True, slots=True)
class Packet:
    """One TCP packet, from its IP header on."""

    time: float
    ip: bytes
    """The IP header."""
    tcp: bytes
    """The TCP header."""
    payload: bytes
    wire_length: int
    """Payload bytes that the packet had before the snap length cut it."""

    @property
    def flags(self) -> int:
        return self.tcp[13]

    @property
    def way(self) -> tuple[bytes, bytes]:
        """Direction of one connection: addresses and ports as they stand."""
        addresses = self.ip[8:40] if self.ip[0] >> 4 == V6 else self.ip[12:20]
        return addresses, self.tcp[:4]

    def data(self) -> bytes:
        """The packet as captured, with its lengths put right for the payload as it was on the wire."""
        whole = len(self.tcp) + self.wire_length
        if self.ip[0] >> 4 == V6:
            ip = self.ip[:4] + struct.pack(">H", whole) + self.ip[6:]
        else:
            ip = self.ip[:2] + struct.pack(">H", len(self.ip) + whole) + self.ip[4:]
        return ip + self.tcp + self.payload

    def on_the_wire(self) -> int:
        """Bytes it had on the wire, from the IP header on."""
        return len(self.ip) + len(self.tcp) + self.wire_length


def packets(capture: Path) -> list[Packet]:
    """All packets of a sample; each is TCP over IP, and no IP header has options."""
    with capture.open("rb") as file:
        reader = dpkt.pcapng.Reader(file)
        link = reader.datalink()
        return [_parsed(time, data[14:] if link == ETHERNET else data[4:]) for time, data in reader]


def _parsed(time: float, data: bytes) -> Packet:
    if data[0] >> 4 == V6:
        header, length = 40, 40 + struct.unpack(">H", data[4:6])[0]
    else:
        header, length = 20, struct.unpack(">H", data[2:4])[0]
    begin = header + (data[header + 12] >> 4) * 4
    return Packet(time, data[:header], data[header:begin], data[begin:length], length - begin)


def resegmented(told: list[Packet], chance: random.Random) -> Iterator[Packet]:
    """Payload comes in smaller segments."""
    for packet in told:
        cuts = range(1, len(packet.payload))
        if packet.flags & SYN or len(packet.payload) != packet.wire_length:
            yield packet
            continue
        places = sorted(chance.sample(cuts, min(chance.randint(0, 2), len(cuts))))
        for begin, end in zip([0, *places], [*places, len(packet.payload)], strict=True):
            sequence = (struct.unpack(">I", packet.tcp[4:8])[0] + begin) % 2**32
            last = end == len(packet.payload)
            flags = packet.flags if last else packet.flags & ~(FIN | PSH)
            tcp = (
                packet.tcp[:4]
                + struct.pack(">I", sequence)
                + packet.tcp[8:13]
                + bytes([flags])
                + packet.tcp[14:]
            )
            payload = packet.payload[begin:end]
            yield replace(packet, tcp=tcp, payload=payload, wire_length=len(payload))


def reordered(told: list[Packet], chance: random.Random) -> Iterator[Packet]:
    """Payload in smaller segments whose neighbours change places; a SYN, FIN or RST stays where it was."""
    rest = list(resegmented(told, chance))
    for place in range(len(rest) - 1):
        first, second = rest[place : place + 2]
        plain = not (first.flags | second.flags) & (SYN | FIN | RST)
        if plain and first.way == second.way and first.payload and second.payload and chance.random() < 0.7:
            rest[place : place + 2] = replace(second, time=first.time), replace(first, time=second.time)
    yield from rest


def doubled(told: list[Packet], chance: random.Random) -> Iterator[Packet]:
    """Every other packet or so comes twice, as a mirror of two ports shows it."""
    for packet in told:
        yield from [packet] * chance.randint(1, 2)


def on_other_ports(told: list[Packet], _: random.Random) -> Iterator[Packet]:
    """The server is where nobody expects TLS, and its port is above the clients'."""
    for packet in told:
        ports = (port ^ 0x8000 for port in struct.unpack(">HH", packet.tcp[:4]))
        yield replace(packet, tcp=struct.pack(">HH", *ports) + packet.tcp[4:])


RETOLD: dict[str, Callable[[list[Packet], random.Random], Iterable[Packet]]] = {
    "reordered": reordered,
    "doubled": doubled,
    "resegmented": resegmented,
    "on other ports": on_other_ports,
}


def one_way(told: Iterable[Packet], *, of_first_sender: bool) -> list[Packet]:
    """Only what one side of each connection sent: of the side whose packet came first, or of the other."""
    kept, first = [], set()
    for packet in told:
        addresses, ports = packet.way
        half = len(addresses) // 2
        back = (addresses[half:] + addresses[:half], ports[2:] + ports[:2])
        if back not in first:
            first.add(packet.way)
        if (packet.way in first) is of_first_sender:
            kept.append(packet)
    return kept


def framed(told: Iterable[Packet], link: int) -> Iterator[tuple[float, bytes, int]]:
    """Packets under a link type: time, bytes, bytes on the wire."""
    for packet in told:
        header = _link_header(link, packet.ip[0] >> 4 == V6)
        yield packet.time, header + packet.data(), len(header) + packet.on_the_wire()


def _link_header(link: int, v6: bool) -> bytes:
    protocol = struct.pack(">H", 0x86DD if v6 else 0x0800)
    if link == ETHERNET:
        return bytes(12) + protocol
    if link == LINUX_SLL:
        return struct.pack(">HHH", 0, 1, 6) + bytes(8) + protocol
    if link in (NULL, LOOP):
        return struct.pack("<I" if link == NULL else ">I", 30 if v6 else 2)
    return b""
