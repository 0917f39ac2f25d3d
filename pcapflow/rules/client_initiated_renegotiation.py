"""A client that begins a renegotiation by itself."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

MANY = 3


@rule(
    severity="notice",
    confidence="certain",
    title="The client began a renegotiation",
    spec="RFC 5246 7.4.1.2, 7.2.2",
    reads={
        "renegotiations": ["ordinal", "initiator", "client_hello_frame", "first_alert_side"],
        "connections": ["renegotiations", "established", "server_closing_alert_frame"],
    },
    where={"renegotiations": field("initiator") == "client", "connections": field("renegotiations") > 0},
    frames=["inner_client_hello_frame", "server_flight_frame", "first_alert_frame", "end_frame"],
    values=["times", "outcome", "kind", "turn", "server_data_records_inside", "server_data_records_after"],
    shapes={
        "refused": "The client began a renegotiation and the server refused",
        "ignored": "The client began a renegotiation and the server did not take part",
    },
)
def client_initiated_renegotiation(renegotiations: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The client began another handshake inside the tunnel without being told to. That is allowed before TLS
    1.3, but hardly any client needs it: measured in `s_client` and Java programs that want fresh keys. It
    costs the server far more than the client, and attackers use it to load a server: more than three in one
    connection are a warning.

    - `refused`: The server answered with an alert, as OpenSSL 3 does unless told otherwise.
    - `ignored`: The server sent no ServerHello; it went on with what it was doing, or the connection ended.

    ## Fix

    Do not let clients renegotiate at the server (OpenSSL 3: the default; before, `SSL_OP_NO_RENEGOTIATION`).
    A program that needs fresh keys opens a new connection, or uses TLS 1.3, which has KeyUpdate.

    ## Harmless when

    It happens once or twice and both sides want it.
    """
    times = renegotiations.groupby("connection_id").size().rename("times").reset_index()
    begun = renegotiations.sort_values("ordinal").drop_duplicates("connection_id", keep="last")
    begun = begun.merge(times, on="connection_id").rename(
        columns={"client_hello_frame": "inner_client_hello_frame"}
    )
    begun = begun.merge(connections, on="connection_id")
    begun = begun[begun.established]
    unanswered = begun.server_flight_frame.isna() & (begun.outcome != "open")
    # The server's last alert behind data of its own is how it closes, not how it refuses.
    closing = (begun.first_alert_frame == begun.server_closing_alert_frame) & (
        begun.server_data_records_inside > 0
    )
    refused = unanswered & (begun.first_alert_side == "server") & ~closing.fillna(False)
    begun = begun.assign(severity="notice", confidence="certain", shape=pd.NA)
    begun.loc[unanswered, "shape"] = "ignored"
    begun.loc[refused.fillna(False), ["shape", "confidence"]] = ["refused", "likely"]
    begun.loc[begun.times > MANY, "severity"] = "warning"
    return begun
