"""The seed as its author saw it: browsing https://localhost, captured on Windows' loopback by Npcap."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import TLS12
from recorders.programs import (
    http_sys,
    http_sys_version,
    python_client,
    python_ssl_version,
    said_by_client,
    statement,
)
from recorders.scene import Connection, require, scene
from recorders.scenes.late_reset import asked, cut, late
from recorders.stage import Stage


@scene(
    "tls13-late-client-cert-loopback",
    story="The seed over BSD loopback framing as Npcap writes it: localhost is ::1, in TLS 1.2 the server "
    "renegotiates, in TLS 1.3 it resets; then TLS 1.3 over 127.0.0.1",
    server_address="::1",
    loopback=True,
    stacks=lambda: [http_sys_version(), python_ssl_version()],
)
def tls13_late_client_cert_loopback(stage: Stage) -> Sequence[Connection]:
    at_ipv6, at_ipv4 = http_sys(stage), http_sys(stage, address="127.0.0.1")
    options = ("--server-name", "localhost", "--certificate", stage.certificates.client, "/protected/page")
    (renegotiated,) = python_client(stage, "1.2", *options)
    (reset,) = python_client(stage, "1.3", *options)
    (reset_ipv4,) = python_client(stage, "1.3", *options, address="127.0.0.1")
    servers = [statement(at_ipv6, 0), statement(at_ipv6, 1), statement(at_ipv4, 0)]
    require(renegotiated["replies"] == [200] and servers[0]["given"] == "alice", f"{renegotiated} {servers}")
    require(cut(reset) and cut(reset_ipv4), f"{reset} {reset_ipv4}")
    require(all(words["server_name"] == "localhost" for words in servers), str(servers))
    return [
        asked(0, said_by_client(renegotiated), servers[0], TLS12),
        late(1, said_by_client(reset), servers[1], "likely"),
        late(2, said_by_client(reset_ipv4), servers[2], "possible"),
    ]
