"""Why nothing can be told of a connection: a fact that decides is not in the capture. Judges no failure."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.compute import field

from pcapflow.judge.rows import Flags, hold
from pcapflow.judge.sessions import TLS13
from pcapflow.judge.ways import NOT_DECIDABLE, STILL_OPEN

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


_LOST = (field("gaps_client") > 0) | (field("gaps_server") > 0) | field("framing_lost_frame").is_valid()
_CLIENT_HELLO, _SERVER_HELLO = field("client_hello_frame").is_valid(), field("server_hello_frame").is_valid()

_SEEN = {
    "not-tls": ~field("tls"),
    "mid-stream-start": (field("start") == "mid_stream") & ~_CLIENT_HELLO & ~_SERVER_HELLO,
    # Who sends a ClientHello had an answer to its SYN.
    "one-sided": field("one_sided") | ((field("packets_server") == 0) & _CLIENT_HELLO),
    "truncated": field("snaplen_cut") & (_LOST | ~_SERVER_HELLO | ~field("client_hello_whole")),
    "no-client-hello": ~_CLIENT_HELLO & (_SERVER_HELLO | (field("gaps_client") > 0)),
    "no-server-hello": _CLIENT_HELLO & ~_SERVER_HELLO & _LOST,
    "gap": _LOST,
    "capture-ended": field("end").isin(STILL_OPEN),
    # The client sent encrypted records, of which one would be its Finished.
    "padding-unknown": (field("version") == TLS13)
    & (field("overhead_basis") == "unknown")
    & field("client_certificate").is_null()
    & (pc.list_value_length(field("client_first_encrypted_lengths")) > 0),
    "resumed": (field("resumption") == "psk") & ~field("post_handshake_auth"),
}
"""Of each reason what a connection's own facts say of it."""

_BEHIND_ALL_THAT_DECIDES = (
    (field("version") == TLS13)
    & ~field("post_handshake_auth")
    & field("client_rst_frame").is_null()
    & field("server_rst_frame").is_null()
    & field("framing_lost_frame").is_null()
    & ((field("gaps_client") == 0) | (field("first_gap_frame_client") > field("client_finished_frame")))
    & ((field("gaps_server") == 0) | (field("first_gap_frame_server") > field("client_finished_frame")))
)
"""Bytes lost after a TLS 1.3 handshake on a connection that cannot be asked again and that nobody reset.

Before TLS 1.3, or with post_handshake_auth, the lost bytes may have held another exchange of certificates.
"""


def reasons(told: pa.Table, known: Known) -> dict[str, Flags]:
    """Each reason and the connections that it holds for; of several the first counts. See `ways.told`."""
    *seen, behind, not_decidable = hold(told, *_SEEN.values(), _BEHIND_ALL_THAT_DECIDES, NOT_DECIDABLE)
    found = dict(zip(_SEEN, seen, strict=True))
    fine = known.worked & ~known.failed
    found["not-tls"] &= ~known.refused
    found["gap"] &= ~(behind & known.worked)
    found["capture-ended"] &= ~known.worked
    found["padding-unknown"] |= not_decidable & fine
    found["resumed"] = known.session_unknown & (fine | (found["resumed"] & known.reset_unanswered))
    return found
