"""A renegotiation that broke off, and none of the rules that know a cause fits."""

import pandas as pd

from pcapflow import rule

INNER = ("client_hello_frame", "client_ccs_frame", "server_ccs_frame")
BROKEN = ["broken", "refused", "rejected"]
"""Outcomes; with a ClientHello inside, it is the server that refused."""
LEFT = "client-left-when-asked"
CAUSES = [
    "renegotiation-certificate-rejected",
    "renegotiation-empty-certificate",
    "renegotiation-overtaken",
]


@rule(
    severity="error",
    confidence="likely",
    title="The handshake inside the tunnel broke off",
    spec="RFC 5246 7.2.2, 7.4",
    reads={
        "renegotiations": [
            "ordinal",
            "client_hello_frame",
            "client_ccs_frame",
            "server_ccs_frame",
            "server_data_records_after",
        ],
        "findings": ["rule", "severity"],
    },
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "server_flight_frame",
        "inner_client_ccs_frame",
        "first_alert_frame",
        "end_frame",
    ],
    values=[
        "initiator",
        "outcome",
        "first_alert_side",
        "client_flight_lengths",
        "server_flight_lengths",
        "since_last_client_data_us",
    ],
    after=[LEFT, *CAUSES],
)
def renegotiation_failed(renegotiations: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    One side began another handshake inside the tunnel, the client sent its ClientHello, and the connection
    ended by an alert, a reset or a close before both sides had changed their keys. The wire does not show
    why: no common suite or signature algorithm, a key or smart card that failed, a user who took too long, or
    a server that does not let clients renegotiate.

    ## Fix

    The alert is encrypted; the side that sent it, or that closed first, has the reason in its log (Windows:
    Schannel events; Apache: `LogLevel ssl:info`). The next capture must show a ChangeCipherSpec of both sides
    inside the tunnel.

    ## Harmless when

    The client closed for a reason of its own, such as a user who left.
    """
    last = renegotiations.sort_values("ordinal").drop_duplicates("connection_id", keep="last")
    explained = findings.connection_id[
        (findings.rule == LEFT) | (findings.rule.isin(CAUSES) & (findings.severity == "error"))
    ]
    broken = last[
        last.outcome.isin(BROKEN)
        & last.client_hello_frame.notna()
        & ~(last.server_data_records_after > 0).fillna(False)
        & ~last.connection_id.isin(explained)
    ]
    return broken.rename(columns=lambda name: f"inner_{name}" if name in INNER else name)
