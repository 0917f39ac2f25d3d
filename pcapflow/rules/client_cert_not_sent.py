"""A server that breaks the first handshake off because the client gave no certificate."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule
from pcapflow.judge import refusals

CERTIFICATE_REQUIRED = 116


@rule(
    severity="error",
    confidence="likely",
    title="The server asked for a certificate, was given none, and ended the connection",
    spec="RFC 5246 7.4.6, RFC 8446 4.4.2.4, 6.2",
    reads=refusals.READS,
    where={"connections": field("client_certificate") == "empty", "alerts": field("in_clear")},
    frames=refusals.FRAMES,
    values=refusals.VALUES,
)
def client_cert_not_sent(connections: pd.DataFrame, alerts: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server asked for a client certificate in the first handshake, the client answered that it has none (an
    empty Certificate), and the server does not go on without. Before TLS 1.3 its alert is visible, but its
    code differs between servers (measured: handshake_failure from OpenSSL, bad_certificate from JSSE,
    decode_error from GnuTLS). In TLS 1.3 it is encrypted (certificate_required or bad_certificate), and the
    client believes itself connected until it arrives.

    ## Fix

    At the client: is the certificate in the store that this program reads (of the user or of the machine),
    with its private key, valid now, and with client authentication among its extended key usages? At the
    server: the authorities that it names in its request must include the issuer of the certificate, as
    clients offer only what fits that list (table `certificate_requests`). The next capture must show
    `client_certificate` sent.

    ## Harmless when

    Never, as the client wanted this connection. Where the server goes on without a certificate there is no
    finding; the page inside may still say 400 or 403 (measured: nginx).
    """
    refused = refusals.refusals(connections, alerts)
    refused.loc[(refused.description == CERTIFICATE_REQUIRED).fillna(False), "confidence"] = "certain"
    return refused
