"""Record the sample captures again: `python sample_captures/record.py [--list] [SCENE...]`.

Needs root (network namespaces) and the Debian packages named in README.md. A scene whose endpoints say
something else than the scene claims fails, and leaves its earlier files as they were.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from recorders import scenes
from recorders.endpoint import EndpointError
from recorders.readme import write_table
from recorders.recording import record
from recorders.scene import SceneError

FOLDER = Path(__file__).resolve().parent


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

    failed = 0
    for name in options.scenes or catalogue:
        try:
            record(catalogue[name], options.into)
        except (SceneError, EndpointError) as problem:
            failed += 1
            print(f"failed    {name}: {problem}", file=sys.stderr)
        else:
            print(f"recorded  {name}")
    if options.into == FOLDER:
        write_table(FOLDER / "README.md")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
