"""Why nothing can be told of a connection: a fact that decides is not in the capture. Judges no failure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pcapflow.judge.rows import Flags
from pcapflow.judge.sessions import TLS13
from pcapflow.judge.ways import STILL_OPEN, true

if TYPE_CHECKING:
    import pandas as pd

READS = {
    "connections": [
        "start",
        "tls",
        "one_sided",
        "packets_server",
        "snaplen_cut",
        "gaps_client",
        "gaps_server",
        "first_gap_frame_client",
        "first_gap_frame_server",
        "framing_lost_frame",
        "client_hello_frame",
        "client_hello_whole",
        "server_hello_frame",
        "version",
        "post_handshake_auth",
        "resumption",
        "client_first_encrypted_lengths",
        "client_finished_frame",
        "overhead_basis",
        "client_certificate",
        "client_rst_frame",
        "server_rst_frame",
        "end",
    ]
}


@dataclass(frozen=True, slots=True)
class Known:
    """What has been told of each connection so far."""

    worked: Flags
    failed: Flags
    refused: Flags
    reset_unanswered: Flags
    session_unknown: Flags


def reasons(c: "pd.DataFrame", exchange: "pd.DataFrame", known: Known) -> dict[str, Flags]:
    """Each reason and the connections that it holds for; of several the first counts.

    `exchange` is the last renegotiation in which the client may have been asked for a certificate.
    """
    no_client_hello, no_server_hello = c.client_hello_frame.isna(), c.server_hello_frame.isna()
    lost = true((c.gaps_client > 0) | (c.gaps_server > 0)) | true(c.framing_lost_frame.notna())
    cut = true(c.snaplen_cut) & (lost | true(no_server_hello) | true(~c.client_hello_whole))
    hidden = true((c.version == TLS13) & (c.overhead_basis == "unknown") & c.client_certificate.isna())
    hidden &= _sent_encrypted(c)
    not_decidable = true(exchange.outcome.notna() & exchange.client_certificate.isna())
    fine = known.worked & ~known.failed
    perhaps_late = true((c.resumption == "psk") & ~c.post_handshake_auth) & known.reset_unanswered
    return {
        "not-tls": true(~c.tls) & ~known.refused,
        "mid-stream-start": true(c.start == "mid_stream") & true(no_client_hello) & true(no_server_hello),
        # Who sends a ClientHello had an answer to its SYN.
        "one-sided": true(c.one_sided) | (true(c.packets_server == 0) & ~true(no_client_hello)),
        "truncated": cut,
        "no-client-hello": true(no_client_hello) & (true(~no_server_hello) | true(c.gaps_client > 0)),
        "no-server-hello": true(~no_client_hello) & true(no_server_hello) & lost,
        "gap": lost & ~_behind_all_that_decides(c, known.worked),
        "capture-ended": true(c.end.isin(STILL_OPEN)) & ~known.worked,
        "padding-unknown": hidden | (not_decidable & fine),
        "resumed": known.session_unknown & (fine | perhaps_late),
    }


def _sent_encrypted(c: "pd.DataFrame") -> Flags:
    """The client sent encrypted records, of which one would be its Finished."""
    return true(c.client_first_encrypted_lengths.list.len() > 0)


def _behind_all_that_decides(c: "pd.DataFrame", worked: Flags) -> Flags:
    """Bytes lost after a TLS 1.3 handshake on a connection that cannot be asked again and that nobody reset.

    Before TLS 1.3, or with post_handshake_auth, the lost bytes may have held another exchange of
    certificates.
    """
    once = true((c.version == TLS13) & ~c.post_handshake_auth)
    calm = true(c.client_rst_frame.isna() & c.server_rst_frame.isna() & c.framing_lost_frame.isna())
    behind = np.ones(len(c), dtype=bool)
    for gaps, frame in (
        (c.gaps_client, c.first_gap_frame_client),
        (c.gaps_server, c.first_gap_frame_server),
    ):
        behind &= true((gaps == 0) | (frame > c.client_finished_frame))
    return worked & once & calm & behind
