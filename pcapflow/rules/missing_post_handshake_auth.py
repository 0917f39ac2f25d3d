"""A TLS 1.3 client that cannot be asked after the handshake, at a server that asks then."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS13 = 0x0304
NO_CERTIFICATE = ["none", "empty"]


@rule(
    severity="warning",
    confidence="possible",
    title="The server asks for certificates after the request, and this TLS 1.3 client cannot be asked then",
    spec="RFC 8446 4.2.6, 4.6.2",
    reads={
        "connections": [
            "version",
            "post_handshake_auth",
            "client_certificate",
            "session_certificate",
            "server",
        ],
        "servers": ["late_asks", "late_askers"],
        "findings": ["rule", "confidence"],
    },
    where={"connections": (field("version") == TLS13) & ~field("post_handshake_auth")},
    frames=["client_hello_frame"],
    values=["client_extensions", "alpn_offered", "late_asks"],
    after=["tls13-late-client-cert"],
)
def missing_post_handshake_auth(
    connections: pd.DataFrame, servers: pd.DataFrame, findings: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The server wants a certificate after it has read the request. In TLS 1.3 it may ask then only if the
    client's ClientHello offered post-handshake authentication (extension 49), and this one did not. What
    servers do in that case differs. Measured: Apache answers 403 even where the certificate is optional;
    GnuTLS and NSS send an alert and close; OpenSSL's s_server does nothing; JSSE goes on without a
    certificate. Reported, not recorded: HTTP.SYS of Windows Server 2022 resets the connection, that of Server
    2025 answers HTTP 500.

    ## Fix

    1. Let the first handshake ask, so that no client needs the extension. In IIS, set "Negotiate Client
       Certificate" on the binding (`clientcertnegotiation=enable` in netsh).
    2. Or use a client that offers the extension, over HTTP/1.1: Firefox with
       `security.tls.enable_post_handshake_auth`, Python with `context.post_handshake_auth = True`, curl on
       OpenSSL.

    ## Harmless when

    The page that this client asked for needs no certificate. Nearly every client leaves the extension out and
    nothing is wrong with that; it is named here only because the server was seen to want it, or to fail
    without it.
    """
    too_late = findings[findings.rule == "tls13-late-client-cert"][["connection_id", "confidence"]]
    in_failed = connections.connection_id.isin(too_late.connection_id)
    late_askers = servers.server[servers.late_asks > 0]
    none_given = connections.client_certificate.isin(NO_CERTIFICATE)
    none_given &= connections.session_certificate.isin(NO_CERTIFICATE)
    suspect = connections[in_failed | (none_given & connections.server.isin(late_askers))]
    suspect = suspect.merge(servers, on="server").merge(too_late, on="connection_id", how="left")
    unharmed = suspect.confidence.isna()
    suspect = suspect.assign(severity="warning", corroboration=suspect.late_askers)
    suspect.loc[unharmed, ["severity", "confidence"]] = ["notice", "possible"]
    return suspect
