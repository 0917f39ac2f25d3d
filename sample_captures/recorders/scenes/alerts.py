"""Handshakes that one side ends with an alert in clear."""

from __future__ import annotations

from collections.abc import Sequence

from recorders import gnutls
from recorders.flights import TLS12, TLS13
from recorders.programs import openssl_version, s_client, s_server
from recorders.scene import TLS12_FACTS, Connection, require, scene
from recorders.stage import Stage


@scene(
    "fatal-alert",
    story="The server refuses a TLS 1.3 client by alert; a TLS 1.2 client rejects the certificate by alert",
    server_address="192.0.2.35",
    stacks=lambda: [f"{openssl_version()} s_server and s_client"],
)
def fatal_alert(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-tls1_2", "-www")
    refused = s_client(stage, "-servername", "intranet.example", "-tls1_3").finishes()
    require("tlsv1 alert protocol version" in refused and "SSL alert number 70" in refused, refused)
    wary = ("-verify_return_error", "-verify_hostname", "other.example")
    refusing = s_client(stage, "-servername", "intranet.example", *wary).finishes()
    require(
        "verify error:num=62:hostname mismatch" in refusing and "certificate verify failed" in refusing,
        refusing,
    )
    return [
        Connection(
            stream=0,
            verdict="version-mismatch",
            findings=["fatal-alert", "version-mismatch"],
            facts={"confidence": "certain", "fatal_alert_side": "server"},
            endpoints={"client": "s_client -tls1_3: tlsv1 alert protocol version, SSL alert number 70"},
            decrypted=["ClientHello"],
        ),
        Connection(
            stream=1,
            verdict="fatal-alert",
            findings=["fatal-alert"],
            # RFC 5246 7.2.2: bad_certificate is what OpenSSL says to a name that does not match.
            facts={**TLS12_FACTS, "shape": "bad_certificate", "fatal_alert_side": "client"},
            endpoints={
                "client": "s_client: verify error:num=62:hostname mismatch; certificate verify failed"
            },
            decrypted=TLS12[: TLS12.index("ClientKeyExchange")],
        ),
    ]


@scene(
    "encrypted-alert",
    story="TLS 1.3, the client does not accept the server's certificate, and its alert is encrypted",
    server_address="192.0.2.180",
    stacks=lambda: [f"{openssl_version()} s_server", gnutls.version()],
)
def encrypted_alert(stage: Stage) -> Sequence[Connection]:
    server = s_server(stage, "-tls1_3", "-www")
    refusing = gnutls.client(stage, "--verify-hostname", "other.example").finishes()
    require("PKI verification of server certificate failed" in refusing, refusing)
    server.awaits("alert bad certificate")
    return [
        Connection(
            stream=0,
            verdict="encrypted-alert",
            findings=["encrypted-alert"],
            facts={"version": 0x0304, "shape": "handshake", "established": False},
            endpoints={
                "client": "gnutls-cli: PKI verification of server certificate failed",
                "server": "s_server: alert bad certificate, SSL alert number 42",
            },
            decrypted=TLS13[:-1],
        )
    ]
