"""A client that answers the server's HelloRequest with an alert."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

STILL_OPEN = ["capture_end", "evicted"]


@rule(
    severity="error",
    confidence="likely",
    title="The client refused to renegotiate when the server wanted to",
    spec="RFC 5246 7.2.2, 7.4.1.1",
    reads={
        "renegotiations": ["initiator", "outcome"],
        "connections": ["renegotiations", "end", "client_fin_frame", "server_fin_frame", "server_rst_frame"],
        "alerts": ["frame", "direction"],
    },
    where={"connections": field("renegotiations") > 0},
    frames=["client_hello_frame", "hello_request_frame", "first_alert_frame", "server_alert_frame"],
    values=["since_last_client_data_us", "turn", "server_data_records_after"],
)
def renegotiation_refused(
    renegotiations: pd.DataFrame, connections: pd.DataFrame, alerts: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The server wanted to negotiate again inside the tunnel, which is how it asks for a client certificate
    after it has read a request. The client answered with an alert instead of a ClientHello: its TLS library
    does not renegotiate (no_renegotiation; the code itself is encrypted). Measured: Go and rustls never do
    unless told to, OpenSSL and Python do not with their option NO_RENEGOTIATION.

    ## Fix

    1. Let the first handshake ask, so that no renegotiation is needed. In IIS, set "Negotiate Client
       Certificate" on the binding (`clientcertnegotiation=enable` in netsh); in Apache, move
       `SSLVerifyClient` from the `<Location>` to the virtual host. The next capture must show a
       CertificateRequest in the first handshake.
    2. Or let the client renegotiate: in Go, `tls.Config{Renegotiation: tls.RenegotiateOnceAsClient}`; with
       OpenSSL or Python, leave the option NO_RENEGOTIATION out. rustls cannot. The next capture must show
       `renegotiation-inside-tunnel` that finished.

    ## Harmless when

    The server then answers without a certificate: that is a notice. If the client closed right after its
    only alert, it may just have ended the connection while the server was asking: that is merely possible.
    """
    refused = renegotiations[(renegotiations.outcome == "refused") & (renegotiations.initiator == "server")]
    refused = refused.merge(connections, on="connection_id")
    told = alerts[alerts.connection_id.isin(refused.connection_id)]
    told = told.merge(refused[["connection_id", "first_alert_frame"]], on="connection_id")
    told = told[told.frame >= told.first_alert_frame].drop(columns="first_alert_frame")
    again = told[(told.direction == "client") & told.duplicated(["connection_id", "direction"])]
    answered = told[told.direction == "server"]
    for name, of in (("second_alert_frame", again), ("server_alert_frame", answered)):
        of = of.rename(columns={"frame": name}).drop_duplicates("connection_id")
        refused = refused.merge(of[["connection_id", name]], on="connection_id", how="left")

    # A FIN behind its only alert, before the server has acted, is how a client closes in any case.
    closing = refused.client_fin_frame.notna() & refused.second_alert_frame.isna()
    for frame in (refused.server_alert_frame, refused.server_fin_frame, refused.server_rst_frame):
        closing &= ~(frame < refused.client_fin_frame).fillna(False)
    failed = (refused.server_data_records_after == 0) & ~refused.end.isin(STILL_OPEN)
    refused = refused.assign(severity="notice", confidence="likely")
    refused.loc[failed.fillna(False), "severity"] = "error"
    refused.loc[closing, "confidence"] = "possible"
    return refused
