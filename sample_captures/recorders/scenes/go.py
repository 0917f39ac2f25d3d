"""Go as a client of a server that wants the certificate late: it refuses, or renegotiates if told to."""

from __future__ import annotations

from collections.abc import Sequence

from recorders import go
from recorders.flights import TLS12, without_ticket
from recorders.programs import http_sys, http_sys_version, said_by_http_sys, statements
from recorders.scene import TLS12_FACTS, Connection, require, scene
from recorders.scenes.late_reset import RESET, asked, late, none_given
from recorders.stage import Stage

PLAIN = without_ticket(TLS12)


@scene(
    "go-late-client-cert",
    story="Go wants pages for which the server asks late: in TLS 1.2 it refuses to renegotiate, as it does "
    "unless told; then it renegotiates, with a certificate and without; in TLS 1.3 it is reset",
    server_address="192.0.2.47",
    stacks=lambda: [http_sys_version(), go.version()],
)
def go_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    certificate = stage.certificates.client
    clients = [
        go.client(stage, "-tls12", "/page", "/protected/page", certificate=certificate),
        go.client(stage, "-tls12", "-renegotiate", "/page", "/protected/page", certificate=certificate),
        go.client(stage, "-tls12", "-renegotiate", "/protected/page"),
        go.client(stage, "/protected/page", certificate=certificate),
    ]
    servers = statements(server, len(clients))
    require([client["replies"] for client in clients] == [[200], [200, 200], [200], []], str(clients))
    require(clients[0]["ended"] == "local error: tls: no renegotiation", str(clients[0]))
    require([words["given"] for words in servers] == [None, "alice", None, None], str(servers))
    require(servers[0]["asked"] and servers[3]["ended"] == RESET, str(servers))
    said = [go.said(client) for client in clients]
    refused = Connection(
        stream=0,
        verdict="renegotiation-refused",
        findings=["renegotiation-inside-tunnel", "renegotiation-refused"],
        info=["downgrade-sentinel"],
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={"client": said[0], "server": said_by_http_sys(servers[0])},
        decrypted=[*PLAIN, "HelloRequest"],
    )
    return [
        refused,
        asked(1, said[1], servers[1], PLAIN),
        none_given(2, said[2], servers[2], PLAIN),
        late(3, said[3], servers[3], "likely"),
    ]
