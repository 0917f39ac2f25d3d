"""TLS where it is not expected: odd ports, after words in clear, through a proxy, called by its server.

The server is who received the ClientHello, whatever the ports are and whoever connected.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from recorders.endpoint import Endpoint, last_json
from recorders.flights import TICKETS, TLS12, TLS13, without_ticket
from recorders.programs import (
    ENDPOINTS,
    NAME,
    Command,
    apache,
    apache_version,
    curl,
    curl_version,
    openssl_version,
    python_client,
    python_program,
    python_ssl_version,
    s_client,
    s_server,
    said_by_apache,
    said_by_client,
    statement,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import CLIENT_ADDRESS, Stage

HIGH_PORT, MAIL_PORT, PROXY_PORT = 50_443, 25, 8080


@scene(
    "odd-ports",
    story="The server listens on a port as high as a client's, the client calls from port 443",
    server_address="192.0.2.143",
    tls_ports=(HIGH_PORT,),
    stacks=lambda: [f"{openssl_version()} s_server -www", python_ssl_version()],
)
def odd_ports(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-www", port=HIGH_PORT)
    (client,) = python_client(
        stage, "1.3", *NAME, "/", "--end", "wait", "--port", str(HIGH_PORT), "--source-port", "443"
    )
    require(client["replies"] == [200], str(client))
    facts = {
        **TLS13_FACTS,
        "server_address": stage.server_address,
        "server_port": HIGH_PORT,
        "client_port": 443,
    }
    words = {"client": said_by_client(client), "server": "s_server -www answered"}
    return [Connection(0, "tls-ok", words, facts=facts, decrypted=[*TLS13, *TICKETS])]


@scene(
    "server-calls-client",
    story="The TLS server opens the TCP connection and waits for the ClientHello, as FTPS does in active "
    "mode",
    server_address="192.0.2.144",
    tls_ports=(HIGH_PORT,),
    stacks=lambda: [python_ssl_version()],
)
def server_calls_client(stage: Stage) -> Sequence[Connection]:
    command: Command = [
        sys.executable,
        ENDPOINTS / "python_client.py",
        CLIENT_ADDRESS,
        "--version",
        "1.2",
        *NAME,
    ]
    command += ["--authority", stage.certificates.authority, "--keys", stage.keys]
    client = Endpoint(stage, stage.at_client(*command, "--called", "--port", str(HIGH_PORT), "/page"))
    client.awaits("waiting to be called")
    calls: Command = [
        sys.executable,
        ENDPOINTS / "calling_server.py",
        CLIENT_ADDRESS,
        "--port",
        str(HIGH_PORT),
    ]
    calls += ["--certificate", stage.certificates.server]
    server = last_json(Endpoint(stage, stage.at_server(*calls)).finishes())
    asked = last_json(client.finishes())
    require(asked["replies"] == [200] and server["requests"] == 1, f"{asked} {server}")
    facts = {
        **TLS12_FACTS,
        "server_address": stage.server_address,
        "client_address": CLIENT_ADDRESS,
        "client_port": HIGH_PORT,
    }
    words = {"client": said_by_client(asked), "server": f"Python ssl: {server['version']}, {server['ended']}"}
    return [Connection(0, "tls-ok", words, info=["downgrade-sentinel"], facts=facts, decrypted=TLS12)]


@scene(
    "starttls",
    story="SMTP begins in clear and changes to TLS (STARTTLS); TLS 1.2 and 1.3",
    server_address="192.0.2.145",
    tls_ports=(),
    stacks=lambda: [f"stand-in for a mail server on {python_ssl_version()}", f"{openssl_version()} s_client"],
)
def starttls(stage: Stage) -> Sequence[Connection]:
    server = python_program(stage, "mail_server", port=MAIL_PORT)
    expected = []
    for stream, version in enumerate(("-tls1_2", "-tls1_3")):
        client = s_client(stage, "-starttls", "smtp", version, *SNI, "-crlf", port=MAIL_PORT)
        client.awaits("Verify return code")
        client.tell("NOOP\n")
        client.awaits("250 2.0.0 ok")
        client.tell("quit\n")  # in small letters: s_client takes Q for itself
        said = client.finishes()
        words = statement(server, stream)
        require("221 2.0.0 bye" in said, said)
        require(words["commands"] == ["EHLO", "STARTTLS", "NOOP", "QUIT"], str(words))
        expected.append(
            Connection(
                stream=stream,
                verdict="tls-ok",
                info=[*(["downgrade-sentinel"] if version == "-tls1_2" else []), "server-reset/after-fin"],
                facts=(TLS12_FACTS if version == "-tls1_2" else TLS13_FACTS)
                | {"server_port": MAIL_PORT, "before_tls": "smtp"},
                endpoints={
                    "client": "s_client -starttls smtp: 250 2.0.0 ok; 221 2.0.0 bye",
                    "server": f"stand-in: {', '.join(words['commands'])}; {words['version']}",
                },
                decrypted=TLS12 if version == "-tls1_2" else [*TLS13, *TICKETS],
            )
        )
    return expected


SNI = ("-servername", "intranet.example")
PROXY = """
LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_connect_module /usr/lib/apache2/modules/mod_proxy_connect.so
Listen {address}:{port}
<VirtualHost {address}:{port}>
SSLEngine off
ProxyRequests on
AllowCONNECT 443
</VirtualHost>
"""


@scene(
    "proxy-connect",
    story="curl reaches the server through a proxy: CONNECT in clear, then TLS to the server behind it",
    server_address="192.0.2.146",
    tls_ports=(),
    stacks=lambda: [apache_version() + " and mod_proxy_connect", curl_version()],
)
def proxy_connect(stage: Stage) -> Sequence[Connection]:
    proxy = PROXY.format(address=stage.server_address, port=PROXY_PORT)
    server = apache(stage, "TLSv1.2", proxy, processing="event")
    through = ("--proxy", f"http://{stage.server_address}:{PROXY_PORT}")
    status, said = curl(stage, f"https://{stage.server_address}/page", "-k", "--http1.1", *through)
    require(status == 0 and "CONNECT tunnel established, response 200" in said, said)
    request = server.requests(2)[0]
    require(request["path"] == "/page" and request["status"] == 200, str(request))
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            facts={
                "version": 0x0303,
                "server_port": PROXY_PORT,
                "client_certificate": "none",
                "before_tls": "http_connect",
            },
            endpoints={
                "client": "curl: CONNECT tunnel established, response 200; exit status 0, TLSv1.2",
                "server": said_by_apache(request),
            },
            decrypted=without_ticket(TLS12),
        )
    ]
