"""A server that finishes a renegotiation and then closes instead of answering."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

INNER = ("client_hello_frame", "client_ccs_frame", "server_ccs_frame")
CLIENT_CLOSES = ("client_closing_alert_frame", "client_fin_frame", "client_rst_frame")
GIVEN = ["sent", "empty"]


@rule(
    severity="warning",
    confidence="likely",
    title="The server finished the renegotiation that asked for a certificate, then closed without an answer",
    spec="RFC 5246 7.4.6; measured",
    reads={
        "renegotiations": [
            "outcome",
            "confidence",
            "client_hello_frame",
            "client_ccs_frame",
            "server_ccs_frame",
        ],
        "connections": [
            "renegotiations",
            "end",
            "reply_records_max",
            "server_closing_alert_frame",
            "server_fin_frame",
            "server_rst_frame",
            *CLIENT_CLOSES,
        ],
    },
    where={"connections": field("renegotiations") > 0},
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "inner_client_ccs_frame",
        "inner_server_ccs_frame",
        "server_close_frame",
    ],
    values=[
        "client_certificate",
        "client_flight_lengths",
        "server_data_records_after",
        "since_last_client_data_us",
        "end_by",
    ],
)
def renegotiation_rejected_after_finish(
    renegotiations: pd.DataFrame, connections: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The server renegotiated inside the tunnel and asked for a client certificate, and the handshake finished:
    TLS had no objection. Then the server closed or reset the connection without a byte of an answer. What
    refused is above TLS: the mapping of the certificate to an account, authorisation, a policy, or an
    application that demands the certificate which was not given.

    ## Fix

    Read the log of the web server and of the application at this time (IIS: the HTTPERR log of HTTP.SYS, and
    "Client Certificate Mapping"), and look for the subject of the certificate. If none was given, see
    `renegotiation-empty-certificate`. The next capture must show application data of the server after its
    inner ChangeCipherSpec.

    ## Harmless when

    The client had no interest in an answer any more. One that closed first is not named here.
    """
    finished = renegotiations[
        (renegotiations.outcome == "finished")
        & renegotiations.client_certificate.isin(GIVEN)
        & (renegotiations.server_data_records_after == 0)
    ]
    finished = finished.rename(columns=lambda name: f"inner_{name}" if name in INNER else name)
    ended = connections[connections.reply_records_max == 0]
    ended = ended[ended.end.isin(["fin", "rst"])]
    finished = finished.merge(ended, on="connection_id")
    close = finished.server_closing_alert_frame.fillna(finished.server_fin_frame)
    close = close.fillna(finished.server_rst_frame)
    first = close.notna() & (close > finished.inner_server_ccs_frame)
    for name in CLIENT_CLOSES:
        first &= ~(finished[name] < close).fillna(False)
    finished = finished.assign(
        server_close_frame=close,
        confidence=finished.confidence.where(finished.confidence == "possible", "likely"),
    )
    return finished[first.fillna(False)]
