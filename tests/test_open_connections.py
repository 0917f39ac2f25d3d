"""The captures on which memory for each open connection is measured are what they claim to be, by tshark."""

import subprocess
import sys
from pathlib import Path

MAKER = Path(__file__).parent.parent / "benchmarks" / "open_connections.py"
CONNECTIONS = 20


def made(kind: str, folder: Path) -> Path:
    capture = folder / "open.pcap"
    subprocess.run([sys.executable, MAKER, kind, str(CONNECTIONS), capture], check=True)
    return capture


def tshark(capture: Path, shown: str, *fields: str) -> list[list[str]]:
    columns = [word for field in fields for word in ("-e", field)]
    command = ["tshark", "-n", "-r", str(capture), "-Y", shown, "-T", "fields", *columns]
    printed = subprocess.run(command, check=True, text=True, capture_output=True).stdout
    return [line.split("\t") for line in printed.splitlines()]


def test_every_connection_has_a_client_hello_of_its_own(tmp_path: Path) -> None:
    capture = made("TLS", tmp_path)
    fields = ("tcp.stream", "tls.handshake.extensions_server_name", "tls.handshake.random")
    hellos = tshark(capture, "tls.handshake.type == 1", *fields)
    assert len(hellos) == CONNECTIONS
    assert [len(set(column)) for column in zip(*hellos, strict=True)] == [CONNECTIONS] * len(fields)


def test_half_of_the_connections_negotiate_tls_1_3(tmp_path: Path) -> None:
    capture = made("TLS", tmp_path)
    chosen = tshark(capture, "tls.handshake.type == 2", "tls.handshake.extensions.supported_version")
    assert sorted(version for (version,) in chosen) == [""] * (CONNECTIONS // 2) + ["0x0304"] * (
        CONNECTIONS // 2
    )


def test_all_connections_are_open_before_the_first_hello_and_none_ends(tmp_path: Path) -> None:
    capture = made("TLS", tmp_path)
    opened = [int(frame) for (frame,) in tshark(capture, "tcp.flags.syn == 1", "frame.number")]
    first_hello = tshark(capture, "tls.handshake.type == 1", "frame.number")[0]
    assert len(opened) == 2 * CONNECTIONS
    assert max(opened) < int(first_hello[0])
    assert tshark(capture, "tcp.flags.fin == 1 || tcp.flags.reset == 1", "frame.number") == []


def test_no_byte_is_missing_or_malformed(tmp_path: Path) -> None:
    capture = made("TLS", tmp_path)
    assert tshark(capture, "tcp.analysis.flags || _ws.malformed", "frame.number") == []


def test_half_open_connections_are_one_syn_from_an_address_each(tmp_path: Path) -> None:
    capture = made("half-open", tmp_path)
    packets = tshark(capture, "frame", "ip.src", "tcp.flags")
    assert len({source for source, _ in packets}) == len(packets) == CONNECTIONS
    assert {flags for _, flags in packets} == {"0x0002"}
