"""rustls as a client: it never renegotiates, and it puts its whole flight into one record in TLS 1.3."""

from __future__ import annotations

from collections.abc import Sequence

from recorders import java, rustls
from recorders.flights import TLS12, without_ticket
from recorders.programs import http_sys, http_sys_version, said_by_http_sys, statement, statements
from recorders.scene import TLS12_FACTS, Connection, require, scene
from recorders.scenes.late_reset import RESET, asked_first, late
from recorders.stage import Stage


@scene(
    "rustls-late-client-cert",
    story="rustls wants a page for which the server asks late: in TLS 1.2 it refuses by no_renegotiation "
    "and the server gives up, in TLS 1.3 it is reset",
    server_address="192.0.2.48",
    stacks=lambda: [http_sys_version(), rustls.version()],
)
def rustls_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    certificate = stage.certificates.client
    clients = [
        rustls.client(stage, "1.2", "/page", "/protected/page", certificate=certificate),
        rustls.client(stage, "1.3", "/protected/page", certificate=certificate),
    ]
    servers = statements(server, 2)
    require([client["replies"] for client in clients] == [[200], []], str(clients))
    require(clients[0]["ended"] == "received fatal alert: HandshakeFailure", str(clients[0]))
    require("no renegotiation" in servers[0]["ended"] and servers[1]["ended"] == RESET, str(servers))
    refused = Connection(
        stream=0,
        verdict="renegotiation-refused",
        findings=["renegotiation-inside-tunnel", "renegotiation-refused"],
        info=["downgrade-sentinel"],
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={"client": rustls.said(clients[0]), "server": said_by_http_sys(servers[0])},
        decrypted=[*TLS12, "HelloRequest"],
    )
    # What the refused HelloRequest was for is not on the wire: it does not show a server that asks late.
    return [refused, late(1, rustls.said(clients[1]), servers[1], "possible")]


@scene(
    "rustls-asked-first",
    story="The one handshake asks rustls for a certificate, given and not given, in TLS 1.2 and 1.3; in TLS "
    "1.3 one record holds the whole flight",
    server_address="192.0.2.49",
    stacks=lambda: [http_sys_version(), rustls.version()],
)
def rustls_asked_first(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--ask-first")
    played = [(version, given) for version in ("1.2", "1.3") for given in (stage.certificates.client, None)]
    clients = [rustls.client(stage, version, "/page", certificate=given) for version, given in played]
    servers = statements(server, 4)
    require(all(client["replies"] == [200] for client in clients), str(clients))
    require([words["given"] for words in servers] == ["alice", None, "alice", None], str(servers))
    return [
        asked_first(stream, rustls.said(client), servers[stream]) for stream, client in enumerate(clients)
    ]


@scene(
    "rustls-refused-and-answered",
    story="TLS 1.2, a Java server calls startHandshake() and answers at once: rustls refuses to renegotiate "
    "by no_renegotiation, reads on, and has its page",
    server_address="192.0.2.73",
    stacks=lambda: [java.version(), rustls.version()],
)
def rustls_refused_and_answered(stage: Stage) -> Sequence[Connection]:
    server = java.server(stage, "overtake", java.NO_TICKETS)
    certificate = stage.certificates.client
    client = rustls.client(stage, "1.2", "/page", "/protected/page", certificate=certificate)
    words = statement(server, 0)
    require(client["replies"] == [200, 200] and words["given"] == "nobody", f"{client} {words}")
    require("no_renegotiation" in words["ended"], str(words))
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            findings=["renegotiation-inside-tunnel", "renegotiation-refused"],
            info=["downgrade-sentinel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={"client": rustls.said(client), "server": java.said_by_server(words)},
            decrypted=[*without_ticket(TLS12), "HelloRequest"],
        )
    ]
