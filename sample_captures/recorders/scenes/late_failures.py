"""Client authentication that fails late: by renegotiation (TLS 1.2) or after the handshake (TLS 1.3)."""

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
    http_sys,
    http_sys_version,
    python_client,
    python_program,
    python_ssl_version,
    said_by_apache,
    said_by_client,
    said_by_http_sys,
    statement,
    tlslite_version,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.scenes.late import OPTIONAL, PROTECTED
from recorders.scenes.rejected_certificates import NONE_GIVEN, refusals
from recorders.stage import Stage

NOT_FINISHED = "renegotiation-inside-tunnel"
"""Among the findings, not the infos, where the renegotiation did not finish."""
EMPTY_AFTERWARDS = ["CertificateRequest", "Certificate", "Finished"]


def stacks() -> Sequence[str]:
    return [apache_version(), python_ssl_version()]


def up_to_client_finished(messages: list[str]) -> list[str]:
    return messages[: messages.index("Finished") + 1]


@scene(
    "tls12-renegotiation-rejected",
    story="TLS 1.2, Apache renegotiates for a certificate that it needs and is given none, one of an unknown "
    "CA, an expired one, and one for servers: it ends each connection by an alert inside the tunnel",
    server_address="192.0.2.105",
    stacks=stacks,
)
def tls12_renegotiation_rejected(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", PROTECTED)
    (without,) = python_client(stage, "1.2", *NAME, "/protected/page")
    require(without["ended"] == "SSLError: SSLV3_ALERT_HANDSHAKE_FAILURE", str(without))
    require(server.logged(NONE_GIVEN) == 1, f"Apache's log lacks: {NONE_GIVEN}")
    expected = [
        Connection(
            stream=0,
            verdict="renegotiation-empty-certificate",
            findings=[NOT_FINISHED, "renegotiation-empty-certificate"],
            facts=TLS12_FACTS,
            endpoints={
                "client": said_by_client(without),
                "server": f"Apache: Re-negotiation handshake failed; {NONE_GIVEN}",
            },
            decrypted=[*TLS12, "HelloRequest", *up_to_client_finished(TLS12_EMPTY)],
        )
    ]
    for stream, (certificate, refusal) in enumerate(refusals(stage), start=1):
        (client,) = python_client(stage, "1.2", *NAME, "--certificate", certificate, "/protected/page")
        require(client["ended"] == f"SSLError: {refusal.alert}", str(client))
        require(server.logged(refusal.log) == 1, f"Apache's log lacks: {refusal.log}")
        expected.append(
            Connection(
                stream=stream,
                verdict="renegotiation-certificate-rejected",
                findings=[NOT_FINISHED, "renegotiation-certificate-rejected"],
                facts=TLS12_FACTS,
                endpoints={
                    "client": said_by_client(client),
                    "server": f"Apache: Re-negotiation handshake failed; {refusal.log}",
                },
                decrypted=[*TLS12, "HelloRequest", *up_to_client_finished(TLS12_CERTIFICATE)],
            )
        )
    require(server.logged("Re-negotiation handshake failed") == len(expected), "Apache's log")
    return expected


@scene(
    "tls13-post-handshake-auth-rejected",
    story="TLS 1.3, Apache asks after the handshake for a certificate that it needs and is given none, one "
    "of an unknown CA, an expired one, and one for servers: it ends each connection by an alert",
    server_address="192.0.2.106",
    stacks=stacks,
)
def tls13_post_handshake_auth_rejected(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", PROTECTED)
    offer = (*NAME, "--post-handshake-auth", "/protected/page")
    facts = {**TLS13_FACTS, "post_handshake_auth": True}
    missing = "Client certificate missing"
    (without,) = python_client(stage, "1.3", *offer)
    require(without["ended"] == "SSLError: TLSV13_ALERT_CERTIFICATE_REQUIRED", str(without))
    require(server.logged(missing) == 1, f"Apache's log lacks: {missing}")
    expected = [
        Connection(
            stream=0,
            verdict="post-handshake-auth-declined",
            findings=["post-handshake-auth-declined"],
            facts={**facts, "post_handshake_certificate": "empty"},
            endpoints={"client": said_by_client(without), "server": f"Apache: {missing}"},
            decrypted=[*TLS13, *TICKETS, *EMPTY_AFTERWARDS],
        )
    ]
    for stream, (certificate, refusal) in enumerate(refusals(stage), start=1):
        (client,) = python_client(stage, "1.3", *offer, "--certificate", certificate)
        require(client["ended"] == f"SSLError: {refusal.alert}", str(client))
        require(server.logged(refusal.log) == 1, f"Apache's log lacks: {refusal.log}")
        expected.append(
            Connection(
                stream=stream,
                verdict="post-handshake-auth-rejected",
                findings=["post-handshake-auth-rejected"],
                facts={**facts, "post_handshake_certificate": "sent"},
                endpoints={"client": said_by_client(client), "server": f"Apache: {refusal.log}"},
                decrypted=[*TLS13, *TICKETS, *POST_HANDSHAKE],
            )
        )
    return expected


@scene(
    "tls13-post-handshake-auth-none-given",
    story="TLS 1.3, Apache asks after the handshake for an optional certificate; the client has none and "
    "gets its page, and the next one on the same connection",
    server_address="192.0.2.107",
    stacks=stacks,
)
def tls13_post_handshake_auth_none_given(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", OPTIONAL)
    (client,) = python_client(stage, "1.3", *NAME, "--post-handshake-auth", "/protected/page", "/page")
    requests = server.requests(2)
    require(client["replies"] == [200, 200], str(client))
    require([request["verified"] for request in requests] == ["NONE", "NONE"], str(requests))
    return [
        Connection(
            stream=0,
            verdict="asked-none-given-ok",
            findings=["post-handshake-auth-declined"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "empty"},
            endpoints={"client": said_by_client(client), "server": said_by_apache(requests[0])},
            decrypted=[*TLS13, *TICKETS, *EMPTY_AFTERWARDS, *TICKETS],
        )
    ]


@scene(
    "tls12-renegotiation-reset",
    story="TLS 1.2, the server asks inside the tunnel and then resets: the certificate is given and its "
    "owner is not welcome; none is given; and as soon as the client begins to answer",
    server_address="192.0.2.108",
    stacks=lambda: [http_sys_version(), python_ssl_version()],
)
def tls12_renegotiation_reset(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    certificate = ("--certificate", stage.certificates.client)
    clients = [
        *python_client(stage, "1.2", *NAME, *certificate, "/protected/forbidden"),
        *python_client(stage, "1.2", *NAME, "/protected/forbidden"),
        *python_client(stage, "1.2", *NAME, *certificate, "/protected/crash"),
    ]
    servers = [statement(server, ordinal) for ordinal in range(3)]
    require([words["given"] for words in servers] == ["alice", None, None], str(servers))
    require(all(words["ended"].startswith("server reset") for words in servers), str(servers))
    require(all(client["ended"].endswith("TCP reset") for client in clients), str(clients))
    reset = "server-reset/in-renegotiation"
    outcomes = [
        (
            "renegotiation-rejected-after-finish",
            ["renegotiation-rejected-after-finish"],
            without_ticket(TLS12_CERTIFICATE),
        ),
        (
            "renegotiation-empty-certificate",
            ["renegotiation-empty-certificate", "renegotiation-rejected-after-finish"],
            without_ticket(TLS12_EMPTY),
        ),
        ("renegotiation-failed", [NOT_FINISHED, "renegotiation-failed"], ["ClientHello"]),
    ]
    return [
        Connection(
            stream=stream,
            verdict=verdict,
            findings=[*findings, reset],
            info=[
                "downgrade-sentinel",
                *([] if NOT_FINISHED in findings else ["renegotiation-inside-tunnel"]),
            ],
            facts=TLS12_FACTS,
            endpoints={
                "client": said_by_client(clients[stream]),
                "server": said_by_http_sys(servers[stream]),
            },
            decrypted=[*TLS12, "HelloRequest", *inside],
        )
        for stream, (verdict, findings, inside) in enumerate(outcomes)
    ]


@scene(
    "tls13-post-handshake-auth-unsolicited",
    story="TLS 1.3, a server asks after the handshake whether the client offered that or not: one client did "
    "and gives its certificate, the other did not and leaves (unexpected_message)",
    server_address="192.0.2.155",
    stacks=lambda: [f"stand-in on {tlslite_version()}", python_ssl_version()],
)
def tls13_post_handshake_auth_unsolicited(stage: Stage) -> Sequence[Connection]:
    server = python_program(stage, "unsolicited_server")
    options = (*NAME, "--certificate", stage.certificates.client, "/page", "--end", "wait")
    (asked,) = python_client(stage, "1.3", *options, "--post-handshake-auth")
    (surprised,) = python_client(stage, "1.3", *options)
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(asked["replies"] == [200] and servers[0]["given"], f"{asked} {servers}")
    require(surprised["ended"] == "SSLError: UNEXPECTED_MESSAGE", str(surprised))
    require(servers[1]["ended"] == "TLSRemoteAlert: unexpected_message", str(servers))
    return [
        Connection(
            stream=0,
            verdict="client-cert-post-handshake-ok",
            info=["post-handshake-auth-used"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "sent"},
            endpoints={
                "client": said_by_client(asked),
                "server": f"tlslite-ng: {servers[0]['version']}, asked, given a certificate",
            },
            decrypted=[*TLS13, *POST_HANDSHAKE],
        ),
        Connection(
            stream=1,
            # What the server wanted is what it cannot have of such a client; how it asked, nobody else does.
            verdict="tls13-late-client-cert",
            findings=[
                "missing-post-handshake-auth",
                "post-handshake-auth-unsolicited",
                "tls13-late-client-cert",
            ],
            facts=TLS13_FACTS,
            endpoints={
                "client": said_by_client(surprised),
                "server": f"tlslite-ng: {servers[1]['version']}, asked; {servers[1]['ended']}",
            },
            decrypted=[*TLS13, "CertificateRequest"],
        ),
    ]
