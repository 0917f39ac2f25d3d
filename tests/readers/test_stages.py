"""Every way in gives the same rows: a path, a stream, bytes, and packets that dpkt or scapy hold."""

import io
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import dpkt
import pytest
import scapy.all as scapy
from same_rows import EVENTS, facts
from sample_paths import RENEGOTIATION, RESET_AFTER_REQUEST

import pcapflow
from pcapflow.capture import Capture
from pcapflow.errors import UsageError
from pcapflow.readers.packets import nanoseconds


def from_dpkt(path: Path) -> Capture:
    with path.open("rb") as file:
        return pcapflow.read(dpkt.pcapng.Reader(file), records=True)


def from_tuples(path: Path) -> Capture:
    with scapy.PcapNgReader(str(path)) as reader:
        packets = [(packet.time, bytes(packet), packet.wirelen) for packet in reader]
    return pcapflow.read(packets, linktype=1, records=True)


def from_stdin(path: Path) -> Capture:
    script = (
        "import sys, pickle, pcapflow\n"
        "capture = pcapflow.read('-', records=True)\n"
        "sys.stdout.buffer.write(pickle.dumps({n: capture.arrow(n) for n in sys.argv[1:]}))"
    )
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-c", script, "captures", *EVENTS], stdin=file, capture_output=True, check=True
        )
    return Capture(pickle.loads(done.stdout), ())


def from_file(path: Path) -> Capture:
    with path.open("rb") as file:
        return pcapflow.read(file, records=True)


def from_scapy_reader(path: Path) -> Capture:
    with scapy.PcapReader(str(path)) as reader:
        return pcapflow.read(reader, records=True)


WAYS: dict[str, Callable[[Path], Capture]] = {
    "file object": from_file,
    "bytes": lambda path: pcapflow.read(path.read_bytes(), records=True),
    "stdin": from_stdin,
    "dpkt reader": from_dpkt,
    "scapy list": lambda path: pcapflow.read(scapy.rdpcap(str(path)), records=True),
    "scapy reader": from_scapy_reader,
    "list of scapy packets": lambda path: pcapflow.read(list(scapy.rdpcap(str(path))), records=True),
    "tuples": from_tuples,
}


@pytest.mark.parametrize("sample", [RENEGOTIATION, RESET_AFTER_REQUEST], ids=lambda path: path.stem)
@pytest.mark.parametrize("way", WAYS)
def test_the_same_capture_gives_the_same_rows(way: str, sample: Path) -> None:
    expected, found = pcapflow.read(sample, records=True), WAYS[way](sample)
    for name in EVENTS:
        coarse = way == "dpkt reader"  # it gives times as float seconds
        rows = facts(expected.arrow(name), microseconds=coarse)
        assert facts(found.arrow(name), microseconds=coarse) == rows
    for column in ("packets", "bytes", "tcp_packets", "tls_connections", "link_types"):
        assert found.captures[column].tolist() == expected.captures[column].tolist()


def test_a_live_sniff_gives_the_same_rows() -> None:
    found = pcapflow.sniff(offline=str(RENEGOTIATION))
    expected = pcapflow.read(RENEGOTIATION)
    for name in ("connections", "handshakes", "renegotiations"):
        assert facts(found.arrow(name), microseconds=False) == facts(expected.arrow(name), microseconds=False)


def test_the_packets_are_those_that_tshark_counts() -> None:
    counted = subprocess.run(
        ["tshark", "-r", RENEGOTIATION, "-T", "fields", "-e", "frame.number"], capture_output=True, check=True
    )
    frames = len(counted.stdout.split())
    assert pcapflow.read(RENEGOTIATION).captures["packets"].tolist() == [frames]
    assert pcapflow.read(scapy.rdpcap(str(RENEGOTIATION))).captures["packets"].tolist() == [frames]


def test_the_link_layer_of_loopback_and_raw_packets_is_kept() -> None:
    hello = scapy.TCP(sport=40000, dport=443, flags="S")
    for packet, number in [
        (scapy.Ether() / scapy.IP() / hello, 1),
        (scapy.Loopback() / scapy.IP() / hello, 0),
        (scapy.IP() / hello, 228),  # LINKTYPE_IPV4
        (scapy.IPv6() / hello, 229),  # LINKTYPE_IPV6
        (scapy.CookedLinux(proto=0x0800) / scapy.IP() / hello, 113),
    ]:
        captures = pcapflow.read([packet]).captures
        assert captures["link_types"].tolist() == [[number]]
        assert captures["tcp_packets"].tolist() == [1]


def test_a_packet_without_a_known_link_layer_is_refused() -> None:
    with pytest.raises(UsageError, match=r"packet 1 is a Raw, of which scapy names no link type"):
        pcapflow.read([scapy.Raw(b"x")])
    with pytest.raises(UsageError, match="packets need their link type"):
        pcapflow.read([(0, b"x")])


@pytest.mark.parametrize("thing", [3, io.StringIO("text"), [object()]])
def test_what_is_no_capture_is_refused(thing: object) -> None:
    with pytest.raises(UsageError):
        pcapflow.read(thing, linktype=1)


@pytest.mark.parametrize("microseconds", [0, 1, 999_999, 123_456])
@pytest.mark.parametrize("second", [0, 1_700_000_000, 4_000_000_000])
def test_float_seconds_give_back_the_microsecond_they_were_made_of(second: int, microseconds: int) -> None:
    assert nanoseconds(second + microseconds / 1e6) == second * 10**9 + microseconds * 1000


def test_integers_are_nanoseconds_and_decimals_exact_seconds() -> None:
    assert nanoseconds(1_700_000_000_123_456_789) == 1_700_000_000_123_456_789
    assert nanoseconds(Decimal("1700000000.123456789")) == Fraction("1700000000.123456789") * 10**9
    assert nanoseconds(None) is None


@pytest.mark.parametrize("time", [float("nan"), 1e300, Decimal("Infinity"), Decimal("1E+999999"), 2**63])
def test_a_time_that_no_clock_shows_is_unknown(time: float | Decimal) -> None:
    assert nanoseconds(time) is None
