"""A second handshake inside the encrypted connection, TLS 1.2 and before."""

import pandas as pd

from pcapflow import rule

INNER = ("client_hello_frame", "client_ccs_frame", "server_ccs_frame")


@rule(
    severity="info",
    confidence="certain",
    title="The parties negotiated again inside the encrypted connection",
    spec="RFC 5246 7.4.1.1, 7.4.1.2, 7.1; forbidden from TLS 1.3 on by RFC 8446 4.1.2",
    reads={
        "renegotiations": [
            "kind",
            "client_hello_frame",
            "client_ccs_frame",
            "server_ccs_frame",
            "client_certificate",
        ],
        "connections": ["established"],
    },
    frames=[
        "hello_request_frame",
        "inner_client_hello_frame",
        "inner_client_ccs_frame",
        "inner_server_ccs_frame",
        "end_frame",
    ],
    values=[
        "initiator",
        "kind",
        "asked",
        "client_certificate",
        "outcome",
        "turn",
        "since_last_client_data_us",
    ],
)
def renegotiation_inside_tunnel(renegotiations: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    After the first handshake, one side began another one inside the tunnel. When the server began it, this is
    how IIS (HTTP.SYS), Apache with `SSLVerifyClient` in a `<Location>`, and others ask for a client
    certificate late: after they have read the request and know that the page needs one.

    ## Fix

    None is needed where it finished. But the same page cannot ask in this way over TLS 1.3, which has no
    renegotiation: before TLS 1.3 is switched on, let the first handshake ask (in IIS, "Negotiate Client
    Certificate" of the binding), or keep TLS 1.3 off for this binding.

    ## Harmless when

    It finished and the server answered: then it worked, and is only worth counting. One that did not finish
    is a notice; whether the connection failed of it, its verdict says.
    """
    begun = renegotiations.merge(connections, on="connection_id")
    begun = begun[begun.established].rename(columns=lambda name: f"inner_{name}" if name in INNER else name)
    unfinished = ~begun.outcome.isin(["finished", "open"]) & begun.outcome.notna()
    begun = begun.assign(severity="info")
    begun.loc[unfinished, "severity"] = "notice"
    return begun
