"""A renegotiation that is not bound to the handshake before it."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS12 = 0x0303


@rule(
    severity="warning",
    confidence="certain",
    title="The parties renegotiated without RFC 5746, so that others may have spoken before",
    spec="RFC 5746 3.4 to 3.7, 4.2, 4.4",
    reads={
        "connections": ["renegotiations", "version"],
    },
    where={
        "connections": (field("renegotiations") > 0)
        & (field("version") <= TLS12)
        & (~field("renegotiation_info_server") | (field("renegotiation_info_client") == "none")),
    },
    frames=["client_hello_frame", "server_hello_frame", "server_flight_frame", "end_frame"],
    values=["renegotiation_info_client", "renegotiation_info_server", "initiator", "outcome"],
)
def insecure_renegotiation(connections: pd.DataFrame, renegotiations: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server took part in a handshake inside the tunnel although one side does not know secure renegotiation
    (extension 0xff01, or suite 0x00ff in the ClientHello). Such a handshake is not tied to the one before:
    somebody in the middle may have sent a first request under his own name, and the server takes what follows
    as its continuation, with the certificate of the victim.

    ## Fix

    Update the side that lacks it: the server if `renegotiation_info_server` is false, the client if
    `renegotiation_info_client` is none. Until then, let the server refuse to renegotiate with such clients,
    and ask for certificates in the first handshake. The next capture must show 0xff01 in both hellos.

    ## Harmless when

    Nobody can come between the two, as on a network of a laboratory.
    """
    begun = renegotiations[renegotiations.server_flight_frame.notna()]
    return connections.merge(begun, on="connection_id").drop_duplicates("connection_id")
