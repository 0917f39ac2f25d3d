"""A renegotiation in a connection that speaks HTTP/2."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS12 = 0x0303
STILL_OPEN = ["capture_end", "evicted"]


@rule(
    severity="error",
    confidence="certain",
    title="A renegotiation in an HTTP/2 connection, where it is forbidden",
    spec="RFC 9113 9.2.1, RFC 7301 3.2",
    reads={
        "renegotiations": ["client_hello_frame", "server_data_records_inside"],
        "connections": ["renegotiations", "version", "end"],
    },
    where={
        "connections": (field("renegotiations") > 0)
        & (field("alpn_selected") == "h2")
        & (field("version") <= TLS12),
    },
    frames=["hello_request_frame", "inner_client_hello_frame", "first_alert_frame", "end_frame"],
    values=["alpn_selected", "initiator", "turn", "outcome", "server_data_records_after"],
)
def http2_renegotiation(connections: pd.DataFrame, renegotiations: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The two agreed on HTTP/2 (ALPN h2) and then renegotiated after data had flowed. HTTP/2 carries many
    requests at once, so that nobody could say which of them a certificate belongs to. It is therefore
    forbidden, and the other side treats it as an error of the connection (PROTOCOL_ERROR).

    ## Fix

    Let the first handshake ask for the certificate, or switch HTTP/2 off where certificates are asked for
    late (IIS: "Disable HTTP/2" of the binding; Apache answers HTTP_1_1_REQUIRED by itself). The next capture
    must show a CertificateRequest in the first handshake, or another protocol than h2.

    ## Harmless when

    It came before any data, which is allowed: a notice. If the server still answered after it, it is a
    warning, as other clients may not bear it.
    """
    begun = connections.merge(renegotiations, on="connection_id")
    begun = begun.rename(columns={"client_hello_frame": "inner_client_hello_frame"})
    begun = begun[begun.turn.notna()]
    unanswered = (begun.server_data_records_after.fillna(0) == 0) & (begun.server_data_records_inside == 0)
    begun = begun.assign(severity="warning")
    begun.loc[(unanswered & ~begun.end.isin(STILL_OPEN)).fillna(False), "severity"] = "error"
    begun.loc[begun.turn == 0, "severity"] = "notice"
    return begun.sort_values("turn").drop_duplicates("connection_id", keep="last")
