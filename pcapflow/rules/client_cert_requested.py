"""A server that asks for a client certificate in the first handshake."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="info",
    confidence="certain",
    title="The server asked for a client certificate in the first handshake",
    spec="RFC 5246 7.4.4, RFC 8446 4.3.2",
    reads={
        "connections": ["client_certificate_requested", "client_certificate_confidence"],
    },
    where={"connections": field("client_certificate_requested")},
    frames=[
        "client_hello_frame",
        "server_hello_frame",
        "certificate_request_frame",
        "client_certificate_frame",
    ],
    values=["client_certificate", "client_certificate_basis", "client_flight_lengths"],
)
def client_cert_requested(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server sent a CertificateRequest in the first handshake. Before TLS 1.3 it is visible, with the
    authorities that it names (table `certificate_requests`); in TLS 1.3 it is encrypted, and told by the
    client's answer. A server that has a certificate of its own may ask any client so, in every version.

    ## Fix

    None is needed.

    ## Harmless when

    Always: it is worth counting. A resumed session is never asked again; its identity is that of the full
    handshake it comes from.
    """
    # Where no answer was seen, the request itself was.
    return connections.assign(confidence=connections.client_certificate_confidence.fillna("certain"))
