"""A side that does not know secure renegotiation."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS12 = 0x0303
HANDSHAKE_FAILURE = 40
FATAL = 2


@rule(
    severity="notice",
    confidence="certain",
    title="The server does not know secure renegotiation (RFC 5746)",
    spec="RFC 5746 3.4, 3.6, 4.1, 4.3",
    reads={
        "connections": ["version", "renegotiations"],
        "alerts": ["frame", "direction", "in_clear", "level", "description"],
        "renegotiations": ["server_flight_frame"],
    },
    where={
        "connections": (field("version") <= TLS12)
        & (~field("renegotiation_info_server") | (field("renegotiation_info_client") == "none")),
        "alerts": (field("direction") == "client")
        & field("in_clear")
        & (field("level") == FATAL)
        & (field("description") == HANDSHAKE_FAILURE),
    },
    frames=["client_hello_frame", "server_hello_frame", "alert_frame"],
    values=["renegotiation_info_client", "renegotiation_info_server"],
    shapes={
        "client": "The client does not know secure renegotiation (RFC 5746)",
        "client-aborts": "The client left a server that does not know secure renegotiation (RFC 5746)",
    },
)
def rfc5746_missing(
    connections: pd.DataFrame, alerts: pd.DataFrame, renegotiations: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The ServerHello lacks the extension renegotiation_info (0xff01) although the client offered it. A
    renegotiation with such a server would not be tied to the handshake before it, and some clients do not
    talk to it at all.

    - `client`: It is the client that offers neither the extension nor the suite 0x00ff.
    - `client-aborts`: The client ended the handshake with handshake_failure after the server's hello.
      Measured: OpenSSL 3 does so with such servers ("unsafe legacy renegotiation disabled").

    ## Fix

    Update the TLS library of the server, or of the box before it that ends TLS. TLS 1.3 has no renegotiation
    and no such extension.

    - `client`: Update the TLS library of the client.
    - `client-aborts`: Until then, OpenSSL clients need the option `UnsafeLegacyServerConnect`.

    ## Harmless when

    Nobody renegotiates, and no client minds: it is a notice.

    - `client`: Nobody renegotiates: it is a notice.
    - `client-aborts`: Never, as the client wanted this connection.
    """
    # One that renegotiated all the same is a case of insecure-renegotiation.
    did = renegotiations.connection_id[renegotiations.server_flight_frame.notna()]
    lacking = connections[~connections.connection_id.isin(did)]
    abort = alerts.drop_duplicates("connection_id").rename(columns={"frame": "alert_frame"})
    lacking = lacking.merge(abort[["connection_id", "alert_frame"]], on="connection_id", how="left")
    lacking = lacking.assign(severity="notice", shape=pd.NA)
    lacking.loc[(lacking.renegotiation_info_client == "none").fillna(False), "shape"] = "client"
    aborted = lacking["shape"].isna() & lacking.alert_frame.notna()
    lacking.loc[aborted, ["severity", "shape"]] = ["error", "client-aborts"]
    return lacking
