"""GnuTLS's server and client, and what each says about a connection."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from recorders.certificates import SERVER_NAME
from recorders.endpoint import Endpoint
from recorders.programs import PORT
from recorders.stage import Stage
from recorders.witness import version_of


@cache
def version() -> str:
    return "GnuTLS " + version_of(["gnutls-cli", "--version"], r"gnutls-cli ([0-9.]+)")


def server(stage: Stage, *options: str) -> Endpoint:
    """Start gnutls-serv; with --echo, a line **REHANDSHAKE** or **REAUTH** from the client makes it ask."""
    pair = stage.certificates.server
    command: list[str | Path] = [
        "gnutls-serv",
        "--port",
        str(PORT),
        "--x509certfile",
        pair,
        "--x509keyfile",
        pair,
    ]
    command += ["--x509cafile", stage.certificates.authority, *options]
    started = Endpoint(stage, stage.at_server(*command))
    started.listens(PORT)
    return started


def client(stage: Stage, *options: str, certificate: Path | None = None) -> Endpoint:
    """Start gnutls-cli; what is typed with `tell` is sent."""
    command: list[str | Path] = ["gnutls-cli", stage.server_address, "--port", str(PORT)]
    command += ["--x509cafile", stage.certificates.authority, "--sni-hostname", SERVER_NAME]
    command += ["--verify-hostname", SERVER_NAME, *options]
    if certificate:
        command += ["--x509certfile", certificate, "--x509keyfile", certificate]
    environment = {**os.environ, "SSLKEYLOGFILE": str(stage.keys)}
    return Endpoint(stage, stage.at_client(*command), environment)
