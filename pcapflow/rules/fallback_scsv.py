"""A client that tells that it comes with a lower version than it could."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

INAPPROPRIATE_FALLBACK = 86


@rule(
    severity="notice",
    confidence="certain",
    title="The client says that it fell back to a lower version after a first attempt failed",
    spec="RFC 7507 3, 4",
    reads={"connections": ["fallback_scsv", "fatal_alert_description"]},
    where={"connections": field("fallback_scsv")},
    frames=["client_hello_frame", "server_hello_frame", "fatal_alert_frame"],
    values=["versions_offered", "version", "fatal_alert_description"],
    shapes={
        "refused": "The client fell back to a lower version, which the server refused: both could do better",
    },
)
def fallback_scsv(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The ClientHello holds the signalling suite TLS_FALLBACK_SCSV (0x5600). A client adds it when it tries
    again with a lower version, so an attempt of it with its best version failed shortly before.

    - `refused`: The server knows a higher version than this hello offers, and ended the handshake with the
      alert inappropriate_fallback, which is what the signal is for: the failure of the first attempt was not
      a matter of versions, or somebody caused it.

    ## Fix

    Look at this client's connection just before this one, and at why that failed: a lost packet, a reset, or
    a box that does not let newer versions pass.

    ## Harmless when

    The client is a scanner that tests whether the server knows the signal.
    """
    refused = (connections.fatal_alert_description == INAPPROPRIATE_FALLBACK).fillna(False)
    fell_back = connections.assign(severity="notice", shape=pd.NA)
    fell_back.loc[refused, ["severity", "shape"]] = ["warning", "refused"]
    return fell_back
