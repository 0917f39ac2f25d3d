"""What a later capture shows of a fix: the ways in which a server gets a client certificate after all.

They are the rows of the fix table for a certificate that is asked for too late in TLS 1.3. Knows columns of
`connections`, no rule's reasons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

TLS12, TLS13 = 0x0303, 0x0304

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fix:
    """One of them: what the next capture must show, the display filter for it, whether a row shows it."""

    id: str
    title: str
    shows: str
    display_filter: str
    shown: Callable[[Row], bool]


FIXES = (
    Fix(
        "ask-in-handshake",
        "The first handshake asks",
        "a certificate, or an empty one, in the client's answer to the first handshake",
        # In TLS 1.3 these messages are encrypted: Wireshark shows their records, pcapflow reads the lengths.
        "tls.handshake.type == 13 || tls.handshake.type == 11 || tls.record.opaque_type == 23",
        lambda row: row["client_certificate"] in ("sent", "empty"),
    ),
    Fix(
        "tls13-off",
        "TLS 1.3 is off for the binding",
        "TLS 1.2, and a renegotiation inside the tunnel after the request",
        "tls.record.content_type == 22 && !tls.handshake.type",
        lambda row: (
            row["version"] is not None and row["version"] <= TLS12 and (row["renegotiations"] or 0) > 0
        ),
    ),
    Fix(
        "client-offers",
        "The client offers post-handshake authentication",
        "extension 49 (post_handshake_auth) in the ClientHello",
        "tls.handshake.extension.type == 49",
        lambda row: bool(row["post_handshake_auth"]) and row["version"] == TLS13,
    ),
)

_TOO_LATE = ("tls13-late-client-cert", "missing-post-handshake-auth")


def fixes_for(findings: list[dict[str, Any]]) -> tuple[Fix, ...]:
    """The fixes that apply to a connection with these findings."""
    return FIXES if any(each["rule"] in _TOO_LATE for each in findings) else ()
