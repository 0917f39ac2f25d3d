"""GnuTLS: servers that ask late, one of them in mid-answer; both sides cut messages into small records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recorders import gnutls
from recorders.endpoint import Endpoint
from recorders.flights import (
    POST_HANDSHAKE,
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS13,
    TLS13_CERTIFICATE,
    TLS13_EMPTY,
    without_ticket,
)
from recorders.programs import (
    NAME,
    python_client,
    python_program,
    python_ssl_version,
    said_by_client,
    statement,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, Fact, require, scene
from recorders.stage import Stage

ONLY_TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"
ONLY_TLS13 = "NORMAL:-VERS-ALL:+VERS-TLS1.3"


# gnutls-serv sends its tickets before it has the client's Finished, or after, as it happens.


def stacks() -> Sequence[str]:
    return [f"{gnutls.version()} gnutls-serv and gnutls-cli"]


def session(client: Endpoint) -> str:
    """The client's words about the session that stands."""
    return client.awaits(r"Description: (\S+)\n(?s:.*)Simple Client Mode").group(1)


def bye(client: Endpoint) -> str:
    client.hang_up()
    return client.finishes()


@scene(
    "gnutls-post-handshake-auth",
    story="TLS 1.3, gnutls-serv asks after the handshake: one client gives its certificate and is answered, "
    "one has none and is refused by an alert",
    server_address="192.0.2.56",
    stacks=stacks,
)
def gnutls_post_handshake_auth(stage: Stage) -> Sequence[Connection]:
    server = gnutls.server(stage, "--echo", "--disable-client-cert", "--priority", ONLY_TLS13)
    giving = gnutls.client(stage, "--post-handshake-auth", certificate=stage.certificates.client)
    described = session(giving)
    for line, answer in (
        ("hello", "hello"),
        ("**REAUTH**", "Successfully executed command"),
        ("more", "more"),
    ):
        giving.tell(line + "\n")
        giving.awaits(rf"\n{answer}\n")
    given = bye(giving)
    declining = gnutls.client(stage, "--post-handshake-auth")
    session(declining)
    declining.tell("hello\n")
    declining.awaits(r"\nhello\n")
    declining.tell("**REAUTH**\n")
    declined = bye(declining)
    require("Successfully sent 1 certificate(s) to server" in given, given)
    require("Received alert [116]: Certificate is required" in declined, declined)
    require(server.said.count("*** Sending re-auth request") == 2, server.said)
    asked = {**TLS13_FACTS, "post_handshake_auth": True}
    return [
        Connection(
            stream=0,
            verdict="client-cert-post-handshake-ok",
            info=["post-handshake-auth-used"],
            facts={**asked, "post_handshake_certificate": "sent"},
            endpoints={
                "client": f"gnutls-cli: {described}; Re-auth was performed, sent 1 certificate",
                "server": "gnutls-serv: Sending re-auth request; answered",
            },
            decrypted=[*TLS13, *TICKETS, *POST_HANDSHAKE],
            at_once=True,
        ),
        Connection(
            stream=1,
            verdict="post-handshake-auth-declined",
            findings=["post-handshake-auth-declined"],
            facts={**asked, "post_handshake_certificate": "empty"},
            endpoints={
                "client": "gnutls-cli: Received alert [116]: Certificate is required",
                "server": "gnutls-serv: Sending re-auth request",
            },
            decrypted=[*TLS13, *TICKETS, "CertificateRequest", "Certificate", "Finished"],
            at_once=True,
        ),
    ]


@scene(
    "gnutls-late-client-cert",
    story="TLS 1.3, gnutls-serv wants to ask a client that offers no post-handshake authentication: an "
    "alert and FIN in place of the answer",
    server_address="192.0.2.57",
    stacks=stacks,
)
def gnutls_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = gnutls.server(stage, "--echo", "--disable-client-cert", "--priority", ONLY_TLS13)
    client = gnutls.client(stage, certificate=stage.certificates.client)
    described = session(client)
    client.tell("**REAUTH**\n")
    said = bye(client)
    require("Received alert [80]: Internal error" in said, said)
    server.awaits("reauth: The request is invalid")
    return [
        Connection(
            stream=0,
            verdict="request-unanswered",
            findings=["request-unanswered"],
            facts={**TLS13_FACTS, "client_certificate": "none"},
            endpoints={
                "client": f"gnutls-cli: {described}; Received alert [80]: Internal error",
                "server": "gnutls-serv: reauth: The request is invalid",
            },
            decrypted=[*TLS13, *TICKETS],
            at_once=True,
        )
    ]


@scene(
    "gnutls-renegotiation-overtaken",
    story="TLS 1.2, gnutls-serv sends HelloRequest and goes on sending; gnutls-cli, which then expects "
    "nothing but handshake messages, gives up in the middle of the renegotiation",
    server_address="192.0.2.58",
    stacks=stacks,
)
def gnutls_renegotiation_overtaken(stage: Stage) -> Sequence[Connection]:
    server = gnutls.server(stage, "--echo", "--disable-client-cert", "--priority", ONLY_TLS12)
    client = gnutls.client(stage, certificate=stage.certificates.client)
    described = session(client)
    client.tell("**REHANDSHAKE**\n")
    said = bye(client)
    cause = "TLS Application data were received, while expecting handshake data"
    require(f"Rehandshake Failed: {cause}" in said, said)
    server.awaits("Error in rehandshake: A TLS fatal alert has been received")
    flight = without_ticket(TLS12_CERTIFICATE)
    return [
        Connection(
            stream=0,
            verdict="renegotiation-overtaken",
            findings=["renegotiation-inside-tunnel", "renegotiation-overtaken"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={
                "client": f"gnutls-cli: {described}; Rehandshake Failed: {cause}",
                "server": "gnutls-serv: Error in rehandshake: A TLS fatal alert has been received",
            },
            decrypted=[*TLS12, "HelloRequest", *flight[:4], "ServerHelloDone"],
        )
    ]


@scene(
    "gnutls-data-before-inner-hello",
    story="TLS 1.2, a server on GnuTLS sends HelloRequest and, before the client's ClientHello, the first "
    "part of its answer; the client renegotiates, gives its certificate and gets the rest",
    server_address="192.0.2.64",
    stacks=lambda: [f"{gnutls.version()} (library)", python_ssl_version()],
)
def gnutls_data_before_inner_hello(stage: Stage) -> Sequence[Connection]:
    server = python_program(stage, "talking_server", "--authority", str(stage.certificates.authority))
    (client,) = python_client(stage, "1.2", *NAME, "--certificate", stage.certificates.client, "/page")
    said = statement(server, 0)
    require(client["replies"] == [200], f"{client} {said}")
    require(said["sent_after_hello_request"] > 0 and said["answered_by_client_hello"], str(said))
    require(said["given"] == "CN=alice" and said["verified"], str(said))
    return [
        Connection(
            stream=0,
            verdict="client-cert-renegotiation-ok",
            info=["renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={
                "client": said_by_client(client),
                "server": f"GnuTLS: {said['version']}, {said['cipher']}; HelloRequest, then "
                f"{said['sent_after_hello_request']} bytes of the answer, then the client's ClientHello; "
                f"given and verified: {said['given']}; end: {said['ended']}",
            },
            decrypted=[*without_ticket(TLS12), "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        )
    ]


@scene(
    "gnutls-fragments",
    story="Records of at most 512 bytes (--recordsize 512): the messages of both sides are cut; a "
    "certificate given in TLS 1.2, then in TLS 1.3, then none given in TLS 1.3",
    server_address="192.0.2.59",
    stacks=stacks,
)
def gnutls_fragments(stage: Stage) -> Sequence[Connection]:
    server = gnutls.server(stage, "--echo")
    certificate = stage.certificates.client
    played: list[tuple[Endpoint, str, dict[str, Fact], list[str]]] = []
    for priority, given, facts, decrypted in (
        (ONLY_TLS12, True, TLS12_FACTS, TLS12_CERTIFICATE),
        (ONLY_TLS13, True, TLS13_FACTS, [*TLS13_CERTIFICATE, *TICKETS]),
        (ONLY_TLS13, False, TLS13_FACTS, [*TLS13_EMPTY, *TICKETS]),
    ):
        options = ("--recordsize", "512", "--priority", priority)
        client = gnutls.client(stage, *options, certificate=certificate if given else None)
        described = session(client)
        client.tell("hello\n")
        client.awaits(r"\nhello\n")
        require("closed the GnuTLS connection" in bye(client), client.said)
        played.append((client, described, facts, decrypted))
    signatures = re.findall(r"Server Signature: .*\n- (Client Signature)?", server.said)
    require(signatures[1:] == ["Client Signature", ""], server.said)
    require("Successfully sent 1 certificate(s) to server" in played[0][0].said, played[0][0].said)
    return [
        Connection(
            stream=stream,
            verdict="asked-none-given-ok" if stream == 2 else "client-cert-in-handshake-ok",
            info=["client-cert-requested", *([] if stream else ["downgrade-sentinel"])],
            facts={**facts, "client_certificate": "empty" if stream == 2 else "sent"},
            endpoints={
                "client": f"gnutls-cli: {described}; echoed",
                "server": "gnutls-serv: " + ("no client signature" if stream == 2 else "client signature"),
            },
            decrypted=decrypted,
            at_once=True,
        )
        for stream, (_, described, facts, decrypted) in enumerate(played)
    ]
