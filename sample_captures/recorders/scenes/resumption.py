"""A session with a client certificate is resumed: nobody is asked, the certificate lives on in it."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import (
    TICKETS,
    TLS12_CERTIFICATE,
    TLS12_RESUMED,
    TLS13_CERTIFICATE,
    TLS13_RESUMED,
)
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    python_client,
    python_ssl_version,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, Fact, require, scene
from recorders.stage import Stage


def stacks() -> Sequence[str]:
    return [apache_version(), python_ssl_version()]


@scene(
    "tls12-client-cert-resumed",
    story="TLS 1.2, a client gives its certificate in a full handshake and resumes that session by ticket",
    server_address="192.0.2.19",
    stacks=stacks,
)
def tls12_client_cert_resumed(stage: Stage) -> Sequence[Connection]:
    return given_then_resumed(stage, "1.2", TLS12_FACTS, TLS12_CERTIFICATE, TLS12_RESUMED, "ticket")


@scene(
    "tls13-client-cert-resumed",
    story="TLS 1.3, a client gives its certificate in a full handshake and resumes that session by ticket",
    server_address="192.0.2.20",
    stacks=stacks,
)
def tls13_client_cert_resumed(stage: Stage) -> Sequence[Connection]:
    full, resumed = [*TLS13_CERTIFICATE, *TICKETS], [*TLS13_RESUMED, "NewSessionTicket"]
    return given_then_resumed(stage, "1.3", TLS13_FACTS, full, resumed, "psk")


def given_then_resumed(
    stage: Stage, version: str, facts: dict[str, Fact], full: list[str], resumed: list[str], resumption: str
) -> Sequence[Connection]:
    server = apache(stage, f"TLSv{version}", "SSLVerifyClient require")
    certificate = stage.certificates.client
    clients = python_client(
        stage, version, *NAME, "--certificate", certificate, "/page", "--connections", "2"
    )
    requests = server.requests(2)
    require([client["resumed"] for client in clients] == [False, True], str(clients))
    require(all(client["replies"] == [200] for client in clients), str(clients))
    require([request["client"] for request in requests] == ["alice", "alice"], str(requests))
    return [
        Connection(
            stream=0,
            verdict="client-cert-in-handshake-ok",
            info=["client-cert-requested"],
            facts={**facts, "client_certificate": "sent", "resumption": "none"},
            endpoints={"client": said_by_client(clients[0]), "server": said_by_apache(requests[0])},
            decrypted=full,
        ),
        Connection(
            stream=1,
            verdict="client-cert-resumed-ok",
            facts={**facts, "resumption": resumption},
            endpoints={"client": said_by_client(clients[1]), "server": said_by_apache(requests[1])},
            decrypted=resumed,
        ),
    ]
