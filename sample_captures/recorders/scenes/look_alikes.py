"""Handshake messages where there is no client authentication: what must not be taken for it."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import HELLO_RETRY_REQUEST, TICKETS, TLS13
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    openssl_version,
    python_client,
    python_ssl_version,
    s_client,
    s_server,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage


@scene(
    "tls13-post-handshake-auth-not-used",
    story="TLS 1.3, post-handshake authentication is offered, the server has no need of it and answers",
    server_address="192.0.2.21",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls13_post_handshake_auth_not_used(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3")
    certificate = ("--certificate", stage.certificates.client)
    (client,) = python_client(
        stage, "1.3", *NAME, *certificate, "--post-handshake-auth", "/page", "/protected/page"
    )
    requests = server.requests(2)
    require(client["replies"] == [200, 200], str(client))
    require(all(request["verified"] == "NONE" for request in requests), str(requests))
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            facts={**TLS13_FACTS, "post_handshake_auth": True, "client_certificate": "none"},
            endpoints={"client": said_by_client(client), "server": said_by_apache(requests[1])},
            decrypted=[*TLS13, *TICKETS],
        )
    ]


@scene(
    "tls13-key-update",
    story="TLS 1.3, the client asks for new keys twice between handshake and request, the server updates too",
    server_address="192.0.2.22",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def tls13_key_update(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_3", "-www")
    client = s_client(stage, "-servername", "intranet.example")
    client.awaits("Verify return code")
    for _ in range(2):
        before = len(client.said)
        client.tell("K\n")
        client.awaits("KEYUPDATE", after=before)
    client.tell("GET / HTTP/1.0\r\n\r\n")
    said = client.finishes()
    require("HTTP/1.0 200 ok" in said and "New, TLSv1.3" in said, said)
    words = {
        "client": "s_client: TLSv1.3; KEYUPDATE, twice; 200 ok",
        "server": "s_server -www answered",
    }
    updates = ["KeyUpdate"] * 4
    return [Connection(0, "tls-ok", words, facts=TLS13_FACTS, decrypted=[*TLS13, *TICKETS, *updates])]


@scene(
    "tls13-hello-retry-request",
    story="TLS 1.3, the server wants another group: HelloRetryRequest, and a second ClientHello",
    server_address="192.0.2.23",
    stacks=lambda: [f"{openssl_version()} s_server", python_ssl_version()],
)
def tls13_hello_retry_request(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_3", "-www", "-groups", "P-384")
    (client,) = python_client(stage, "1.3", *NAME, "/", "--end", "wait")
    require(client["replies"] == [200] and client["version"] == "TLSv1.3", str(client))
    words = {"client": said_by_client(client), "server": "s_server -groups P-384 answered"}
    decrypted = [*HELLO_RETRY_REQUEST, *TLS13, *TICKETS]
    return [Connection(0, "tls-ok", words, facts={**TLS13_FACTS, "named_group": 24}, decrypted=decrypted)]
