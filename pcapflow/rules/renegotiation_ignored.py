"""A client that does not answer the server's HelloRequest at all."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

WAIT = pd.Timedelta(seconds=2)


@rule(
    severity="error",
    confidence="likely",
    title="The client did not answer when the server wanted to renegotiate",
    spec="RFC 5246 7.4.1.1",
    reads={
        "renegotiations": ["outcome", "time", "end_time", "server_data_time"],
        "connections": ["renegotiations", "one_sided", "retransmissions_server"],
    },
    where={"connections": field("renegotiations") > 0},
    frames=["client_hello_frame", "hello_request_frame", "server_data_frame", "end_frame"],
    values=[
        "waited_ms",
        "since_last_client_data_us",
        "turn",
        "client_data_records_inside",
        "server_data_records_inside",
    ],
    shapes={
        "request-body": "The client was sending when the server wanted to renegotiate, and did not answer",
    },
)
def renegotiation_ignored(renegotiations: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server wanted to negotiate again inside the tunnel, which is how it asks for a client certificate
    after it has read a request. The client may ignore that, and did: it sent neither a ClientHello nor an
    alert until the connection ended, and the server waited in vain. In the shape `request-body` the client
    was still sending its request: it reads only when it has sent all, and the server reads no more than its
    limit before the handshake is done, so that each waits for the other.

    ## Fix

    1. Let the first handshake ask, so that no renegotiation is needed. In IIS, set "Negotiate Client
       Certificate" on the binding (`clientcertnegotiation=enable` in netsh); in Apache, move
       `SSLVerifyClient` from the `<Location>` to the virtual host. The next capture must show a
       CertificateRequest in the first handshake.
    2. If a large request is on its way (shape `request-body`), let the client send `Expect: 100-continue`, so
       that it waits before the body, or raise what the server takes in before it asks (IIS:
       `uploadReadAheadSize`; Apache: `SSLRenegBufferSize`).
    3. Or use a client whose TLS library renegotiates.

    ## Harmless when

    The server went on at once and answered without a certificate: that is a notice. Two seconds without an
    answer are taken for ignoring; a client that is slower and gave up is not told from one that ignores.
    """
    ignored = renegotiations[renegotiations.outcome == "unanswered"]
    ignored = ignored.merge(connections, on="connection_id")
    ignored = ignored[(ignored.end_time - ignored.time >= WAIT) & ~ignored.one_sided]
    # A server that has waited in vain may still say that it did (measured: Apache answers 403).
    waited = ignored.server_data_time.fillna(ignored.end_time) - ignored.time
    served = (waited < WAIT).fillna(False)
    sending = ignored.client_data_records_inside > 0
    ignored = ignored.assign(
        waited_ms=waited.dt.total_seconds() * 1000, severity="error", confidence="likely", shape=pd.NA
    )
    ignored.loc[served, "severity"] = "notice"
    ignored.loc[sending, "shape"] = "request-body"
    # A HelloRequest that had to be sent again may not have arrived.
    ignored.loc[sending | (ignored.retransmissions_server > 0), "confidence"] = "possible"
    return ignored
