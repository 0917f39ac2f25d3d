"""A server certificate that was not valid when it was sent."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

FATAL = 2
OF_CERTIFICATES = [42, 43, 44, 45, 46]
"""RFC 5246 7.2.2: alerts that speak of the other side's certificate as such."""


@rule(
    severity="warning",
    confidence="certain",
    title="The server's certificate was not valid at the time of the capture",
    spec="RFC 5280 4.1.2.5, RFC 5246 7.2.2",
    reads={
        "certificates": [
            "capture_id",
            "frame",
            "chain_of",
            "position",
            "valid_at_capture_time",
            "fingerprint_sha256",
        ],
        "alerts": ["frame", "direction", "in_clear", "level", "description"],
    },
    where={
        "certificates": (field("chain_of") == "server") & (field("position") == 0),
        "alerts": (field("direction") == "client")
        & field("in_clear")
        & (field("level") == FATAL)
        & field("description").isin(OF_CERTIFICATES),
    },
    frames=["certificate_frame", "alert_frame"],
    values=["subject", "issuer", "not_before", "not_after", "time", "description"],
    shapes={"clock": "Every certificate was out of its time: the clock of the capture may be wrong"},
)
def server_cert_expired(certificates: pd.DataFrame, alerts: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server gave a certificate whose time is over, or has not begun, by the clock of the capture. If the
    client then ended the handshake by an alert about certificates, it is an error; if it went on, other
    clients would not.

    - `clock`: The capture has several server certificates, and all of them are out of their time, so that the
      clock of the host that captured is wrong, rather than all of them.

    ## Fix

    Renew the certificate and let the server load it: a renewed file often lies beside a process that still
    has the old one. If it is not valid yet, correct the clock of whoever issued it.

    - `clock`: Set the clock of the host that captures.

    ## Harmless when

    All clients are told to look at the fingerprint only.

    - `clock`: The clock of the capture was wrong: it is a notice.
    """
    valid = certificates.valid_at_capture_time.fillna(True)
    of_capture = certificates.assign(valid=valid).groupby("capture_id")
    kinds, in_time = of_capture.fingerprint_sha256.nunique(), of_capture.valid.any()
    wrong_clock = kinds.index[(kinds > 1) & ~in_time]
    over = certificates[~valid].rename(columns={"frame": "certificate_frame"})
    aborts = alerts.rename(columns={"frame": "alert_frame"}).drop_duplicates("connection_id")
    over = over.drop_duplicates("connection_id").merge(
        aborts[["connection_id", "alert_frame", "description"]], on="connection_id", how="left"
    )
    over = over.assign(severity="warning", shape=pd.NA)
    over.loc[over.alert_frame.notna(), "severity"] = "error"
    over.loc[over.capture_id.isin(wrong_clock), ["severity", "shape"]] = ["notice", "clock"]
    return over
