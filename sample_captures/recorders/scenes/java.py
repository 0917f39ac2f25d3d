"""Java's JSSE, which calls three different things startHandshake(), and pads its records in TLS 1.3."""

from __future__ import annotations

from collections.abc import Sequence

from recorders import java
from recorders.flights import (
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS12_EMPTY,
    TLS13,
    without_ticket,
)
from recorders.programs import (
    NAME,
    http_sys,
    http_sys_version,
    python_client,
    python_ssl_version,
    said_by_client,
    said_by_http_sys,
    statement,
    statements,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.scenes.late_reset import RESET, asked, asked_first, late, none_given
from recorders.stage import Stage

PLAIN = without_ticket(TLS12)
RESUMED = ["ClientHello", "ServerHello", "NewSessionTicket", "Finished", "Finished"]
"""RFC 5077 3.4: the server accepts the ticket and gives another."""


@scene(
    "java-late-client-cert",
    story="A Java client wants pages for which the server asks late: in TLS 1.2 it renegotiates, with a "
    "certificate and without, each message in a record of its own; in TLS 1.3 it is reset",
    server_address="192.0.2.50",
    stacks=lambda: [http_sys_version(), java.version()],
)
def java_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--keys", str(stage.keys))
    certificate = stage.certificates.client
    clients = [
        java.client(stage, "TLSv1.2", "/page", "/protected/page", certificate=certificate),
        java.client(stage, "TLSv1.2", "/protected/page"),
        java.client(stage, "TLSv1.3", "/protected/page", certificate=certificate),
    ]
    servers = statements(server, 3)
    require([client["replies"] for client in clients] == [[200, 200], [200], []], str(clients))
    require([words["given"] for words in servers] == ["alice", None, None], str(servers))
    require(servers[1]["asked"] and servers[2]["ended"] == RESET, str(servers))
    said = [java.said(client) for client in clients]
    return [
        asked(0, said[0], servers[0], TLS12),
        none_given(1, said[1], servers[1], TLS12),
        late(2, said[2], servers[2], "likely"),
    ]


@scene(
    "java-asked-first",
    story="The one handshake asks a Java client for a certificate, given and not given, in TLS 1.2 and 1.3, "
    "where JSSE pads each record",
    server_address="192.0.2.51",
    stacks=lambda: [http_sys_version(), java.version()],
)
def java_asked_first(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--ask-first", "--keys", str(stage.keys))
    played = [
        (version, given) for version in ("TLSv1.2", "TLSv1.3") for given in (stage.certificates.client, None)
    ]
    clients = [java.client(stage, version, "/page", certificate=given) for version, given in played]
    servers = statements(server, 4)
    require(all(client["replies"] == [200] for client in clients), str(clients))
    require([words["given"] for words in servers] == ["alice", None, "alice", None], str(servers))
    return [asked_first(stream, java.said(client), servers[stream]) for stream, client in enumerate(clients)]


@scene(
    "java-renegotiation",
    story="TLS 1.2, a Java server calls startHandshake() for /protected/, with session tickets off: it "
    "renegotiates and is given a certificate, then none, and answers both",
    server_address="192.0.2.52",
    stacks=lambda: [java.version(), python_ssl_version()],
)
def java_renegotiation(stage: Stage) -> Sequence[Connection]:
    server = java.server(stage, "wait", java.NO_TICKETS)
    certificate = ("--certificate", stage.certificates.client)
    clients = python_client(stage, "1.2", *NAME, *certificate, "/page", "/protected/page")
    clients += python_client(stage, "1.2", *NAME, "/protected/page")
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require([client["replies"] for client in clients] == [[200, 200], [200]], str(clients))
    require([words["given"] for words in servers] == ["CN=alice", "nobody"], str(servers))
    return [
        Connection(
            stream=stream,
            verdict="asked-none-given-ok" if stream else "client-cert-renegotiation-ok",
            findings=["renegotiation-empty-certificate"] if stream else [],
            info=["downgrade-sentinel", "renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={"client": said_by_client(client), "server": java.said_by_server(servers[stream])},
            decrypted=[
                *PLAIN,
                "HelloRequest",
                *without_ticket(TLS12_EMPTY if stream else TLS12_CERTIFICATE),
            ],
        )
        for stream, client in enumerate(clients)
    ]


@scene(
    "java-renegotiation-resumed",
    story="TLS 1.2, a Java server as it comes calls startHandshake() for a certificate: the client's ticket "
    "resumes the session, nobody is asked, and the server answers without knowing who the client is",
    server_address="192.0.2.53",
    stacks=lambda: [java.version(), python_ssl_version()],
)
def java_renegotiation_resumed(stage: Stage) -> Sequence[Connection]:
    server = java.server(stage, "wait")
    certificate = ("--certificate", stage.certificates.client)
    (client,) = python_client(stage, "1.2", *NAME, *certificate, "/page", "/protected/page")
    words = statement(server, 0)
    require(client["replies"] == [200, 200] and words["given"] == "nobody", f"{client} {words}")
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            info=["downgrade-sentinel", "renegotiation-inside-tunnel", "renegotiation-resumed"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={"client": said_by_client(client), "server": java.said_by_server(words)},
            decrypted=[*TLS12, "HelloRequest", *RESUMED],
        )
    ]


@scene(
    "java-renegotiation-overtaken",
    story="TLS 1.2, a Java server calls startHandshake() for a certificate and answers at once, as one does "
    "who takes the call for a blocking one: the page is sent before the new handshake, and without the "
    "certificate",
    server_address="192.0.2.54",
    stacks=lambda: [java.version(), python_ssl_version()],
)
def java_renegotiation_overtaken(stage: Stage) -> Sequence[Connection]:
    server = java.server(stage, "overtake", java.NO_TICKETS)
    certificate = ("--certificate", stage.certificates.client)
    (client,) = python_client(stage, "1.2", *NAME, *certificate, "/protected/page", "/page")
    words = statement(server, 0)
    require(client["replies"] == [200, 200], f"{client} {words}")
    return [
        Connection(
            stream=0,
            verdict="client-cert-renegotiation-ok",
            findings=["renegotiation-overtaken"],
            info=["downgrade-sentinel", "renegotiation-inside-tunnel"],
            facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
            endpoints={"client": said_by_client(client), "server": java.said_by_server(words)},
            decrypted=[*PLAIN, "HelloRequest", *without_ticket(TLS12_CERTIFICATE)],
        )
    ]


@scene(
    "java-tls13-key-update",
    story="TLS 1.3, startHandshake() is a KeyUpdate in JSSE: a Java server that wants a certificate that "
    "way asks nobody; a Java client changes keys between its two requests",
    server_address="192.0.2.55",
    stacks=lambda: [java.version(), python_ssl_version(), http_sys_version()],
)
def java_tls13_key_update(stage: Stage) -> Sequence[Connection]:
    server = java.server(stage, "wait")
    certificate = ("--certificate", stage.certificates.client)
    (python,) = python_client(stage, "1.3", *NAME, *certificate, "/page", "/protected/page", "/page")
    words = statement(server, 0)
    server.end()
    stand_in = http_sys(stage, "--keys", str(stage.keys))
    client = java.client(stage, "TLSv1.3", "/page", "startHandshake", "/page")
    (other,) = statements(stand_in, 1)
    require(python["replies"] == [200, 200, 200] and words["given"] == "nobody", f"{python} {words}")
    require(client["replies"] == [200, 200], f"{client}")
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            facts={**TLS13_FACTS, "client_certificate": "none", "overhead_server": 33},
            endpoints={"client": said_by_client(python), "server": java.said_by_server(words)},
            decrypted=[*TLS13, "NewSessionTicket", "KeyUpdate", "KeyUpdate"],
        ),
        Connection(
            stream=1,
            verdict="tls-ok",
            facts={**TLS13_FACTS, "client_certificate": "none", "overhead_client": 33},
            endpoints={"client": java.said(client), "server": said_by_http_sys(other)},
            decrypted=[*TLS13, *TICKETS, "KeyUpdate", "KeyUpdate"],
        ),
    ]
