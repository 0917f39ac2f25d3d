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
    Apache,
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
            findings=["renegotiation-empty-certificate"],
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
    require(server.logged("verify client post handshake") == 3, "Apache did not ask after the handshake")
    said = (
        said_by_client(python),
        "curl: exit status 0, HTTP/1.1 200 OK",
        "s_client: TLSv1.3, HTTP/1.1 200 OK",
    )
    return [
        Connection(
            stream=stream,
            verdict="client-cert-post-handshake-ok",
            info=["post-handshake-auth-used"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "sent"},
            endpoints={"client": words, "server": said_by_apache(request)},
            decrypted=[*TLS13, *TICKETS, *POST_HANDSHAKE, *TICKETS],
        )
        for stream, (words, request) in enumerate(zip(said, requests[1:], strict=True))
    ]


@scene(
    "tls12-renegotiation-ciphers",
    story="TLS 1.2, Apache renegotiates for a certificate under four cipher suites: record lengths differ",
    server_address="192.0.2.24",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_renegotiation_ciphers(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", PROTECTED)
    options = (*NAME, "--certificate", stage.certificates.client, "/protected/page")
    clients = [
        client for cipher in CIPHERS for client in python_client(stage, "1.2", *options, "--cipher", cipher)
    ]
    requests = server.requests(len(CIPHERS))
    require(all(client["replies"] == [200] for client in clients), str(clients))
    require([request["cipher"] for request in requests] == list(CIPHERS), str(requests))
    require(all(request["client"] == "alice" for request in requests), str(requests))
    return [
        Connection(
            stream=stream,
            verdict="client-cert-renegotiation-ok",
            info=["renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "cipher_suite": CIPHERS[cipher], "renegotiations": 1},
            endpoints={"client": said_by_client(clients[stream]), "server": said_by_apache(requests[stream])},
            decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        )
        for stream, cipher in enumerate(CIPHERS)
    ]


@scene(
    "tls13-apache-forbidden",
    story="TLS 1.3, a client that offers no post-handshake authentication gets a 403 where it is needed; "
    "on the wire a small page like any other",
    server_address="192.0.2.25",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls13_apache_forbidden(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", PROTECTED)
    client, request = forbidden(stage, server, 1)
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            facts={**TLS13_FACTS, "client_certificate": "none"},
            endpoints={"client": client, "server": request},
            decrypted=[*TLS13, *TICKETS],
        )
    ]


@scene(
    "tls13-late-client-cert-short-reply",
    story="The seed where the server answers instead of resetting: Apache renegotiates in TLS 1.2, and in "
    "TLS 1.3 gives a 403 to the client that it cannot ask",
    server_address="192.0.2.26",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls13_late_client_cert_short_reply(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "-all +TLSv1.2 +TLSv1.3", PROTECTED)
    certificate = ("--certificate", stage.certificates.client)
    (asked,) = python_client(stage, "1.2", *NAME, *certificate, "/protected/page")
    client, request = forbidden(stage, server, 2)
    first = server.requests(2)[0]
    require(asked["replies"] == [200] and first["client"] == "alice", f"{asked} {first}")
    return [
        Connection(
            stream=0,
            verdict="client-cert-renegotiation-ok",
            info=["downgrade-sentinel", "renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "renegotiations": 1},
            endpoints={"client": said_by_client(asked), "server": said_by_apache(first)},
            decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        ),
        Connection(
            stream=1,
            verdict="tls13-late-client-cert",
            findings=["missing-post-handshake-auth", "tls13-late-client-cert"],
            facts={**TLS13_FACTS, "client_certificate": "none", "confidence": "possible"},
            endpoints={"client": client, "server": request},
            decrypted=[*TLS13, *TICKETS],
        ),
    ]


def forbidden(stage: Stage, server: Apache, ordinal: int) -> tuple[str, str]:
    """A TLS 1.3 request for /protected/ without post-handshake authentication; what both sides said of it."""
    certificate = ("--certificate", stage.certificates.client)
    (client,) = python_client(stage, "1.3", *NAME, *certificate, "/protected/page")
    request = server.requests(ordinal)[-1]
    require(client["replies"] == [403] and request["status"] == 403, f"{client} {request}")
    cause = "cannot perform post-handshake authentication"
    require(server.logged(cause) == 1, f"Apache's error log lacks: {cause}")
    return said_by_client(client), said_by_apache(request) + f"; error log: {cause}"


CIPHERS = {
    "ECDHE-RSA-AES128-GCM-SHA256": 0xC02F,
    "ECDHE-RSA-CHACHA20-POLY1305": 0xCCA8,
    "ECDHE-RSA-AES128-SHA": 0xC013,
    "ECDHE-RSA-AES256-SHA384": 0xC028,
}
"""AES-GCM, ChaCha20-Poly1305, CBC with encrypt-then-MAC under two hashes: OpenSSL's names, IANA's numbers."""
