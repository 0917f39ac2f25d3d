"""A request over HTTP/2 that the server sends back to HTTP/1.1, where it can ask for a certificate."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

FRAME_HEADER = 9
RST_STREAM, GOAWAY = FRAME_HEADER + 4, FRAME_HEADER + 8
"""Bytes of these frames (RFC 9113 6.4, 6.8); an acknowledgment of SETTINGS is a header alone (6.5)."""
REPLIES = pd.DataFrame(
    [
        (1, RST_STREAM),
        (2, RST_STREAM + GOAWAY),
        (2, RST_STREAM + FRAME_HEADER),
        (3, RST_STREAM + GOAWAY + FRAME_HEADER),
    ],
    columns=["reply_records_max", "reply_bytes"],
)
"""Records and bytes of plaintext in the last turn."""
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
            "overhead_server",
            "renegotiations",
            "post_handshake_certificate",
            "reply_records_min",
        ],
    },
    where={
        "connections": (field("renegotiations") > 0)
        | field("post_handshake_certificate").is_valid()
        | (
            (field("reply_records_min") == field("reply_records_max"))
            & (field("reply_records_max") > 0)
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
    sent_back = connections[
        h2 & (connections.reply_records_min == connections.reply_records_max).fillna(False)
    ]
    bytes_ = sent_back.reply_bytes_max - sent_back.reply_records_max * sent_back.overhead_server
    sent_back = sent_back.assign(reply_bytes=bytes_).merge(REPLIES, on=["reply_records_max", "reply_bytes"])
    again = again[["client_address", "server", "first_time", "connection_id"]]
    again = again.rename(columns={"connection_id": "again_id", "first_time": "again_time"})
    pairs = sent_back.merge(again, on=["client_address", "server"])
    after = pairs.again_time - pairs.last_request_time
    pairs = pairs.assign(
        retry_after_ms=after.dt.total_seconds() * 1000, corroboration=pairs.again_id.map(lambda name: [name])
    )
    soon = (after >= pd.Timedelta(0)) & (after <= WITHIN)
    return pairs[soon.fillna(False)].sort_values("again_time").drop_duplicates("connection_id")
