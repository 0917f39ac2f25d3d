"""A client certificate of an authority that the server did not name."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule


@rule(
    severity="warning",
    confidence="likely",
    title="The client's certificate comes from an authority that the server did not ask for",
    spec="RFC 5246 7.4.4, 7.4.6",
    reads={
        "certificates": ["frame", "chain_of", "position", "issuer_id"],
        "certificate_requests": ["frame", "authority_ids", "malformed"],
    },
    where={
        "certificates": field("chain_of") == "client",
        "certificate_requests": field("authority_ids").is_valid() & field("malformed").is_null(),
    },
    frames=["request_frame", "certificate_frame"],
    values=["subject", "issuer", "authorities_named"],
)
def client_cert_issuer_not_in_list(
    certificates: pd.DataFrame, certificate_requests: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The server named the authorities whose certificates it takes, and none of them issued the client's
    certificate or one of the chain it sent along. Many clients do not even offer such a certificate; this
    one gave it, and most servers turn it away (alert unknown_ca).

    ## Fix

    Give the client a certificate from one of the named authorities (table `certificate_requests`), let it
    send its intermediate certificates, or add its authority to those that the server trusts. A list that is
    too long to be sent whole can also be the cause: Windows cuts it (Schannel event 36885).

    ## Harmless when

    The server trusts the authority without naming it, or has the intermediate certificate itself. A server
    that names none takes any, and is not named here.
    """
    requests = certificate_requests.drop_duplicates("connection_id")
    requests = requests.assign(authorities_named=requests.authority_ids.list.len())
    requests = requests[requests.authorities_named > 0].rename(columns={"frame": "request_frame"})
    named = requests.authority_ids.list.flatten().rename("issuer_id").to_frame()
    named = named.assign(connection_id=requests.connection_id.reindex(named.index))
    fitting = certificates.merge(named, on=["connection_id", "issuer_id"])
    unreadable = certificates[certificates.issuer_id.isna()]
    of_client = certificates[certificates.position == 0].rename(columns={"frame": "certificate_frame"})
    of_client = of_client[
        ~of_client.connection_id.isin(fitting.connection_id)
        & ~of_client.connection_id.isin(unreadable.connection_id)
    ]
    return of_client.merge(requests, on="connection_id")
