"""HTTP/2, in which a server may not ask for a certificate late (RFC 9113 9.2.1, 9.2.3; RFC 8740 3)."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import (
    POST_HANDSHAKE,
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS13,
    TLS13_RESUMED,
    without_ticket,
)
from recorders.programs import apache, apache_version, curl, curl_version, said_by_apache
from recorders.scene import Connection, Fact, require, scene
from recorders.scenes.late import PROTECTED
from recorders.stage import Stage

HTTP2 = "LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so\nProtocols h2 http/1.1\n"
RETRY = "http2-late-client-cert-retry"


@scene(
    "tls12-http2-late-client-cert",
    story="TLS 1.2, curl speaks HTTP/2 and asks for a page that needs a certificate: Apache says "
    "HTTP_1_1_REQUIRED, curl comes again with HTTP/1.1, Apache renegotiates",
    server_address="192.0.2.141",
    stacks=lambda: [apache_version(), curl_version()],
)
def tls12_http2_late_client_cert(stage: Stage) -> Sequence[Connection]:
    first, again = retried(stage, "1.2")
    handshake = without_ticket(TLS12)
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            findings=[RETRY],
            facts={"version": 0x0303, "alpn_selected": "h2"},
            endpoints=first,
            decrypted=handshake,
        ),
        Connection(
            stream=1,
            verdict="client-cert-renegotiation-ok",
            info=["renegotiation-inside-tunnel"],
            facts={"version": 0x0303, "alpn_selected": "http/1.1", "renegotiations": 1},
            endpoints=again,
            decrypted=[*handshake, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        ),
    ]


@scene(
    "tls13-http2-late-client-cert",
    story="TLS 1.3, the same with post-handshake authentication on the second connection",
    server_address="192.0.2.142",
    stacks=lambda: [apache_version(), curl_version()],
)
def tls13_http2_late_client_cert(stage: Stage) -> Sequence[Connection]:
    first, again = retried(stage, "1.3")
    facts: dict[str, Fact] = {"version": 0x0304, "post_handshake_auth": True}
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            findings=[RETRY, "post-handshake-auth-impossible-h2"],
            facts=facts,
            endpoints=first,
            decrypted=[*TLS13, *TICKETS],
        ),
        Connection(
            stream=1,
            verdict="client-cert-post-handshake-ok",
            info=["post-handshake-auth-used"],
            facts={**facts, "resumption": "psk", "post_handshake_certificate": "sent"},
            endpoints=again,
            # curl resumes the session of the first connection; Apache asks all the same.
            decrypted=[*TLS13_RESUMED, "NewSessionTicket", *POST_HANDSHAKE, "NewSessionTicket"],
        ),
    ]


def retried(stage: Stage, version: str) -> list[dict[str, str]]:
    """curl asks for a protected page over HTTP/2; the page comes over a second connection."""
    server = apache(stage, f"TLSv{version}", HTTP2 + PROTECTED, processing="event")
    resolve = ("--resolve", f"intranet.example:443:{stage.server_address}")
    url = "https://intranet.example/protected/page"
    status, said = curl(stage, url, "--http2", "--cert", stage.certificates.client, *resolve)
    requests = server.requests(2)
    require(status == 0 and "HTTP/1.1 200 OK" in said, said)
    require("HTTP_1_1_REQUIRED" in said, said)
    require([request["status"] for request in requests] == [403, 200], str(requests))
    require([request["client"] for request in requests] == ["-", "alice"], str(requests))
    words = ("curl: h2, HTTP_1_1_REQUIRED", "curl: exit status 0, HTTP/1.1 200 OK")
    return [
        {"client": client, "server": said_by_apache(request)}
        for client, request in zip(words, requests, strict=True)
    ]
