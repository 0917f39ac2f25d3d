"""Java's JSSE, as server and as client: started from source, and what each says about a connection."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from recorders.certificates import SERVER_NAME
from recorders.endpoint import Endpoint, last_json
from recorders.programs import ENDPOINTS, PORT
from recorders.stage import Stage
from recorders.witness import version_of

PASSWORD = "changeit"
PATIENCE = 60.0


@cache
def version() -> str:
    return "Java " + version_of(["java", "-version"], r'version "([0-9.]+)"') + " JSSE"


NO_TICKETS = "-Djdk.tls.server.enableSessionTicketExtension=false"
"""Without it a renegotiation resumes the session of the client's ticket, which no invalidate() can forget."""


def server(stage: Stage, how: str, *properties: str) -> Endpoint:
    """Start the Java server; `how` it asks for a certificate is a word that JavaServer.java explains."""
    stores = (identity(stage, stage.certificates.server), authorities(stage))
    command: list[str | Path] = [
        "java",
        *properties,
        ENDPOINTS / "JavaServer.java",
        stage.server_address,
        *stores,
        how,
    ]
    started = Endpoint(stage, stage.at_server(*command))
    started.listens(PORT, PATIENCE)
    return started


def client(stage: Stage, version: str, *words: str, certificate: Path | None = None) -> dict[str, Any]:
    """Run the Java client; what it said of its connection."""
    store = identity(stage, certificate) if certificate else "-"
    command: list[str | Path] = ["java", ENDPOINTS / "JavaClient.java", stage.server_address, SERVER_NAME]
    command += [authorities(stage), version, store, *words]
    return last_json(Endpoint(stage, stage.at_client(*command)).finishes(PATIENCE))


def said(statement: dict[str, Any]) -> str:
    replies = ", ".join(map(str, statement["replies"])) or "none"
    return (
        f"Java: {statement['version']}, {statement['cipher']}; HTTP status: {replies}; "
        f"end: {statement['ended']}"
    )


def said_by_server(statement: dict[str, Any]) -> str:
    return (
        f"Java: {statement['version']}, {statement['cipher']}; requests: {statement['requests']}; "
        f"given: {statement['given']}; end: {statement['ended']}"
    )


def identity(stage: Stage, certificate: Path) -> Path:
    store = stage.folder / f"{certificate.stem}.p12"
    _run("openssl", "pkcs12", "-export", "-in", certificate, "-out", store, "-passout", f"pass:{PASSWORD}")
    return store


def authorities(stage: Stage) -> Path:
    store = stage.folder / "authorities.p12"
    if not store.exists():
        options: list[str | Path] = [
            "-alias",
            "authority",
            "-file",
            stage.certificates.authority,
            "-keystore",
            store,
        ]
        _run("keytool", "-importcert", "-noprompt", *options, "-storepass", PASSWORD)
    return store


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True)
