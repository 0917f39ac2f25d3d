"""What is said before TLS by others than mail servers: headers of a proxy, SOCKS, PostgreSQL's request."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache

from recorders.endpoint import Endpoint
from recorders.flights import TLS12, TLS13, without_ticket
from recorders.programs import (
    Apache,
    apache,
    apache_version,
    curl,
    curl_version,
    openssl_version,
    s_client,
    said_by_apache,
)
from recorders.scene import TLS13_FACTS, Connection, require, scene
from recorders.stage import CLIENT_ADDRESS, Stage
from recorders.web_servers import haproxy_version
from recorders.witness import version_of

SOCKS_PORT, POSTGRESQL_PORT, LOCAL_PORT = 1080, 5432, 8443
POSTGRESQL_PROGRAMS = "/usr/lib/postgresql/15/bin"
TAKES_HEADERS = """
LoadModule remoteip_module /usr/lib/apache2/modules/mod_remoteip.so
RemoteIPProxyProtocol On
"""
LEADS_ON = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 5s
    timeout server 5s
listen through
    bind 127.0.0.1:{port}
    server there {address}:443 send-proxy-v2
"""


@scene(
    "proxy-protocol",
    story="A proxy tells the server who the client is in a header before TLS: a line of version 1, from "
    "curl, and version 2, from HAProxy",
    server_address="192.0.2.156",
    stacks=lambda: [f"{apache_version()} and mod_remoteip", curl_version(), haproxy_version()],
)
def proxy_protocol(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", TAKES_HEADERS, processing="event")
    page = ("https://intranet.example/page", "--http1.1", "--tls-max", "1.2")
    there = ("--connect-to", f"intranet.example:443:{stage.server_address}:443")
    status, said = curl(stage, *page, *there, "--haproxy-protocol")
    require(status == 0, said)
    configuration = stage.folder / "leads-on.conf"
    configuration.write_text(LEADS_ON.format(port=LOCAL_PORT, address=stage.server_address))
    Endpoint(stage, stage.at_client("haproxy", "-db", "-f", configuration)).listens(LOCAL_PORT)
    status, said = curl(stage, *page, "--connect-to", f"intranet.example:443:127.0.0.1:{LOCAL_PORT}")
    require(status == 0, said)
    return [
        answered(server, stream, name, how)
        for stream, name, how in ((0, "proxy_v1", "curl --haproxy-protocol"), (1, "proxy_v2", "curl"))
    ]


def answered(server: Apache, stream: int, before_tls: str, client: str) -> Connection:
    """One whose page Apache gave."""
    request = server.requests(stream + 1 if before_tls == "socks5" else 2)[stream]
    require(request["path"] == "/page" and request["status"] == 200, str(request))
    return Connection(
        stream=stream,
        verdict="tls-ok",
        facts={"version": 0x0303, "before_tls": before_tls, "client_address": CLIENT_ADDRESS},
        endpoints={"client": f"{client}: exit status 0, TLSv1.2", "server": said_by_apache(request)},
        decrypted=without_ticket(TLS12),
    )


@cache
def microsocks_version() -> str:
    return "microsocks " + version_of(["dpkg-query", "-f", "${Version}", "-W", "microsocks"], r"([0-9.]+)")


@scene(
    "socks5",
    story="curl reaches the server through SOCKS 5 with a password: three turns, then TLS",
    server_address="192.0.2.157",
    tls_ports=(),
    stacks=lambda: [microsocks_version(), apache_version(), curl_version()],
)
def socks5(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", processing="event")
    options = ("-i", stage.server_address, "-p", str(SOCKS_PORT), "-u", "somebody", "-P", "a-password")
    Endpoint(stage, stage.at_server("microsocks", *options)).listens(SOCKS_PORT)
    proxy = f"socks5h://somebody:a-password@{stage.server_address}:{SOCKS_PORT}"
    status, said = curl(stage, f"https://{stage.server_address}/page", "-k", "--http1.1", "--proxy", proxy)
    require(status == 0, said)
    return [answered(server, 0, "socks5", "curl --proxy socks5h")]


# Protocol 3.0, behind its length (PostgreSQL's manual, Message Formats).
STARTUP = "\0\0\0\x17\0\x03\0\0user\0somebody\0\0"


@cache
def postgresql_version() -> str:
    return version_of([f"{POSTGRESQL_PROGRAMS}/postgres", "--version"], r"PostgreSQL\) ([0-9.]+)")


@scene(
    "postgresql",
    story="A client asks PostgreSQL for TLS (SSLRequest), and inside it for a database that it may not have",
    server_address="192.0.2.158",
    tls_ports=(),
    stacks=lambda: [f"PostgreSQL {postgresql_version()}", f"{openssl_version()} s_client"],
)
def postgresql(stage: Stage) -> Sequence[Connection]:
    # It does not run as root, and takes no key that others may read.
    stage.folder.chmod(0o755)
    data, certificate = stage.folder / "data", stage.folder / "postgresql.pem"
    data.mkdir()
    shutil.copy(stage.certificates.server, certificate)
    certificate.chmod(0o600)
    for path in (data, certificate):
        shutil.chown(path, "postgres")
    as_postgres = ("runuser", "-u", "postgres", "--")
    made = Endpoint(stage, stage.at_server(*as_postgres, f"{POSTGRESQL_PROGRAMS}/initdb", "-N", "-D", data))
    require("Success" in made.finishes(), made.said)
    settings = {
        "listen_addresses": stage.server_address,
        "unix_socket_directories": "",
        "ssl": "on",
        "ssl_cert_file": certificate,
        "ssl_key_file": certificate,
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    started = stage.at_server(*as_postgres, f"{POSTGRESQL_PROGRAMS}/postgres", "-D", data, *options)
    server = Endpoint(stage, started)
    server.awaits("ready to accept connections")
    sni = ("-servername", "intranet.example")
    client = s_client(stage, "-starttls", "postgres", "-tls1_3", *sni, port=POSTGRESQL_PORT)
    client.awaits("Verify return code: 0")
    client.tell(STARTUP)
    refused = server.awaits(r"no pg_hba\.conf entry for host .*, SSL encryption").group()
    client.finishes()
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            info=["server-reset/after-fin"],
            facts={**TLS13_FACTS, "before_tls": "postgresql", "server_port": POSTGRESQL_PORT},
            endpoints={
                "client": "s_client -starttls postgres: Verify return code: 0",
                "server": f"PostgreSQL: {refused}",
            },
            decrypted=[*TLS13[:2], *TLS13],  # it wants another group first, and gives no tickets
        )
    ]
