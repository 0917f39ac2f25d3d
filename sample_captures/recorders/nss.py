"""NSS: the certificate database that its tools, Firefox and Chromium read."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from recorders.certificates import SERVER_NAME
from recorders.endpoint import Endpoint
from recorders.stage import Stage
from recorders.witness import version_of

IDENTITY = "me"


def database(stage: Stage, folder: Path, identity: Path | None = None) -> Path:
    """Make a database in `folder` that trusts the scene's authority and holds `identity`, if given."""
    folder.mkdir(parents=True)
    where = f"sql:{folder}"
    _run("certutil", "-N", "-d", where, "--empty-password")
    _run("certutil", "-A", "-d", where, "-n", "authority", "-t", "CT,,", "-i", stage.certificates.authority)
    if identity:
        bundle = stage.folder / "identity.p12"
        _run(
            "openssl",
            "pkcs12",
            "-export",
            "-in",
            identity,
            "-out",
            bundle,
            "-passout",
            "pass:",
            "-name",
            IDENTITY,
        )
        _run("pk12util", "-i", bundle, "-d", where, "-W", "")
    return folder


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True)


@cache
def version() -> str:
    """NSS's tools do not state a version; the package that brings them does."""
    return "NSS " + version_of(["dpkg-query", "-W", "libnss3"], r":([0-9.]+)")


def selfserv(stage: Stage, *options: str) -> Endpoint:
    """Start NSS's server; it gives each request the same short page and closes."""
    folder = database(stage, stage.folder / "selfserv", stage.certificates.server)
    command = ["selfserv", "-d", f"sql:{folder}", "-n", IDENTITY, "-p", "443", "-v", *options]
    server = Endpoint(stage, stage.at_server(*command))
    server.listens(443)
    return server


def tstclnt(stage: Stage, page: str, *options: str, identity: Path | None = None) -> tuple[int, str]:
    """Run NSS's client for one page; its exit status, and all it said. It writes no key log."""
    folder = database(stage, Path(mkdtemp(dir=stage.folder)) / "tstclnt", identity)
    request = stage.folder / "request"
    request.write_text(f"GET {page} HTTP/1.1\r\nHost: {SERVER_NAME}\r\nConnection: close\r\n\r\n")
    command: list[str | Path] = [
        "tstclnt",
        "-h",
        stage.server_address,
        "-p",
        "443",
        "-d",
        f"sql:{folder}",
        "-v",
    ]
    command += ["-a", SERVER_NAME, "-A", request, *options]
    if identity:
        command += ["-n", IDENTITY]
    endpoint = Endpoint(stage, stage.at_client(*command))
    endpoint.hang_up()
    said = endpoint.finishes()
    return endpoint.process.returncode, said
