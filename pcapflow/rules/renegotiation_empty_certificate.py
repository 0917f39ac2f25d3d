"""A client that is asked for its certificate in a renegotiation and has none."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

STILL_OPEN = ["capture_end", "evicted"]
INNER = ("client_hello_frame", "client_ccs_frame", "server_ccs_frame")


@rule(
    severity="error",
    confidence="likely",
    title="The client had no certificate to give when the server renegotiated for one",
    spec="RFC 5246 7.4.4, 7.4.6",
    reads={
        "renegotiations": ["confidence", "client_hello_frame", "client_ccs_frame", "server_ccs_frame"],
        "connections": ["renegotiations", "end"],
    },
    where={"connections": field("renegotiations") > 0},
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "server_flight_frame",
        "inner_client_ccs_frame",
        "inner_server_ccs_frame",
        "first_alert_frame",
        "end_frame",
    ],
    values=[
        "client_certificate",
        "client_flight_lengths",
        "outcome",
        "since_last_client_data_us",
        "server_data_records_after",
    ],
)
def renegotiation_empty_certificate(renegotiations: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server renegotiated inside the tunnel and asked for a client certificate. The client answered with an
    empty Certificate message: it found none that fits, or its user pressed Cancel.

    ## Fix

    At the client: is the certificate in the store that this program reads (of the user or of the machine),
    with its private key, valid now, and with client authentication among its extended key usages? At the
    server: the authorities that it names in its request must include the issuer of the certificate, as
    clients offer only what fits that list (on Windows, `SendTrustedIssuerList` and the store "Client
    Authentication Issuers"). The next capture must show `client_certificate` sent in `renegotiations`.

    ## Harmless when

    The server answers in spite of it, because the certificate is optional: that is a notice. The page inside
    may still say 403.
    """
    empty = renegotiations[renegotiations.client_certificate == "empty"]
    empty = empty.rename(columns=lambda name: f"inner_{name}" if name in INNER else name)
    empty = empty.merge(connections, on="connection_id")
    served = (empty.server_data_records_after > 0).fillna(False)
    failed = (empty.server_data_records_after == 0) & ~empty.end.isin(STILL_OPEN)
    empty = empty[served | failed.fillna(False)]
    empty = empty.assign(severity="error")
    empty.loc[served, "severity"] = "notice"
    # That it was empty may be certain; that the connection failed for it is likely at most.
    empty.loc[~served & (empty.confidence == "certain"), "confidence"] = "likely"
    return empty
