"""A client certificate that is not meant for clients."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

FOR_CLIENTS = ["clientAuth", "anyExtendedKeyUsage"]


@rule(
    severity="warning",
    confidence="certain",
    title="The client's certificate is not meant for client authentication",
    spec="RFC 5280 4.2.1.12",
    reads={"certificates": ["frame", "chain_of", "position"]},
    where={
        "certificates": (field("chain_of") == "client")
        & (field("position") == 0)
        & field("extended_key_usage").is_valid()
    },
    frames=["certificate_frame"],
    values=["subject", "issuer", "extended_key_usage"],
)
def client_cert_not_for_clients(certificates: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The client gave a certificate whose extended key usages do not name client authentication. Most servers
    turn it away (measured: Apache and OpenSSL by the alert unsupported_certificate).

    ## Fix

    Issue one from a template for users or computers, with the usage clientAuth (1.3.6.1.5.5.7.3.2); a
    certificate of a web server often has serverAuth only.

    ## Harmless when

    The server does not look at the usages. A certificate without that extension may be used for anything and
    is not named here.
    """
    usages = certificates.extended_key_usage.list.flatten()
    meant = usages.index[usages.isin(FOR_CLIENTS)]
    return certificates.drop(index=meant).rename(columns={"frame": "certificate_frame"})
