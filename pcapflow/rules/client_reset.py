"""The client cut the connection."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

EXPLANATIONS = ["network-loss", "no-server-hello-timeout", "not-tls-answer", "reset-injected-suspected"]


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
        "findings": ["rule"],
    },
    where={
        "resets": (field("direction") == "client")
        & field("first_of_connection")
        & ~field("late")
        & field("in_window"),
    },
    frames=["client_hello_frame", "last_request_frame", "last_reply_frame", "reset_frame"],
    values=["tls_phase", "since_last_server_data_us", "reply_records_min", "reply_records_max"],
    shapes={"certificate-prompt": "The client reset the connection while it was asked for its certificate"},
    after=EXPLANATIONS,
)
def client_reset(resets: pd.DataFrame, connections: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The first reset came from the client, before any orderly close. The server did nothing wrong that the wire
    shows.

    - `certificate-prompt`: It came inside a renegotiation, when the client had thought about it for more than
      two seconds: the user probably cancelled the question for a certificate, or had none to choose.

    ## Fix

    Look at the client: a tab that was closed, a user who cancelled, a timeout, or an error of its TLS
    library, which its own log names.

    - `certificate-prompt`: Give the user a certificate of an authority that the server names, with its
      private key, in the store that the client looks into.

    ## Harmless when

    The client had all it wanted: browsers and load tests cut connections that they no longer need.
    """
    # Somebody else sent it in the client's name, or the client gave up on what could come to nothing.
    explained = findings.connection_id[findings.rule.isin(EXPLANATIONS)]
    cuts = resets[~resets.connection_id.isin(explained)].rename(columns={"frame": "reset_frame"})
    cuts = cuts.merge(connections, on="connection_id")
    orderly = cuts.client_closing_alert_frame.notna() | cuts.server_closing_alert_frame.notna()
    cuts = cuts[cuts.tls & cuts.server_rst_frame.isna() & ~orderly]
    cuts = cuts.assign(shape=pd.NA)
    prompt = (cuts.tls_phase == "renegotiation") & (cuts.since_last_server_data_us > 2_000_000)
    cuts.loc[prompt.fillna(False), "shape"] = "certificate-prompt"
    return cuts
