"""Connections that get no answer, or end without one: silence, closes, losses, resets that nobody sent."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import TICKETS, TLS12, TLS12_EMPTY, TLS13, TLS13_EMPTY
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    memory_client,
    openssl_version,
    python_client,
    python_ssl_version,
    resetting_server,
    s_server,
    said_by_client,
    statement,
    wire,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.scenes.resets import HELLO, connection, was_reset
from recorders.stage import Stage


def stacks() -> Sequence[str]:
    return [python_ssl_version()]


@scene(
    "no-server-hello",
    story="The server takes the ClientHello and says nothing for 3.5 s, when the client gives up; another "
    "time it closes the connection at once",
    server_address="192.0.2.122",
    stacks=stacks,
)
def no_server_hello(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "no-hello", "close-on-hello")
    clients = python_client(stage, "1.3", *NAME, "--patience", "3.5") + python_client(stage, "1.2", *NAME)
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(clients[0]["ended"].startswith("TimeoutError"), str(clients))
    require("EOF" in clients[1]["ended"], str(clients))
    require(servers[0]["ended"] == "client FIN, nothing said", str(servers))
    verdicts = ("no-server-hello-timeout", "server-closed-before-server-hello")
    return [
        connection(0, clients[0], servers[0], HELLO, verdicts[0], findings=[verdicts[0]]),
        connection(
            1,
            clients[1],
            servers[1],
            HELLO,
            verdicts[1],
            # OpenSSL calls an end in place of a ServerHello a decode_error, to a socket that is closed.
            findings=["fatal-alert", verdicts[1]],
            info=["server-reset/after-fin"],
        ),
    ]


@scene(
    "not-tls-answer",
    story="The server speaks HTTP without TLS on the port and answers the ClientHello with a 400",
    server_address="192.0.2.123",
    stacks=stacks,
)
def not_tls_answer(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "plain-http")
    (client,) = python_client(stage, "1.3", *NAME)
    require(client["ended"] == "SSLError: WRONG_VERSION_NUMBER", str(client))
    words = statement(server, 0)
    require(words["ended"] == "answered 400 in clear, client reset", str(words))
    return [connection(0, client, words, HELLO, "not-tls-answer", findings=["not-tls-answer"])]


@scene(
    "network-loss",
    story="TCP connects, but nothing with data in it reaches the server: the ClientHello is sent again and "
    "again, until the client gives up after 3.5 s and resets",
    server_address="192.0.2.124",
    wired=True,
    stacks=stacks,
)
def network_loss(stage: Stage) -> Sequence[Connection]:
    between = wire(stage, "--fault", "lose-client-data")
    server = resetting_server(stage, "no-hello")
    (client,) = python_client(stage, "1.3", *NAME, "--patience", "3.5", "--end", "reset")
    require(client["ended"].startswith("TimeoutError"), str(client))
    require(between.said.count("lost a segment of the client") > 2, between.said)
    require("ended" not in server.said, server.said)
    words = {"client": said_by_client(client), "between": "the wire lost every segment of the client"}
    return [Connection(0, "network-loss", words, findings=["network-loss"], decrypted=HELLO)]


@scene(
    "handshake-timeout",
    story="Handshakes that stand still for 11 s: the server owes its Finished (TLS 1.2) and says nothing",
    server_address="192.0.2.125",
    stacks=stacks,
)
def handshake_timeout(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "stop-after-hello")
    (client,) = python_client(stage, "1.2", *NAME, "--patience", "11")
    require(client["ended"].startswith("TimeoutError"), str(client))
    finished = TLS12[: TLS12.index("Finished") + 1]
    verdict = "handshake-timeout"
    return [connection(0, client, statement(server, 0), finished, verdict, findings=[verdict])]


@scene(
    "certificate-prompt-open",
    story="The server asks for a certificate in the first handshake and the client says nothing for 11 s, as "
    "while its user looks at the prompt; then it leaves; TLS 1.2 and 1.3",
    server_address="192.0.2.126",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def certificate_prompt_open(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "-all +TLSv1.2 +TLSv1.3", "SSLVerifyClient require")
    clients = [
        memory_client(stage, "/page", *NAME, "--version", version, "--hesitate", "11")
        for version in ("1.2", "1.3")
    ]
    require(server.access.read_text() == "", "Apache logged a request")
    asked = TLS12_EMPTY[: TLS12_EMPTY.index("ServerHelloDone") + 1]
    silent = {"server": "Apache: asked, waited"}
    return [
        Connection(
            stream=0,
            verdict="handshake-timeout",
            findings=["client-left-when-asked", "handshake-timeout"],
            info=["client-cert-requested", "downgrade-sentinel"],
            facts=TLS12_FACTS,
            endpoints={"client": f"Python ssl: {clients[0]['ended']}", **silent},
            decrypted=asked,
        ),
        Connection(
            stream=1,
            verdict="handshake-timeout",
            # That the server asked cannot be seen in TLS 1.3 before the client answers.
            findings=["handshake-timeout"],
            facts=TLS13_FACTS,
            endpoints={"client": f"Python ssl: {clients[1]['ended']}", **silent},
            decrypted=TLS13_EMPTY[: TLS13_EMPTY.index("Finished") + 1],
        ),
    ]


@scene(
    "request-timeout",
    story="A request is not answered for 31 s, then the client closes the connection; TLS 1.2",
    server_address="192.0.2.127",
    stacks=stacks,
)
def request_timeout(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "silent")
    waits = ("--send-only", "--pause", "31", "--end", "close")
    (client,) = python_client(stage, "1.2", *NAME, "/page", *waits, patience=40)
    words = statement(server, 0)
    require(client["ended"].startswith("closed without a word"), str(client))
    require(words["requests"] == 1, str(words))
    findings = ["request-timeout", "request-unanswered"]
    return [connection(0, client, words, TLS12, "request-unanswered", findings=findings)]


@scene(
    "request-unanswered",
    story="The server reads the request and closes the connection in good form instead of answering, TLS 1.2 "
    "and 1.3",
    server_address="192.0.2.128",
    stacks=stacks,
)
def request_unanswered(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "close-unanswered", "close-unanswered")
    clients = [*python_client(stage, "1.2", *NAME, "/page"), *python_client(stage, "1.3", *NAME, "/page")]
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(all(client["ended"].startswith("RemoteDisconnected") for client in clients), str(clients))
    verdict = "request-unanswered"
    return [
        connection(0, clients[0], servers[0], TLS12, verdict, findings=[verdict]),
        connection(1, clients[1], servers[1], [*TLS13, *TICKETS], verdict, findings=[verdict]),
    ]


@scene(
    "half-close",
    story="Harmless: the client says close_notify right behind its request and goes on reading; the server "
    "answers half a second later; TLS 1.2 and 1.3",
    server_address="192.0.2.129",
    stacks=stacks,
)
def half_close(stage: Stage) -> Sequence[Connection]:
    server = resetting_server(stage, "late-reply", "late-reply")
    options = (*NAME, "/page", "--send-only", "--end", "half-close")
    clients = [*python_client(stage, "1.2", *options), *python_client(stage, "1.3", *options)]
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(all(client["ended"].endswith("70 bytes read") for client in clients), str(clients))
    # RFC 8446 6.1: who has said close_notify may still read, so this is none but an early close_notify.
    return [
        connection(0, clients[0], servers[0], TLS12, "tls-ok"),
        connection(1, clients[1], servers[1], [*TLS13, *TICKETS], "tls-ok"),
    ]


@scene(
    "server-reset-keep-alive-race",
    story="The server resets a connection kept alive while the next request is under way to it, 100 ms each"
    " way",
    server_address="192.0.2.130",
    wired=True,
    stacks=stacks,
)
def server_reset_keep_alive_race(stage: Stage) -> Sequence[Connection]:
    wire(stage, delay=0.1)
    server = resetting_server(stage, "idle", "idle")
    # The server resets 1.5 s after it has answered, which the client could know 0.1 s later.
    options = (*NAME, "/page", "/page", "--rest", "1.4")
    clients = [*python_client(stage, "1.2", *options), *python_client(stage, "1.3", *options)]
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(all(client["replies"] == [200] and was_reset(client) for client in clients), str(clients))
    require(all(words["requests"] == 1 for words in servers), str(servers))
    kind = "server-reset/idle"
    return [
        connection(0, clients[0], servers[0], TLS12, kind, findings=[kind]),
        connection(1, clients[1], servers[1], [*TLS13, *TICKETS], kind, findings=[kind]),
    ]


@scene(
    "reset-injected",
    story="A box on the way forges a reset to the client when its request passes; the server, which knows "
    "nothing of it, answers; TLS 1.2 and 1.3",
    server_address="192.0.2.131",
    wired=True,
    stacks=lambda: [f"{openssl_version()} s_server -www", python_ssl_version()],
)
def reset_injected(stage: Stage) -> Sequence[Connection]:
    between = wire(stage, "--fault", "reset-on-request")
    # No tickets: they would reach the client before the reset, which then bears a number that is too low.
    s_server(stage, "-www", "-num_tickets", "0")
    clients = [*python_client(stage, "1.2", *NAME, "/"), *python_client(stage, "1.3", *NAME, "/")]
    require(all(was_reset(client) for client in clients), str(clients))
    require(between.said.count("forged a reset to the client") == 2, between.said)
    forged = "the wire forged a reset to the client and passed the request on"
    return [
        Connection(
            stream=stream,
            verdict="reset-injected-suspected",
            findings=["reset-injected-suspected"],
            info=info,
            facts=facts,
            endpoints={"client": said_by_client(clients[stream]), "between": forged},
            decrypted=decrypted,
        )
        for stream, (facts, info, decrypted) in enumerate(
            (
                (TLS12_FACTS, ["downgrade-sentinel"], TLS12),
                (TLS13_FACTS, [], TLS13),
            )
        )
    ]


@scene(
    "reset-by-middlebox-on-hello",
    story="A box on the way resets on the ClientHello, sooner than the server could have; it lets nothing "
    "pass",
    server_address="192.0.2.132",
    wired=True,
    stacks=stacks,
)
def reset_by_middlebox_on_hello(stage: Stage) -> Sequence[Connection]:
    between = wire(stage, "--fault", "reset-on-hello")
    resetting_server(stage, "no-hello")
    (client,) = python_client(stage, "1.3", *NAME)
    require(client["ended"] == "ConnectionResetError, TCP reset", str(client))
    require('"server_was_told": false' in between.said, between.said)
    kind = "server-reset/before-server-hello"
    words = {"client": said_by_client(client), "between": "the wire forged a reset to the client"}
    return [Connection(0, kind, words, findings=[kind], decrypted=HELLO)]
