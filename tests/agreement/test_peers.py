"""Packets, their times and their payload are counted as dpkt and scapy count them."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import dpkt
import pyarrow as pa
import pytest
from samples import FOLDER
from scapy.all import IP, TCP, IPv6, Loopback, PcapReader

import pcapflow

TUNNELLED = {"vxlan-fragments"}
"""dpkt opens no tunnel, scapy puts no fragments together: see `test_tunnels.py`."""
CAPTURES = sorted(path for path in FOLDER.glob("*.pcapng") if path.stem not in TUNNELLED)
NANOSECONDS = 1_000_000_000
BSD_IPV6 = {24, 28, 30}
"""Families of IPv6 in a BSD loopback header (NetBSD and Npcap, FreeBSD, macOS); scapy knows Linux's own."""

Way = tuple[str, int, str, int]
"""Source address and port, destination address and port."""
Seen = tuple[int, Way | None, int]
"""Time in nanoseconds, and of a TCP packet its way and the bytes of its payload on the wire."""


def of_dpkt(capture: Path) -> Iterator[Seen]:
    """dpkt gives times as floats, which hold a microsecond."""
    with capture.open("rb") as file:
        reader = dpkt.pcapng.Reader(file)
        loopback = reader.datalink() == dpkt.pcap.DLT_NULL
        for time, data in reader:
            ip = (dpkt.loopback.Loopback if loopback else dpkt.ethernet.Ethernet)(data).data
            way, length = None, 0
            if isinstance(ip, dpkt.ip.IP | dpkt.ip6.IP6) and isinstance(tcp := ip.data, dpkt.tcp.TCP):
                inet = dpkt.utils.inet_to_str
                way = (inet(ip.src), tcp.sport, inet(ip.dst), tcp.dport)
                inside = ip.len - ip.hl * 4 if isinstance(ip, dpkt.ip.IP) else ip.plen
                length = inside - tcp.off * 4
            yield round(time * 1_000_000) * 1_000, way, length


def of_scapy(capture: Path) -> Iterator[Seen]:
    with PcapReader(str(capture)) as reader:
        for packet in reader:
            time, way, length = packet.time, None, 0
            if isinstance(packet, Loopback) and packet.type in BSD_IPV6:
                packet = IPv6(bytes(packet.payload))
            if TCP in packet:
                ip, tcp = packet[IP] if IP in packet else packet[IPv6], packet[TCP]
                way = (ip.src, tcp.sport, ip.dst, tcp.dport)
                inside = ip.len - ip.ihl * 4 if IP in packet else ip.plen
                length = inside - tcp.dataofs * 4
            yield int(time * NANOSECONDS), way, length


@pytest.mark.parametrize("peer", [of_dpkt, of_scapy])
@pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.stem)
def test_packets_times_and_payload_are_those_that_a_peer_counts(
    capture: Path, peer: Callable[[Path], Iterator[Seen]]
):
    seen = list(peer(capture))
    read = pcapflow.read(capture)
    [row] = read.arrow("captures").to_pylist()
    times = [time for time, _, _ in seen]
    assert row["packets"] == len(seen)
    assert row["tcp_packets"] == sum(way is not None for _, way, _ in seen)
    assert nanoseconds(read.arrow("captures"), "first_time") == [min(times)]
    assert nanoseconds(read.arrow("captures"), "last_time") == [max(times)]

    packets: Counter[Way | None] = Counter()
    payload: Counter[Way | None] = Counter()
    for _, way, length in seen:
        packets[way] += 1
        payload[way] += length
    connections = read.arrow("connections")
    first, last = nanoseconds(connections, "first_time"), nanoseconds(connections, "last_time")
    for number, connection in enumerate(connections.to_pylist()):
        client = (connection["client_address"], connection["client_port"])
        server = (connection["server_address"], connection["server_port"])
        there, back = (*client, *server), (*server, *client)
        assert (connection["packets_client"], connection["packets_server"]) == (packets[there], packets[back])
        assert (connection["bytes_client"], connection["bytes_server"]) == (payload[there], payload[back])
        own = [time for time, way, _ in seen if way in (there, back)]
        assert (first[number], last[number]) == (own[0], own[-1])


def nanoseconds(table: pa.Table, column: str) -> list[int]:
    """Times as numbers, which hold more than a `datetime`."""
    return table[column].cast(pa.int64()).to_pylist()
