"""Peers without RFC 5746: nothing ties a renegotiation to the connection in which it happens."""

from __future__ import annotations

from collections.abc import Sequence

from recorders import gnutls
from recorders.flights import TLS12
from recorders.programs import openssl_version, s_client, s_server
from recorders.scene import TLS12_FACTS, Connection, Fact, require, scene
from recorders.stage import Stage

SNI = ("-servername", "intranet.example")
OLD = ("--priority", "NORMAL:-VERS-TLS1.3:%DISABLE_SAFE_RENEGOTIATION")
"""GnuTLS without renegotiation_info, in both roles; OpenSSL 3 cannot leave it out."""
SERVER_LACKS: dict[str, Fact] = {**TLS12_FACTS, "renegotiation_info_server": False}
BOTH_LACK: dict[str, Fact] = {**SERVER_LACKS, "renegotiation_info_client": "none"}
GET = "GET / HTTP/1.0\r\n\r\n"


def stacks() -> Sequence[str]:
    return [f"{gnutls.version()} server and client", f"{openssl_version()} s_client"]


@scene(
    "rfc5746-missing",
    story="TLS 1.2, a server without secure renegotiation: OpenSSL 3 leaves it by alert as it comes, and "
    "goes on if told to (-legacy_server_connect)",
    server_address="192.0.2.152",
    stacks=lambda: [f"{gnutls.version()} server", f"{openssl_version()} s_client"],
)
def rfc5746_missing(stage: Stage) -> Sequence[Connection]:
    gnutls.server(stage, "--http", "--disable-client-cert", *OLD)
    refusing = s_client(stage, *SNI).finishes()
    require("unsafe legacy renegotiation disabled" in refusing, refusing)
    client = s_client(stage, *SNI, "-legacy_server_connect")
    client.awaits("Verify return code")
    client.tell(GET)
    said = client.finishes()
    require("Secure Renegotiation IS NOT supported" in said and "HTTP/1.0 200 OK" in said, said)
    return [
        Connection(
            stream=0,
            verdict="rfc5746-missing",
            findings=["fatal-alert", "rfc5746-missing"],
            facts=SERVER_LACKS,
            endpoints={"client": "s_client: unsafe legacy renegotiation disabled"},
            decrypted=TLS12[: TLS12.index("ServerHelloDone") + 1],
        ),
        Connection(
            stream=1,
            verdict="tls-ok",
            findings=["rfc5746-missing"],
            info=["server-reset/after-fin"],
            facts=SERVER_LACKS,
            endpoints={"client": "s_client: Secure Renegotiation IS NOT supported; HTTP/1.0 200 OK"},
            decrypted=TLS12,
        ),
    ]


@scene(
    "rfc5746-missing-client",
    story="TLS 1.2, a client without secure renegotiation: the server answers it",
    server_address="192.0.2.153",
    stacks=lambda: [f"{openssl_version()} s_server -www", f"{gnutls.version()} client"],
)
def rfc5746_missing_client(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-www", "-tls1_2")
    client = gnutls.client(stage, *OLD)
    client.awaits("Simple Client Mode")
    client.tell(GET)
    said = client.finishes()
    require("Secure Renegotiation IS NOT supported" in said and "HTTP/1.0 200 ok" in said, said)
    words = {"client": "gnutls-cli: 200 ok", "server": "s_server: Secure Renegotiation IS NOT supported"}
    findings = ["rfc5746-missing"]
    return [Connection(0, "tls-ok", words, findings=findings, facts=BOTH_LACK, decrypted=TLS12)]


@scene(
    "insecure-renegotiation",
    story="TLS 1.2, the client begins a new handshake inside the tunnel with a server without secure "
    "renegotiation, which lets it: a client that knows better, and one that does not",
    server_address="192.0.2.154",
    stacks=stacks,
)
def insecure_renegotiation(stage: Stage) -> Sequence[Connection]:
    gnutls.server(stage, "--echo", "--disable-client-cert", *OLD)
    careless = s_client(stage, *SNI, "-legacy_server_connect", "-legacy_renegotiation")
    careless.awaits("Verify return code")
    careless.tell("R\n")
    careless.awaits("RENEGOTIATING(?s:.*)depth=0 CN = intranet.example\nverify return:1")
    careless.tell("hello\n")
    careless.awaits("\nhello\n")
    careless.tell("Q\n")
    careless.finishes()
    old = gnutls.client(stage, "--rehandshake", *OLD)
    old.awaits("ReHandshake was completed")
    old.tell("hello\n")
    old.awaits("\nhello\n")
    old.hang_up()
    old.finishes()
    words = (
        "s_client -legacy_renegotiation: RENEGOTIATING; hello",
        "gnutls-cli: ReHandshake was completed; hello",
    )
    facts = ({**SERVER_LACKS, "renegotiation_info_client": "scsv"}, BOTH_LACK)
    return [
        Connection(
            stream=stream,
            verdict="tls-ok",
            findings=["client-initiated-renegotiation", "insecure-renegotiation"],
            info=["renegotiation-inside-tunnel"],
            facts={**facts[stream], "renegotiations": 1},
            endpoints={"client": words[stream], "server": "gnutls-serv --echo: hello"},
            decrypted=[*TLS12, *TLS12],
        )
        for stream in range(2)
    ]
