"""JA3 and JA3S are what tshark makes of the same hellos."""

import subprocess
from pathlib import Path

import pytest
from samples import FOLDER

import pcapflow

CAPTURES = sorted(FOLDER.glob("*.pcapng"))


def tshark(capture: Path, ports: set[int], field: str) -> dict[tuple[int, int], str]:
    """By stream and frame."""
    decode = [part for port in sorted(ports) for part in ("-d", f"tcp.port=={port},tls")]
    command = ["tshark", "-n", "-r", str(capture), "-o", "tcp.reassemble_out_of_order:TRUE", *decode]
    command += ["-Y", field, "-T", "fields", "-e", "tcp.stream", "-e", "frame.number", "-e", field]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = (line.split("\t") for line in lines)
    return {(int(stream), int(frame)): value for stream, frame, value in rows}


@pytest.mark.parametrize(
    ("column", "field", "frame"),
    [
        ("ja3", "tls.handshake.ja3", "client_hello_frame"),
        ("ja3s", "tls.handshake.ja3s", "server_hello_frame"),
    ],
)
def test_fingerprints_are_those_of_tshark(column: str, field: str, frame: str) -> None:
    compared = 0
    for capture in CAPTURES:
        rows = pcapflow.read(capture).arrow("connections").to_pylist()
        # What came before TLS tells tshark by itself where TLS begins.
        ports = {row["server_port"] for row in rows if row["before_tls"] == "none"}
        seen = tshark(capture, ports, field)
        for row in rows:
            theirs = seen.get((row["tcp_stream"], row[frame] or 0))
            if theirs is not None and row[column] is not None:
                compared += 1
                assert row[column] == theirs, (capture.stem, row["tcp_stream"])
            elif theirs is None:
                assert row[frame] is None or row["before_tls"] != "none" or row[column] is None, capture.stem
    assert compared > 200
