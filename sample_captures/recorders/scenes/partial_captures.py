"""Nothing is wrong on the wire, but what a verdict needs is not in the capture, or not to be seen in it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from recorders.endpoint import Endpoint
from recorders.flights import TICKETS, TLS13, TLS13_CERTIFICATE, TLS13_EMPTY, TLS13_RESUMED
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    openssl_version,
    python_client,
    python_ssl_version,
    resetting_server,
    s_client,
    s_server,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS13_FACTS, Connection, Fact, require, scene
from recorders.stage import CLIENT_ADDRESS, Stage
from recorders.tap import tap

REQUEST = "GET /page HTTP/1.1\r\nHost: intranet.example\r\n\r\n"


@scene(
    "cannot-tell-mid-stream-start",
    story="The capture begins when the tunnel stands already: one more request is asked and answered in it",
    server_address="192.0.2.28",
    own_tap=True,
    stacks=lambda: [apache_version(), f"{openssl_version()} s_client"],
)
def cannot_tell_mid_stream_start(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3")
    client = s_client(stage, "-servername", "intranet.example")
    client.awaits("Verify return code")
    client.tell(REQUEST)
    client.awaits("the page at /page")
    before = len(client.said)
    with tap(stage):
        client.tell(REQUEST)
        client.awaits("the page at /page", after=before)
    request = server.requests(2)[1]
    words = {"client": "s_client: TLSv1.3, answered twice", "server": said_by_apache(request)}
    return [Connection(0, "cannot-tell", words, facts={"reason": "mid-stream-start"})]


@scene(
    "cannot-tell-capture-ended",
    story="The capture ends 0.8 s after a request, while the answer is still due",
    server_address="192.0.2.29",
    own_tap=True,
    stacks=lambda: [python_ssl_version(), f"{openssl_version()} s_client"],
)
def cannot_tell_capture_ended(stage: Stage) -> Sequence[Connection]:
    resetting_server(stage, "silent")
    with tap(stage):
        client = s_client(stage, "-servername", "intranet.example")
        client.awaits("Verify return code")
        client.tell(REQUEST)
        time.sleep(0.5)
    require("HTTP/1.1" not in client.said and client.process.poll() is None, client.said)
    words = {
        "client": "s_client: New, TLSv1.3, waiting for the answer",
        "server": "has read the request, is silent",
    }
    facts = {**TLS13_FACTS, "reason": "capture-ended"}
    return [Connection(0, "cannot-tell", words, facts=facts, decrypted=[*TLS13, *TICKETS])]


@scene(
    "cannot-tell-one-sided",
    story="Only what the client sends was captured, as at a mirror port for one direction",
    server_address="192.0.2.30",
    own_tap=True,
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def cannot_tell_one_sided(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3")
    with tap(stage, only=f"tcp and src host {CLIENT_ADDRESS}"):
        (client,) = python_client(stage, "1.3", *NAME, "/page")
    (request,) = server.requests(1)
    require(client["replies"] == [200], str(client))
    words = {"client": said_by_client(client), "server": said_by_apache(request)}
    facts: dict[str, Fact] = {
        "reason": "one-sided",
        "post_handshake_auth": False,
        "server_name": "intranet.example",
    }
    return [Connection(0, "cannot-tell", words, facts=facts, decrypted=["ClientHello"])]


@scene(
    "cannot-tell-truncated",
    story="Only the first 96 bytes of each packet were captured (tcpdump -s 96)",
    server_address="192.0.2.31",
    own_tap=True,
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def cannot_tell_truncated(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3")
    with tap(stage, snap_length=96):
        (client,) = python_client(stage, "1.3", *NAME, "/page")
    (request,) = server.requests(1)
    require(client["replies"] == [200], str(client))
    words = {"client": said_by_client(client), "server": said_by_apache(request)}
    return [Connection(0, "cannot-tell", words, facts={"reason": "truncated"})]


@scene(
    "cannot-tell-resumed",
    story="A TLS 1.3 session is resumed whose full handshake, with a client certificate, was not captured",
    server_address="192.0.2.33",
    own_tap=True,
    stacks=lambda: [apache_version(), f"{openssl_version()} s_client"],
)
def cannot_tell_resumed(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", "SSLVerifyClient require")
    session = stage.folder / "session"
    name = ("-servername", "intranet.example")
    request_page(s_client(stage, *name, "-cert", stage.certificates.client, "-sess_out", session))
    with tap(stage):
        resumed = s_client(stage, *name, "-sess_in", session)
        request_page(resumed)
    requests = server.requests(2)
    require("Reused, TLSv1.3" in resumed.said, resumed.said)
    require([request["client"] for request in requests] == ["alice", "alice"], str(requests))
    words = {"client": "s_client: Reused, TLSv1.3, answered", "server": said_by_apache(requests[1])}
    facts = {**TLS13_FACTS, "resumption": "psk", "reason": "resumed"}
    decrypted = [*TLS13_RESUMED, "NewSessionTicket"]
    return [Connection(0, "cannot-tell", words, facts=facts, decrypted=decrypted)]


@scene(
    "cannot-tell-padding-unknown",
    story="TLS 1.3, the client pads its records to 256 bytes, which hides what its flight held",
    server_address="192.0.2.34",
    stacks=lambda: [f"{openssl_version()} s_server -www and s_client -record_padding 256"],
)
def cannot_tell_padding_unknown(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_3", "-www")
    client = s_client(stage, "-servername", "intranet.example", "-record_padding", "256")
    request_page(client)
    require("New, TLSv1.3" in client.said and "200 ok" in client.said, client.said)
    words = {"client": "s_client: New, TLSv1.3, answered", "server": "s_server -www: asks nobody, answered"}
    facts = {**TLS13_FACTS, "overhead_basis": "unknown", "reason": "padding-unknown"}
    return [Connection(0, "cannot-tell", words, facts=facts, decrypted=[*TLS13, *TICKETS])]


@scene(
    "cannot-tell-padding-client-cert",
    story="TLS 1.3, Apache asks in the handshake, the client pads its records to 256 bytes: that it gave a "
    "certificate, or none, is hidden",
    server_address="192.0.2.74",
    stacks=lambda: [apache_version(), f"{openssl_version()} s_client -record_padding 256"],
)
def cannot_tell_padding_client_cert(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", "SSLVerifyClient optional")
    options = ("-servername", "intranet.example", "-record_padding", "256")
    given = s_client(stage, *options, "-cert", stage.certificates.client)
    request_page(given)
    not_given = s_client(stage, *options)
    request_page(not_given)
    requests = server.requests(2)
    require([request["client"] for request in requests] == ["alice", "-"], str(requests))
    require(all("New, TLSv1.3" in client.said for client in (given, not_given)), given.said)
    facts = {**TLS13_FACTS, "overhead_basis": "unknown", "reason": "padding-unknown"}
    return [
        Connection(
            stream=stream,
            verdict="cannot-tell",
            facts=facts,
            endpoints={"client": "s_client: New, TLSv1.3, answered", "server": said_by_apache(request)},
            decrypted=[*(TLS13_EMPTY if stream else TLS13_CERTIFICATE), *TICKETS],
        )
        for stream, request in enumerate(requests)
    ]


def request_page(client: Endpoint) -> None:
    """Ask for a page, and wait until the server has closed the connection."""
    client.awaits("Verify return code")
    client.tell("GET /page HTTP/1.0\r\nHost: intranet.example\r\n\r\n")
    client.finishes()
