"""nginx and HAProxy ask in the one handshake: nginx lets all in and answers 400, HAProxy sends an alert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recorders.flights import (
    TICKETS,
    TLS12_CERTIFICATE,
    TLS12_EMPTY,
    TLS13_CERTIFICATE,
    TLS13_EMPTY,
)
from recorders.programs import NAME, python_client, python_ssl_version, said_by_client
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage
from recorders.web_servers import haproxy, haproxy_version, nginx, nginx_version

MARKS = {"1.2": ["downgrade-sentinel"], "1.3": []}
"""Both servers know TLS 1.3 and mark their random where less is spoken (RFC 8446 4.1.3)."""

PLAYED = [(version, holder) for version in ("1.2", "1.3") for holder in ("client", "nobody", "stranger")]
"""Each version with a good certificate, with none, and with one of an unknown authority."""


def answered(
    stream: int,
    client: dict[str, Any],
    server: str,
    findings: Sequence[str] = (),
    info: Sequence[str] = (),
) -> Connection:
    """The handshake was finished, whatever the answer inside says."""
    version, holder = PLAYED[stream]
    if version == "1.2":
        decrypted = TLS12_EMPTY if holder == "nobody" else TLS12_CERTIFICATE
    else:
        decrypted = [*(TLS13_EMPTY if holder == "nobody" else TLS13_CERTIFICATE), *TICKETS]
    return Connection(
        stream=stream,
        verdict="asked-none-given-ok" if holder == "nobody" else "client-cert-in-handshake-ok",
        findings=findings,
        info=["client-cert-requested", *MARKS[version], *info],
        facts={
            **(TLS12_FACTS if version == "1.2" else TLS13_FACTS),
            "client_certificate": "empty" if holder == "nobody" else "sent",
        },
        endpoints={"client": said_by_client(client), "server": server},
        decrypted=decrypted,
    )


def refused(stream: int, client: dict[str, Any], server: str) -> Connection:
    """The server ended the handshake with an alert: in clear in TLS 1.2, where the certificate is too."""
    version, holder = PLAYED[stream]
    kind = "client-cert-not-sent" if holder == "nobody" else "client-cert-rejected"
    findings = [kind]
    if version == "1.2":
        findings.append("fatal-alert")
        if holder == "stranger":
            findings.append("client-cert-issuer-not-in-list")
        flight = TLS12_EMPTY if holder == "nobody" else TLS12_CERTIFICATE
        decrypted = flight[: flight.index("NewSessionTicket")]
    else:
        decrypted = TLS13_EMPTY if holder == "nobody" else TLS13_CERTIFICATE
    return Connection(
        stream=stream,
        verdict=kind,
        findings=findings,
        info=["client-cert-requested", *MARKS[version]],
        facts={
            **(TLS12_FACTS if version == "1.2" else TLS13_FACTS),
            "client_certificate": "empty" if holder == "nobody" else "sent",
        },
        endpoints={"client": said_by_client(client), "server": server},
        decrypted=decrypted,
    )


def play(stage: Stage, refuses: Sequence[str] = ()) -> list[dict[str, Any]]:
    """All connections in turn; a client that will be refused makes no request, and waits for the alert."""
    clients = []
    for version, holder in PLAYED:
        options = [] if holder == "nobody" else ["--certificate", getattr(stage.certificates, holder)]
        words = ["--end", "wait"] if holder in refuses else ["/page", "--pause", "0.2"]
        clients += python_client(stage, version, *NAME, *options, *words)
    return clients


@scene(
    "nginx-client-cert-required",
    story="nginx with ssl_verify_client on, TLS 1.2 and 1.3: every handshake is finished, and who has no "
    "good certificate gets a 400 inside",
    server_address="192.0.2.60",
    stacks=lambda: [nginx_version(), python_ssl_version()],
)
def nginx_client_cert_required(stage: Stage) -> Sequence[Connection]:
    return with_nginx(stage, "on", [200, 400, 400])


@scene(
    "nginx-client-cert-optional",
    story="nginx with ssl_verify_client optional, TLS 1.2 and 1.3: who has no certificate gets the page, "
    "who has one of an unknown authority a 400 inside",
    server_address="192.0.2.61",
    stacks=lambda: [nginx_version(), python_ssl_version()],
)
def nginx_client_cert_optional(stage: Stage) -> Sequence[Connection]:
    return with_nginx(stage, "optional", [200, 200, 400])


def with_nginx(stage: Stage, verify: str, replies: list[int]) -> Sequence[Connection]:
    server = nginx(stage, verify)
    clients = play(stage)
    requests = server.requests(len(PLAYED))
    require([client["replies"] for client in clients] == [[reply] for reply in replies * 2], str(clients))
    verified = [request["verified"].split(":")[0] for request in requests]
    require(verified == ["SUCCESS", "NONE", "FAILED"] * 2, str(requests))
    strange = ["client-cert-issuer-not-in-list"]
    return [
        answered(
            stream,
            client,
            f"nginx: {request['version']}, {request['cipher']}; {request['path']}: {request['status']}; "
            f"ssl_client_verify={request['verified']}, ssl_client_s_dn={request['client']}",
            strange if PLAYED[stream] == ("1.2", "stranger") else [],
            # nginx closes after a 400, and the client's close_notify meets no socket any more.
            ["server-reset/after-fin"] if request["status"] == 400 else [],
        )
        for stream, (client, request) in enumerate(zip(clients, requests, strict=True))
    ]


@scene(
    "haproxy-client-cert-required",
    story="HAProxy with verify required, TLS 1.2 and 1.3: no certificate, or one of an unknown authority, "
    "ends the handshake with an alert",
    server_address="192.0.2.62",
    stacks=lambda: [haproxy_version(), python_ssl_version()],
)
def haproxy_client_cert_required(stage: Stage) -> Sequence[Connection]:
    return with_haproxy(stage, "required", refuses=["nobody", "stranger"])


@scene(
    "haproxy-client-cert-optional",
    story="HAProxy with verify optional, TLS 1.2 and 1.3: who has no certificate gets the page, one of an "
    "unknown authority ends the handshake with an alert",
    server_address="192.0.2.63",
    stacks=lambda: [haproxy_version(), python_ssl_version()],
)
def haproxy_client_cert_optional(stage: Stage) -> Sequence[Connection]:
    return with_haproxy(stage, "optional", refuses=["stranger"])


REASONS = {
    "nobody": "peer did not return a certificate",
    "stranger": "certificate verify failed",
}


def with_haproxy(stage: Stage, verify: str, refuses: Sequence[str]) -> Sequence[Connection]:
    server = haproxy(stage, verify)
    clients = play(stage, refuses)
    connections = []
    for stream, (client, words) in enumerate(zip(clients, server.requests(len(PLAYED)), strict=True)):
        _, holder = PLAYED[stream]
        if holder in refuses:
            require(REASONS[holder] in words.get("refused", ""), f"{client} {words}")
            connections.append(refused(stream, client, f"HAProxy: {words['refused']}"))
        else:
            require(client["replies"] == [200] and words["status"] == 200, f"{client} {words}")
            given = f"ssl_c_s_dn(cn)={words['given']}"
            said = f"HAProxy: {words['version']}, {words['cipher']}; {words['status']}; {given}"
            connections.append(answered(stream, client, said))
    return connections
