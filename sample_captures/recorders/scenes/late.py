"""The server asks only when a request needs the certificate, and may: renegotiation, post-handshake auth."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import (
    POST_HANDSHAKE,
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS12_EMPTY,
    TLS13,
    without_ticket,
)
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    curl,
    curl_version,
    openssl_version,
    python_client,
    python_ssl_version,
    s_client,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage

PROTECTED = "<Location /protected/>\nSSLVerifyClient require\n</Location>"
OPTIONAL = "<Location /protected/>\nSSLVerifyClient optional\n</Location>"


@scene(
    "tls12-apache-renegotiation",
    story="TLS 1.2, Apache renegotiates inside the tunnel for /protected/ and is given a certificate: "
    "on the first request, and on the second",
    server_address="192.0.2.5",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_apache_renegotiation(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", PROTECTED)
    certificate = ("--certificate", stage.certificates.client)
    (first,) = python_client(stage, "1.2", *NAME, *certificate, "/protected/page")
    (second,) = python_client(stage, "1.2", *NAME, *certificate, "/page", "/protected/page")
    requests = server.requests(3)
    require(first["replies"] == [200] and second["replies"] == [200, 200], f"{first} {second}")
    require([request["client"] for request in requests] == ["alice", "-", "alice"], str(requests))
    require(server.logged("Requesting connection re-negotiation") == 2, "Apache did not renegotiate twice")
    return [
        Connection(
            stream=stream,
            verdict="client-cert-renegotiation-ok",
            info=["renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={
                "client": said_by_client(client),
                "server": said_by_apache(request) + "; error log: Requesting connection re-negotiation",
            },
            decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        )
        for stream, (client, request) in enumerate(((first, requests[0]), (second, requests[2])))
    ]


@scene(
    "tls12-renegotiation-none-given",
    story="TLS 1.2, Apache renegotiates for an optional certificate; the client has none and gets its page",
    server_address="192.0.2.6",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_renegotiation_none_given(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", OPTIONAL)
    (client,) = python_client(stage, "1.2", *NAME, "/protected/page")
    (request,) = server.requests(1)
    require(client["replies"] == [200] and request["verified"] == "NONE", f"{client} {request}")
    require(server.logged("Requesting connection re-negotiation") == 1, "Apache did not renegotiate")
    return [
        Connection(
            stream=0,
            verdict="asked-none-given-ok",
            info=["renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={"client": said_by_client(client), "server": said_by_apache(request)},
            decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12_EMPTY)],
        )
    ]


@scene(
    "tls13-post-handshake-auth",
    story="TLS 1.3, Apache asks after the handshake for /protected/: Python, curl and s_client answer",
    server_address="192.0.2.7",
    stacks=lambda: [apache_version(), python_ssl_version(), curl_version(), f"{openssl_version()} s_client"],
)
def tls13_post_handshake_auth(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", PROTECTED)
    certificate = stage.certificates.client
    (python,) = python_client(
        stage, "1.3", *NAME, "--certificate", certificate, "--post-handshake-auth", "/page", "/protected/page"
    )
    url = f"https://{stage.server_address}/protected/page"
    status, curl_said = curl(stage, url, "-k", "--http1.1", "--cert", certificate)
    openssl = s_client(
        stage, "-enable_pha", "-cert", certificate, "-servername", "intranet.example", "-ign_eof"
    )
    openssl.awaits("Verify return code")
    openssl.tell("GET /protected/page HTTP/1.1\r\nHost: intranet.example\r\nConnection: close\r\n\r\n")
    openssl_said = openssl.finishes()

    requests = server.requests(4)
    require(python["replies"] == [200, 200], str(python))
    require(status == 0 and "HTTP/1.1 200 OK" in curl_said, curl_said)
    require("HTTP/1.1 200 OK" in openssl_said and "New, TLSv1.3" in openssl_said, openssl_said)
    require([request["client"] for request in requests] == ["-", "alice", "alice", "alice"], str(requests))
    said = (
        said_by_client(python),
        "curl: exit status 0, HTTP/1.1 200 OK",
        "s_client: TLSv1.3, HTTP/1.1 200 OK",
    )
    return [
        Connection(
            stream=stream,
            verdict="client-cert-post-handshake-ok",
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "sent"},
            endpoints={"client": words, "server": said_by_apache(request)},
            decrypted=[*TLS13, *TICKETS, *POST_HANDSHAKE, *TICKETS],
        )
        for stream, (words, request) in enumerate(zip(said, requests[1:], strict=True))
    ]
