"""A server that asks after the handshake although the client did not offer to be asked."""

import pandas as pd

from pcapflow import rule


@rule(
    severity="notice",
    confidence="possible",
    title="The server may have asked for a certificate after the handshake, of a client that cannot be asked",
    spec="RFC 8446 4.6.2, 6.2",
    reads={
        "post_handshake": ["client_flight_frame", "confidence"],
        "connections": ["server", "post_handshake_auth"],
    },
    frames=["client_hello_frame", "server_record_frame", "followed_by_frame"],
    values=["post_handshake_auth", "server_record_plaintext_length", "end", "end_by"],
)
def post_handshake_auth_unsolicited(post_handshake: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    After the client's request the server sent one record as long as the certificate request that it sends to
    other clients, and the client answered with a record as long as an alert and closed. It had not offered
    post_handshake_auth; a client that is asked all the same answers with the alert unexpected_message. All of
    it is encrypted, so it is merely possible. No server that was measured does this: their libraries refuse.

    ## Fix

    At the server, ask in the first handshake, or after it only clients that offer the extension.

    ## Harmless when

    The record was an answer that happens to be as long as a certificate request, and the alert was the
    close_notify of a client that has all it wanted.
    """
    told = post_handshake.merge(connections, on="connection_id")
    known = told[told.client_flight_frame.notna() & (told.confidence == "likely")]
    known = known[["server", "server_record_plaintext_length"]].drop_duplicates()
    lone = told[told.client_flight_frame.isna() & ~told.post_handshake_auth & told.end.isin(["fin", "rst"])]
    return lone.merge(known, on=["server", "server_record_plaintext_length"]).drop_duplicates("connection_id")
