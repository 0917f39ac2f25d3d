"""A server that breaks a renegotiation off when it has the client's certificate."""

import pandas as pd

from pcapflow import rule

INNER = ("client_hello_frame", "client_ccs_frame")


@rule(
    severity="error",
    confidence="likely",
    title="The server did not accept the certificate that it had renegotiated for",
    spec="RFC 5246 7.2.2, 7.4.6",
    reads={
        "renegotiations": [
            "outcome",
            "confidence",
            "client_hello_frame",
            "client_ccs_frame",
            "server_ccs_frame",
            "first_alert_side",
        ],
    },
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "server_flight_frame",
        "inner_client_ccs_frame",
        "first_alert_frame",
        "end_frame",
    ],
    values=["client_certificate", "client_flight_lengths", "since_last_client_data_us"],
)
def renegotiation_certificate_rejected(renegotiations: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server renegotiated inside the tunnel and asked for a client certificate. The client gave one, and the
    server ended the connection before the handshake was done: it does not trust the issuer, or the
    certificate is expired, revoked, or not meant for clients, or the server could not reach its revocation
    list.

    ## Fix

    The alert that says why is encrypted, and so is the certificate: read the server's log at this time
    (Windows: Schannel event 36888 and CAPI2; Apache: `LogLevel ssl:info`). Then give the client a certificate
    that the server accepts, or the server the authority that issued it. The next capture must show the
    server's ChangeCipherSpec inside the tunnel.

    ## Harmless when

    Never, as the client wanted this connection. A server that turns certificates away on purpose does so in
    this way, too.
    """
    sent = renegotiations[renegotiations.client_certificate == "sent"]
    sent = sent.rename(columns=lambda name: f"inner_{name}" if name in INNER else name)
    rejected = sent[
        (sent.outcome == "rejected")
        & sent.inner_client_ccs_frame.notna()
        & sent.server_ccs_frame.isna()
        & ~(sent.first_alert_side == "client").fillna(False)
    ]
    sureness = rejected.confidence.where(rejected.confidence == "possible", "likely")
    return rejected.assign(confidence=sureness)
