"""Client and server have no version of TLS in common, or the server chose one that was not offered."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

PROTOCOL_VERSION = 70
SUPPORTED_VERSIONS = 43


@rule(
    severity="error",
    confidence="certain",
    title="Client and server have no version of TLS in common",
    spec="RFC 8446 4.1.3, 4.2.1, 6.2; RFC 5246 7.2.2, E.1",
    reads={
        "connections": [
            "established",
            "fatal_alert_description",
            "server_hello_frame",
            "client_extensions",
            "client_hello_whole",
        ],
    },
    where={"connections": ~field("established")},
    frames=["client_hello_frame", "server_hello_frame", "fatal_alert_frame"],
    values=["versions_offered", "version", "fatal_alert_side"],
    shapes={"not-offered": "The server chose a version of TLS that the client had not offered"},
)
def version_mismatch(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    One side ended the handshake with the alert protocol_version: what the ClientHello offers and what the
    server allows do not meet.

    - `not-offered`: The ServerHello names a version that the ClientHello had not offered, so that the client
      had to give up: a fault of the server, or of a box between the two.

    ## Fix

    Compare the versions offered with what the server has switched on, and let both have TLS 1.2 at least,
    better 1.3. Where a server was set to TLS 1.3 only, such clients need an update; where it knows no more
    than TLS 1.0, it does.

    - `not-offered`: Update the server, and capture on both sides of what inspects TLS between the two: does
      the ServerHello look the same?

    ## Harmless when

    A scanner tries versions one by one, and clients that are too old are meant to be kept out.
    """
    # A client says the same of an answer that is not TLS at all.
    by_client = (connections.fatal_alert_side == "client") & connections.server_hello_frame.isna()
    told = ((connections.fatal_alert_description == PROTOCOL_VERSION) & ~by_client).fillna(False)
    never_offered = _never_offered(connections)
    ended = connections.assign(shape=pd.NA)
    ended.loc[never_offered, "shape"] = "not-offered"
    return ended[told | never_offered]


def _never_offered(c: pd.DataFrame) -> "pd.Series[bool]":
    """Without supported_versions, legacy_version is the highest of all that are offered (RFC 5246 E.1)."""
    answered = c[c.version.notna() & c.versions_offered.notna() & c.client_hello_whole]
    listed = answered.index.isin(_index_of(answered.client_extensions, SUPPORTED_VERSIONS))
    offers = answered.versions_offered.explode()
    among = answered.index.isin(
        offers.index[(offers == answered.version.reindex(offers.index)).fillna(False)]
    )
    highest = offers.groupby(level=0).max()
    higher = (answered.version > highest.reindex(answered.index)).fillna(False).to_numpy(dtype=bool)
    wrong = answered.index[(listed & ~among) | (~listed & higher)]
    return pd.Series(c.index.isin(wrong), c.index)


def _index_of(lists: "pd.Series[list[int]]", value: int) -> pd.Index:
    """Index of the lists that hold the value."""
    items = lists.explode()
    return items.index[(items == value).fillna(False)]
