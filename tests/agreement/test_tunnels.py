"""TLS in links, tunnels and fragments made by scapy: streams, frames and bytes are those tshark counts."""

import struct
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from scapy.all import (
    GRE,
    IP,
    LLC,
    SNAP,
    TCP,
    UDP,
    VXLAN,
    Dot1AD,
    Dot1Q,
    Dot3,
    Ether,
    IPv6,
    IPv6ExtHdrFragment,
    Packet,
    PPPoE,
    Raw,
    fragment,
    fragment6,
    raw,
)
from scapy.contrib.erspan import ERSPAN_II, ERSPAN_III
from scapy.contrib.geneve import GENEVE
from scapy.contrib.gtp import GTP_U_Header, GTPPDUSessionContainer
from scapy.contrib.mpls import MPLS
from scapy.layers.dot11 import Dot11, RadioTap
from scapy.layers.l2tp import L2TP
from scapy.layers.ppp import HDLC, PPP

import pcapflow

ETHERNET, PPP_LINK, RAW, CISCO_HDLC, WLAN, FRAME_RELAY, RADIOTAP, NFLOG = 1, 9, 101, 104, 105, 107, 127, 239
HELLO = bytes.fromhex("160301002d010000290303" + "07" * 32 + "0000021301" + "0100")
"""A record with a ClientHello of one suite and no extensions (RFC 5246 7.4.1.2)."""
ALERT = bytes.fromhex("15030300020228")
ENDS = {IP: ("10.1.0.1", "10.1.0.2"), IPv6: ("2001:db8:1::1", "2001:db8:1::2")}

Wrap = Callable[[Packet], Packet]
Found = dict[int, tuple[int, int, int, int]]
"""Of each TCP stream: first and last frame, packets, payload bytes."""


def talk(number: int, version: type[Packet] = IP) -> list[Packet]:
    """A connection that opens, says hello, is refused and closed."""
    client, server = ENDS[version]
    port, after = 50_000 + number, 1001 + len(HELLO)
    steps = [
        (True, "S", 1000, 0, b""),
        (False, "SA", 5000, 1001, b""),
        (True, "PA", 1001, 5001, HELLO),
        (False, "PA", 5001, after, ALERT),
        (False, "FA", 5001 + len(ALERT), after, b""),
    ]
    return [
        (version(src=client, dst=server) if there else version(src=server, dst=client))
        / TCP(sport=port if there else 443, dport=443 if there else port, flags=flags, seq=seq, ack=ack)
        / Raw(payload)
        for there, flags, seq, ack, payload in steps
    ]


def outside(ip: Packet) -> Packet:
    """The outer header of a tunnel, between its two ends in the direction of what is inside."""
    ends = ("198.51.100.1", "198.51.100.2")
    source, destination = ends if ip.src.endswith("1") else ends[::-1]
    return Ether() / IP(src=source, dst=destination)


def udp(ip: Packet, port: int) -> Packet:
    return outside(ip) / UDP(sport=49_999, dport=port)


def frame(ip: Packet) -> Packet:
    """Between cards of Cisco: under MPLS, Wireshark takes for Ethernet only what comes from known makers."""
    return Ether(src="00:00:0c:00:00:01", dst="00:00:0c:00:00:02") / ip


def wlan(ip: Packet) -> Packet:
    return Dot11(type=2, FCfield=1) / LLC() / SNAP() / ip


def aggregate(ip: Packet) -> Packet:
    """An A-MSDU of two frames (IEEE 802.11 9.3.2.2); the second is none of TCP."""
    bodies = [LLC() / SNAP() / ip, LLC() / SNAP() / IP() / UDP(sport=9, dport=9)]
    parts = [bytes(12) + struct.pack(">H", len(body)) + raw(body) for body in bodies]
    parts[0] += bytes(-len(parts[0]) % 4)
    return Dot11(type=2, subtype=8, FCfield=1) / Raw(b"\x80\x00" + b"".join(parts))


def labelled(payload: bytes) -> Packet:
    return Ether() / MPLS(label=18, s=1) / Raw(payload)


def logged(ip: Packet) -> Packet:
    """What netfilter logs: family, version, resource, and the packet as an attribute."""
    head = struct.pack(">BBH", 2 if ip.version == 4 else 10, 0, 5)
    return Raw(head + struct.pack("<HH", 4 + len(ip), 9) + raw(ip))


LINKS: dict[str, tuple[int, Wrap]] = {
    "802.3": (ETHERNET, lambda ip: Dot3() / LLC() / SNAP() / ip),
    "802.1Q": (ETHERNET, lambda ip: Ether() / Dot1Q(vlan=5) / ip),
    "802.1ad": (ETHERNET, lambda ip: Ether() / Dot1AD(vlan=5) / Dot1Q(vlan=6) / ip),
    "pppoe": (ETHERNET, lambda ip: Ether() / PPPoE(sessionid=7) / PPP() / ip),
    "mpls": (ETHERNET, lambda ip: Ether() / MPLS(label=18, s=0) / MPLS(label=19, s=1) / ip),
    "mpls ethernet": (ETHERNET, lambda ip: labelled(bytes(4) + raw(frame(ip)))),
    "mpls ethernet without control word": (ETHERNET, lambda ip: labelled(raw(frame(ip)))),
    "ppp": (PPP_LINK, lambda ip: HDLC() / PPP() / ip),
    "ppp alone": (PPP_LINK, lambda ip: PPP() / ip),
    "cisco hdlc": (CISCO_HDLC, lambda ip: Raw(struct.pack(">HH", 0x0F00, ethertype(ip)) + raw(ip))),
    "frame relay": (FRAME_RELAY, lambda ip: Raw(b"\x18\x41\x03" + nlpid(ip) + raw(ip))),
    "frame relay of cisco": (
        FRAME_RELAY,
        lambda ip: Raw(struct.pack(">HH", 0x1841, ethertype(ip)) + raw(ip)),
    ),
    "802.11": (WLAN, wlan),
    "radiotap": (RADIOTAP, lambda ip: RadioTap() / wlan(ip)),
    "a-msdu": (WLAN, aggregate),
    "nflog": (NFLOG, logged),
}

TUNNELS: dict[str, Wrap] = {
    "gre": lambda ip: outside(ip) / GRE(proto=ethertype(ip)) / ip,
    "gre:7": lambda ip: (
        outside(ip) / GRE(proto=ethertype(ip), chksum_present=1, key_present=1, key=7, seqnum_present=1) / ip
    ),
    "nvgre:5000": lambda ip: outside(ip) / GRE(proto=0x6558, key_present=1, key=5000 << 8 | 3) / frame(ip),
    "erspan": lambda ip: outside(ip) / GRE(proto=0x88BE) / frame(ip),
    "erspan:77": lambda ip: (
        outside(ip) / GRE(proto=0x88BE, seqnum_present=1) / ERSPAN_II(session_id=77) / frame(ip)
    ),
    "erspan:78": lambda ip: (
        outside(ip) / GRE(proto=0x22EB, seqnum_present=1) / ERSPAN_III(session_id=78) / frame(ip)
    ),
    "vxlan:42": lambda ip: udp(ip, 4789) / VXLAN(vni=42) / frame(ip),
    "geneve:43": lambda ip: udp(ip, 6081) / GENEVE(vni=43, proto=0x6558) / frame(ip),
    "gtp": lambda ip: (
        udp(ip, 2152)
        / GTP_U_Header(teid=ip[TCP].sport, E=1, next_ex=0x85)
        / GTPPDUSessionContainer(type=0, QFI=1)
        / ip
    ),
    "l2tp": lambda ip: udp(ip, 1701) / L2TP(hdr=["length"], tunnel_id=ip[TCP].sport) / HDLC() / PPP() / ip,
    "mpls-udp": lambda ip: udp(ip, 6635) / MPLS(label=18, s=1) / ip,
    "capwap": lambda ip: udp(ip, 5247) / Raw(bytes.fromhex("0010020000000000") + raw(frame(ip))),
    "gre/vxlan:42": lambda ip: (
        outside(ip)
        / GRE()
        / IP(src="192.0.2.1", dst="192.0.2.2")
        / UDP(dport=4789)
        / VXLAN(vni=42)
        / frame(ip)
    ),
}


def ethertype(ip: Packet) -> int:
    return 0x0800 if ip.version == 4 else 0x86DD


def nlpid(ip: Packet) -> bytes:
    return b"\xcc" if ip.version == 4 else b"\x8e"


def written(path: Path, link: int, packets: list[Packet]) -> Path:
    """A capture of these packets, a millisecond apart."""
    blocks = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, link)]
    for number, packet in enumerate(packets):
        data = raw(packet)
        blocks.append(struct.pack("<IIII", 1_700_000_000, number * 1000, len(data), len(data)) + data)
    path.write_bytes(b"".join(blocks))
    return path


def of_tshark(capture: Path) -> Found:
    fields = ["frame.number", "tcp.stream", "tcp.len"]
    command = ["tshark", "-n", "-r", str(capture), "-o", "tcp.reassemble_out_of_order:TRUE", "-T", "fields"]
    command += [part for name in fields for part in ("-e", name)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    streams: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in said.splitlines():
        number, stream, length = line.split("\t")
        if stream:
            streams[int(stream)].append((int(number), int(length)))
    return {
        stream: (seen[0][0], seen[-1][0], len(seen), sum(length for _, length in seen))
        for stream, seen in streams.items()
    }


def of_pcapflow(capture: Path, path: str | None) -> Found:
    rows = pcapflow.read(capture).arrow("connections").to_pylist()
    assert {row["tunnel_path"] for row in rows} == {path}
    return {
        row["tcp_stream"]: (
            row["first_frame"],
            row["last_frame"],
            row["packets_client"] + row["packets_server"],
            row["bytes_client"] + row["bytes_server"],
        )
        for row in rows
    }


def agree(capture: Path, path: str | None) -> None:
    seen = of_tshark(capture)
    assert len(seen) == 2, "tshark finds both connections"
    assert of_pcapflow(capture, path) == seen


@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_read_as_tshark_reads_it(name: str, tmp_path: Path) -> None:
    link, wrap = LINKS[name]
    packets = [wrap(ip) for ip in talk(1) + talk(2, IPv6)]
    agree(written(tmp_path / "capture.pcap", link, packets), None)


@pytest.mark.parametrize("path", TUNNELS)
def test_a_tunnel_is_opened_as_tshark_opens_it(path: str, tmp_path: Path) -> None:
    packets = [TUNNELS[path](ip) for ip in talk(1) + talk(2)]
    agree(written(tmp_path / "capture.pcap", ETHERNET, packets), path)


@pytest.mark.parametrize(
    ("path", "protocol", "version"), [("ipip", 4, IP), ("6in4", 41, IPv6), ("teredo", None, IPv6)]
)
def test_ip_in_ip_is_opened_as_tshark_opens_it(
    path: str, protocol: int | None, version: type[Packet], tmp_path: Path
) -> None:
    packets = []
    for ip in talk(1, version) + talk(2, version):
        around = udp(ip, 3544) if protocol is None else outside(ip)
        if protocol is not None:
            around[IP].proto = protocol
        packets.append(around / ip)
    agree(written(tmp_path / "capture.pcap", ETHERNET, packets), path)


def test_fragments_count_as_the_one_that_completes_them_as_with_tshark(tmp_path: Path) -> None:
    pieces = [piece for ip in talk(1) for piece in fragment(ip, fragsize=24)]
    for ip in talk(2, IPv6):
        whole = ip.__class__(src=ip.src, dst=ip.dst) / IPv6ExtHdrFragment(id=ip[TCP].seq) / ip[TCP]
        # The last before the first: both are needed, whatever their order.
        pieces += reversed(fragment6(whole, 40 + 8 + 24 + 8))
    assert len(pieces) > 10
    agree(written(tmp_path / "capture.pcap", RAW, pieces), None)


@pytest.mark.parametrize("later_first", [False, True])
def test_of_overlapping_fragments_those_bytes_are_kept_that_tshark_keeps(
    later_first: bool, tmp_path: Path
) -> None:
    """TCP's flags are in the part that overlaps: whether this is a SYN hangs on it."""
    (syn, *_), others = talk(1), talk(2)
    segment = raw(syn[TCP] / Raw(bytes(28)))
    other = segment[:8] + bytes(40)
    header = {"src": syn.src, "dst": syn.dst, "proto": 6, "id": 9}
    parts = [IP(**header, flags="MF") / Raw(segment[:24]), IP(**header, frag=1) / Raw(other[8:])]
    if later_first:
        parts.reverse()
    agree(written(tmp_path / "capture.pcap", RAW, [*parts, *talk(1)[1:], *others]), None)


def test_one_conversation_in_two_tunnels_is_two_connections_of_one_stream(tmp_path: Path) -> None:
    """As where a capture has the same packets on both sides of a tunnel's end."""
    packets = [wrap(ip) for ip in talk(1) for wrap in (TUNNELS["vxlan:42"], frame, TUNNELS["gre:7"])]
    capture = written(tmp_path / "capture.pcap", ETHERNET, packets)
    assert of_tshark(capture).keys() == {0}
    rows = pcapflow.read(capture).arrow("connections").to_pylist()
    assert [(row["tunnel_path"], row["tcp_stream"], row["packets_client"]) for row in rows] == [
        ("vxlan:42", 0, 2),
        (None, 0, 2),
        ("gre:7", 0, 2),
    ]
