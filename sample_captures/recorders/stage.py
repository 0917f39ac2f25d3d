"""Where a scene is played: two network namespaces joined by a veth pair, or one with its loopback alone.

A wired scene has a third namespace between the two, in which `endpoints/wire.py` passes on what it is given.

Nothing leaves the machine: the namespaces have no route to anywhere else, and go when the scene ends.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from recorders.certificates import Certificates

CLIENT_ADDRESS = "192.0.2.200"


@dataclass(frozen=True)
class Stage:
    """The namespaces, the addresses, the certificates and the scratch folder of one scene."""

    client_namespace: str
    server_namespace: str
    wire_namespace: str
    server_address: str
    interface: str
    folder: Path
    certificates: Certificates
    cleanup: ExitStack

    @property
    def keys(self) -> Path:
        """The key log that every client of the scene adds to."""
        return self.folder / "keys"

    @property
    def recorded(self) -> Path:
        """Where tcpdump writes."""
        return self.folder / "recorded"

    def at_server(self, *command: str | Path) -> list[str]:
        return _inside(self.server_namespace, command)

    def at_wire(self, *command: str | Path) -> list[str]:
        return _inside(self.wire_namespace, command)

    def at_client(self, *command: str | Path) -> list[str]:
        return _inside(self.client_namespace, command)


@contextmanager
def stage(
    folder: Path, server_address: str, *, loopback: bool = False, wired: bool = False
) -> Iterator[Stage]:
    """Build the namespaces, and take them down whatever happens."""
    client, server, wire = (f"pcapflow-{os.getpid()}-{part}" for part in ("client", "server", "wire"))
    with ExitStack() as cleanup:
        _namespace(client, cleanup)
        if loopback:
            server, interface = client, "lo"
        else:
            _namespace(server, cleanup)
            interface = "client0"
            if wired:
                _namespace(wire, cleanup)
                _link(client, "client0", wire, "client1")
                _link(server, "server0", wire, "server1")
            else:
                _link(client, "client0", server, "server0")
            _address(client, "client0", CLIENT_ADDRESS)
            _address(server, "server0", server_address)
        yield Stage(
            client, server, wire, server_address, interface, folder, Certificates.issue(folder), cleanup
        )


def _namespace(name: str, cleanup: ExitStack) -> None:
    _ip("netns", "add", name)
    cleanup.callback(_ip, "netns", "delete", name)
    _ip("-n", name, "link", "set", "lo", "up")


def _link(namespace: str, interface: str, other: str, its_interface: str) -> None:
    peer = ("type", "veth", "peer", "name", its_interface, "netns", other)
    _ip("link", "add", interface, "netns", namespace, *peer)
    for name, end in ((namespace, interface), (other, its_interface)):
        # One segment per packet, as on a wire: without it tcpdump sees 64 KiB packets before they are cut.
        _ip("-n", name, "link", "set", end, "gso_max_segs", "1")
        _ip("-n", name, "link", "set", end, "up")


def _address(namespace: str, interface: str, address: str) -> None:
    _ip("-n", namespace, "address", "add", f"{address}/24", "dev", interface)


def _inside(namespace: str, command: Sequence[str | Path]) -> list[str]:
    return ["ip", "netns", "exec", namespace, *map(str, command)]


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
