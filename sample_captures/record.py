"""Record the sample captures again: `python sample_captures/record.py [--list] [SCENE...]`.

Needs root (network namespaces) and the Debian packages named in README.md. A scene whose endpoints say
something else than the scene claims fails, and leaves its earlier files as they were.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from pathlib import Path

from recorders import scenes
from recorders.endpoint import EndpointError
from recorders.readme import write_table
from recorders.recording import record
from recorders.scene import Scene, SceneError

FOLDER = Path(__file__).resolve().parent
PACKAGES = {
    "apache2": "apache2",
    "certutil": "libnss3-tools",
    "chromium": "chromium",
    "curl": "curl",
    "editcap": "wireshark-common",
    "firefox-esr": "firefox-esr",
    "gnutls-serv": "gnutls-bin",
    "go": "golang-go",
    "haproxy": "haproxy",
    "ip": "iproute2",
    "javac": "openjdk-17-jdk-headless",
    "microsocks": "microsocks",
    "nginx": "nginx",
    "openssl": "openssl",
    "/usr/lib/postgresql/15/bin/initdb": "postgresql-15",
    "tcpdump": "tcpdump",
    "tshark": "tshark",
}
TRIES = 3
"""A browser on a busy machine now and then opens a connection more than its page needs."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help="record only these (default: all)")
    parser.add_argument("--list", action="store_true", help="list the scenes and leave")
    parser.add_argument("--into", type=Path, default=FOLDER, help="folder to write to (default: this one)")
    options = parser.parse_args()

    catalogue = scenes.catalogue()
    unknown = sorted(set(options.scenes) - set(catalogue))
    if unknown:
        parser.error(f"no such scene: {', '.join(unknown)} (see --list)")
    if options.list:
        for scene in catalogue.values():
            print(f"{scene.name:44} {scene.story}")
        return 0
    if os.geteuid() != 0:
        parser.error("recording needs root, for network namespaces and tcpdump")
    if missing := sorted({package for program, package in PACKAGES.items() if not shutil.which(program)}):
        parser.error(f"recording needs more Debian packages: apt-get install {' '.join(missing)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that namespaces and scratch folders go

    names = options.scenes or list(catalogue)
    recorded = sum(played(catalogue[name], options.into) for name in names)
    if options.into == FOLDER:
        write_table(FOLDER / "README.md")
    return 0 if recorded == len(names) else 1


def played(scene: Scene, into: Path) -> bool:
    """Record one scene; a program that did otherwise than it mostly does is given another chance."""
    for _ in range(TRIES):
        try:
            record(scene, into)
        except (SceneError, EndpointError) as problem:
            print(f"failed    {scene.name}: {problem}", file=sys.stderr)
        else:
            print(f"recorded  {scene.name}", flush=True)
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
