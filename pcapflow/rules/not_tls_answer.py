"""A server that does not speak TLS where the client does."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TITLE = "The server answered the ClientHello with something that is not TLS"


@rule(
    severity="error",
    confidence="certain",
    title=TITLE,
    spec="RFC 8446 5.1; RFC 9112 4, RFC 5321 4.2, RFC 1939 3, RFC 9051 7.1, RFC 4253 4.2",
    reads={
        "connections": [
            "bytes_server",
            "one_sided",
            "gaps_server",
            "tls_phase",
            "client_first_bytes",
            "client_hello_time",
            "last_server_data_time",
            "server_last_record_frame",
        ],
    },
    where={
        "connections": (field("bytes_server") > 0)
        & (field("tls_phase") == "client_hello")
        & field("server_last_record_frame").is_null()
        & field("server_first_bytes").is_valid()
        & ~field("one_sided")
        & (field("gaps_server") == 0),
    },
    frames=["client_hello_frame", "fatal_alert_frame", "server_fin_frame"],
    values=["server_first_bytes", "bytes_server", "server_port"],
    shapes={
        "http": "The server answered the ClientHello in plain HTTP",
        "greeting": "The server greeted the client in plain text and does not speak TLS at once",
    },
)
def not_tls_answer(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    Client and server speak different protocols on this port.

    - `http`: The server took the ClientHello for a broken HTTP request and answered it in clear, as a web
      server does on a port without TLS, typically with status 400.
    - `greeting`: The server speaks first and in clear, as mail, FTP and SSH servers do. Of those some turn to
      TLS later, after a STARTTLS command.

    The client cannot read the answer. Some clients then send an alert, protocol_version for instance, which
    has nothing to do with versions here.

    ## Fix

    Look at what the port is for.

    - `http`: Switch on TLS for this port of the server (Apache `SSLEngine on`, nginx `listen ... ssl`, in IIS
      a binding of type https), or let the client use http, or the right port.
    - `greeting`: Let the client use STARTTLS, or the port on which the server speaks TLS at once, such as
      465, 993, 995 or 990.

    ## Harmless when

    A scanner tries TLS on every port that it finds open.
    """
    # If the client said something before its hello, as for STARTTLS or CONNECT, that had been answered.
    talked = connections.client_first_bytes.notna()
    strange = connections[
        ~talked | (connections.last_server_data_time > connections.client_hello_time).fillna(False)
    ]
    shape = strange.server_first_bytes.where(
        strange.server_first_bytes.isin(["http", "greeting"]) & strange.client_first_bytes.isna()
    )
    return strange.assign(shape=shape)
