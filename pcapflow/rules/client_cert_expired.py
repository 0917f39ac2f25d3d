"""A client certificate that was not valid when it was sent."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="warning",
    confidence="certain",
    title="The client's certificate was not valid at the time of the capture",
    spec="RFC 5280 4.1.2.5",
    reads={
        "certificates": ["capture_id", "frame", "chain_of", "position", "valid_at_capture_time"],
        "findings": ["rule", "severity"],
    },
    where={"certificates": field("position") == 0},
    frames=["certificate_frame"],
    values=["subject", "issuer", "not_before", "not_after", "time"],
    shapes={"clock": "Every certificate was out of its time: the clock of the capture may be wrong"},
    after=["client-cert-rejected"],
)
def client_cert_expired(certificates: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The client gave a certificate whose time is over, or has not begun, by the clock of the capture. If the
    server then ended the connection, it is an error; if it went on, other servers would not.

    - `clock`: The certificates of all servers in this capture are out of their time as well, so that the
      clock of the host that captured is wrong, rather than all of them.

    ## Fix

    Renew the certificate, and let something warn before the next one ends. If it is not valid yet, correct
    the clock of whoever issued it or of this host.

    - `clock`: Set the clock of the host that captures.

    ## Harmless when

    The server does not look at the dates, as some do that pin certificates.

    - `clock`: The clock of the capture was wrong: it is a notice.
    """
    servers = certificates[certificates.chain_of == "server"]
    in_time = servers.capture_id[servers.valid_at_capture_time.fillna(True)].unique()
    wrong_clock = servers.capture_id[~servers.capture_id.isin(in_time)].unique()
    over = certificates[(certificates.chain_of == "client") & ~certificates.valid_at_capture_time]
    over = over.rename(columns={"frame": "certificate_frame"}).drop_duplicates("connection_id")
    rejected = findings[(findings.rule == "client-cert-rejected") & (findings.severity == "error")]
    over = over.assign(severity="warning", shape=pd.NA)
    over.loc[over.connection_id.isin(rejected.connection_id), "severity"] = "error"
    over.loc[over.capture_id.isin(wrong_clock), ["severity", "shape"]] = ["notice", "clock"]
    return over
