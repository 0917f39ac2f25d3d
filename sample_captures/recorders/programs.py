"""The programs that talk in the scenes: how each is started, and what each says about a connection."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import ssl
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from recorders.certificates import SERVER_NAME
from recorders.endpoint import PATIENCE, Endpoint, EndpointError, last_json
from recorders.scene import require
from recorders.stage import Stage
from recorders.witness import version_of

ENDPOINTS = Path(__file__).parent / "endpoints"
PORT = 443
NAME = ("--server-name", SERVER_NAME)

Command = list[str | Path]


@cache
def openssl_version() -> str:
    return version_of(["openssl", "version"], r"(OpenSSL [\d.]+\w*)")


@cache
def python_ssl_version() -> str:
    return f"Python {sys.version.split()[0]} ssl ({' '.join(ssl.OPENSSL_VERSION.split()[:2])})"


@cache
def apache_version() -> str:
    return f"{version_of(['apache2', '-v'], r'(Apache/[0-9.]+)')} mod_ssl ({openssl_version()})"


@cache
def curl_version() -> str:
    return version_of(["curl", "--version"], r"(curl [0-9.]+)") + f" ({openssl_version()})"


@cache
def http_sys_version() -> str:
    pattern = r"(pyOpenSSL [0-9.]+ \(OpenSSL [0-9.]+\))"
    program = "import OpenSSL.SSL as s, OpenSSL; v = s.SSLeay_version(0).decode().split()[1]"
    program += "; print(f'pyOpenSSL {OpenSSL.__version__} (OpenSSL {v})')"
    return "stand-in for HTTP.SYS on " + version_of([sys.executable, "-c", program], pattern)


@cache
def tlslite_version() -> str:
    return f"tlslite-ng {importlib.metadata.version('tlslite-ng')}"


# ------------------------------------------------------------------ between them


def wire(stage: Stage, *options: str, delay: float = 0.02) -> Endpoint:
    """Start passing on what client and server send, in a wired scene; `delay` is the time each way takes."""
    command: Command = [sys.executable, ENDPOINTS / "wire.py", "--delay", str(delay), *options]
    between = Endpoint(stage, stage.at_wire(*command))
    between.awaits("passing on")
    return between


# ------------------------------------------------------------------ clients


def python_client(
    stage: Stage,
    version: str,
    *options: str | Path,
    address: str | None = None,
    patience: float = PATIENCE,
) -> list[dict[str, Any]]:
    """Run the Python client; what it said of each of its connections."""
    command: Command = [
        sys.executable,
        ENDPOINTS / "python_client.py",
        address or stage.server_address,
        "--version",
        version,
    ]
    command += ["--authority", stage.certificates.authority, "--keys", stage.keys, *options]
    said = Endpoint(stage, stage.at_client(*command)).finishes(patience)
    statements = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    require(bool(statements), f"the Python client said nothing of use:\n{said[-2000:]}")
    return statements


def memory_client(stage: Stage, path: str, *options: str | Path) -> dict[str, Any]:
    """Run the client that sends Finished and request in one segment; what it said."""
    command: Command = [sys.executable, ENDPOINTS / "memory_client.py", stage.server_address, path]
    command += ["--authority", stage.certificates.authority, "--keys", stage.keys, *options]
    return last_json(Endpoint(stage, stage.at_client(*command)).finishes())


def said_by_client(statement: dict[str, Any]) -> str:
    if "version" not in statement:
        return f"Python ssl: {statement['ended']}"
    how = "resumed" if statement["resumed"] else "full handshake"
    replies = ", ".join(str(status) for status in statement["replies"]) or "none"
    return (
        f"Python ssl: {statement['version']}, {statement['cipher']}, {how}; "
        f"HTTP status: {replies}; end: {statement['ended']}"
    )


def s_client(stage: Stage, *options: str | Path, address: str | None = None, port: int = PORT) -> Endpoint:
    """Start `openssl s_client`; type requests with `tell`."""
    host = address or stage.server_address
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command: Command = ["openssl", "s_client", "-connect", target, "-CAfile", stage.certificates.authority]
    return Endpoint(stage, stage.at_client(*command, "-keylogfile", stage.keys, *options))


def curl(stage: Stage, url: str, *options: str | Path) -> tuple[int, str]:
    """Run curl on `url`; its exit status and all it said, with -v."""
    command: Command = ["curl", "-sSv", "--cacert", stage.certificates.authority, *options, url]
    environment = {**os.environ, "SSLKEYLOGFILE": str(stage.keys)}
    endpoint = Endpoint(stage, stage.at_client(*command), environment)
    said = endpoint.finishes()
    return endpoint.process.returncode, said


# ------------------------------------------------------------------ servers


def s_server(stage: Stage, *options: str | Path, port: int = PORT) -> Endpoint:
    """Start `openssl s_server`; with -www it answers each request with a page about the connection."""
    command: Command = ["openssl", "s_server", "-accept", str(port), "-cert", stage.certificates.server]
    server = Endpoint(stage, stage.at_server(*command, *options))
    server.listens(port)
    return server


def python_program(
    stage: Stage, name: str, *options: str | Path, address: str | None = None, port: int = PORT
) -> Endpoint:
    """Start a server of `endpoints/`; it says one JSON line about each connection."""
    command: Command = [sys.executable, ENDPOINTS / f"{name}.py", address or stage.server_address]
    command += ["--certificate", stage.certificates.server, "--port", str(port), *options]
    server = Endpoint(stage, stage.at_server(*command))
    server.listens(port)
    return server


def http_sys(stage: Stage, *options: str, address: str | None = None) -> Endpoint:
    authority = ("--authority", stage.certificates.authority)
    return python_program(stage, "http_sys", *authority, *options, address=address)


def resetting_server(stage: Stage, *endings: str, tickets: int = 2) -> Endpoint:
    return python_program(stage, "resetting_server", *endings, "--tickets", str(tickets))


def said_by_http_sys(statement: dict[str, Any]) -> str:
    asked = (
        f"asked {statement['asked']}, given: {statement['given']}" if statement["asked"] else "nobody asked"
    )
    return (
        f"stand-in: {statement['version']}, {statement['cipher']}, SNI {statement['server_name']}; "
        f"requests: {', '.join(statement['requests'])}; {asked}; end: {statement['ended']}"
    )


def said_by_resetting_server(statement: dict[str, Any]) -> str:
    version = statement.get("version") or "handshake not finished"
    return f"Python ssl: {version}, requests: {statement['requests']}; {statement['ended']}"


def statements(server: Endpoint, count: int | None = None) -> list[dict[str, Any]]:
    """What the stand-in for HTTP.SYS said of all its connections, `count` if given, in their order."""
    for _ in range(100):
        said = [json.loads(line) for line in server.said.splitlines() if line.startswith("{")]
        said.sort(key=lambda words: int(words["connection"]))
        whole = [words["connection"] for words in said] == list(range(len(said)))
        if whole and len(said) >= (count or 1):
            require(
                count in (None, len(said)), f"{len(said)} connections were made, {count} expected: {said}"
            )
            return said
        server.pause()
    raise EndpointError(f"not every connection has ended:\n{server.said[-2000:]}")


def statement(server: Endpoint, ordinal: int) -> dict[str, Any]:
    """What a server of `endpoints/` said of its connection number `ordinal`, counted from 0."""
    server.awaits(r"(?:^|\n)" + r"(?s:\{[^\n]*\}\n.*?)" * ordinal + r"\{[^\n]*\}\n")
    lines = [line for line in server.said.splitlines() if line.startswith("{")]
    return last_json("\n".join(lines[: ordinal + 1]))


@dataclass
class Apache:
    """A running Apache and its two logs."""

    endpoint: Endpoint
    access: Path
    errors: Path

    def requests(self, count: int) -> list[dict[str, Any]]:
        """What the access log says of all requests so far, which must be `count`."""
        for _ in range(100):
            lines = self.access.read_text().splitlines()
            if len(lines) >= count:
                break
            self.endpoint.pause()
        require(len(lines) == count, f"Apache logged {len(lines)} requests, {count} expected")
        return [json.loads(line) for line in lines]

    def logged(self, words: str) -> int:
        """How often the error log has these words."""
        return len(re.findall(re.escape(words), self.errors.read_text()))


def said_by_apache(request: dict[str, Any]) -> str:
    return (
        f"Apache: {request['version']}, {request['cipher']}; {request['path']}: {request['status']}; "
        f"SSL_CLIENT_VERIFY={request['verified']}, SSL_CLIENT_S_DN_CN={request['client']}"
    )


APACHE = """
ServerRoot /etc/apache2
ServerName intranet.example
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
Mutex file:{folder}
LoadModule mpm_{processing}_module /usr/lib/apache2/modules/mod_mpm_{processing}.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
User www-data
Group www-data
Listen {address}:443
DocumentRoot {folder}/site
KeepAliveTimeout {keep_alive}
ErrorLog {folder}/apache-errors
LogLevel warn ssl:trace3
LogFormat '{format}' statement
CustomLog {folder}/apache-access statement
SSLSessionCache none
SSLEngine on
SSLProtocol {protocol}
SSLCertificateFile {certificate}
SSLCACertificateFile {authority}
{directives}
"""
STATEMENT = (
    '{"path": "%U", "status": %>s, "version": "%{SSL_PROTOCOL}x", "cipher": "%{SSL_CIPHER}x", '
    '"verified": "%{SSL_CLIENT_VERIFY}x", "client": "%{SSL_CLIENT_S_DN_CN}x", "port": %{remote}p}'
)


def apache(
    stage: Stage,
    protocol: str,
    directives: str = "",
    keep_alive: int = 5,
    processing: str = "prefork",
    keys: Path | None = None,
) -> Apache:
    """Start Apache on one page `/` and one page `/protected/`; "event" serves several at a time.

    It adds to the key log `keys`, where the client writes none.
    """
    for page in ("", "protected/"):
        (stage.folder / "site" / page).mkdir(parents=True, exist_ok=True)
        (stage.folder / "site" / page / "page").write_text(f"the page at /{page}page\n")
    stage.folder.chmod(0o755)
    configuration = stage.folder / "apache.conf"
    configuration.write_text(
        APACHE.format(
            folder=stage.folder,
            address=stage.server_address,
            processing=processing,
            keep_alive=keep_alive,
            format=STATEMENT,
            protocol=protocol,
            certificate=stage.certificates.server,
            authority=stage.certificates.authority,
            directives=directives,
        )
    )
    environment = {**os.environ, "SSLKEYLOGFILE": str(keys)} if keys else None
    endpoint = Endpoint(stage, stage.at_server("apache2", "-X", "-f", str(configuration)), environment)
    endpoint.listens(PORT)
    return Apache(endpoint, stage.folder / "apache-access", stage.folder / "apache-errors")
