"""A client that is asked for a certificate after the handshake and has none."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

WENT_ON, ENDED = ["data", "tickets"], ["alert", "fin", "rst"]


@rule(
    severity="error",
    confidence="likely",
    title="The client had no certificate to give when the server asked after the handshake",
    spec="RFC 8446 4.6.2, 4.4.2, 6.2",
    reads={"post_handshake": ["client_certificate", "followed_by", "followed_by_side", "confidence"]},
    where={"post_handshake": field("client_certificate") == "empty"},
    frames=["server_record_frame", "client_flight_frame", "followed_by_frame"],
    values=["server_record_plaintext_length", "client_flight_lengths", "answered_after_us", "followed_by"],
)
def post_handshake_auth_declined(post_handshake: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    After a request the server asked for a client certificate, as TLS 1.3 allows it with clients that offer
    post_handshake_auth. The client answered with an empty Certificate: it found none that fits, or its user
    pressed Cancel. If the server needs one it ends the connection (measured: Apache by the alert
    certificate_required and FIN).

    ## Fix

    At the client: is the certificate in the store that this program reads, with its private key, valid now,
    and with client authentication among its extended key usages? Does its issuer belong to the authorities
    that the server names? The next capture must show `client_certificate` sent in `post_handshake`.

    ## Harmless when

    The server goes on, because the certificate is optional: that is a notice. The page inside may still say
    403.
    """
    went_on = post_handshake.followed_by.isin(WENT_ON)
    failed = post_handshake.followed_by.isin(ENDED) & (post_handshake.followed_by_side == "server")
    declined = post_handshake.assign(severity="notice")
    declined.loc[failed.fillna(False), "severity"] = "error"
    return declined[went_on | failed.fillna(False)]
