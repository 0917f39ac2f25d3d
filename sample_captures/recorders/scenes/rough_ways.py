"""Ways on which packets are lost, repeated, held back, or long under way: the story stays the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recorders.flights import POST_HANDSHAKE, TICKETS, TLS12, TLS12_CERTIFICATE, TLS13, without_ticket
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    python_client,
    python_ssl_version,
    said_by_apache,
    said_by_client,
    wire,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.scenes.late import PROTECTED
from recorders.stage import Stage


@scene(
    "lossy-wire",
    story="Late authentication over a wire that loses, repeats and holds back segments: TLS 1.2 by "
    "renegotiation, TLS 1.3 after the handshake, three times each",
    server_address="192.0.2.150",
    wired=True,
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def lossy_wire(stage: Stage) -> Sequence[Connection]:
    between = wire(stage, "--fault", "lossy", delay=0.005)
    server = apache(stage, "-all +TLSv1.2 +TLSv1.3", PROTECTED)
    certificate = ("--certificate", stage.certificates.client)
    offered = ("--post-handshake-auth", "/protected/page")
    clients = []
    for _ in range(3):
        clients += python_client(stage, "1.2", *NAME, *certificate, "/protected/page")
        clients += python_client(stage, "1.3", *NAME, *certificate, *offered)
    requests = server.requests(6)
    require(all(client["replies"] == [200] for client in clients), str(clients))
    require(all(request["client"] == "alice" for request in requests), str(requests))
    for fault in ("lose", "repeat", "hold back"):
        require(between.said.count(f'"fault": "{fault}"') > 6, between.said)
    renegotiated = Connection(
        stream=0,
        verdict="client-cert-renegotiation-ok",
        info=["downgrade-sentinel", "renegotiation-inside-tunnel"],
        facts={**TLS12_FACTS, "renegotiations": 1, "gaps_client": 0, "gaps_server": 0},
        endpoints={},
        decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
    )
    afterwards = Connection(
        stream=1,
        verdict="client-cert-post-handshake-ok",
        info=["post-handshake-auth-used"],
        facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "sent"},
        endpoints={},
        decrypted=[*TLS13, *TICKETS, *POST_HANDSHAKE, *TICKETS],
    )
    return [
        replace(
            (renegotiated, afterwards)[stream % 2],
            stream=stream,
            endpoints={"client": said_by_client(client), "server": said_by_apache(request)},
        )
        for stream, (client, request) in enumerate(zip(clients, requests, strict=True))
    ]
