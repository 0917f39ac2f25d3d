"""A server that does not accept the certificate of the client's first handshake."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule
from pcapflow.judge import refusals

OF_CERTIFICATES = {
    42: "bad_certificate",
    43: "unsupported_certificate",
    44: "certificate_revoked",
    45: "certificate_expired",
    46: "certificate_unknown",
    48: "unknown_ca",
    49: "access_denied",
}
"""RFC 5246 7.2.2: the alerts that speak of the other side's certificate."""


@rule(
    severity="error",
    confidence="likely",
    title="The server did not accept the client's certificate",
    spec="RFC 5246 7.2.2, 7.4.6, RFC 8446 4.4.2.4",
    reads=refusals.READS,
    where={"connections": field("client_certificate") == "sent", "alerts": field("in_clear")},
    frames=refusals.FRAMES,
    values=refusals.VALUES,
    shapes={
        "bad_certificate": "The server did not accept the client's certificate: it does not hold",
        "unsupported_certificate": "The server did not accept the client's certificate: it is not of a kind "
        "that it takes",
        "certificate_revoked": "The server did not accept the client's certificate: it was revoked",
        "certificate_expired": "The server did not accept the client's certificate: it is not valid now",
        "certificate_unknown": "The server did not accept the client's certificate, and does not say why",
        "unknown_ca": "The server did not accept the client's certificate: it does not trust its issuer",
        "access_denied": "The server took the client's certificate and does not let its owner in",
    },
)
def client_cert_rejected(connections: pd.DataFrame, alerts: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The server asked for a client certificate in the first handshake, the client gave one, and the server
    ended the connection. Before TLS 1.3 the certificate is readable (table `certificates`), and so is the
    alert. In TLS 1.3 neither is, and the client believes itself connected, and may have sent its request,
    until the refusal arrives.

    - `bad_certificate`: The alert says that the certificate does not hold.
    - `unsupported_certificate`: The alert says that the server does not take certificates of this kind, as
      one that is not meant for clients.
    - `certificate_revoked`: The alert says that the certificate was revoked.
    - `certificate_expired`: The alert says that the certificate has expired or is not valid yet.
    - `certificate_unknown`: The alert gives no reason.
    - `unknown_ca`: The alert says that the server does not trust who issued the certificate.
    - `access_denied`: The alert says that the certificate holds, and that its owner has no access.

    ## Fix

    Give the client a certificate that the server accepts, or let the server accept this one; the server's log
    has the details (Windows: Schannel events and CAPI2; Apache: `LogLevel ssl:info`). The next capture must
    show application data of the server.

    - `bad_certificate`: Look at the signature and the chain of the client's certificate.
    - `unsupported_certificate`: Issue one with client authentication among its extended key usages.
    - `certificate_revoked`: Issue a new one.
    - `certificate_expired`: Renew it, or correct the server's clock.
    - `certificate_unknown`: Look at all of it in the table `certificates`.
    - `unknown_ca`: Add the issuer to the authorities that the server trusts, or let the client send its
      intermediate certificates too.
    - `access_denied`: Give the owner access at the server.

    ## Harmless when

    Never, as the client wanted this connection. A server that turns certificates away on purpose does so in
    this way, too.
    """
    refused = refusals.refusals(connections, alerts)
    refused = refused.assign(shape=refused.description.map(OF_CERTIFICATES))
    refused.loc[refused["shape"].notna(), "confidence"] = "certain"
    return refused
