"""Client and server speak no application protocol in common."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

NO_APPLICATION_PROTOCOL = 120


@rule(
    severity="error",
    confidence="certain",
    title="Client and server have no application protocol (ALPN) in common",
    spec="RFC 7301 3.2",
    reads={"connections": ["fatal_alert_description", "fatal_alert_side"]},
    where={
        "connections": (field("fatal_alert_description") == NO_APPLICATION_PROTOCOL)
        & (field("fatal_alert_side") == "server"),
    },
    frames=["client_hello_frame", "fatal_alert_frame"],
    values=["alpn_offered", "server_name"],
)
def no_common_alpn(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The client listed the protocols that it can speak inside TLS, and the server, which knows none of them,
    ended the handshake with the alert no_application_protocol.

    ## Fix

    Compare the list in the ClientHello with the server's: a server for HTTP takes `http/1.1` and, if switched
    on, `h2`. A client that offers `h2` alone (as gRPC does) needs a server that speaks HTTP/2 here. If the
    list is of another service, the client talks to the wrong port or host name.

    ## Harmless when

    A certificate authority checks a domain by `acme-tls/1` (RFC 8737), or a scanner tries protocols.
    """
    return connections
