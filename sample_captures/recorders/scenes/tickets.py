"""Session tickets and early data of TLS 1.3: they look like application data, like a reply or a request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from recorders.endpoint import Endpoint
from recorders.flights import TICKETS, TLS13, TLS13_RESUMED
from recorders.programs import (
    NAME,
    memory_client,
    openssl_version,
    python_ssl_version,
    resetting_server,
    s_client,
    s_server,
    said_by_client,
    said_by_resetting_server,
    statement,
)
from recorders.scene import TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage

SNI = ("-servername", "intranet.example")


def early_data_stacks() -> Sequence[str]:
    return [f"{openssl_version()} s_server -early_data and s_client"]


def stacks() -> Sequence[str]:
    return [f"{openssl_version()} s_server -www", python_ssl_version()]


@scene(
    "tls13-tickets",
    story="TLS 1.3, the client sends its request with its Finished, as browsers do; the server sends 0, 1, 2 "
    "and 5 tickets before its reply, then 2 that hold no session (-no_ticket)",
    server_address="192.0.2.147",
    stacks=stacks,
)
def tls13_tickets(stage: Stage) -> Sequence[Connection]:
    expected = []
    played = [(count, ()) for count in (0, 1, 2, 5)] + [(2, ("-no_ticket",))]
    for stream, (count, stateful) in enumerate(played):
        server = s_server(stage, "-www", "-num_tickets", str(count), *stateful)
        client = memory_client(stage, "/", *NAME)
        require(client["replies"] == [200], str(client))
        server.end()
        expected.append(
            Connection(
                stream=stream,
                verdict="tls-ok",
                facts={**TLS13_FACTS, "client_certificate": "none", "turns": 1},
                endpoints={
                    "client": said_by_client(client),
                    "server": " ".join(("s_server -www -num_tickets", str(count), *stateful)),
                },
                decrypted=[*TLS13, *(["NewSessionTicket"] * count)],
            )
        )
    return expected


@scene(
    "tls13-tickets-idle-reset",
    story="Harmless: TLS 1.3, Finished and request in one segment, 0, 1 and 2 tickets, one short reply, and "
    "an idle reset 1.5 s later",
    server_address="192.0.2.148",
    stacks=lambda: [python_ssl_version()],
)
def tls13_tickets_idle_reset(stage: Stage) -> Sequence[Connection]:
    expected = []
    for tickets in range(3):
        server = resetting_server(stage, "idle", tickets=tickets)
        client = memory_client(stage, "/page", *NAME, "--stay")
        require(client["replies"] == [200] and client["ended"] == "TCP reset", str(client))
        said = said_by_resetting_server(statement(server, 0))
        expected.append(
            Connection(
                stream=tickets,
                verdict="tls-ok",
                info=["server-reset/idle"],
                facts=TLS13_FACTS,
                endpoints={"client": said_by_client(client), "server": said},
                decrypted=[*TLS13, *(["NewSessionTicket"] * tickets)],
            )
        )
        server.end()
    return expected


@scene(
    "tls13-early-data",
    story="TLS 1.3, a client resumes its session and sends its request as early data, before the ServerHello",
    server_address="192.0.2.149",
    stacks=early_data_stacks,
)
def tls13_early_data(stage: Stage) -> Sequence[Connection]:
    server, resuming = given_a_session(stage)
    client = s_client(stage, *SNI, *resuming)
    conversation(server, client)
    require("Early data was accepted" in client.said, client.said)
    require("Early data received" in server.said and "\nearly request\n" in server.said, server.said)
    facts = {**TLS13_FACTS, "early_data_offered": True, "resumption": "psk"}
    words = {
        "client": "s_client: Early data was accepted; reply read",
        "server": "s_server: Early data received: early request",
    }
    decrypted = [*TLS13_RESUMED[:-1], "EndOfEarlyData", "Finished", "NewSessionTicket"]
    return [FIRST, Connection(1, "tls-ok", words, facts=facts, decrypted=decrypted)]


@scene(
    "tls13-early-data-rejected",
    story="TLS 1.3, the same to a server that has been started anew and does not know the session: a full "
    "handshake, in which early data may yet arrive, so that the client's flight cannot be told",
    server_address="192.0.2.151",
    stacks=early_data_stacks,
)
def tls13_early_data_rejected(stage: Stage) -> Sequence[Connection]:
    server, resuming = given_a_session(stage)
    server.end()
    server = s_server(stage, "-tls1_3", "-early_data")
    client = s_client(stage, *SNI, *resuming)
    conversation(server, client)
    require("Early data was rejected" in client.said, client.said)
    facts = {**TLS13_FACTS, "early_data_offered": True, "resumption": "none", "reason": "padding-unknown"}
    words = {"client": "s_client: Early data was rejected; reply read", "server": "s_server: request"}
    return [FIRST, Connection(1, "cannot-tell", words, facts=facts, decrypted=[*TLS13, *TICKETS])]


FIRST = Connection(
    stream=0,
    verdict="tls-ok",
    facts={**TLS13_FACTS, "early_data_offered": False},
    endpoints={"client": "s_client: reply read", "server": "s_server -early_data: request"},
    decrypted=[*TLS13, *TICKETS],
)


def given_a_session(stage: Stage) -> tuple[Endpoint, tuple[str | Path, ...]]:
    """A server, and what s_client needs to resume the session that it has just been given there."""
    session, early = stage.folder / "session", stage.folder / "early"
    early.write_text("early request\n")
    server = s_server(stage, "-tls1_3", "-early_data")
    conversation(server, s_client(stage, *SNI, "-sess_out", session))
    return server, ("-sess_in", session, "-early_data", early)


def conversation(server: Endpoint, client: Endpoint) -> None:
    """One request, one reply, and the client leaves."""
    client.awaits("Verify return code|Early data was")
    before = len(server.said)
    client.tell("request\n")
    server.awaits("request\n", after=before)
    server.tell("reply\n")
    client.awaits("reply\n")
    client.tell("Q\n")
    client.finishes()
