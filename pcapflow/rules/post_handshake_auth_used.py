"""A certificate given after the handshake, in TLS 1.3."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

ACCEPTED = ["data", "tickets"]


@rule(
    severity="info",
    confidence="likely",
    title="The server asked for a certificate after the handshake, got one, and went on",
    spec="RFC 8446 4.6.2",
    reads={"post_handshake": ["client_certificate", "followed_by", "confidence"]},
    where={"post_handshake": (field("client_certificate") == "sent") & field("followed_by").isin(ACCEPTED)},
    frames=["server_record_frame", "client_flight_frame", "followed_by_frame"],
    values=["server_record_plaintext_length", "client_flight_lengths", "answered_after_us", "followed_by"],
)
def post_handshake_auth_used(post_handshake: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    After a request the server asked for a client certificate (CertificateRequest after the handshake), as
    TLS 1.3 allows it with clients that offer post_handshake_auth. The client gave one, and the server went
    on. It is told by the lengths of the client's flight, as all of it is encrypted.

    ## Fix

    None is needed. Few clients offer the extension, and none may be asked so in HTTP/2: others than this one
    may fail on the same page.

    ## Harmless when

    Always: it is worth counting.
    """
    return post_handshake
