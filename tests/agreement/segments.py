"""Copies of captures whose TCP segments came in another order."""

from pathlib import Path

import dpkt


def swap_neighbours(capture: Path, copy: Path) -> None:
    """Exchanges two segments with payload of one sender, wherever one came right behind the other."""
    with capture.open("rb") as file:
        reader = dpkt.pcapng.Reader(file)
        link_type = reader.datalink()
        packets = [(time, data, sender(link_type, data)) for time, data in reader]
    place = 0
    while place + 1 < len(packets):
        (time, data, one), (other_time, other_data, other) = packets[place : place + 2]
        if one is not None and one == other:
            packets[place : place + 2] = [(time, other_data, other), (other_time, data, one)]
            place += 1
        place += 1
    with copy.open("wb") as file:
        writer = dpkt.pcap.Writer(file, linktype=link_type)
        for time, data, _ in packets:
            writer.writepkt(data, time)


def sender(link_type: int, data: bytes) -> tuple[bytes, int, int] | None:
    """Who sent a segment with payload, from which port to which; nobody else's is of its direction."""
    link = dpkt.loopback.Loopback if link_type == dpkt.pcap.DLT_NULL else dpkt.ethernet.Ethernet
    ip = link(data).data
    tcp = getattr(ip, "data", None)
    if not isinstance(tcp, dpkt.tcp.TCP) or not tcp.data or tcp.flags & (dpkt.tcp.TH_SYN | dpkt.tcp.TH_RST):
        return None
    return ip.src, tcp.sport, tcp.dport
