"""A server that closes instead of answering the ClientHello."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="error",
    confidence="certain",
    title="The server closed the connection instead of answering the ClientHello",
    spec="RFC 9293 3.6, RFC 8446 4.1.1, 6.2",
    reads={
        "connections": [
            "bytes_server",
            "one_sided",
            "gaps_server",
            "tls_phase",
            "client_fin_frame",
            "client_rst_frame",
        ],
    },
    where={
        "connections": (field("bytes_server") == 0)
        & (field("tls_phase") == "client_hello")
        & ~field("one_sided")
        & (field("gaps_server") == 0)
        & field("server_fin_frame").is_valid(),
    },
    frames=["client_hello_frame", "server_fin_frame"],
    values=["server_name", "versions_offered", "alpn_offered", "rtt_us"],
)
def server_closed_before_server_hello(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server took the TCP connection and ended it in order, by FIN, without a byte: no ServerHello, and no
    alert, which a TLS server that refuses a hello would send. Something decided against this connection
    before TLS had a say.

    ## Fix

    1. Look for what stands before the TLS server: a load balancer without a healthy backend, a list of
       addresses that may connect, or a limit of connections closes in this way.
    2. Compare the host name in the ClientHello with the names that the server or the load balancer knows.
    3. Read the server's log of accepted connections at this time.

    ## Harmless when

    The server is being stopped or restarted, and connections opened in this moment meet a closing socket.
    """
    first = connections.server_fin_frame
    by_client = (connections.client_fin_frame < first) | (connections.client_rst_frame < first)
    return connections[~by_client.fillna(False)]
