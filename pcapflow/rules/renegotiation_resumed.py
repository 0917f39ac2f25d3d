"""A renegotiation that the server wanted, and that only resumed the session."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

STILL_OPEN = ["capture_end", "evicted"]
INNER = ("client_hello_frame", "client_ccs_frame", "server_ccs_frame")


@rule(
    severity="error",
    confidence="likely",
    title="The server renegotiated, but the old session was resumed, which asks for no certificate",
    spec="RFC 5246 7.3, 7.4.1.1",
    reads={
        "renegotiations": ["kind", "client_hello_frame", "client_ccs_frame", "server_ccs_frame"],
        "connections": ["renegotiations", "end"],
    },
    where={"connections": field("renegotiations") > 0},
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "server_flight_frame",
        "inner_server_ccs_frame",
        "inner_client_ccs_frame",
        "end_frame",
    ],
    values=[
        "initiator",
        "kind",
        "outcome",
        "session_certificate",
        "server_flight_lengths",
        "server_data_records_after",
        "since_last_client_data_us",
    ],
)
def renegotiation_resumed(renegotiations: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server wanted to negotiate again inside the tunnel, as it does to ask for a client certificate. But
    the client offered the session that it had, and the server resumed it. A resumed handshake has no
    CertificateRequest, so the server has no other certificate than the session had before (none, unless the
    first handshake asked). Measured: OpenSSL's s_server and JSSE do this where tickets or a session cache
    are on.

    ## Fix

    At the server, do not resume on renegotiation (OpenSSL: `SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION`,
    in s_server `-no_resumption_on_reneg`), or do without tickets and session cache for that host. Or let the
    first handshake ask. The next capture must show `kind` full in `renegotiations`.

    ## Harmless when

    The server answered: it wanted fresh keys, or the session held a certificate already. That is worth
    counting only.
    """
    short = renegotiations[(renegotiations.initiator == "server") & (renegotiations.kind == "short")]
    short = short.rename(columns=lambda name: f"inner_{name}" if name in INNER else name)
    short = short.merge(connections, on="connection_id")
    failed = (short.server_data_records_after == 0) & ~short.end.isin(STILL_OPEN)
    short = short.assign(severity="info")
    short.loc[failed.fillna(False), "severity"] = "error"
    return short
