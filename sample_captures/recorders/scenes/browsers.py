"""The seed with real browsers: the server wants the certificate after the request; what they make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recorders.browsers import chromium, chromium_version, firefox, firefox_version, said_by_browser
from recorders.certificates import SERVER_NAME
from recorders.flights import (
    TICKETS,
    TLS12,
    TLS12_CERTIFICATE,
    TLS13,
    TLS13_CERTIFICATE,
    TLS13_RESUMED,
    without_ticket,
)
from recorders.programs import http_sys, http_sys_version, said_by_http_sys, statements
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, Fact, require, scene
from recorders.scenes.late_reset import LATE_FINDINGS, RESET, asked, asked_first, none_given
from recorders.stage import Stage

SITE = f"https://{SERVER_NAME}"
PAGES = (f"{SITE}/page", f"{SITE}/protected/page")
LEFT = "SysCallError: (-1, 'Unexpected EOF')"
"""How pyOpenSSL calls a client that closes without close_notify, as Chromium does."""


def shown(pages: list[dict[str, Any]]) -> bool:
    return all(page["error"] is None for page in pages)


@scene(
    "chromium-tls13-late-client-cert",
    story="The seed as Chromium's user has it: TLS 1.3, the public page is shown, the protected one is "
    "reset, and reset again on each of Chromium's own retries: ERR_CONNECTION_RESET",
    server_address="192.0.2.36",
    stacks=lambda: [http_sys_version(), chromium_version()],
)
def chromium_tls13_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    public, protected = chromium(stage, *PAGES, certificate=stage.certificates.client)
    require(public["version"] == "TLS 1.3" and public["status"] == 200, str(public))
    require(protected["error"] == "net::ERR_CONNECTION_RESET", str(protected))
    return reset_each_time(statements(server), said_by_browser("Chromium", protected))


@scene(
    "firefox-tls13-late-client-cert",
    story="The seed as Firefox's user has it, as shipped: TLS 1.3, the public page is shown, the protected "
    "one is reset, and reset again on each of Firefox's own retries",
    server_address="192.0.2.37",
    stacks=lambda: [http_sys_version(), firefox_version()],
)
def firefox_tls13_late_client_cert(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    public, protected = firefox(stage, *PAGES, certificate=stage.certificates.client)
    require(public["version"] == "TLSv1.3" and public["error"] is None, str(public))
    require(protected["error"] == "PR_CONNECT_RESET_ERROR", str(protected))
    return reset_each_time(statements(server), said_by_browser("Firefox", protected))


def reset_each_time(
    servers: list[dict[str, Any]], client: str, first: int = 0, confidence: str = "possible"
) -> Sequence[Connection]:
    require(all(words["ended"] == RESET and words["version"] == "TLSv1.3" for words in servers), str(servers))
    return [
        Connection(
            stream=stream,
            verdict="tls13-late-client-cert",
            findings=LATE_FINDINGS,
            # In a resumed session nobody can be asked; nobody was in the full handshake before it.
            facts={
                **TLS13_FACTS,
                "server_name": words["server_name"],
                "confidence": confidence,
                **({"resumption": "psk"} if words["resumed"] else {"client_certificate": "none"}),
            },
            endpoints={"client": client, "server": said_by_http_sys(words)},
            decrypted=[*TLS13_RESUMED, TICKETS[0]] if words["resumed"] else [*TLS13, *TICKETS],
        )
        for stream, words in enumerate(servers, first)
    ]


@scene(
    "firefox-tls12-renegotiation",
    story="The first workaround with Firefox: TLS 1.3 is off at the server, which renegotiates for the "
    "protected page and is given the certificate on the same connection",
    server_address="192.0.2.38",
    stacks=lambda: [http_sys_version(), firefox_version()],
)
def firefox_tls12_renegotiation(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--tls13-off")
    pages = firefox(stage, *PAGES, certificate=stage.certificates.client)
    (words,) = statements(server, 1)
    require(shown(pages) and words["given"] == "alice", f"{pages} {words}")
    return [asked(0, said_by_browser("Firefox", pages[1]), words, TLS12, knows_tls13=False)]


@scene(
    "chromium-tls12-renegotiation",
    story="The first workaround with Chromium: TLS 1.3 is off at the server, which renegotiates for the "
    "protected page; Chromium closes, picks a certificate, and gives it on a new connection",
    server_address="192.0.2.39",
    stacks=lambda: [http_sys_version(), chromium_version()],
)
def chromium_tls12_renegotiation(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--tls13-off")
    pages = chromium(stage, PAGES[1], certificate=stage.certificates.client)
    left, came_back = statements(server, 2)
    require(shown(pages) and came_back["given"] == "alice", f"{pages} {came_back}")
    client = said_by_browser("Chromium", pages[0])
    return [left_in_renegotiation(client, left), asked(1, client, came_back, TLS12, knows_tls13=False)]


@scene(
    "firefox-tls12-renegotiation-none-given",
    story="TLS 1.2, the server asks inside the tunnel, Firefox has no certificate; the server shows its "
    "page anyhow",
    server_address="192.0.2.40",
    stacks=lambda: [http_sys_version(), firefox_version()],
)
def firefox_tls12_renegotiation_none_given(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--tls13-off")
    pages = firefox(stage, *PAGES)
    (words,) = statements(server, 1)
    require(shown(pages) and words["asked"] and words["given"] is None, f"{pages} {words}")
    return [none_given(0, said_by_browser("Firefox", pages[1]), words, TLS12, knows_tls13=False)]


@scene(
    "chromium-tls12-renegotiation-none-given",
    story="TLS 1.2, the server asks inside the tunnel; Chromium closes, finds no certificate, and says so "
    "on a new connection; the server shows its page anyhow",
    server_address="192.0.2.41",
    stacks=lambda: [http_sys_version(), chromium_version()],
)
def chromium_tls12_renegotiation_none_given(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--tls13-off")
    pages = chromium(stage, PAGES[1])
    left, came_back = statements(server, 2)
    require(shown(pages) and came_back["asked"] and came_back["given"] is None, f"{pages} {came_back}")
    client = said_by_browser("Chromium", pages[0])
    return [left_in_renegotiation(client, left), none_given(1, client, came_back, TLS12, knows_tls13=False)]


def left_in_renegotiation(client: str, server: dict[str, Any], info: Sequence[str] = ()) -> Connection:
    """Chromium does not hold the server up while a certificate is chosen: it leaves and comes back."""
    require(server["asked"] and server["given"] is None and server["ended"] == LEFT, str(server))
    flight = without_ticket(TLS12_CERTIFICATE)
    return Connection(
        stream=0,
        verdict="client-left-when-asked",
        findings=["client-left-when-asked", "renegotiation-inside-tunnel"],
        info=info,
        facts={**TLS12_FACTS, "client_certificate": "none", "renegotiations": 1},
        endpoints={"client": client, "server": said_by_http_sys(server)},
        decrypted=[*TLS12, "HelloRequest", *flight[: flight.index("ServerHelloDone") + 1]],
    )


@scene(
    "firefox-asked-first",
    story="The second workaround with Firefox: the one handshake asks for the certificate; TLS 1.3, where "
    "that is encrypted, then TLS 1.2, where it is to be seen",
    server_address="192.0.2.42",
    stacks=lambda: [http_sys_version(), firefox_version()],
)
def firefox_asked_first(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--ask-first")
    certificate = stage.certificates.client
    (in_tls13,) = firefox(stage, PAGES[1], certificate=certificate)
    (in_tls12,) = firefox(stage, PAGES[1], certificate=certificate, prefer=["security.tls.version.max=3"])
    tls13, tls12 = statements(server, 2)
    require(shown([in_tls13, in_tls12]) and tls13["given"] == tls12["given"] == "alice", f"{tls13} {tls12}")
    return [
        asked_first(0, said_by_browser("Firefox", in_tls13), tls13),
        asked_first(1, said_by_browser("Firefox", in_tls12), tls12),
    ]


@scene(
    "chromium-asked-first",
    story="The second workaround with Chromium: the one handshake asks for the certificate; Chromium "
    "closes, picks one, and gives it on a new connection; TLS 1.3, where that is encrypted, then TLS 1.2, "
    "where it is to be seen",
    server_address="192.0.2.43",
    stacks=lambda: [http_sys_version(), chromium_version()],
)
def chromium_asked_first(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--ask-first")
    certificate = stage.certificates.client
    (in_tls13,) = chromium(stage, PAGES[1], certificate=certificate)
    (in_tls12,) = chromium(stage, PAGES[1], certificate=certificate, options=["--ssl-version-max=tls1.2"])
    left13, tls13, left12, tls12 = statements(server, 4)
    require(shown([in_tls13, in_tls12]) and tls13["given"] == tls12["given"] == "alice", f"{tls13} {tls12}")
    words = said_by_browser("Chromium", in_tls13), said_by_browser("Chromium", in_tls12)
    return [
        left_in_handshake(0, words[0], left13, TLS13_FACTS, TLS13_CERTIFICATE[:7]),
        asked_first(1, words[0], tls13),
        left_in_handshake(2, words[1], left12, TLS12_FACTS, TLS12_CERTIFICATE[:6]),
        asked_first(3, words[1], tls12),
    ]


def left_in_handshake(
    stream: int, client: str, server: dict[str, Any], facts: dict[str, Fact], decrypted: list[str]
) -> Connection:
    """In TLS 1.3 nobody sees that it was asked, only that it left. OpenSSL's alert after it is no cause."""
    require("version" not in server and server["ended"] == LEFT, str(server))
    seen = facts is TLS12_FACTS
    kind = "client-left-when-asked" if seen else "client-left-handshake"
    return Connection(
        stream=stream,
        verdict=kind,
        findings=[kind, "fatal-alert"] if seen else [kind],
        info=["client-cert-requested", "downgrade-sentinel"] if seen else [],
        facts=facts,
        endpoints={"client": client, "server": f"stand-in: asked in the handshake; end: {server['ended']}"},
        decrypted=decrypted,
    )


@scene(
    "chromium-loopback",
    story="The seed on one machine, https://localhost in BSD loopback framing: Chromium held to TLS 1.2 is "
    "asked inside the tunnel, leaves, comes back and answers; as shipped it is reset, and reset again as it "
    "retries",
    server_address="::1",
    loopback=True,
    stacks=lambda: [http_sys_version(), chromium_version()],
)
def chromium_loopback(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage)
    http_sys(stage, address="127.0.0.1")
    page, certificate = "https://localhost/protected/page", stage.certificates.client
    (in_tls12,) = chromium(stage, page, certificate=certificate, options=["--ssl-version-max=tls1.2"])
    (in_tls13,) = chromium(stage, page, certificate=certificate)
    require(
        in_tls12["status"] == 200 and in_tls13["error"] == "net::ERR_CONNECTION_RESET",
        f"{in_tls12} {in_tls13}",
    )
    left, came_back, *cut = statements(server)
    client = said_by_browser("Chromium", in_tls12)
    known = [left_in_renegotiation(client, left, ["downgrade-sentinel"]), asked(1, client, came_back, TLS12)]
    return [*known, *reset_each_time(cut, said_by_browser("Chromium", in_tls13), 2, "likely")]
