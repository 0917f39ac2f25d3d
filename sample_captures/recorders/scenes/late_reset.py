"""The seed: TLS 1.3, a request needs the certificate, the server cannot ask for it and resets."""

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
    without_ticket,
)
from recorders.programs import (
    NAME,
    curl,
    curl_version,
    http_sys,
    http_sys_version,
    openssl_version,
    python_client,
    python_ssl_version,
    s_client,
    said_by_client,
    said_by_http_sys,
    statement,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage

LATE_FINDINGS = [
    "missing-post-handshake-auth",
    "server-reset/after-request-unanswered",
    "tls13-late-client-cert",
]
RESET = "server reset: a certificate is needed and cannot be asked for"


@scene(
    "tls13-late-client-cert-alone",
    story="The seed without any other sign: TLS 1.3, no post-handshake authentication offered, "
    "the server resets after the request; with SNI, then without",
    server_address="192.0.2.8",
    stacks=lambda: [http_sys_version(), python_ssl_version()],
)
def tls13_late_client_cert_alone(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    certificate = ("--certificate", stage.certificates.client)
    clients = python_client(stage, "1.3", *NAME, *certificate, "/protected/page")
    clients += python_client(stage, "1.3", *certificate, "/protected/page")
    require(all(cut(client) for client in clients), str(clients))
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require([words["ended"] for words in servers] == [RESET, RESET], str(servers))
    require([words["server_name"] for words in servers] == ["intranet.example", None], str(servers))
    return [
        late(0, said_by_client(clients[0]), servers[0], "possible"),
        late(1, said_by_client(clients[1]), servers[1], "possible"),
    ]


@scene(
    "tls13-reset-although-offered",
    story="TLS 1.3, curl offers post-handshake authentication, the server resets all the same",
    server_address="192.0.2.32",
    stacks=lambda: [http_sys_version(), curl_version()],
)
def tls13_reset_although_offered(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    url = f"https://{stage.server_address}/protected/page"
    status, said = curl(stage, url, "-k", "--http1.1", "--cert", stage.certificates.client)
    require(status == 56 and "Connection reset by peer" in said, f"{status} {said}")
    words = statement(server, 0)
    require(words["ended"] == RESET and words["version"] == "TLSv1.3", str(words))
    return [
        Connection(
            stream=0,
            verdict="server-reset/after-request-unanswered",
            findings=["server-reset/after-request-unanswered"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "client_certificate": "none"},
            endpoints={
                "client": "curl: exit status 56, Connection reset by peer",
                "server": said_by_http_sys(words),
            },
            decrypted=[*TLS13, *TICKETS],
        )
    ]


@scene(
    "tls13-late-client-cert",
    story="The seed, whole: in TLS 1.2 the server renegotiates after the request and is given a "
    "certificate, in TLS 1.3 it resets; with SNI, then without",
    server_address="192.0.2.9",
    stacks=lambda: [
        http_sys_version(),
        python_ssl_version(),
        f"{openssl_version()} s_client",
        curl_version(),
    ],
)
def tls13_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    certificate = stage.certificates.client
    url = f"https://{stage.server_address}/protected/page"
    renegotiated = python_client(stage, "1.2", *NAME, "--certificate", certificate, "/protected/page")
    reset = python_client(stage, "1.3", *NAME, "--certificate", certificate, "/protected/page")
    openssl = s_client(stage, "-servername", "intranet.example", "-cert", certificate, "-tls1_3")
    openssl.awaits("Verify return code")
    openssl.tell("GET /protected/page HTTP/1.1\r\nHost: intranet.example\r\n\r\n")
    openssl_said = openssl.finishes()
    answered = python_client(stage, "1.3", *NAME, "/large")
    status, _ = curl(stage, url, "-k", "--http1.1", "--cert", certificate, "--tls-max", "1.2")
    nameless = python_client(stage, "1.3", "--certificate", certificate, "/protected/page")

    servers = [statement(server, ordinal) for ordinal in range(6)]
    require(
        renegotiated[0]["replies"] == [200] and answered[0]["replies"] == [200], f"{renegotiated} {answered}"
    )
    require(cut(reset[0]) and cut(nameless[0]), f"{reset} {nameless}")
    require("read:errno=104" in openssl_said, openssl_said)
    require(status == 0, f"curl ended with exit status {status}")
    require([words["given"] for words in servers] == ["alice", None, None, None, "alice", None], str(servers))
    require(
        [words["ended"] == RESET for words in servers] == [False, True, True, False, False, True],
        str(servers),
    )

    could_not_be_asked = Connection(
        stream=3,
        verdict="tls-ok",
        # The server is known to ask late: that it could not ask this client is worth a notice. The page is
        # large, because a small one looks like the error page that a server sends when it cannot ask.
        findings=["missing-post-handshake-auth"],
        facts={**TLS13_FACTS, "client_certificate": "none"},
        endpoints={"client": said_by_client(answered[0]), "server": said_by_http_sys(servers[3])},
        decrypted=[*TLS13, *TICKETS],
    )
    return [
        asked(0, said_by_client(renegotiated[0]), servers[0], TLS12),
        late(1, said_by_client(reset[0]), servers[1], "likely"),
        late(2, "s_client: TLSv1.3; read:errno=104", servers[2], "likely"),
        could_not_be_asked,
        asked(4, "curl: exit status 0", servers[4], without_ticket(TLS12)),
        late(5, said_by_client(nameless[0]), servers[5], "likely"),
    ]


def late(stream: int, client: str, server: dict[str, Any], confidence: str) -> Connection:
    facts = {**TLS13_FACTS, "client_certificate": "none", "confidence": confidence}
    if name := server["server_name"]:
        facts["server_name"] = name
    return Connection(
        stream=stream,
        verdict="tls13-late-client-cert",
        findings=LATE_FINDINGS,
        facts=facts,
        endpoints={"client": client, "server": said_by_http_sys(server)},
        decrypted=[*TLS13, *TICKETS],
    )


def asked(
    stream: int, client: str, server: dict[str, Any], first: list[str], *, knows_tls13: bool = True
) -> Connection:
    """The stand-in renegotiated and was given a certificate; if it knows TLS 1.3, it marked that."""
    return Connection(
        stream=stream,
        verdict="client-cert-renegotiation-ok",
        info=[*(["downgrade-sentinel"] if knows_tls13 else []), "renegotiation-inside-tunnel"],
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={"client": client, "server": said_by_http_sys(server)},
        decrypted=[*first, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
    )


def none_given(
    stream: int, client: str, server: dict[str, Any], first: list[str], *, knows_tls13: bool = True
) -> Connection:
    """The same where the client had none, and the stand-in went on."""
    return Connection(
        stream=stream,
        verdict="asked-none-given-ok",
        findings=["renegotiation-empty-certificate"],
        info=[*(["downgrade-sentinel"] if knows_tls13 else []), "renegotiation-inside-tunnel"],
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={"client": client, "server": said_by_http_sys(server)},
        decrypted=[*first, "HelloRequest", *without_ticket(TLS12_EMPTY)],
    )


def asked_first(stream: int, client: str, server: dict[str, Any]) -> Connection:
    """The stand-in asked in the one handshake and went on, whatever it was given."""
    tls12, given = server["version"] == "TLSv1.2", server["given"] is not None
    if tls12:
        decrypted = TLS12_CERTIFICATE if given else TLS12_EMPTY
    else:
        decrypted = [*(TLS13_CERTIFICATE if given else TLS13_EMPTY), *TICKETS]
    return Connection(
        stream=stream,
        verdict="client-cert-in-handshake-ok" if given else "asked-none-given-ok",
        info=["client-cert-requested", *(["downgrade-sentinel"] if tls12 else [])],
        facts={
            **(TLS12_FACTS if tls12 else TLS13_FACTS),
            "client_certificate": "sent" if given else "empty",
        },
        endpoints={"client": client, "server": said_by_http_sys(server)},
        decrypted=decrypted,
    )


def cut(client: dict[str, Any]) -> bool:
    """The client had no reply, and its kernel says that the connection was reset."""
    return not client["replies"] and str(client["ended"]).endswith("TCP reset")
