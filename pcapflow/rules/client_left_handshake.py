"""A client that closes in the middle of the handshake, without a word."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

AT_ONCE = pd.Timedelta(seconds=10)


@rule(
    severity="notice",
    confidence="likely",
    title="The client closed the connection in the middle of the handshake, without saying why",
    spec="RFC 8446 6.1, 4.3.2, RFC 5246 7.2.1; measured",
    reads={
        "connections": [
            "established",
            "server_hello_time",
            "last_time",
            "client_certificate_requested",
            "client_first_encrypted_lengths",
            "client_fin_frame",
            "client_closing_alert_frame",
            "server_closing_alert_frame",
            "server_fin_frame",
            "server_rst_frame",
            "gaps_client",
            "gaps_server",
        ],
    },
    where={
        "connections": ~field("established")
        & field("server_hello_frame").is_valid()
        & field("client_fin_frame").is_valid()
        & (field("gaps_client") == 0)
        & (field("gaps_server") == 0)
    },
    frames=["client_hello_frame", "server_hello_frame", "client_fin_frame"],
    values=["version", "end_by"],
)
def client_left_handshake(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server had answered with its ServerHello, and the client closed the connection: no alert, and nothing
    of its own flight. In TLS 1.3 all that the server then sent is encrypted. It may have asked for a client
    certificate, and a browser left to ask its user (measured: Chromium closes at once, and comes again with
    the certificate). A client that does not like the server's certificate may also leave without an alert,
    and a probe that looks at the ServerHello only has no use for more.

    ## Fix

    See whether the same client comes again (connections of the same `retry_group`) and then goes on, with
    `client_certificate` sent or empty: then it was asked. Else read the client's log.

    ## Harmless when

    A monitor or scanner looks whether the server is there, or a browser comes again with what was missing.
    """
    c = connections
    asked = c.client_certificate_requested.fillna(False)  # then client-left-when-asked says more
    silent = ~asked & (c.client_first_encrypted_lengths.list.len() == 0)
    # A handshake that stood still for longer is a case of handshake-timeout.
    silent &= c.last_time - c.server_hello_time < AT_ONCE
    for frame in (
        c.client_closing_alert_frame,
        c.server_closing_alert_frame,
        c.server_fin_frame,
        c.server_rst_frame,
    ):
        silent &= ~(frame <= c.client_fin_frame).fillna(False)
    return c[silent.fillna(False)]
