"""A server that finds nothing in the ClientHello that it would take."""

import pandas as pd
import pyarrow as pa
from pyarrow.compute import field

from pcapflow import rule

HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY = 40, 71
TLS13_SUITES = 0x13


@rule(
    severity="error",
    confidence="likely",
    title="The server found no cipher suite, or no group, in the ClientHello that it would take",
    spec="RFC 8446 4.1.1, 6.2; RFC 5246 7.4.1.3",
    reads={
        "alerts": ["ordinal", "frame", "direction", "in_clear"],
        "connections": [
            "server_hello_frame",
            "hello_retry_request_frame",
            "server",
            "cipher_suite",
        ],
    },
    where={
        "alerts": field("in_clear")
        & (field("direction") == "server")
        & field("description").isin([HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY]),
    },
    frames=["client_hello_frame", "alert_frame"],
    values=[
        "description",
        "versions_offered",
        "cipher_suites_offered",
        "supported_groups",
        "server_suites",
    ],
)
def no_common_cipher(alerts: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server answered the ClientHello with the alert handshake_failure or insufficient_security and nothing
    else. Most often the two have no cipher suite in common, or no group for the key exchange, or the server's
    certificate has a kind of key (RSA, ECDSA) for which the client offers no suite. It is certain if the same
    server was seen to choose suites elsewhere in the captures and this client offers none of these.

    ## Fix

    1. Compare the offered suites and groups with those that the server has switched on, such as with
       `openssl s_client -cipher ... -groups ...` from elsewhere. In Windows see the policy "SSL Cipher Suite
       Order" and `Get-TlsCipherSuite`.
    2. See whether the server has a certificate at all for the host name in the ClientHello, and of the kind
       of key that the client can use. Some servers answer unknown names in this way.

    ## Harmless when

    A scanner tries suites one by one.
    """
    first = alerts.sort_values("ordinal").drop_duplicates("connection_id")
    refused = first.rename(columns={"frame": "alert_frame"}).merge(connections, on="connection_id")
    answered = refused.server_hello_frame.notna() | refused.hello_retry_request_frame.notna()
    refused = refused[refused.client_hello_frame.notna() & ~answered]
    refused = refused.merge(_chosen_elsewhere(refused, connections), on="connection_id", how="left")
    refused = refused.assign(confidence="likely")
    refused.loc[refused.server_suites.notna() & ~refused.one_is_offered.fillna(True), "confidence"] = (
        "certain"
    )
    return refused


def _chosen_elsewhere(refused: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """Per connection the suites that its server chose elsewhere, and whether it offers one of them itself.

    Suites of TLS 1.3 say nothing of those before, nor the other way round (RFC 8446 B.4).
    """
    offered = refused[["connection_id", "cipher_suites_offered"]].explode("cipher_suites_offered")
    offered = offered.rename(columns={"cipher_suites_offered": "cipher_suite"}).dropna()
    offered = offered.assign(tls13=offered.cipher_suite // 256 == TLS13_SUITES)
    seen = connections[connections.server.isin(refused.server) & connections.cipher_suite.notna()]
    seen = seen[["server", "cipher_suite", "connection_id"]].drop_duplicates(["server", "cipher_suite"])
    seen = seen.rename(columns={"connection_id": "other"}).assign(
        tls13=seen.cipher_suite // 256 == TLS13_SUITES
    )
    seen = refused[["connection_id", "server"]].merge(seen, on="server")
    seen = seen.merge(offered[["connection_id", "tls13"]].drop_duplicates(), on=["connection_id", "tls13"])
    both = seen.merge(offered, on=["connection_id", "cipher_suite"])
    seen = seen.assign(one_is_offered=seen.connection_id.isin(both.connection_id))
    grouped = seen.groupby("connection_id", as_index=False).agg(
        server_suites=("cipher_suite", list),
        others=("other", list),
        one_is_offered=("one_is_offered", "first"),
    )
    # Of no groups at all, pandas does not know that there would be lists.
    names = pd.array(grouped.others.to_list(), dtype=pd.ArrowDtype(pa.list_(pa.string())))
    suites = pd.array(grouped.server_suites.to_list(), dtype=pd.ArrowDtype(pa.list_(pa.uint16())))
    return grouped.drop(columns="others").assign(corroboration=names, server_suites=suites)
