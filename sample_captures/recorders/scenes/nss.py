"""NSS's own server and client: flights in one record, and the request cut in two under CBC in TLS 1.0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recorders import nss
from recorders.flights import (
    POST_HANDSHAKE,
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
    python_client,
    python_ssl_version,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.scenes.late import PROTECTED
from recorders.stage import Stage

ONLY_TLS12, ONLY_TLS13, ONLY_TLS10 = (
    ("-V", f"tls{version}:tls{version}") for version in ("1.2", "1.3", "1.0")
)
ASK_LATE = "-rrr"
"""Request, but not require, a certificate in a second handshake."""
PLAIN = without_ticket(TLS12)


def one(stage: Stage, version: str, *options: str) -> dict[str, Any]:
    """One Python client for one page; it leaves once the server has."""
    (client,) = python_client(stage, version, *NAME, *options, "/", "--end", "wait")
    return client


@scene(
    "nss-renegotiation",
    story="TLS 1.2, NSS's selfserv renegotiates after the request and puts each flight into one record: the "
    "client gives a certificate, then none, and is answered",
    server_address="192.0.2.70",
    stacks=lambda: [f"{nss.version()} selfserv", python_ssl_version()],
)
def nss_renegotiation(stage: Stage) -> Sequence[Connection]:
    server = nss.selfserv(stage, *ONLY_TLS12, ASK_LATE)
    clients = [one(stage, "1.2", "--certificate", str(stage.certificates.client)), one(stage, "1.2")]
    require(all(client["replies"] == [200] for client in clients), str(clients))
    require(server.said.count("selfserv: Subject: CN=alice") == 1, server.said)
    return [
        Connection(
            stream=stream,
            verdict="asked-none-given-ok" if stream else "client-cert-renegotiation-ok",
            findings=["renegotiation-empty-certificate"] if stream else [],
            info=["renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={
                "client": said_by_client(client),
                "server": f"selfserv {ASK_LATE}: " + ("nobody" if stream else "Subject: CN=alice"),
            },
            decrypted=[
                *PLAIN,
                "HelloRequest",
                *without_ticket(TLS12_EMPTY if stream else TLS12_CERTIFICATE),
            ],
        )
        for stream, client in enumerate(clients)
    ]


@scene(
    "nss-post-handshake-auth",
    story="TLS 1.3, NSS's selfserv asks after the request: the client gives a certificate, then none, and "
    "is answered; a client that offers no post-handshake authentication is told close_notify in place of an "
    "answer",
    server_address="192.0.2.71",
    stacks=lambda: [f"{nss.version()} selfserv", python_ssl_version()],
)
def nss_post_handshake_auth(stage: Stage) -> Sequence[Connection]:
    server = nss.selfserv(stage, *ONLY_TLS13, ASK_LATE, "-E")
    giving = one(stage, "1.3", "--certificate", str(stage.certificates.client), "--post-handshake-auth")
    declining = one(stage, "1.3", "--post-handshake-auth")
    not_offering = one(stage, "1.3")
    cause = "the client doesn't support post-handshake authentication"
    require(giving["replies"] == [200] and declining["replies"] == [200], f"{giving} {declining}")
    require(not_offering["replies"] == [] and cause in server.said, f"{not_offering} {server.said}")
    require(server.said.count("selfserv: Subject: CN=alice") == 1, server.said)
    return [
        Connection(
            stream=0,
            verdict="client-cert-post-handshake-ok",
            info=["post-handshake-auth-used"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "sent"},
            endpoints={"client": said_by_client(giving), "server": "selfserv -rrr -E: Subject: CN=alice"},
            decrypted=[*TLS13, *POST_HANDSHAKE],
        ),
        Connection(
            stream=1,
            verdict="asked-none-given-ok",
            findings=["post-handshake-auth-declined"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "empty"},
            endpoints={"client": said_by_client(declining), "server": "selfserv -rrr -E: nobody"},
            decrypted=[*TLS13, "CertificateRequest", "Certificate", "Finished"],
        ),
        Connection(
            stream=2,
            verdict="request-unanswered",
            findings=["missing-post-handshake-auth", "request-unanswered"],
            facts={**TLS13_FACTS, "client_certificate": "none"},
            endpoints={"client": said_by_client(not_offering), "server": f"selfserv -rrr -E: {cause}"},
            decrypted=TLS13,
        ),
    ]


@scene(
    "nss-tls10-renegotiation",
    story="TLS 1.0 with CBC: NSS's tstclnt sends the first byte of its request in a record of its own, "
    "Apache renegotiates for a certificate and is given it",
    server_address="192.0.2.72",
    stacks=lambda: [apache_version(), f"{nss.version()} tstclnt"],
)
def nss_tls10_renegotiation(stage: Stage) -> Sequence[Connection]:
    weak = f"{PROTECTED}\nSSLCipherSuite DEFAULT@SECLEVEL=0"  # OpenSSL 3 has TLS 1.0 at that level only
    server = apache(stage, "TLSv1", weak, keys=stage.keys)
    page = "/protected/page"
    status, said = nss.tstclnt(stage, page, *ONLY_TLS10, identity=stage.certificates.client)
    (request,) = server.requests(1)
    require(status == 0 and "HTTP/1.1 200 OK" in said, said)
    require(request["client"] == "alice" and request["version"] == "TLSv1", str(request))
    return [
        Connection(
            stream=0,
            verdict="client-cert-renegotiation-ok",
            findings=["legacy-version"],
            info=["renegotiation-inside-tunnel"],
            facts={"version": 0x0301, "client_certificate": "none", "renegotiations": 1},
            endpoints={
                "client": "tstclnt: SSL version 3.1; HTTP/1.1 200 OK; exit status 0",
                "server": said_by_apache(request),
            },
            decrypted=[*PLAIN, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        )
    ]
