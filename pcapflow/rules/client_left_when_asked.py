"""A client that closes when it is asked for a certificate, without a word."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="notice",
    confidence="likely",
    title="The client was asked for a certificate and closed the connection instead of answering",
    spec="RFC 5246 7.4.4; measured",
    reads={
        "connections": [
            "established",
            "renegotiations",
            "client_certificate_requested",
            "client_certificate_frame",
            "client_ccs_frame",
            "client_fin_frame",
            "client_rst_frame",
            "client_closing_alert_frame",
            "server_closing_alert_frame",
            "server_fin_frame",
            "server_rst_frame",
            "gaps_client",
            "gaps_server",
        ],
        "renegotiations": ["ordinal", "initiator", "outcome", "client_flight_lengths", "first_alert_frame"],
    },
    where={
        "connections": (field("renegotiations") > 0) | (field("client_certificate_requested")),
    },
    frames=[
        "server_hello_frame",
        "hello_request_frame",
        "server_flight_frame",
        "certificate_request_frame",
        "client_close_frame",
    ],
    values=["server_flight_lengths", "end_by"],
)
def client_left_when_asked(connections: pd.DataFrame, renegotiations: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server asked for a client certificate, in the first handshake or in a renegotiation, and the client
    closed the connection without an answer and without an alert. This is how a browser makes room for its
    user to choose. Measured: Chromium closes, asks its user, and gives the certificate on a new connection.
    In the first handshake of TLS 1.3 the request is hidden: see `client-left-handshake`.

    ## Fix

    None is needed if the same client comes again and then gives a certificate: look at the connections of
    the same `retry_group`, or at later ones if the user took time. If it does not come again, the user
    pressed Cancel, or the program gave up: look at the client.

    ## Harmless when

    Another connection of the same client has given a certificate, or went on without one, right after.
    """
    last = renegotiations.sort_values("ordinal").drop_duplicates("connection_id", keep="last")
    inside = last[
        (last.initiator == "server")
        & (last.outcome == "broken")
        & last.server_flight_frame.notna()
        & (last.client_flight_lengths.list.len() == 0)
    ]
    c = connections[(connections.gaps_client == 0) & (connections.gaps_server == 0)]
    c = c.assign(client_close_frame=c.client_fin_frame.fillna(c.client_rst_frame))
    c = c[c.client_close_frame.notna()].merge(inside, on="connection_id", how="left")

    silent = ~c.established & c.client_certificate_frame.isna() & c.client_ccs_frame.isna()
    left = (silent & c.client_certificate_requested).fillna(False) | c.server_flight_frame.notna()
    for frame in (
        c.first_alert_frame,
        c.client_closing_alert_frame,
        c.server_closing_alert_frame,
        c.server_fin_frame,
        c.server_rst_frame,
    ):
        left &= ~(frame <= c.client_close_frame).fillna(False)
    return c[left]
