"""TCP resets that have nothing to do with client certificates: harmless ones, and failures of other kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recorders.flights import TICKETS, TLS12, TLS13
from recorders.programs import (
    NAME,
    python_client,
    python_ssl_version,
    resetting_server,
    said_by_client,
    said_by_resetting_server,
    statement,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage

HELLO = ["ClientHello"]
TLS12_CUT = TLS12[: TLS12.index("ClientKeyExchange") + 2]
"""Up to the client's Finished."""


def stacks() -> Sequence[str]:
    return [python_ssl_version()]


def connection(
    stream: int,
    client: dict[str, Any],
    server: dict[str, Any],
    decrypted: list[str],
    verdict: str,
    *,
    findings: Sequence[str] = (),
    info: Sequence[str] = (),
) -> Connection:
    facts = {"TLSv1.2": TLS12_FACTS, "TLSv1.3": TLS13_FACTS}.get(server.get("version", ""), {})
    endpoints = {"client": said_by_client(client), "server": said_by_resetting_server(server)}
    # The server knows TLS 1.3 and marks its random where less is spoken (RFC 8446 4.1.3).
    marked = ["downgrade-sentinel"] if "ServerHelloDone" in decrypted else []
    return Connection(stream, verdict, endpoints, findings, [*marked, *info], facts, decrypted)


@scene(
    "server-reset-after-close-notify",
    story="Harmless: the server answers, says close_notify, and resets instead of waiting; TLS 1.2 and 1.3",
    server_address="192.0.2.10",
    stacks=stacks,
)
def server_reset_after_close_notify(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "close-notify", "close-notify")
    clients = [*answered(stage, "1.2", "--end", "wait"), *answered(stage, "1.3", "--end", "wait")]
    require(all(was_reset(client) for client in clients), str(clients))
    return harmless(clients, [statement(server, 0), statement(server, 1)], "server-reset/after-close-notify")


@scene(
    "server-reset-after-fin",
    story="Harmless: the client has sent FIN and the server closes a socket with unread bytes in it "
    "(TLS 1.2, 1.3); the server has sent FIN and the client's close_notify meets no socket (TLS 1.2)",
    server_address="192.0.2.11",
    stacks=stacks,
)
def server_reset_after_fin(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "close-with-unread", "close-with-unread", "close")
    clients = [
        *answered(stage, "1.2", "--end", "close-notify-and-fin"),
        *answered(stage, "1.3", "--end", "close-notify-and-fin"),
        *answered(stage, "1.2", "--pause", "0.3", "--end", "close-notify-and-fin"),
    ]
    servers = [statement(server, ordinal) for ordinal in range(3)]
    return harmless(clients, servers, "server-reset/after-fin")


@scene(
    "server-reset-idle",
    story="Harmless: a connection kept alive is reset 1.5 s after its request was answered; TLS 1.2 and 1.3",
    server_address="192.0.2.12",
    stacks=stacks,
)
def server_reset_idle(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "idle", "idle")
    clients = [*answered(stage, "1.2", "--end", "wait"), *answered(stage, "1.3", "--end", "wait")]
    require(all(was_reset(client) for client in clients), str(clients))
    return harmless(clients, [statement(server, 0), statement(server, 1)], "server-reset/idle")


@scene(
    "server-reset-idle-no-tickets",
    story="Harmless: TLS 1.3 without tickets, one short reply where they would be, an idle reset 1.5 s on",
    server_address="192.0.2.13",
    stacks=stacks,
)
def server_reset_idle_no_tickets(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "idle", tickets=0)
    (client,) = answered(stage, "1.3", "--end", "wait")
    require(was_reset(client), str(client))
    expected = connection(0, client, statement(server, 0), TLS13, "tls-ok", info=["server-reset/idle"])
    return [expected]


@scene(
    "server-reset-after-request",
    story="A server that fails on every request resets TLS 1.2 and 1.3 alike: no late certificate",
    server_address="192.0.2.14",
    stacks=stacks,
)
def server_reset_after_request(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "after-request", "after-request")
    clients = [*python_client(stage, "1.2", *NAME, "/page"), *python_client(stage, "1.3", *NAME, "/page")]
    servers = [statement(server, ordinal) for ordinal in range(2)]
    unanswered(clients, servers, [1, 1])
    kind = "server-reset/after-request-unanswered"
    return [
        connection(0, clients[0], servers[0], TLS12, kind, findings=[kind]),
        connection(1, clients[1], servers[1], [*TLS13, *TICKETS], kind, findings=[kind]),
    ]


@scene(
    "server-reset-in-handshake",
    story="Resets early on: on the ClientHello, on the client's second flight (TLS 1.2), after the handshake "
    "(TLS 1.3), and of a SYN once the server is gone",
    server_address="192.0.2.15",
    stacks=stacks,
)
def server_reset_in_handshake(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "before-server-hello", "in-handshake", "after-finished")
    clients = [
        *python_client(stage, "1.3", *NAME),
        *python_client(stage, "1.2", *NAME),
        *python_client(stage, "1.3", *NAME, "--end", "wait"),
    ]
    server.finishes()
    (refused,) = python_client(stage, "1.3", *NAME)
    servers = [statement(server, ordinal) for ordinal in range(3)]
    unanswered(clients, servers, [0, 0, 0])
    require(refused["ended"] == "ConnectionRefusedError", str(refused))
    kinds = [
        f"server-reset/{kind}"
        for kind in ("before-server-hello", "in-handshake", "after-finished-no-request")
    ]
    decrypted = (HELLO, TLS12_CUT, [*TLS13, *TICKETS])
    expected = [
        connection(stream, clients[stream], servers[stream], decrypted[stream], kind, findings=[kind])
        for stream, kind in enumerate(kinds)
    ]
    gone = {"client": said_by_client(refused), "server": "had ended, its port was closed"}
    return [*expected, Connection(3, "server-reset/refused", gone, findings=["server-reset/refused"])]


@scene(
    "server-reset-partial-reply",
    story="The server resets in the middle of its reply, TLS 1.2 and 1.3",
    server_address="192.0.2.16",
    stacks=stacks,
)
def server_reset_partial_reply(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "partial-reply", "partial-reply")
    clients = [*python_client(stage, "1.2", *NAME, "/page"), *python_client(stage, "1.3", *NAME, "/page")]
    servers = [statement(server, ordinal) for ordinal in range(2)]
    unanswered(clients, servers, [1, 1])
    kind = "server-reset/partial-reply"
    return [
        connection(0, clients[0], servers[0], TLS12, kind, findings=[kind]),
        connection(1, clients[1], servers[1], [*TLS13, *TICKETS], kind, findings=[kind]),
    ]


@scene(
    "client-reset",
    story="The client gives up on a request that is not answered and resets, TLS 1.2 and 1.3",
    server_address="192.0.2.17",
    stacks=stacks,
)
def client_reset(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "silent", "silent")
    options = (*NAME, "/page", "--send-only", "--pause", "0.3", "--end", "reset")
    clients = [*python_client(stage, "1.2", *options), *python_client(stage, "1.3", *options)]
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(all(client["ended"] == "client reset" for client in clients), str(clients))
    require(all(words["ended"] != "client data" for words in servers), str(servers))
    return [
        connection(0, clients[0], servers[0], TLS12, "client-reset", findings=["client-reset"]),
        connection(1, clients[1], servers[1], [*TLS13, *TICKETS], "client-reset", findings=["client-reset"]),
    ]


def answered(stage: Stage, version: str, *options: str) -> list[dict[str, Any]]:
    clients = python_client(stage, version, *NAME, "/page", *options)
    require(all(client["replies"] == [200] for client in clients), str(clients))
    return clients


def harmless(clients: list[dict[str, Any]], servers: list[dict[str, Any]], kind: str) -> Sequence[Connection]:
    """Every request was answered before the reset."""
    require(all(server["requests"] == 1 for server in servers), str(servers))
    return [
        connection(
            stream,
            client,
            servers[stream],
            TLS12 if client["version"] == "TLSv1.2" else [*TLS13, *TICKETS],
            "tls-ok",
            info=[kind],
        )
        for stream, client in enumerate(clients)
    ]


def unanswered(clients: list[dict[str, Any]], servers: list[dict[str, Any]], requests: list[int]) -> None:
    require([server["requests"] for server in servers] == requests, str(servers))
    require(all(client["replies"] == [] and was_reset(client) for client in clients), str(clients))


def was_reset(client: dict[str, Any]) -> bool:
    return str(client["ended"]).endswith("TCP reset")
