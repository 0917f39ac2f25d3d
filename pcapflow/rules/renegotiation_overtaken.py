"""A server that wants to renegotiate, and answers before it could."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="notice",
    confidence="likely",
    title="The server asked to renegotiate and then answered without doing so",
    spec="RFC 5246 7.4.1.1; measured",
    reads={
        "renegotiations": [
            "initiator",
            "outcome",
            "client_hello_frame",
            "client_hello_time",
            "server_flight_frame",
            "server_data_time",
            "first_alert_side",
            "first_alert_frame",
        ],
        "connections": ["renegotiations", "rtt_us", "client_fin_frame", "client_rst_frame"],
    },
    where={
        "renegotiations": (field("initiator") == "server")
        & (field("server_data_frame") >= field("client_hello_frame")),
        "connections": field("renegotiations") > 0,
    },
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "server_data_frame",
        "server_flight_frame",
        "first_alert_frame",
        "end_frame",
    ],
    values=["outcome", "server_data_after_hello_us", "server_data_records_inside", "first_alert_side"],
)
def renegotiation_overtaken(renegotiations: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server wanted to negotiate again inside the tunnel, and the client began; but the server did not wait
    and sent data before its ServerHello. If it meant to ask for a certificate, it has answered without one.
    Measured: Java servers that take `startHandshake` for a call that blocks, gnutls-serv, and OpenSSL's
    `s_server -www`, which never renegotiates then.

    ## Fix

    At the server, wait until the handshake is done before answering (in Java, `startHandshake` returns
    before a renegotiation has ended: wait for its HandshakeCompletedListener), or let the first handshake
    ask.

    ## Harmless when

    The client took the answer. Strict clients (measured: GnuTLS, BoringSSL) take data in the middle of a
    handshake for an error and leave: then it is an error here, too.
    """
    began = renegotiations.merge(connections, on="connection_id")
    overtaken = began[
        (began.server_flight_frame.isna() | (began.server_data_frame < began.server_flight_frame))
        & began.outcome.isin(["overtaken", "broken", "finished"])
    ]
    after_us = (overtaken.server_data_time - overtaken.client_hello_time).dt.total_seconds() * 1_000_000
    alerted = (overtaken.first_alert_side == "client") & (
        overtaken.first_alert_frame >= overtaken.server_data_frame
    )
    # A client whose handshake was not taken up may have been content, and then says close_notify and FIN.
    cut = (overtaken.outcome == "overtaken") & overtaken.client_rst_frame.notna()
    cut &= overtaken.client_fin_frame.isna()
    aborted = (alerted & ((overtaken.outcome == "broken") | cut)).fillna(False)
    # What was under way before the server had the hello shows nothing, unless the server never takes it up.
    waits = (overtaken.outcome == "finished") & (after_us < overtaken.rtt_us).fillna(True)
    waits |= (overtaken.outcome == "broken") & ~aborted
    overtaken = overtaken.assign(server_data_after_hello_us=after_us, severity="notice")
    overtaken.loc[aborted, "severity"] = "error"
    return overtaken[~waits].rename(columns={"client_hello_frame": "inner_client_hello_frame"})
