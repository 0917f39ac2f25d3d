"""Versions, suites and protocols on which client and server do not agree, or agree on something old."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import TICKETS, TLS12, TLS13
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    openssl_version,
    python_client,
    python_ssl_version,
    s_client,
    s_server,
    said_by_apache,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage

SNI = ("-servername", "intranet.example")
HELLO = ["ClientHello"]


def openssl_programs() -> Sequence[str]:
    return [f"{openssl_version()} s_server and s_client"]


@scene(
    "version-mismatch",
    story="A server for TLS 1.2 alone refuses a client that speaks no more than TLS 1.0, and one that wants "
    "TLS 1.3",
    server_address="192.0.2.133",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def version_mismatch(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2")
    expected = []
    for stream, version in enumerate(("1.0", "1.3")):
        old = ("--cipher", "ALL:@SECLEVEL=0") if version == "1.0" else ()
        (client,) = python_client(stage, version, *NAME, *old)
        require(client["ended"] == "SSLError: TLSV1_ALERT_PROTOCOL_VERSION", str(client))
        expected.append(
            Connection(
                stream=stream,
                verdict="version-mismatch",
                findings=["fatal-alert", "version-mismatch"],
                endpoints={"client": said_by_client(client), "server": "Apache: unsupported protocol"},
                decrypted=HELLO,
            )
        )
    require(server.logged("SSL routines::unsupported protocol") == 2, "Apache's log: unsupported protocol")
    return expected


@scene(
    "no-common-cipher",
    story="TLS 1.2, the server knows one suite, the client offers others only; the next client offers it",
    server_address="192.0.2.134",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def no_common_cipher(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", "SSLCipherSuite ECDHE-RSA-AES256-GCM-SHA384")
    (without,) = python_client(stage, "1.2", *NAME, "--cipher", "ECDHE-RSA-AES128-GCM-SHA256", "/page")
    (client,) = python_client(stage, "1.2", *NAME, "/page")
    (request,) = server.requests(1)
    require(without["ended"] == "SSLError: SSLV3_ALERT_HANDSHAKE_FAILURE", str(without))
    require(server.logged("SSL routines::no shared cipher") == 1, "Apache's log: no shared cipher")
    require(client["replies"] == [200], str(client))
    return [
        Connection(
            stream=0,
            verdict="no-common-cipher",
            findings=["fatal-alert", "no-common-cipher"],
            facts={"confidence": "certain"},
            endpoints={"client": said_by_client(without), "server": "Apache: no shared cipher"},
            decrypted=HELLO,
        ),
        Connection(
            stream=1,
            verdict="tls-ok",
            facts=TLS12_FACTS,
            endpoints={"client": said_by_client(client), "server": said_by_apache(request)},
            decrypted=TLS12,
        ),
    ]


@scene(
    "no-common-group",
    story="TLS 1.3, client and server know the same suites but no group in common: the alert is the same as "
    "for suites, handshake_failure",
    server_address="192.0.2.135",
    stacks=openssl_programs,
)
def no_common_group(stage: Stage) -> Sequence[Connection]:
    server = s_server(stage, "-tls1_3", "-www", "-groups", "P-384")
    said = s_client(stage, *SNI, "-groups", "X25519").finishes()
    require("SSL alert number 40" in said, said)
    server.awaits("no suitable key share")
    return [
        Connection(
            stream=0,
            verdict="no-common-cipher",
            findings=["fatal-alert", "no-common-cipher"],
            facts={"confidence": "likely"},
            endpoints={
                "client": "s_client: SSL alert number 40",
                "server": "s_server: no suitable key share",
            },
            decrypted=HELLO,
        )
    ]


@scene(
    "no-common-alpn",
    story="The server speaks HTTP/2 alone, the client offers HTTP/1.1 alone; TLS 1.2 and 1.3",
    server_address="192.0.2.136",
    stacks=openssl_programs,
)
def no_common_alpn(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-www", "-alpn", "h2")
    expected = []
    for stream, version in enumerate(("-tls1_2", "-tls1_3")):
        said = s_client(stage, *SNI, version, "-alpn", "http/1.1").finishes()
        require("SSL alert number 120" in said, said)
        expected.append(
            Connection(
                stream=stream,
                verdict="no-common-alpn",
                findings=["fatal-alert", "no-common-alpn"],
                endpoints={
                    "client": f"s_client {version} -alpn http/1.1: SSL alert number 120",
                    "server": "s_server -alpn h2",
                },
                decrypted=HELLO,
            )
        )
    return expected


@scene(
    "legacy-version",
    story="TLS 1.0 and TLS 1.1 where client and server still allow them",
    server_address="192.0.2.137",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def legacy_version(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "-all +TLSv1 +TLSv1.1", "SSLCipherSuite ALL:@SECLEVEL=0")
    clients = [
        client
        for version in ("1.0", "1.1")
        for client in python_client(stage, version, *NAME, "--cipher", "ALL:@SECLEVEL=0", "/page", "/page")
    ]
    requests = server.requests(4)
    require([client["version"] for client in clients] == ["TLSv1", "TLSv1.1"], str(clients))
    require(all(client["replies"] == [200, 200] for client in clients), str(clients))
    return [
        Connection(
            stream=stream,
            verdict="tls-ok",
            findings=["legacy-version"],
            facts={"version": 0x0301 + stream, "turns": 2},
            endpoints={"client": said_by_client(client), "server": said_by_apache(requests[2 * stream])},
            decrypted=TLS12,
        )
        for stream, client in enumerate(clients)
    ]


@scene(
    "downgrade-sentinel",
    story="A server for TLS 1.3 marks its random where an old client gets less: TLS 1.2, and TLS 1.1; a "
    "client for TLS 1.3 sees no mark. Nobody attacks",
    server_address="192.0.2.138",
    stacks=lambda: [f"{openssl_version()} s_server -www", python_ssl_version()],
)
def downgrade_sentinel(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-www", "-min_protocol", "TLSv1", "-cipher", "ALL:@SECLEVEL=0")
    wait = ("/", "--end", "wait")
    clients = [
        *python_client(stage, "1.2", *NAME, *wait),
        *python_client(stage, "1.1", *NAME, "--cipher", "ALL:@SECLEVEL=0", *wait),
        *python_client(stage, "1.3", *NAME, *wait),
    ]
    require(all(client["replies"] == [200] for client in clients), str(clients))
    server = "s_server: TLS 1.3 unless the client has less"
    words = [{"client": said_by_client(client), "server": server} for client in clients]
    old = ["downgrade-sentinel"]
    return [
        Connection(0, "tls-ok", words[0], info=old, facts=TLS12_FACTS, decrypted=TLS12),
        Connection(
            1, "tls-ok", words[1], ["legacy-version"], info=old, facts={"version": 0x0302}, decrypted=TLS12
        ),
        Connection(2, "tls-ok", words[2], facts=TLS13_FACTS, decrypted=[*TLS13, *TICKETS]),
    ]


@scene(
    "fallback-scsv",
    story="A client says that it tries an older version because a newer one failed (TLS_FALLBACK_SCSV): a "
    "server that has the newer one refuses",
    server_address="192.0.2.139",
    stacks=openssl_programs,
)
def fallback_scsv(stage: Stage) -> Sequence[Connection]:
    server = s_server(stage, "-www")
    refused = s_client(stage, *SNI, "-tls1_2", "-fallback_scsv").finishes()
    require("SSL alert number 86" in refused, refused)
    server.awaits("inappropriate fallback")
    return [
        Connection(
            stream=0,
            verdict="fallback-scsv",
            findings=["fallback-scsv", "fatal-alert"],
            endpoints={
                "client": "s_client -tls1_2 -fallback_scsv: SSL alert number 86",
                "server": "s_server: inappropriate fallback",
            },
            decrypted=HELLO,
        )
    ]


@scene(
    "fallback-scsv-accepted",
    story="The same where TLS 1.2 is the newest that the server has: it answers",
    server_address="192.0.2.140",
    stacks=openssl_programs,
)
def fallback_scsv_accepted(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-www", "-tls1_2")
    client = s_client(stage, *SNI, "-tls1_2", "-fallback_scsv")
    client.awaits("Verify return code")
    client.tell("GET / HTTP/1.0\r\n\r\n")
    said = client.finishes()
    require("HTTP/1.0 200 ok" in said, said)
    words = {"client": "s_client -tls1_2 -fallback_scsv: 200 ok", "server": "s_server -tls1_2 -www answered"}
    return [Connection(0, "tls-ok", words, findings=["fallback-scsv"], facts=TLS12_FACTS, decrypted=TLS12)]
