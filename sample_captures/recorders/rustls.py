"""rustls as a client: built when a scene needs it, and what it says about a connection."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from recorders.certificates import SERVER_NAME
from recorders.endpoint import Endpoint, last_json
from recorders.programs import ENDPOINTS, PORT
from recorders.stage import Stage

CRATE = ENDPOINTS / "rustls_client"


@cache
def version() -> str:
    locked = tomllib.loads((CRATE / "Cargo.lock").read_text())["package"]
    return "rustls " + next(str(package["version"]) for package in locked if package["name"] == "rustls")


def client(stage: Stage, version: str, *paths: str, certificate: Path | None = None) -> dict[str, Any]:
    """Run the rustls client; what it said of its connection."""
    command: list[str | Path] = [_built(), f"{stage.server_address}:{PORT}", SERVER_NAME]
    command += [stage.certificates.authority, version, certificate or "-", *paths]
    environment = {**os.environ, "SSLKEYLOGFILE": str(stage.keys)}
    return last_json(Endpoint(stage, stage.at_client(*command), environment).finishes())


def said(statement: dict[str, Any]) -> str:
    version, cipher = (re.sub(r"Some\((\w+)\)", r"\1", statement[name]) for name in ("version", "cipher"))
    replies = ", ".join(map(str, statement["replies"])) or "none"
    return f"rustls: {version}, {cipher}; HTTP status: {replies}; end: {statement['ended']}"


@cache
def _built() -> Path:
    command = ["cargo", "build", "--locked", "--manifest-path", str(CRATE / "Cargo.toml")]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return CRATE / "target/debug/rustls-client"
