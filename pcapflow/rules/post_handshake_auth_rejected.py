"""A certificate given after the handshake that the server does not accept, in TLS 1.3."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

ENDED = ["alert", "fin", "rst"]


@rule(
    severity="error",
    confidence="likely",
    title="The server did not accept the certificate that it had asked for after the handshake",
    spec="RFC 8446 4.6.2, 4.4.2.4, 6.2",
    reads={"post_handshake": ["client_certificate", "followed_by", "followed_by_side", "confidence"]},
    where={
        "post_handshake": (field("client_certificate") == "sent")
        & field("followed_by").isin(ENDED)
        & (field("followed_by_side") == "server")
    },
    frames=["server_record_frame", "client_flight_frame", "followed_by_frame"],
    values=["server_record_plaintext_length", "client_flight_lengths", "answered_after_us", "followed_by"],
)
def post_handshake_auth_rejected(post_handshake: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    After a request the server asked for a client certificate, as TLS 1.3 allows it with clients that offer
    post_handshake_auth. The client gave one, and the server ended the connection: no answer, not even a
    session ticket, with which servers greet a certificate that they accept (measured: OpenSSL, Apache).

    ## Fix

    The certificate and the alert are encrypted: read the server's log at this time (Apache: `LogLevel
    ssl:info`) for an issuer that is not trusted, an expired or revoked certificate, or one that is not meant
    for clients. The next capture must show application data of the server after the client's flight.

    ## Harmless when

    Never, as the client wanted this connection. A server that turns certificates away on purpose does so in
    this way, too.
    """
    return post_handshake
