"""The client begins a new handshake inside the tunnel."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import TLS12
from recorders.programs import openssl_version, s_client, s_server
from recorders.scene import TLS12_FACTS, Connection, require, scene
from recorders.stage import Stage


@scene(
    "tls12-client-renegotiation",
    story="TLS 1.2, the client begins a new handshake inside the tunnel; the server lets it, and answers",
    server_address="192.0.2.18",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def tls12_client_renegotiation(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_2", "-client_renegotiation", "-www")
    client = s_client(stage, "-servername", "intranet.example")
    client.awaits("Verify return code")
    before = len(client.said)
    client.tell("R\n")
    client.awaits("RENEGOTIATING(?s:.*)verify return:1", after=before)
    client.tell("GET / HTTP/1.0\r\n\r\n")
    said = client.finishes()
    require("New, TLSv1.2" in said and "HTTP/1.0 200 ok" in said, said)
    require("1 server renegotiates (SSL_accept())" in said, said)
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            findings=["client-initiated-renegotiation"],
            info=["renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={
                "client": "s_client: New, TLSv1.2; RENEGOTIATING; HTTP/1.0 200 ok",
                "server": "s_server -www: 1 server renegotiates (SSL_accept()); no client certificate",
            },
            decrypted=[*TLS12, *TLS12],
        )
    ]
