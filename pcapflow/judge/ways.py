"""How each connection dealt with client authentication, and whether it worked. Names no failure."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.compute import field

from pcapflow.judge.rows import Flags, Numbers, hold, rows_of

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


LAST, EXCHANGE = "last_", "exchange_"
"""How columns begin that `told` adds of a connection's last renegotiation, and of the last of them that
finished and that asked, or may have asked, for a certificate."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of dealing with client authentication, and what a connection that worked so is called.

    `where` is said of the columns of `told`, of which `confidence` is one.
    """

    mode: str | None
    outcome: str | None
    verdict: str | None
    where: pc.Expression
    confidence: str | None


def _sent(column: str) -> pc.Expression:
    return field(column) == "sent"


def _empty(column: str) -> pc.Expression:
    return field(column) == "empty"


def _none(column: str) -> pc.Expression:
    return field(column) == "none"


AFTER, INNER, OWN = "post_handshake_certificate", "exchange_client_certificate", "client_certificate"
SESSION = "session_certificate"

NOT_DECIDABLE = field("exchange_outcome").is_valid() & field(INNER).is_null()
"""Whether the client was asked for a certificate in a renegotiation cannot be known."""

_SHORT = (
    (field("last_outcome") == "finished")
    & (field("last_kind") == "short")
    & (field("last_initiator") == "server")
)
_RESUMED = field("resumption").isin(["session_id", "ticket", "psk"])

WAYS = (
    Way(
        "post-handshake",
        "accepted",
        "client-cert-post-handshake-ok",
        _sent(AFTER),
        "post_handshake_confidence",
    ),
    Way(
        "post-handshake",
        "accepted-without",
        "asked-none-given-ok",
        _empty(AFTER),
        "post_handshake_confidence",
    ),
    Way("renegotiation", "accepted", "client-cert-renegotiation-ok", _sent(INNER), "exchange_confidence"),
    Way("renegotiation", "accepted-without", "asked-none-given-ok", _empty(INNER), "exchange_confidence"),
    Way("renegotiation", None, None, NOT_DECIDABLE, None),
    # A short renegotiation asks for nothing, and carries on the identity that the session had.
    Way(
        "renegotiation",
        None,
        "tls-ok",
        _SHORT & ~pc.coalesce(_sent(OWN) | _sent(SESSION), False),
        "last_confidence",
    ),
    Way("resumed", "accepted", "client-cert-resumed-ok", _RESUMED & _sent(SESSION), "resumption_confidence"),
    Way("resumed", "accepted-without", "tls-ok", _RESUMED & _empty(SESSION), "resumption_confidence"),
    Way("none", "not-asked", "tls-ok", _RESUMED & _none(SESSION), "resumption_confidence"),
    Way(None, None, None, _RESUMED & field(SESSION).is_null(), None),
    Way(
        "in-handshake",
        "accepted",
        "client-cert-in-handshake-ok",
        _sent(OWN),
        "client_certificate_confidence",
    ),
    Way(
        "in-handshake",
        "accepted-without",
        "asked-none-given-ok",
        _empty(OWN),
        "client_certificate_confidence",
    ),
    Way("none", "not-asked", "tls-ok", _none(OWN), "client_certificate_confidence"),
)
"""All ways, the one that counts first: of several exchanges of certificates the last names the verdict.

A way without a verdict is one whose decisive fact cannot be known.
"""

ASKED_IN_VAIN = (
    ("renegotiation", (field("last_initiator") == "server") & (field("last_outcome") != "finished")),
    ("in-handshake", field("client_certificate_requested") & field(OWN).is_null()),
)
"""Modes in which the server had begun to ask and got no answer: what then failed is about that."""

SURELY_ANSWERED = field("records_after_handshake_min") > 0
"""The server sent application data that cannot be session tickets."""

_CALM = (field("end") != "rst") | field("harmless_reset")
_REPLIED = SURELY_ANSWERED | ((field("reply_records_max") > 0) & _CALM)
_AFTER_THE_EXCHANGE = field(AFTER).is_null() | (field("post_handshake_server_records_after") > 0)
_AFTER_THE_LAST = (
    field("last_connection_id").is_null()
    | (field("last_server_data_records_after") > 0)
    | (
        field("last_outcome").isin(["overtaken", "unanswered"])
        & (field("last_server_data_records_inside") > 0)
    )
)
_SETTLED = field("rested") & (field("reply_records_max").is_null() | (field("reply_records_max") != 0))

WORKED = (
    _REPLIED
    & ~field("answered_by_alert")
    & field("established")
    & _AFTER_THE_EXCHANGE
    & _AFTER_THE_LAST
    & (_SETTLED | ~field("end").isin(STILL_OPEN))
)
"""The client's last handshake message was followed by application data of the server.

A record after the last request that may be a session ticket counts too, unless the server then cut the
connection (see `SURELY_ANSWERED`). A connection that we stopped watching must have answered its last request,
and then have rested: else the next packet might have told another story.
"""


def told(connections: pa.Table, renegotiations: pa.Table, harmless_reset: Flags, rested: Flags) -> pa.Table:
    """What the conditions here and the reasons are said of: `connections`, and what else is known of each.

    `rested` are those that nobody closed and that were silent at the end.
    """
    asked = (
        (field("outcome") == "finished")
        & (field("kind") == "full")
        & ~pc.coalesce(field("client_certificate") == "none", False)
    )
    exchanges = renegotiations.filter(pa.array(hold(renegotiations, asked)[0]))
    columns = dict(zip(connections.column_names, connections.columns, strict=True))
    for begin, some in ((LAST, renegotiations), (EXCHANGE, exchanges)):
        last = _last(some.select(READS["renegotiations"]), connections)
        columns |= {begin + name: last[name] for name in last.column_names}
    # The tickets of TLS 1.3 cannot be linked: other handshakes of the same client speak for this one.
    columns["resumption_confidence"] = pc.if_else(
        pc.equal(connections["resumption"], "psk"), "possible", "certain"
    )
    return pa.table({**columns, "harmless_reset": pa.array(harmless_reset), "rested": pa.array(rested)})


def first(choices: list[Flags], rows: int) -> Numbers:
    """Per row the first choice that holds, -1 if none does."""
    chosen = np.full(rows, -1, dtype=np.int64)
    for number in reversed(range(len(choices))):
        chosen[choices[number]] = number
    return chosen


def _last(renegotiations: pa.Table, connections: pa.Table) -> pa.Table:
    """Per row of `connections` its last renegotiation, all null if it had none."""
    rows = rows_of(renegotiations, connections)
    ordinal = pc.fill_null(renegotiations["ordinal"], 0).to_numpy()
    order = np.lexsort((ordinal, rows))
    order = order[rows[order] >= 0]
    at = np.full(len(connections), -1, dtype=np.int64)
    at[rows[order]] = order  # of several the last one stays
    return renegotiations.take(pa.array(at, mask=at < 0))
