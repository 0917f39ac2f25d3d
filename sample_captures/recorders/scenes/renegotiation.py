"""Renegotiation in its other forms: refused, ignored, resumed, overtaken, broken, repeated, forbidden."""

from __future__ import annotations

from collections.abc import Sequence

from recorders.flights import TLS12, TLS12_CERTIFICATE, TLS12_EMPTY, TLS12_RESUMED, without_ticket
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    http_sys,
    http_sys_version,
    openssl_version,
    python_client,
    python_ssl_version,
    s_client,
    s_server,
    said_by_apache,
    said_by_client,
    said_by_http_sys,
    statement,
)
from recorders.scene import TLS12_FACTS, Connection, require, scene
from recorders.scenes.late import PROTECTED
from recorders.scenes.late_failures import NOT_FINISHED
from recorders.stage import Stage

RENEGOTIATED = "renegotiation-inside-tunnel"
SNI = ("-servername", "intranet.example")
ASKED12 = without_ticket(TLS12_CERTIFICATE)


@scene(
    "tls12-renegotiation-refused",
    story="TLS 1.2, Apache renegotiates for a certificate, the client has renegotiation switched off and "
    "says so (no_renegotiation): Apache ends the connection",
    server_address="192.0.2.109",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_renegotiation_refused(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", PROTECTED)
    certificate = ("--certificate", stage.certificates.client)
    (client,) = python_client(stage, "1.2", *NAME, *certificate, "--no-renegotiation", "/protected/page")
    require(client["ended"] == "SSLError: SSLV3_ALERT_HANDSHAKE_FAILURE", str(client))
    require(server.logged("SSL routines::no renegotiation") == 1, "Apache's log lacks: no renegotiation")
    return [
        Connection(
            stream=0,
            verdict="renegotiation-refused",
            findings=[NOT_FINISHED, "renegotiation-refused"],
            facts=TLS12_FACTS,
            endpoints={
                "client": said_by_client(client) + "; OP_NO_RENEGOTIATION",
                "server": "Apache: Re-negotiation handshake failed; no renegotiation",
            },
            decrypted=[*TLS12, "HelloRequest"],
        )
    ]


@scene(
    "tls12-renegotiation-ignored",
    story="TLS 1.2, Apache renegotiates for a certificate, the client does not react to the HelloRequest; "
    "after 3 s Apache gives up, and answers 403 to a client that does not read",
    server_address="192.0.2.110",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_renegotiation_ignored(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", f"Timeout 3\n{PROTECTED}")
    idle = ("--send-only", "--pause", "4", "--end", "close")
    (client,) = python_client(stage, "1.2", *NAME, "/protected/page", *idle)
    require(server.logged("Requesting connection re-negotiation") == 1, "Apache did not renegotiate")
    require(server.logged("Re-negotiation handshake failed") == 1, "Apache did not give up")
    return [
        Connection(
            stream=0,
            verdict="renegotiation-ignored",
            findings=["client-reset", NOT_FINISHED, "renegotiation-ignored"],
            facts=TLS12_FACTS,
            endpoints={
                "client": said_by_client(client),
                "server": "Apache: Requesting connection re-negotiation; Re-negotiation handshake failed",
            },
            decrypted=[*TLS12, "HelloRequest"],
        )
    ]


@scene(
    "tls12-renegotiation-resumed",
    story="TLS 1.2, the server asks inside the tunnel but lets the session be resumed, so that nobody is "
    "asked for a certificate: it answers all the same, or resets for want of one",
    server_address="192.0.2.111",
    stacks=lambda: [http_sys_version(), f"{openssl_version()} s_client"],
)
def tls12_renegotiation_resumed(stage: Stage) -> Sequence[Connection]:
    server = http_sys(stage, "--resume")
    certificate = ("-cert", stage.certificates.client)
    said = []
    for path in ("/protected/page", "/protected/forbidden"):
        client = s_client(stage, "-tls1_2", *SNI, *certificate)
        client.awaits("Verify return code")
        client.tell(f"GET {path} HTTP/1.1\r\nHost: intranet.example\r\n\r\n")
        if path == "/protected/page":
            client.awaits("200 OK")
            client.tell("Q\n")
        said.append(client.finishes())
    servers = [statement(server, ordinal) for ordinal in range(2)]
    require(all(words["asked"] and words["given"] is None for words in servers), str(servers))
    require("200 OK" in said[0] and "read:errno=104" in said[1], "\n".join(said))
    decrypted = [*TLS12, "HelloRequest", *TLS12_RESUMED]
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            info=["downgrade-sentinel", RENEGOTIATED, "renegotiation-resumed"],
            facts={**TLS12_FACTS, "renegotiations": 1},
            endpoints={"client": "s_client: TLSv1.2, 200 OK", "server": said_by_http_sys(servers[0])},
            decrypted=decrypted,
        ),
        Connection(
            stream=1,
            verdict="renegotiation-resumed",
            findings=["renegotiation-resumed", "server-reset/in-renegotiation"],
            info=["downgrade-sentinel", RENEGOTIATED],
            facts={**TLS12_FACTS, "renegotiations": 1},
            endpoints={
                "client": "s_client: TLSv1.2, read:errno=104",
                "server": said_by_http_sys(servers[1]),
            },
            decrypted=decrypted,
        ),
    ]


@scene(
    "tls12-renegotiation-overtaken",
    story="TLS 1.2, s_server -www sends HelloRequest for /renegcert, and its page instead of a ServerHello "
    "when the client begins",
    server_address="192.0.2.112",
    stacks=lambda: [f"{openssl_version()} s_server -www and s_client"],
)
def tls12_renegotiation_overtaken(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_2", "-www", "-CAfile", stage.certificates.authority)
    client = s_client(stage, *SNI, "-cert", stage.certificates.client)
    client.awaits("Verify return code")
    client.tell("GET /renegcert HTTP/1.0\r\n\r\n")
    said = client.finishes()
    require("HTTP/1.0 200 ok" in said and "no client certificate available" in said, said)
    words = {
        "client": "s_client: TLSv1.2, HTTP/1.0 200 ok",
        "server": "s_server: no client certificate available",
    }
    decrypted = [*TLS12, "HelloRequest", "ClientHello"]
    findings = [NOT_FINISHED, "renegotiation-overtaken"]
    return [Connection(0, "tls-ok", words, findings=findings, facts=TLS12_FACTS, decrypted=decrypted)]


@scene(
    "tls12-renegotiation-failed",
    story="TLS 1.2, for one page Apache wants another cipher suite than the first: a client that offers it "
    "renegotiates without being asked for a certificate, one that does not is cut off",
    server_address="192.0.2.113",
    stacks=lambda: [apache_version(), python_ssl_version()],
)
def tls12_renegotiation_failed(stage: Stage) -> Sequence[Connection]:
    weak, strong = "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384"
    suites = f"SSLCipherSuite {weak}:{strong}\n<Location /protected/>\nSSLCipherSuite {strong}\n</Location>"
    server = apache(stage, "TLSv1.2", f"SSLHonorCipherOrder on\n{suites}")
    (both,) = python_client(stage, "1.2", *NAME, "/protected/page", "--cipher", f"{weak}:{strong}")
    (only,) = python_client(stage, "1.2", *NAME, "/protected/page", "--cipher", weak)
    request = server.requests(2)[0]
    require(both["replies"] == [200] and request["cipher"] == strong, f"{both} {request}")
    require(only["ended"] == "SSLError: SSLV3_ALERT_HANDSHAKE_FAILURE", str(only))
    require(server.logged("no shared cipher") == 1, "Apache's log lacks: no shared cipher")
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            info=[RENEGOTIATED],
            facts={**TLS12_FACTS, "renegotiations": 1},
            endpoints={"client": said_by_client(both), "server": said_by_apache(request)},
            decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12)],
        ),
        Connection(
            stream=1,
            verdict="renegotiation-failed",
            findings=[NOT_FINISHED, "renegotiation-failed"],
            facts=TLS12_FACTS,
            endpoints={
                "client": said_by_client(only),
                "server": "Apache: Re-negotiation handshake failed; no shared cipher",
            },
            decrypted=[*TLS12, "HelloRequest", "ClientHello"],
        ),
    ]


@scene(
    "tls12-client-renegotiation-refused",
    story="TLS 1.2, the client begins a new handshake inside the tunnel, the server does not allow it "
    "(OpenSSL 3 as it comes) and says no_renegotiation: the client gives up",
    server_address="192.0.2.114",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def tls12_client_renegotiation_refused(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_2", "-www")
    client = s_client(stage, *SNI)
    client.awaits("Verify return code")
    client.tell("R\n")
    said = client.finishes()
    require("RENEGOTIATING" in said and "ssl3_read_bytes:no renegotiation" in said, said)
    words = {"client": "s_client: RENEGOTIATING; no renegotiation", "server": "s_server: allows none"}
    return [
        Connection(
            stream=0,
            verdict="renegotiation-failed",
            findings=["client-initiated-renegotiation", NOT_FINISHED, "renegotiation-failed"],
            endpoints=words,
            facts=TLS12_FACTS,
            decrypted=[*TLS12, "ClientHello"],
        )
    ]


@scene(
    "tls12-client-renegotiation-often",
    story="TLS 1.2, the client begins a new handshake inside the tunnel five times, as a load attack would",
    server_address="192.0.2.115",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def tls12_client_renegotiation_often(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_2", "-client_renegotiation", "-www")
    client = s_client(stage, *SNI)
    client.awaits("Verify return code")
    for _ in range(5):
        before = len(client.said)
        client.tell("R\n")
        client.awaits("RENEGOTIATING(?s:.*)verify return:1(?s:.*)verify return:1", after=before)
    client.tell("GET / HTTP/1.0\r\n\r\n")
    said = client.finishes()
    require("HTTP/1.0 200 ok" in said and "5 server renegotiates (SSL_accept())" in said, said)
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            findings=["client-initiated-renegotiation"],
            info=[RENEGOTIATED] * 5,
            facts={**TLS12_FACTS, "renegotiations": 5},
            endpoints={
                "client": "s_client: RENEGOTIATING, five times; HTTP/1.0 200 ok",
                "server": "s_server: 5 server renegotiates (SSL_accept())",
            },
            decrypted=[*TLS12, *(TLS12 * 5)],
        )
    ]


@scene(
    "tls12-renegotiation-twice",
    story="TLS 1.2, the server renegotiates twice in one connection: for a certificate, which is given, and"
    " then without asking again (SSL_VERIFY_CLIENT_ONCE)",
    server_address="192.0.2.116",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def tls12_renegotiation_twice(stage: Stage) -> Sequence[Connection]:
    authority = ("-CAfile", stage.certificates.authority)
    server = s_server(stage, "-tls1_2", "-no_resumption_on_reneg", *authority)
    client = s_client(stage, *SNI, "-cert", stage.certificates.client)
    client.awaits("Verify return code")
    for word in ("first", "second"):
        before = len(server.said)
        client.tell(f"{word} request\n")
        server.awaits(f"{word} request")
        server.tell("R\n")
        server.awaits("SSL_do_handshake -> 1(?s:.*)Read BLOCK", after=before)
        server.tell(f"{word} reply\n")
        client.awaits(f"{word} reply")
    client.tell("Q\n")
    client.finishes()
    server.awaits("DONE")
    require(server.said.count("depth=0 CN = alice") == 1, server.said)
    words = {
        "client": "s_client: TLSv1.2, both replies read",
        "server": "s_server: depth=0 CN = alice, after the first R",
    }
    return [
        Connection(
            stream=0,
            verdict="client-cert-renegotiation-ok",
            info=[RENEGOTIATED] * 2,
            facts={**TLS12_FACTS, "renegotiations": 2},
            endpoints=words,
            decrypted=[*TLS12, "HelloRequest", *ASKED12, "HelloRequest", *without_ticket(TLS12)],
        )
    ]


@scene(
    "http2-renegotiation",
    story="TLS 1.2, both sides have agreed on HTTP/2 (ALPN h2), and the server renegotiates after the "
    "client's first data, which HTTP/2 forbids; OpenSSL's programs do not mind",
    server_address="192.0.2.117",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def http2_renegotiation(stage: Stage) -> Sequence[Connection]:
    h2 = ("-alpn", "h2")
    server = s_server(
        stage, "-tls1_2", "-no_resumption_on_reneg", "-CAfile", stage.certificates.authority, *h2
    )
    client = s_client(stage, *SNI, *h2)
    client.awaits("Verify return code")
    require("ALPN protocol: h2" in client.said, client.said)
    client.tell("data of the client\n")
    server.awaits("data of the client")
    before = len(server.said)
    server.tell("R\n")
    server.awaits("SSL_do_handshake -> 1(?s:.*)Read BLOCK", after=before)
    server.tell("data of the server\n")
    client.awaits("data of the server")
    client.tell("Q\n")
    client.finishes()
    words = {
        "client": "s_client: ALPN protocol: h2",
        "server": "s_server: renegotiated, no certificate given",
    }
    return [
        Connection(
            stream=0,
            verdict="asked-none-given-ok",
            findings=["http2-renegotiation", "renegotiation-empty-certificate"],
            info=[RENEGOTIATED],
            facts={**TLS12_FACTS, "alpn_selected": "h2", "renegotiations": 1},
            endpoints=words,
            decrypted=[*TLS12, "HelloRequest", *without_ticket(TLS12_EMPTY)],
        )
    ]
