"""Play one scene, check it, and put its three files in place: all of them, or none."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import nullcontext
from pathlib import Path

from recorders.expectation import expectation
from recorders.scene import Scene, SceneError, require
from recorders.stage import stage
from recorders.tap import finish, reframe_as_bsd_loopback, tap
from recorders.witness import confirm


def record(scene: Scene, into: Path) -> None:
    """Record `scene`; raises SceneError or EndpointError, with `into` as it was before."""
    with tempfile.TemporaryDirectory(prefix=".recording-", dir=into) as scratch:
        folder = Path(scratch)
        capture, expected = folder / "capture", folder / "expect"
        try:
            with (
                stage(folder, scene.server_address, loopback=scene.loopback, wired=scene.wired) as played_on,
                nullcontext() if scene.own_tap else tap(played_on),
            ):
                connections = scene.play(played_on)
            recorded = played_on.recorded
            if scene.loopback:
                reframe_as_bsd_loopback(recorded, folder / "reframed")
                recorded = folder / "reframed"
            finish(recorded, capture, _comment(scene))
            require(played_on.keys.exists(), "no client wrote its keys")
            confirm(capture, played_on.keys, connections, scene.tls_ports)
        except subprocess.CalledProcessError as problem:
            raise SceneError(f"{problem.cmd[0]}: {problem.stderr}") from problem
        expected.write_text(expectation(scene, connections))
        for made, suffix in ((played_on.keys, "keys"), (expected, "expect.toml"), (capture, "pcapng")):
            made.chmod(0o644)
            made.replace(into / f"{scene.name}.{suffix}")


def _comment(scene: Scene) -> str:
    words = [
        f"{scene.name}: {scene.story}",
        "Recorded by sample_captures/record.py",
        "; ".join(scene.stacks()),
    ]
    if scene.loopback:
        words.append(
            "Recorded on Linux' lo; Ethernet headers replaced by BSD loopback headers as Npcap writes them, "
            "everything from the IP header on as recorded"
        )
    return ". ".join(words) + "."
