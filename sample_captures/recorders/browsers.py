"""Real browsers without a screen, in the client's namespace: how each is prepared, started, listened to."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from recorders import nss
from recorders.certificates import SERVER_NAME
from recorders.endpoint import Endpoint
from recorders.programs import ENDPOINTS
from recorders.scene import require
from recorders.stage import Stage
from recorders.witness import version_of

PATIENCE = 90.0

CHROMIUM_POLICY = {
    "AutoSelectCertificateForUrls": [json.dumps({"pattern": "*", "filter": {}})],
    "NetworkPredictionOptions": 2,  # no connections on suspicion
}


@cache
def chromium_version() -> str:
    return version_of(["chromium", "--version"], r"(Chromium [0-9.]+)")


@cache
def firefox_version() -> str:
    return version_of(["firefox-esr", "--version"], r"(Firefox [0-9.]+\w*)") + " ESR"


def chromium(
    stage: Stage, *pages: str, certificate: Path | None = None, options: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Open `pages` one after the other in a new Chromium that gives `certificate`; what it said of each."""
    home = _new_folder(stage, "chromium")
    nss.database(stage, home / ".pki/nssdb", certificate)
    policies = machine_folder(stage) / "chromium/policies/managed"
    policies.mkdir(parents=True, exist_ok=True)
    (policies / "scene.json").write_text(json.dumps(CHROMIUM_POLICY))
    words: list[str | Path] = [
        "--profile",
        home / "profile",
        "--keys",
        stage.keys,
        *(f"--option={word}" for word in options),
    ]
    return _browse(stage, "chromium_client.py", *words, *pages, environment={"HOME": str(home)})


def firefox(
    stage: Stage, *pages: str, certificate: Path | None = None, prefer: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The same in a new Firefox, with the preferences NAME=VALUE of `prefer`."""
    home = _new_folder(stage, "firefox")
    profile = nss.database(stage, home / "profile", certificate)
    machine_folder(stage)
    words: list[str | Path] = [
        "--profile",
        profile,
        *(f"--prefer={preference}" for preference in prefer),
        *pages,
    ]
    environment = {"HOME": str(home), "SSLKEYLOGFILE": str(stage.keys)}
    return _browse(stage, "firefox_client.py", *words, environment=environment)


def machine_folder(stage: Stage) -> Path:
    """A folder whose contents `ip netns exec` puts in the place of those of /etc in the client's namespace.

    It begins with the one name that the browsers look up, and goes when the scene ends.
    """
    folder = Path("/etc/netns") / stage.client_namespace
    if not folder.exists():
        folder.mkdir(parents=True)
        stage.cleanup.callback(shutil.rmtree, folder)
        names = f"127.0.0.1 localhost\n::1 localhost\n{stage.server_address} {SERVER_NAME}\n"
        (folder / "hosts").write_text(names)
    return folder


def said_by_browser(browser: str, page: dict[str, Any]) -> str:
    where = page["page"].split("/", 3)[3]
    if page["error"]:
        return f"{browser}: /{where}: {page['error']}"
    return f"{browser}: /{where}: shown; {page['version']}, {page['cipher']}"


def _new_folder(stage: Stage, name: str) -> Path:
    """Each run of a browser is its first: nothing is cached, no session is known."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=stage.folder))


def _browse(
    stage: Stage, program: str, *options: str | Path, environment: dict[str, str]
) -> list[dict[str, Any]]:
    command = stage.at_client(sys.executable, ENDPOINTS / program, *options)
    endpoint = Endpoint(stage, command, {**os.environ, **environment})
    said = endpoint.finishes(PATIENCE)
    pages = [json.loads(line) for line in said.splitlines() if line.startswith('{"page"')]
    require(endpoint.process.returncode == 0 and bool(pages), f"{program} failed:\n{said[-2000:]}")
    return pages
