"""The client cut the connection."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="notice",
    confidence="likely",
    title="The client reset the connection",
    spec="RFC 9293 3.10.7",
    reads={
        "connections": [
            "tls",
            "server_rst_frame",
            "client_closing_alert_frame",
            "server_closing_alert_frame",
        ],
        "resets": [
            "frame",
            "direction",
            "first_of_connection",
            "late",
            "in_window",
            "tls_phase",
            "since_last_server_data_us",
        ],
    },
    where={
        "resets": (field("direction") == "client")
        & field("first_of_connection")
        & ~field("late")
        & field("in_window"),
    },
    frames=["client_hello_frame", "last_request_frame", "last_reply_frame", "reset_frame"],
    values=["tls_phase", "since_last_server_data_us", "reply_records_min", "reply_records_max"],
)
def client_reset(resets: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The first reset came from the client, before any orderly close. The server did nothing wrong that the wire
    shows.

    ## Fix

    Look at the client: a tab that was closed, a user who cancelled, a timeout, or an error of its TLS
    library, which its own log names. If it came inside a renegotiation after more than two seconds (shape
    `certificate-prompt`), the user probably cancelled the question for a certificate, or had none to choose.

    ## Harmless when

    The client had all it wanted: browsers and load tests cut connections that they no longer need.
    """
    cuts = resets.rename(columns={"frame": "reset_frame"}).merge(connections, on="connection_id")
    orderly = cuts.client_closing_alert_frame.notna() | cuts.server_closing_alert_frame.notna()
    cuts = cuts[cuts.tls & cuts.server_rst_frame.isna() & ~orderly]
    cuts = cuts.assign(shape=pd.NA)
    prompt = (cuts.tls_phase == "renegotiation") & (cuts.since_last_server_data_us > 2_000_000)
    cuts.loc[prompt.fillna(False), "shape"] = "certificate-prompt"
    return cuts
