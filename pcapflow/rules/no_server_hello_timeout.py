"""A ClientHello that arrived and was never answered."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SECOND_US = 1_000_000
STILL_OPEN = ["capture_end", "evicted"]


@rule(
    severity="error",
    confidence="certain",
    title="The server took the ClientHello and never answered it",
    spec="RFC 8446 4.1.3, RFC 9293 3.10.7.4",
    reads={
        "connections": [
            "bytes_server",
            "client_data_acknowledged",
            "one_sided",
            "tls_phase",
            "client_hello_time",
            "watched_until",
            "server_fin_frame",
            "server_rst_frame",
            "end_by",
        ],
    },
    where={
        "connections": (field("bytes_server") == 0)
        & (field("tls_phase") == "client_hello")
        & field("client_data_acknowledged")
        & ~field("one_sided")
        & (
            (field("end_by") == "client")
            | field("server_rst_frame").is_null() & field("server_fin_frame").is_null()
        ),
    },
    frames=["client_hello_frame", "client_fin_frame", "client_rst_frame"],
    values=["server_name", "versions_offered", "waited_us", "rtt_us", "end"],
    shapes={"given-up": "The client closed the connection before the server had answered its ClientHello"},
)
def no_server_hello_timeout(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server's host acknowledged the ClientHello, so the network carried it there. But nobody behind it
    answered with so much as a byte, for three seconds or more, or until the client gave up.

    - `given-up`: The client gave up sooner than a second after its hello, so the server had little time.

    ## Fix

    1. Look at the process that listens there: it hangs, all its workers are busy, or it hands connections to
       a backend that is not there.
    2. Ask whether it expects something else first: a server that waits for a header of the PROXY protocol, or
       for a command in plain text before STARTTLS, keeps silent on a ClientHello.
    3. Look for a box between the two that takes connections on the server's behalf and drops what it does not
       like, such as a host name or a hello that does not fit into one packet.

    ## Harmless when

    The capture ends while the client waits, which is a warning, as the answer may have come later.

    - `given-up`: Browsers open connections in advance, or several at a time, and drop what they do not need.
    """
    since, until = (
        time.astype("int64[pyarrow]") // 1000
        for time in (connections.client_hello_time, connections.watched_until)
    )
    silent = connections.assign(waited_us=until - since, severity="error", confidence="certain", shape=pd.NA)
    gave_up = silent.end_by == "client"
    soon = gave_up & (silent.waited_us < SECOND_US)
    silent.loc[silent.end.isin(STILL_OPEN), ["severity", "confidence"]] = ["warning", "likely"]
    silent.loc[soon.fillna(False), ["severity", "confidence", "shape"]] = ["notice", "possible", "given-up"]
    return silent[gave_up.fillna(False) | (silent.waited_us >= 3 * SECOND_US)]
