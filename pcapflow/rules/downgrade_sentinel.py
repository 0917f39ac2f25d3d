"""A server that marks its ServerHello, because it could have done better than what it was asked for."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS12, TLS13 = 0x0303, 0x0304


@rule(
    severity="info",
    confidence="certain",
    title="The server says that it could have used a higher version than the client offered",
    spec="RFC 8446 4.1.3",
    reads={"connections": ["downgrade_sentinel", "version", "client_hello_whole"]},
    where={
        "connections": field("downgrade_sentinel").isin(["tls12", "tls11"]) & (field("version") < TLS13),
    },
    frames=["client_hello_frame", "server_hello_frame", "fatal_alert_frame"],
    values=[
        "downgrade_sentinel",
        "version",
        "versions_offered",
        "fatal_alert_side",
        "fatal_alert_description",
    ],
    shapes={
        "changed": "The server saw a lower offer than the client sent: somebody changed a hello on the way",
    },
)
def downgrade_sentinel(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The random bytes of the ServerHello end in the mark by which a server of TLS 1.3 (or 1.2) says that it
    negotiated less than it could, because the client offered no more: an old client at a newer server.

    - `changed`: But this client did offer what the server says it would have used. Client and server saw
      different hellos, or somebody in the middle passes on random bytes that are not its own. A client that
      follows RFC 8446 ends the handshake with the alert illegal_parameter.

    ## Fix

    Update the client when that is possible; nothing is broken.

    - `changed`: Look for what opens TLS between the two (proxy, firewall, antivirus) and update it: old
      products copy the server's random bytes into a handshake of their own. If there is none, capture at both
      ends and compare the ClientHello: an attack would look like this.

    ## Harmless when

    Always, as long as the client offered no higher version.

    - `changed`: Never.
    """
    marked = connections
    # What the server could have used: the mark tls11 is that of a server which knows TLS 1.2.
    could = pd.Series(TLS13, marked.index).where(marked.downgrade_sentinel == "tls12", TLS12)
    offers = marked.versions_offered.explode()
    offers = offers[offers <= TLS13]  # above are drafts and GREASE (RFC 8701 2)
    offered = offers.groupby(level=0).max().reindex(marked.index)
    marked = marked.assign(severity="info", shape=pd.NA)
    changed = ((offered >= could) & (could > marked.version) & marked.client_hello_whole).fillna(False)
    marked.loc[changed, ["severity", "shape"]] = ["error", "changed"]
    return marked
