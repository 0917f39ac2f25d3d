"""A request over HTTP/2 that the server sends back to HTTP/1.1, where it can ask for a certificate."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SETTINGS_ACK = 9
RST_STREAM, GOAWAY = SETTINGS_ACK + 4, SETTINGS_ACK + 8
"""Bytes of frames (RFC 9113 4.1, 6.4, 6.5, 6.8)."""
REFUSALS = pd.DataFrame(
    [
        (1, RST_STREAM),
        (2, RST_STREAM + GOAWAY),
        (2, RST_STREAM + SETTINGS_ACK),
        (3, RST_STREAM + GOAWAY + SETTINGS_ACK),
    ],
    columns=["reply_records_max", "reply_bytes"],
)
"""Records and bytes of plaintext in the last turn."""
FAREWELLS = pd.DataFrame([(0, 0), (1, GOAWAY)], columns=["reply_records_max", "reply_bytes"])
"""The same where the client acknowledged SETTINGS after that: it had no other request."""
FEW = 4
"""SETTINGS, their acknowledgment, RST_STREAM, GOAWAY: all that such a server says."""
LONGEST = 256
WITHIN = pd.Timedelta(seconds=2)


@rule(
    severity="notice",
    confidence="likely",
    title="The server sent the client back to HTTP/1.1 to ask it for a certificate",
    spec="RFC 9113 7, 9.2.1, 9.2.3, RFC 8740 3; measured",
    reads={
        "connections": [
            "client_address",
            "server",
            "first_time",
            "last_request_time",
            "last_request_bytes",
            "overhead_client",
            "overhead_server",
            "renegotiations",
            "post_handshake_certificate",
            "server_data_records",
            "ticket_like_records",
            "reply_records_min",
        ],
    },
    where={
        "connections": (field("renegotiations") > 0)
        | field("post_handshake_certificate").is_valid()
        | (
            (field("reply_records_min") == field("reply_records_max"))
            & (field("reply_bytes_max") <= LONGEST)
            & field("alpn_offered").is_valid()
        )
    },
    frames=["client_hello_frame", "last_request_frame", "last_reply_frame"],
    values=["alpn_offered", "reply_records_max", "reply_bytes_max", "retry_after_ms"],
)
def http2_late_client_cert_retry(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The client spoke HTTP/2, and its last request got nothing but a frame as long as RST_STREAM. Within two
    seconds it came again without HTTP/2, and there the server asked for a certificate inside the tunnel. So
    the server said HTTP_1_1_REQUIRED: it asks late, and may not do so in HTTP/2. Measured: Apache with curl,
    in TLS 1.2 and 1.3.

    ## Fix

    Let the first handshake ask for the certificate: it works with HTTP/2, and saves the second connection.

    ## Harmless when

    The second connection works: it costs time only. Clients that do not come again would fail on the page.
    """
    late = (connections.renegotiations > 0) | connections.post_handshake_certificate.notna()
    offered = connections.alpn_offered.list.flatten()
    h2 = connections.index.isin(offered.index[offered == "h2"])
    again = connections[late.fillna(False) & ~h2]
    if again.empty:
        return connections.head(0).assign(retry_after_ms=pd.NA, corroboration=pd.NA)
    refused = connections[h2 & (connections.reply_records_min == connections.reply_records_max).fillna(False)]
    refused = refused.assign(
        reply_bytes=refused.reply_bytes_max - refused.reply_records_max * refused.overhead_server
    )
    told = refused.server_data_records - refused.ticket_like_records
    acknowledged = (refused.last_request_bytes == refused.overhead_client + SETTINGS_ACK) & (told <= FEW)
    reply = ["reply_records_max", "reply_bytes"]
    sent_back = pd.concat(
        [refused.merge(REFUSALS, on=reply), refused[acknowledged.fillna(False)].merge(FAREWELLS, on=reply)]
    )
    again = again[["client_address", "server", "first_time", "connection_id"]]
    again = again.rename(columns={"connection_id": "again_id", "first_time": "again_time"})
    pairs = sent_back.merge(again, on=["client_address", "server"])
    after = pairs.again_time - pairs.last_request_time
    pairs = pairs.assign(
        retry_after_ms=after.dt.total_seconds() * 1000, corroboration=pairs.again_id.map(lambda name: [name])
    )
    soon = (after >= pd.Timedelta(0)) & (after <= WITHIN)
    return pairs[soon.fillna(False)].sort_values("again_time").drop_duplicates("connection_id")
