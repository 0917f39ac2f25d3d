"""Client authentication in the first handshake, or none at all: nothing is wrong in any of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recorders.flights import (
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS12_EMPTY,
    TLS13,
    TLS13_CERTIFICATE,
    TLS13_EMPTY,
    TLS13_RESUMED,
    without_ticket,
)
from recorders.programs import (
    NAME,
    Apache,
    apache,
    apache_version,
    curl,
    curl_version,
    openssl_version,
    python_client,
    python_ssl_version,
    s_server,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage


@scene(
    "tls12-no-client-auth",
    story="TLS 1.2, the server answers and asks for no certificate: Python with two requests, then curl",
    server_address="192.0.2.1",
    stacks=lambda: [apache_version(), python_ssl_version(), curl_version()],
)
def tls12_no_client_auth(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2")
    (client,) = python_client(stage, "1.2", *NAME, "/page", "/protected/page")
    status, curl_said = curl(stage, f"https://{stage.server_address}/page", "-k", "--http1.1")
    requests = server.requests(3)
    require(client["version"] == "TLSv1.2" and client["replies"] == [200, 200], str(client))
    require(status == 0 and "SSL connection using TLSv1.2" in curl_said, curl_said)
    require(all(request["verified"] == "NONE" for request in requests), str(requests))
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            facts={**TLS12_FACTS, "server_name": "intranet.example", "client_certificate": "none"},
            endpoints={"client": said_by_client(client), "server": said_by_apache(requests[1])},
            decrypted=TLS12,
        ),
        Connection(
            stream=1,
            verdict="tls-ok",
            facts={"version": 0x0303, "client_certificate": "none"},
            endpoints={"client": "curl: exit status 0, TLSv1.2", "server": said_by_apache(requests[2])},
            decrypted=without_ticket(TLS12),
        ),
    ]


@scene(
    "tls13-no-client-auth",
    story="TLS 1.3 without a certificate asked for: a full handshake, then two that resume it by ticket",
    server_address="192.0.2.2",
    stacks=lambda: [openssl_version() + " s_server -www", python_ssl_version()],
)
def tls13_no_client_auth(stage: Stage) -> Sequence[Connection]:
    server = s_server(stage, "-tls1_3", "-www")
    clients = python_client(stage, "1.3", *NAME, "/", "--end", "wait", "--connections", "3")
    for client in clients:
        require(client["version"] == "TLSv1.3" and client["replies"] == [200], str(client))
    require([client["resumed"] for client in clients] == [False, True, True], str(clients))
    require(server.process.poll() is None, server.said)
    return [
        Connection(
            stream=stream,
            verdict="tls-ok",
            # In a resumed handshake nobody can be asked (RFC 8446 4.3.2): a fact of the first one only.
            facts=TLS13_FACTS
            | (
                {"client_certificate": "none", "resumption": "none"} if stream == 0 else {"resumption": "psk"}
            ),
            endpoints={
                "client": said_by_client(client),
                "server": "s_server -www, without -verify: asks nobody",
            },
            decrypted=[*TLS13, *TICKETS] if stream == 0 else [*TLS13_RESUMED, "NewSessionTicket"],
        )
        for stream, client in enumerate(clients)
    ]


def given_and_not_given(stage: Stage, version: str) -> tuple[list[dict[str, Any]], Apache]:
    """One connection with the client's certificate, one without, to a server for which it is optional."""
    server = apache(stage, f"TLSv{version}", "SSLVerifyClient optional")
    clients = python_client(stage, version, *NAME, "--certificate", stage.certificates.client, "/page")
    clients += python_client(stage, version, *NAME, "/page")
    requests = server.requests(2)
    for client in clients:
        require(client["version"] == f"TLSv{version}" and client["replies"] == [200], str(client))
    require([request["verified"] for request in requests] == ["SUCCESS", "NONE"], str(requests))
    require(requests[0]["client"] == "alice", str(requests))
    return clients, server


def asked_in_first_handshake(
    stage: Stage, version: str, decrypted: Sequence[list[str]]
) -> Sequence[Connection]:
    clients, server = given_and_not_given(stage, version)
    facts = TLS12_FACTS if version == "1.2" else TLS13_FACTS
    verdicts = ("client-cert-in-handshake-ok", "asked-none-given-ok")
    states = ("sent", "empty")
    return [
        Connection(
            stream=stream,
            verdict=verdicts[stream],
            info=["client-cert-requested"],
            facts={**facts, "client_certificate": states[stream]},
            endpoints={"client": said_by_client(clients[stream]), "server": said_by_apache(request)},
            decrypted=decrypted[stream],
        )
        for stream, request in enumerate(server.requests(2))
    ]


@scene(
    "tls12-client-cert-in-handshake",
    story="TLS 1.2, the first handshake asks for a certificate: one client has it, one is let in without",
    server_address="192.0.2.3",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_client_cert_in_handshake(stage: Stage) -> Sequence[Connection]:
    return asked_in_first_handshake(stage, "1.2", (TLS12_CERTIFICATE, TLS12_EMPTY))


@scene(
    "tls13-client-cert-in-handshake",
    story="TLS 1.3, the first handshake asks for a certificate: one client has it, one is let in without",
    server_address="192.0.2.4",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls13_client_cert_in_handshake(stage: Stage) -> Sequence[Connection]:
    return asked_in_first_handshake(stage, "1.3", ([*TLS13_CERTIFICATE, *TICKETS], [*TLS13_EMPTY, *TICKETS]))


SUITES = {"TLS_AES_128_GCM_SHA256": 0x1301, "TLS_CHACHA20_POLY1305_SHA256": 0x1303}


@scene(
    "tls13-client-cert-suites",
    story="TLS 1.3, a certificate given and not given under the two suites with a short Finished (SHA-256)",
    server_address="192.0.2.27",
    stacks=lambda: [apache_version(), curl_version()],
)
def tls13_client_cert_suites(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", "SSLVerifyClient optional")
    given = ("--cert", stage.certificates.client)
    url = f"https://{stage.server_address}/page"
    played = [(suite, options) for suite in SUITES for options in (given, ())]
    for suite, options in played:
        status, said = curl(stage, url, "-k", "--http1.1", "--tls13-ciphers", suite, *options)
        require(status == 0 and f"SSL connection using TLSv1.3 / {suite}" in said, said)
    requests = server.requests(len(played))
    require([request["cipher"] for request in requests] == [suite for suite, _ in played], str(requests))
    require([request["client"] for request in requests] == ["alice", "-", "alice", "-"], str(requests))
    return [
        Connection(
            stream=stream,
            verdict="client-cert-in-handshake-ok" if options else "asked-none-given-ok",
            info=["client-cert-requested"],
            facts={
                "version": 0x0304,
                "cipher_suite": SUITES[suite],
                "client_certificate": "sent" if options else "empty",
            },
            endpoints={
                "client": f"curl: exit status 0, TLSv1.3 / {suite}",
                "server": said_by_apache(requests[stream]),
            },
            decrypted=[*(TLS13_CERTIFICATE if options else TLS13_EMPTY), *TICKETS],
        )
        for stream, (suite, options) in enumerate(played)
    ]
