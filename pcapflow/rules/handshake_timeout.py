"""A handshake that began and stood still."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SECOND_US = 1_000_000
TLS13 = 0x0304
STILL_OPEN = ["capture_end", "evicted"]


@rule(
    severity="error",
    confidence="likely",
    title="The handshake began and stood still",
    spec="RFC 8446 2, RFC 5246 7.3",
    reads={
        "connections": [
            "tls_phase",
            "established",
            "one_sided",
            "gaps_client",
            "gaps_server",
            "framing_lost_frame",
            "server_hello_frame",
            "version",
            "handshake_awaits",
            "server_first_encrypted_lengths",
            "client_certificate_requested",
            "last_client_data_time",
            "last_server_data_time",
            "watched_until",
            "client_closing_alert_frame",
            "server_closing_alert_frame",
            "last_frame",
            "end",
        ],
    },
    where={
        "connections": (field("tls_phase") == "handshake")
        & ~field("established")
        & ~field("one_sided")
        & (field("gaps_client") == 0)
        & (field("gaps_server") == 0)
        & field("framing_lost_frame").is_null()
        & field("server_hello_frame").is_valid()
        & field("client_closing_alert_frame").is_null()
        & field("server_closing_alert_frame").is_null()
        & (field("end") != "rst"),
    },
    frames=[
        "client_hello_frame",
        "server_hello_frame",
        "client_last_record_frame",
        "server_last_record_frame",
    ],
    values=["owes", "waited_us", "version", "client_certificate_requested", "end"],
    shapes={
        "client-owes": "The handshake stood still: the client did not send its part",
        "server-owes": "The handshake stood still: the server did not send its part",
        "certificate-prompt": "The handshake stood still while the client was asked for its certificate",
    },
)
def handshake_timeout(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    Hellos were exchanged, then nobody sent a byte for ten seconds or more, and the handshake never finished.

    - `client-owes`: The server had spoken last, so the client owed the next flight. In TLS 1.3 the wire does
      not show whether the server had asked for a certificate; if it had, a user may have been looking at the
      question.
    - `server-owes`: The client had spoken last, so the server owed the next flight.
    - `certificate-prompt`: The server had asked for a certificate, and the client had not answered yet: its
      user was probably looking at the question, or a smart card waited for its PIN.

    ## Fix

    - `client-owes`: Look at the client: does it wait for its user, a smart card, or a check whether the
      server's certificate was revoked? If the server's flight is larger than a packet, capture at the client
      too, and see whether all of it arrives.
    - `server-owes`: Look at the server: does it wait for a smart card or key store, a backend, or a check
      whether the client's certificate was revoked (CRL or OCSP responder out of reach)? If the client's
      flight is larger than a packet, as with a certificate, capture at the server too.
    - `certificate-prompt`: Give the user a certificate that fits, or let the client choose one by itself
      (policy AutoSelectCertificateForUrls of Chrome and Edge). Ask only in places that need it.

    ## Harmless when

    The capture ends while somebody waits, which is a warning, as is a question for a certificate that is
    open: the user may still answer.
    """
    begun = connections
    # The other side acknowledged what came last. Of a capture that was filtered, nothing is left behind it.
    for last in (begun.client_last_record_frame, begun.server_last_record_frame):
        begun = begun[(begun.last_frame > last.reindex(begun.index)).fillna(False)]
    client, server, until = (
        time.astype("int64[pyarrow]") // 1000
        for time in (begun.last_client_data_time, begun.last_server_data_time, begun.watched_until)
    )
    begun = begun.assign(
        waited_us=until - client.where(client > server, server), severity="error", confidence="likely"
    )
    # Where the end of a flight does not show, who spoke last has probably said all. In TLS 1.3 the
    # ServerHello is only the beginning of the server's flight (RFC 8446 2).
    hello_alone = (begun.version >= TLS13) & (begun.server_first_encrypted_lengths.list.len() == 0)
    client_spoke_last = begun.client_last_record_frame > begun.server_last_record_frame
    probably = client_spoke_last | hello_alone
    server_owes = (begun.handshake_awaits == "server").fillna(probably).fillna(False)
    prompt = (begun.client_certificate_requested & ~server_owes).fillna(False)
    begun["shape"] = "client-owes"
    begun.loc[server_owes, "shape"] = "server-owes"
    begun.loc[prompt, "shape"] = "certificate-prompt"
    begun["owes"] = begun["shape"].map(
        {"client-owes": "client", "server-owes": "server", "certificate-prompt": "client"}
    )
    still_open = begun.end.isin(STILL_OPEN)
    begun.loc[still_open | prompt, "severity"] = "warning"
    begun.loc[still_open, "confidence"] = "possible"
    return begun[begun.waited_us >= 10 * SECOND_US]
