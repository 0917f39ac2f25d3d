"""A client that offers to be asked after the handshake and speaks HTTP/2, where nobody may ask."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS13 = 0x0304
NO_CERTIFICATE = ["none", "empty"]
RETRY = "http2-late-client-cert-retry"


@rule(
    severity="warning",
    confidence="likely",
    title="The server asks for certificates after the request, which HTTP/2 forbids even with a client that "
    "can be asked",
    spec="RFC 8740 3, RFC 9113 9.2.3",
    reads={
        "connections": [
            "version",
            "post_handshake_auth",
            "post_handshake_certificate",
            "client_certificate",
            "session_certificate",
            "alpn_selected",
            "server",
        ],
        "servers": ["late_asks", "late_askers"],
        "findings": ["rule"],
    },
    where={
        "connections": ((field("version") == TLS13) & field("post_handshake_auth"))
        | (field("alpn_selected") == "h2"),
        "servers": field("late_asks") > 0,
    },
    frames=["client_hello_frame"],
    values=["post_handshake_auth", "alpn_offered", "late_asks"],
    after=[RETRY],
)
def post_handshake_auth_impossible_h2(
    connections: pd.DataFrame, servers: pd.DataFrame, findings: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The client offered post_handshake_auth, and HTTP/2 as well. This server chooses HTTP/2 where it can, and
    asks for certificates after the request. In HTTP/2 it may not: one connection carries many requests. So
    the extension does not help here; the server turns the client away, or tells it to come again with
    HTTP/1.1.

    ## Fix

    Let the first handshake ask for the certificate. Or switch HTTP/2 off for these pages at the server (in
    Apache `Protocols http/1.1`, in IIS "Disable HTTP/2" of the binding), or at the client (curl `--http1.1`).
    The next capture must show http/1.1 alone in the client's ALPN, or a certificate in the first handshake.

    ## Harmless when

    The page that this client asked for needs no certificate.
    """
    late = connections.merge(servers, on="server")
    h2 = late[(late.alpn_selected == "h2").fillna(False) | late.connection_id.isin(_retried(findings))]
    able = late[
        (late.version == TLS13)
        & late.post_handshake_auth
        & late.post_handshake_certificate.isna()
        & late.client_certificate.isin(NO_CERTIFICATE)
        & late.session_certificate.isin(NO_CERTIFICATE)
        & late.server.isin(h2.server)
    ]
    offered = able.alpn_offered.list.flatten()
    able = able.loc[offered.index[offered == "h2"].unique()]
    return able.assign(corroboration=able.late_askers)


def _retried(findings: pd.DataFrame) -> "pd.Series[str]":
    """Connections that spoke HTTP/2 and were told to come again with HTTP/1.1."""
    return findings.connection_id[findings.rule == RETRY]
