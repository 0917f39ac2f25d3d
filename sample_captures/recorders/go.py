"""Go's crypto/tls as a client: compiled when a scene needs it, and what it says about a connection."""

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


@cache
def version() -> str:
    return "Go " + version_of(["go", "version"], r"go([0-9.]+)") + " crypto/tls"


def client(stage: Stage, *words: str, certificate: Path | None = None) -> dict[str, Any]:
    """Run the Go client; what it said of its connection."""
    command: list[str | Path] = [_compiled(stage), "-address", f"{stage.server_address}:{PORT}"]
    command += ["-server-name", SERVER_NAME, "-authority", stage.certificates.authority, "-keys", stage.keys]
    if certificate:
        command += ["-certificate", certificate]
    return last_json(Endpoint(stage, stage.at_client(*command, *words)).finishes())


def said(statement: dict[str, Any]) -> str:
    replies = ", ".join(map(str, statement["replies"])) or "none"
    return (
        f"Go: {statement['version']}, {statement['cipher']}; HTTP status: {replies}; "
        f"end: {statement['ended']}"
    )


def _compiled(stage: Stage) -> Path:
    program = stage.folder / "go-client"
    if not program.exists():
        command = ["go", "build", "-o", str(program), str(ENDPOINTS / "go_client.go")]
        subprocess.run(command, check=True, capture_output=True, text=True)
    return program
