"""Real browsers against Apache, which in TLS 1.3 asks after the handshake where the client offers it."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.browsers import chromium, chromium_version, firefox, firefox_version, said_by_browser
from recorders.flights import (
    POST_HANDSHAKE,
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS12_EMPTY,
    TLS13,
    without_ticket,
)
from recorders.programs import apache, apache_version, said_by_apache
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.scenes.browsers import PAGES
from recorders.scenes.late import PROTECTED
from recorders.stage import Stage

OFFER = "security.tls.enable_post_handshake_auth=true"
NO_CERTIFICATE = "peer did not return a certificate"
NOT_VERIFIED = "certificate verify failed"


@scene(
    "firefox-tls13-post-handshake-auth",
    story="The third workaround: Firefox with security.tls.enable_post_handshake_auth, which is off as "
    "shipped, is asked by Apache after the handshake, and answers",
    server_address="192.0.2.44",
    stacks=lambda: [apache_version(), firefox_version()],
)
def firefox_tls13_post_handshake_auth(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", PROTECTED, processing="event")
    pages = firefox(stage, *PAGES, certificate=stage.certificates.client, prefer=[OFFER])
    public, _icon, protected = server.requests(3)
    require(pages[1]["text"] == "the page at /protected/page\n" and not pages[1]["error"], str(pages))
    require([public["client"], protected["client"]] == ["-", "alice"], f"{public} {protected}")
    require(server.logged("verify client post handshake") == 1, "Apache did not ask after the handshake")
    return [
        Connection(
            stream=0,
            verdict="client-cert-post-handshake-ok",
            info=["post-handshake-auth-used"],
            facts={**TLS13_FACTS, "post_handshake_auth": True, "post_handshake_certificate": "sent"},
            endpoints={"client": said_by_browser("Firefox", pages[1]), "server": said_by_apache(protected)},
            decrypted=[*TLS13, *TICKETS, *POST_HANDSHAKE, *TICKETS],
        )
    ]


def rejecting(stage: Stage) -> str:
    """Apache requires a certificate of an authority that it knows, yet names another one in its request."""
    return f"{PROTECTED}\nSSLCADNRequestFile {stage.certificates.unknown_authority}"


@scene(
    "firefox-tls12-renegotiation-rejected",
    story="TLS 1.2, Apache renegotiates for a certificate that it requires; Firefox has none, then one of "
    "an authority that Apache does not know: both are refused by an alert inside the tunnel",
    server_address="192.0.2.45",
    stacks=lambda: [apache_version(), firefox_version()],
)
def firefox_tls12_renegotiation_rejected(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", rejecting(stage), processing="event")
    (none,) = firefox(stage, PAGES[1])
    (strange,) = firefox(stage, PAGES[1], certificate=stage.certificates.stranger)
    require("SSL_ERROR" in none["error"] and "SSL_ERROR" in strange["error"], f"{none} {strange}")
    require(server.logged(NO_CERTIFICATE) == 1 and server.logged(NOT_VERIFIED) == 1, "Apache took them")
    return [
        # Firefox answers Apache's FIN by close_notify, which meets no socket any more.
        refused(0, said_by_browser("Firefox", none), NO_CERTIFICATE, ["server-reset/after-fin"]),
        refused(1, said_by_browser("Firefox", strange), NOT_VERIFIED, ["server-reset/after-fin"]),
    ]


@scene(
    "chromium-tls12-renegotiation-rejected",
    story="TLS 1.2, Apache renegotiates for a certificate that it requires; Chromium has none, then one of "
    "an authority that Apache does not know; it leaves and comes back, and both are refused by an alert in "
    "the tunnel",
    server_address="192.0.2.46",
    stacks=lambda: [apache_version(), chromium_version()],
)
def chromium_tls12_renegotiation_rejected(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", rejecting(stage), processing="event")
    (none,) = chromium(stage, PAGES[1])
    (strange,) = chromium(stage, PAGES[1], certificate=stage.certificates.stranger)
    for page in (none, strange):
        require(page["error"] == "net::ERR_BAD_SSL_CLIENT_AUTH_CERT", str(page))
    require(server.logged(NO_CERTIFICATE) == 1 and server.logged(NOT_VERIFIED) == 1, "Apache took them")
    require(len(server.requests(4)) == 4, "")
    words = [said_by_browser("Chromium", page) for page in (none, strange)]
    return [
        left(0, words[0]),
        refused(1, words[0], NO_CERTIFICATE),
        left(2, words[1]),
        refused(3, words[1], NOT_VERIFIED),
    ]


def refused(stream: int, client: str, reason: str, info: Sequence[str] = ()) -> Connection:
    """The connection on which the browser answered."""
    empty = reason == NO_CERTIFICATE
    kind = "renegotiation-empty-certificate" if empty else "renegotiation-certificate-rejected"
    flight = without_ticket(TLS12_EMPTY if empty else TLS12_CERTIFICATE)
    return Connection(
        stream=stream,
        verdict=kind,
        findings=[kind, "renegotiation-inside-tunnel"],
        info=info,
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={
            "client": client,
            "server": f"Apache: error log: Re-negotiation handshake failed, {reason}",
        },
        decrypted=[*TLS12, "HelloRequest", *flight[:-1]],
    )


def left(stream: int, client: str) -> Connection:
    flight = without_ticket(TLS12_CERTIFICATE)
    return Connection(
        stream=stream,
        verdict="client-left-when-asked",
        findings=["client-left-when-asked", "renegotiation-inside-tunnel"],
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={"client": client, "server": "Apache: error log: Requesting connection re-negotiation"},
        decrypted=[*TLS12, "HelloRequest", *flight[: flight.index("ServerHelloDone") + 1]],
    )
