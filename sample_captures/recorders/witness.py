"""tshark as witness: what a finished capture shows with its key log, against what the scene claims."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from recorders.scene import Connection, SceneError, require

HANDSHAKE = {
    0: "HelloRequest",
    1: "ClientHello",
    2: "ServerHello",
    4: "NewSessionTicket",
    5: "EndOfEarlyData",
    8: "EncryptedExtensions",
    11: "Certificate",
    12: "ServerKeyExchange",
    13: "CertificateRequest",
    14: "ServerHelloDone",
    15: "CertificateVerify",
    16: "ClientKeyExchange",
    20: "Finished",
    24: "KeyUpdate",
}


def confirm(capture: Path, keys: Path, connections: Sequence[Connection], ports: Sequence[int]) -> None:
    """Every stream is expected exactly once, and shows the handshake messages that its expectation claims."""
    streams = {int(row[0]) for row in _fields(capture, keys, ports, "tcp", ["tcp.stream"])}
    expected = [connection.stream for connection in connections]
    require(sorted(expected) == sorted(streams), f"streams {sorted(streams)} recorded, {expected} expected")
    for connection in connections:
        seen = messages(capture, keys, connection.stream, ports)
        claimed = list(connection.decrypted)
        if connection.at_once:
            seen, claimed = sorted(seen), sorted(claimed)
        require(seen == claimed, f"stream {connection.stream} shows\n  {seen}\nand not\n  {claimed}")
        confirm_facts(capture, keys, connection, ports)


def confirm_facts(capture: Path, keys: Path, connection: Connection, ports: Sequence[int]) -> None:
    """The facts that tshark states in numbers: SNI, suite, and whether the client offered extension 49."""
    fields = ["tls.handshake.type", "tls.handshake.extensions_server_name", "tls.handshake.ciphersuite"]
    fields += ["tls.handshake.extension.type"]
    hellos = f"tcp.stream == {connection.stream} && (tls.handshake.type == 1 || tls.handshake.type == 2)"
    rows = _fields(capture, keys, ports, hellos, fields)
    offers = [row for row in rows if row[0] == "1"][:1]
    choices = [row for row in rows if row[0].startswith("2")]
    for name, claimed in connection.facts.items():
        if name == "server_name":
            require([row[1] for row in offers] == [claimed], f"stream {connection.stream}: SNI is {offers}")
        elif name == "post_handshake_auth":
            offered = ["49" in row[3].split(",") for row in offers]
            require(offered == [claimed], f"stream {connection.stream}: extension 49 offered: {offered}")
        elif name == "cipher_suite":
            chosen = {int(row[2], 16) for row in choices}
            require(chosen == {claimed}, f"stream {connection.stream}: suites chosen: {chosen}")


def messages(capture: Path, keys: Path, stream: int, ports: Sequence[int]) -> list[str]:
    """The handshake messages of one stream in their order, decrypted; alerts are left out."""
    rows = _fields(
        capture, keys, ports, f"tcp.stream == {stream} && tls.handshake.type", ["tls.handshake.type"]
    )
    return [HANDSHAKE.get(int(code), code) for row in rows for code in row[0].split(",")]


def version_of(program: Sequence[str], pattern: str) -> str:
    """What a program says its version is."""
    said = subprocess.run(program, capture_output=True, text=True, check=False)
    found = re.search(pattern, said.stdout + said.stderr)
    if not found:
        raise SceneError(f"{program[0]} does not state its version")
    return found.group(1)


def _fields(
    capture: Path, keys: Path, ports: Sequence[int], display_filter: str, fields: Sequence[str]
) -> list[list[str]]:
    command = [
        "tshark",
        "-n",
        "-r",
        str(capture),
        "-o",
        f"tls.keylog_file:{keys}",
        "-o",
        "tcp.reassemble_out_of_order:TRUE",
    ]
    for port in ports:
        command += ["-d", f"tcp.port=={port},tls"]
    command += ["-Y", display_filter, "-T", "fields"]
    for name in fields:
        command += ["-e", name]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return [line.split("\t") for line in said.stdout.splitlines()]
