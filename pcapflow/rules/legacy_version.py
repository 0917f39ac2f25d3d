"""A connection of SSL 3.0, TLS 1.0 or TLS 1.1."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SSL3, TLS12 = 0x0300, 0x0303


@rule(
    severity="warning",
    confidence="certain",
    title="The two agreed on a version of TLS that must no longer be used",
    spec="RFC 8996 4, 5; RFC 7568 3; RFC 9325 3.1.1",
    reads={"connections": ["version"]},
    where={"connections": field("version") < TLS12},
    frames=["client_hello_frame", "server_hello_frame"],
    values=["version", "versions_offered", "cipher_suite"],
    shapes={
        "ssl-3.0": "The two agreed on SSL 3.0, which is broken",
        "tls-1.0": "The two agreed on TLS 1.0, which must no longer be used",
        "tls-1.1": "The two agreed on TLS 1.1, which must no longer be used",
    },
)
def legacy_version(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    One of the two does not know, or was not allowed to use, TLS 1.2. What it knows instead rests on MD5 and
    SHA-1, and current clients and servers refuse it.

    - `ssl-3.0`: SSL 3.0 can be decrypted by an attacker on the way (POODLE).

    ## Fix

    If the ClientHello offers TLS 1.2 (0x0303) or 1.3 (0x0304), switch it on at the server; else update the
    client, or the library that it uses: Windows 7 and Server 2008 R2 need it switched on for WinHTTP, Java 7
    for clients, .NET before 4.6 by `SchUseStrongCrypto`.

    ## Harmless when

    A scanner tries old versions on purpose. A server that only says so in its ServerHello, and whose client
    then refuses, is named here too.
    """
    names = {SSL3: "ssl-3.0", 0x0301: "tls-1.0", 0x0302: "tls-1.1"}
    old = connections.assign(severity="warning", shape=connections.version.map(names))
    old.loc[(old.version <= SSL3).fillna(False), "severity"] = "error"
    return old
