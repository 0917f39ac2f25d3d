"""TLS inside a tunnel, recorded outside it, as at a mirror port between two hosts of an overlay network."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from recorders.flights import TICKETS, TLS12, TLS13
from recorders.programs import (
    NAME,
    openssl_version,
    python_client,
    python_ssl_version,
    s_server,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, Fact, require, scene
from recorders.stage import CLIENT_ADDRESS, Stage
from recorders.tap import tap

NETWORK = "42"
UNDERLAY = ("198.51.100.1", "198.51.100.2")


@scene(
    "vxlan-fragments",
    story="TLS 1.2 and 1.3 inside VXLAN, in packets that are too long for the network around it: the "
    "server's pages come in IP fragments",
    server_address="192.0.2.190",
    own_tap=True,
    stacks=lambda: [f"{openssl_version()} s_server -www", python_ssl_version(), "VXLAN of Linux"],
)
def vxlan_fragments(stage: Stage) -> Sequence[Connection]:
    overlay(stage)
    s_server(stage, "-www")
    with tap(stage, only="udp or ip[6:2] & 0x3fff != 0"):
        (older,) = python_client(stage, "1.2", *NAME, "/", "--end", "wait")
        (newer,) = python_client(stage, "1.3", *NAME, "/", "--end", "wait")
    require(older["replies"] == newer["replies"] == [200], f"{older} {newer}")
    facts: dict[str, Fact] = {"tunnel_path": f"vxlan:{NETWORK}", "server_address": stage.server_address}
    server = "s_server -www answered"
    return [
        Connection(
            0,
            "tls-ok",
            {"client": said_by_client(older), "server": server},
            info=["downgrade-sentinel"],
            facts={**TLS12_FACTS, **facts},
            decrypted=TLS12,
        ),
        Connection(
            1,
            "tls-ok",
            {"client": said_by_client(newer), "server": server},
            facts={**TLS13_FACTS, **facts},
            decrypted=[*TLS13, *TICKETS],
        ),
    ]


def overlay(stage: Stage) -> None:
    """Move the stage's addresses into a VXLAN; the link gets others, and packets no smaller than before."""
    ends = (
        (stage.client_namespace, "client0", CLIENT_ADDRESS, *UNDERLAY),
        (stage.server_namespace, "server0", stage.server_address, *reversed(UNDERLAY)),
    )
    for namespace, interface, inner, local, remote in ends:
        for command in (
            f"address flush dev {interface}",
            f"address add {local}/24 dev {interface}",
            # Without a device under it, or it would allow no packets that the device must cut.
            f"link add overlay0 type vxlan id {NETWORK} dstport 4789 local {local} remote {remote}",
            "link set overlay0 mtu 1500 gso_max_segs 1 up",
            f"address add {inner}/24 dev overlay0",
            # Or the ends would learn after the first of them that packets are too long.
            f"route change 192.0.2.0/24 dev overlay0 src {inner} mtu lock 1500",
        ):
            subprocess.run(
                ["ip", "-n", namespace, *command.split()], check=True, capture_output=True, text=True
            )
