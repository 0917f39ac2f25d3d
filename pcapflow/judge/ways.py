"""How each connection dealt with client authentication, and whether it worked. Names no failure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge.rows import Flags, Numbers, flags, rows_of

if TYPE_CHECKING:
    import pandas as pd

READS = {
    "connections": [
        "resumption",
        "established",
        "client_certificate",
        "client_certificate_confidence",
        "client_certificate_requested",
        "post_handshake_certificate",
        "post_handshake_confidence",
        "post_handshake_server_records_after",
        "client_data_records",
        "reply_records_min",
        "reply_records_max",
        "records_after_handshake_min",
        "end",
    ],
    "renegotiations": [
        "connection_id",
        "ordinal",
        "initiator",
        "kind",
        "confidence",
        "client_certificate",
        "server_data_records_inside",
        "server_data_records_after",
        "outcome",
    ],
}

STILL_OPEN = ["capture_end", "evicted"]
"""Ends at which nobody closed the connection: we stopped watching."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of dealing with client authentication, and what a connection that worked so is called."""

    mode: str | None
    outcome: str | None
    verdict: str | None
    where: Flags
    confidence: "pd.Series[Any] | None"


def true(condition: "pd.Series[Any]") -> Flags:
    """A condition as numpy flags; unknown is not true."""
    return np.asarray(condition.fillna(False).to_numpy(dtype=bool))


def first(choices: list[Flags], rows: int) -> Numbers:
    """Per row the first choice that holds, -1 if none does."""
    chosen = np.full(rows, -1, dtype=np.int64)
    for number in reversed(range(len(choices))):
        chosen[choices[number]] = number
    return chosen


def last_renegotiation(renegotiations: pa.Table, connections: pa.Table) -> "pd.DataFrame":
    """Per row of `connections` its last renegotiation, all null if it had none."""
    import pandas as pd

    rows = rows_of(renegotiations, connections)
    ordinal = pc.fill_null(renegotiations["ordinal"], 0).to_numpy()
    order = np.lexsort((ordinal, rows))
    order = order[rows[order] >= 0]
    at = np.full(len(connections), -1, dtype=np.int64)
    at[rows[order]] = order  # of several the last one stays
    chosen = renegotiations.select(READS["renegotiations"]).take(pa.array(at, mask=at < 0))
    return chosen.to_pandas(types_mapper=pd.ArrowDtype)


def last_exchange(renegotiations: pa.Table, connections: pa.Table) -> "pd.DataFrame":
    """The same of those that finished and that asked, or may have asked, for a certificate."""
    full = flags(
        pc.and_kleene(
            pc.equal(renegotiations["outcome"], "finished"), pc.equal(renegotiations["kind"], "full")
        )
    )
    none = flags(pc.equal(renegotiations["client_certificate"], "none"))
    return last_renegotiation(renegotiations.filter(pa.array(full & ~none)), connections)


def ways(c: "pd.DataFrame", last: "pd.DataFrame", exchange: "pd.DataFrame") -> list[Way]:
    """All ways, the one that counts first: of several exchanges of certificates the last names the verdict.

    A way without a verdict is one whose decisive fact cannot be known.
    """
    after = c.post_handshake_certificate
    inner = exchange.client_certificate
    not_decidable = true(exchange.outcome.notna() & inner.isna())
    # A short renegotiation asks for nothing, and carries on the identity that the session had.
    short = true((last.outcome == "finished") & (last.kind == "short") & (last.initiator == "server"))
    short &= ~true((c.client_certificate == "sent") | (c.session_certificate == "sent"))
    resumed = c.resumption.isin(["session_id", "ticket", "psk"])
    session = c.session_certificate
    linked = session.notna()
    # The tickets of TLS 1.3 cannot be linked: other handshakes of the same client speak for this one.
    sureness = c.resumption.map({"session_id": "certain", "ticket": "certain", "psk": "possible"})
    own, surely = c.client_certificate, c.client_certificate_confidence
    return [
        Way(
            "post-handshake",
            "accepted",
            "client-cert-post-handshake-ok",
            true(after == "sent"),
            c.post_handshake_confidence,
        ),
        Way(
            "post-handshake",
            "accepted-without",
            "asked-none-given-ok",
            true(after == "empty"),
            c.post_handshake_confidence,
        ),
        Way(
            "renegotiation",
            "accepted",
            "client-cert-renegotiation-ok",
            true(inner == "sent"),
            exchange.confidence,
        ),
        Way(
            "renegotiation",
            "accepted-without",
            "asked-none-given-ok",
            true(inner == "empty"),
            exchange.confidence,
        ),
        Way("renegotiation", None, None, not_decidable, None),
        Way("renegotiation", None, "tls-ok", short, last.confidence),
        Way("resumed", "accepted", "client-cert-resumed-ok", true(resumed & (session == "sent")), sureness),
        Way("resumed", "accepted-without", "tls-ok", true(resumed & (session == "empty")), sureness),
        Way("none", "not-asked", "tls-ok", true(resumed & (session == "none")), sureness),
        Way(None, None, None, true(resumed & ~linked), None),
        Way("in-handshake", "accepted", "client-cert-in-handshake-ok", true(own == "sent"), surely),
        Way("in-handshake", "accepted-without", "asked-none-given-ok", true(own == "empty"), surely),
        Way("none", "not-asked", "tls-ok", true(own == "none"), surely),
    ]


def asked_in_vain(c: "pd.DataFrame", last: "pd.DataFrame") -> list[tuple[str, Flags]]:
    """Modes in which the server had begun to ask and got no answer: what then failed is about that."""
    inside = (last.initiator == "server") & (last.outcome != "finished")
    first_handshake = c.client_certificate_requested & c.client_certificate.isna()
    return [("renegotiation", true(inside)), ("in-handshake", true(first_handshake))]


def worked(c: "pd.DataFrame", last: "pd.DataFrame", harmless_reset: Flags, rested: Flags) -> Flags:
    """The client's last handshake message was followed by application data of the server.

    A record after the last request that may be a session ticket counts too, unless the server then cut the
    connection (see `surely_answered`). A connection that we stopped watching must have answered its last
    request, and then have `rested`: else the next packet might have told another story.
    """
    calm = true(c.end != "rst") | harmless_reset
    replied = surely_answered(c) | (true(c.reply_records_max > 0) & calm)
    replied &= ~true(c.answered_by_alert)
    answered = replied & true(c.established)
    after = c.post_handshake_certificate
    answered &= ~true(after.notna()) | true(c.post_handshake_server_records_after > 0)
    went_on = last.outcome.isin(["overtaken", "unanswered"]) & (last.server_data_records_inside > 0)
    answered &= true(last.connection_id.isna()) | true(last.server_data_records_after > 0) | true(went_on)
    settled = rested & ~true(c.reply_records_max == 0)
    return np.asarray(answered & (settled | ~true(c.end.isin(STILL_OPEN))))


def surely_answered(c: "pd.DataFrame") -> Flags:
    """The server sent application data that cannot be session tickets."""
    return true(c.records_after_handshake_min > 0)
