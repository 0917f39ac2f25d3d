"""Who is measured: how each is run over a capture, what it says it found, and how to tell its version.

Each peer does the nearest thing to our work that it offers; none is asked for less than finding the TLS
connections.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE / "peers"
sys.path.insert(0, str(PEERS))

from pcapflow_run import whole  # noqa: E402

PEERS_PYTHON = HERE / ".venv" / "bin" / "python"
TSHARK_FIELDS = (
    "frame.number",
    "tcp.stream",
    "tls.handshake.type",
    "tls.handshake.extensions_server_name",
    "tls.handshake.ciphersuite",
)
SCAPY_PACKETS = 20_000  # scapy needs minutes for a whole capture


@dataclass(frozen=True)
class Contestant:
    """One row of each table. `command` gets the capture, its TLS ports and a directory of its own."""

    name: str
    command: Callable[[Path, list[int], Path], list[str]]
    found: Callable[[str], int | None]
    there: Callable[[], bool]
    mode: str = ""
    times_itself: bool = False
    first_packets: int | None = None

    @property
    def label(self) -> str:
        return f"{self.name}, {self.mode}" if self.mode else self.name


def tshark(capture: Path, ports: list[int], _: Path) -> list[str]:
    decode_as = [word for port in ports for word in ("-d", f"tcp.port=={port},tls")]
    show = [word for field in TSHARK_FIELDS for word in ("-e", field)]
    return ["tshark", "-n", "-r", str(capture), *decode_as, "-Y", "tls.handshake", "-T", "fields", *show]


def tshark_found(printed: str) -> int:
    """ClientHellos: handshake type 1 is never in a frame with another (RFC 8446 4)."""
    return sum(line.split("\t")[2] == "1" for line in printed.splitlines())


def ndpi_found(printed: str) -> int:
    of_each_kind = re.findall(r"^\s+TLS\S*\s+packets:.*flows: (\d+)", printed, re.MULTILINE)
    return sum(map(int, of_each_kind))


def ndpi(capture: Path, _: list[int], __: Path) -> list[str]:
    return ["ndpiReader", "-i", str(capture)]


def peer(script: str, *more: str) -> Callable[[Path, list[int], Path], list[str]]:
    return lambda capture, _, __: [str(PEERS_PYTHON), str(PEERS / script), str(capture), *more]


def scapy(capture: Path, ports: list[int], _: Path) -> list[str]:
    return peer("scapy_tls.py", str(SCAPY_PACKETS), *map(str, ports))(capture, ports, _)


def pcapflow(mode: str) -> Callable[[Path, list[int], Path], list[str]]:
    if mode == "whole":
        return lambda capture, _, scratch: whole(capture, scratch / "tables")
    return lambda capture, _, __: [sys.executable, str(PEERS / "pcapflow_run.py"), mode, str(capture)]


def json_found(printed: str) -> int | None:
    found = json.loads(printed).get("found")
    return None if found is None else int(found)


def has_pcapflow() -> bool:
    return bool(importlib.util.find_spec("pcapflow") and importlib.util.find_spec("pcapflow._engine"))


CONTESTANTS = (
    Contestant("pcapflow", pcapflow("engine"), json_found, has_pcapflow, mode="engine", times_itself=True),
    Contestant("pcapflow", pcapflow("steady"), json_found, has_pcapflow, mode="steady", times_itself=True),
    Contestant("pcapflow", pcapflow("whole"), lambda _: None, has_pcapflow, mode="whole"),
    Contestant("ndpiReader", ndpi, ndpi_found, lambda: bool(shutil.which("ndpiReader"))),
    Contestant("nfstream", peer("nfstream_flows.py"), int, PEERS_PYTHON.exists),
    Contestant("dpkt", peer("dpkt_loop.py"), int, PEERS_PYTHON.exists),
    Contestant("tshark", tshark, tshark_found, lambda: bool(shutil.which("tshark"))),
    Contestant("scapy", scapy, int, PEERS_PYTHON.exists, first_packets=SCAPY_PACKETS),
)


def versions() -> dict[str, str]:
    """The version of everybody who is there."""
    told = {
        "Python": sys.version.split()[0],
        "tshark": first_number(["tshark", "--version"]),
        "ndpiReader": first_number(["ndpiReader", "-h"]),
    }
    for name in ("dpkt", "nfstream", "scapy"):
        ask = f"from importlib.metadata import version; print(version('{name}'))"
        told[name] = first_number([str(PEERS_PYTHON), "-c", ask])
    if has_pcapflow():
        told["pcapflow"] = metadata.version("pcapflow")
    return {name: version for name, version in told.items() if version}


def first_number(command: list[str]) -> str:
    try:
        printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""
    number = re.search(r"\d+(\.\d+)+", printed)
    return number[0] if number else ""
