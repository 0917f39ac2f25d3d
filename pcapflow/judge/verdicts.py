"""The last step: from facts and findings to one verdict per connection.

The first of these that yields a verdict wins: a failure seen in the clear; cannot tell, because a fact is
missing; a failure that a rule names; a way in which it worked. Where none does (it did not work, and no rule
says why), the verdict is null, never a kind word. Knows findings and facts. Refuses to look at packets, and
leaves the rank of rules to `failures`.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge import failures, reasons, ways
from pcapflow.judge.rows import Flags, Numbers, hold
from pcapflow.judge.schemas import RULES_VERSION, VERDICTS
from pcapflow.judge.servers import Servers

READS = {
    "connections": [
        "capture_id",
        "connection_id",
        "first_time",
        "last_time",
        *dict.fromkeys(ways.READS["connections"] + reasons.READS["connections"]),
    ],
    "renegotiations": ways.READS["renegotiations"],
}

HARMLESS = ("server-reset/after-fin", "server-reset/after-close-notify", "server-reset/idle")

RETRY_NS = 5_000_000_000
REST_NS = 1_000_000_000
"""Silence after which an answer counts as whole, as for `server-reset/idle`."""


def verdicts(
    tables: Mapping[str, pa.Table], findings: pa.Table, rows_of_findings: Numbers, about: Servers
) -> pa.Table:
    """One row per row of `connections`, in its order.

    `rows_of_findings` are the rows of the findings' connections.
    """
    derived = ["session_certificate", "watched_until", "answered_by_alert"]
    connections = tables["connections"].select([*READS["connections"], *derived])
    rows = len(connections)

    def found(*rules: str) -> Flags:
        return _found(findings, rules, rows_of_findings, rows)

    told = ways.told(connections, tables["renegotiations"], found(*HARMLESS), _rested(connections))
    failure = failures.choose(findings, rows_of_findings, rows)
    named = failure.place >= 0
    way = ways.first(hold(told, *(each.where for each in ways.WAYS)), rows)
    worked, surely_answered = hold(told, ways.WORKED, ways.SURELY_ANSWERED)
    known = reasons.Known(
        worked=worked,
        failed=named,
        refused=found("server-reset/refused"),
        reset_unanswered=found("server-reset/after-request-unanswered"),
        session_unknown=_among(way, [each.mode is None and each.verdict is None for each in ways.WAYS]),
    )
    doubts = reasons.reasons(told, known)
    reason = np.where(failure.in_clear, -1, ways.first(list(doubts.values()), rows))
    place = np.where(reason < 0, failure.place, -1)
    because = findings.select(["rule", "confidence", "shape"]).take(pa.array(failure.finding, mask=place < 0))
    named_by = list(failures.FAILURES.values())

    fine = worked & ~named & (reason < 0)
    way_it_worked = np.where(fine, way, -1)
    vain = hold(told, *(where for _, where in ways.ASKED_IN_VAIN))
    in_vain = np.where(fine | (reason >= 0), -1, ways.first(vain, rows))
    told_otherwise = _among(place, [each.mode is not None for each in named_by]) | (in_vain >= 0)
    way_it_went = np.where((reason >= 0) | told_otherwise, -1, way)
    not_asked = _among(way_it_went, [each.outcome == "not-asked" for each in ways.WAYS])
    renegotiated = _among(way_it_worked, [each.mode == "renegotiation" for each in ways.WAYS])

    arrays = {
        "capture_id": connections["capture_id"],
        "connection_id": connections["connection_id"],
        "verdict": pc.coalesce(
            _where(reason >= 0, "cannot-tell"),
            because["rule"],
            _pick([each.verdict for each in ways.WAYS], way_it_worked),
        ),
        "reason": _pick(list(doubts), reason),
        "confidence": pc.coalesce(because["confidence"], _confidence(told, way_it_worked, surely_answered)),
        "client_auth_mode": pc.coalesce(
            _pick([each.mode for each in named_by], place),
            _pick([mode for mode, _ in ways.ASKED_IN_VAIN], in_vain),
            _pick([each.mode for each in ways.WAYS], way_it_went),
        ),
        "client_auth_outcome": pc.coalesce(
            _pick([each.outcome for each in named_by], place),
            _pick([each.outcome for each in ways.WAYS], np.where(fine | not_asked, way, -1)),
        ),
        "shape": because["shape"],
        "findings": _single(
            pc.coalesce(because["rule"], _where(renegotiated, "renegotiation-inside-tunnel"))
        ),
        "retry_group": _retry_groups(connections, about.client_and_server),
        "rules_version": _pick([RULES_VERSION], np.zeros(rows, dtype=np.int64)),
    }
    return pa.table([arrays[name] for name in VERDICTS.names], schema=VERDICTS)


def _found(findings: pa.Table, rules: Sequence[str], rows: Numbers, count: int) -> Flags:
    """Connections with a finding of one of these ids."""
    found = np.zeros(count, dtype=bool)
    found[rows[pc.is_in(findings["rule"], value_set=pa.array(rules)).to_numpy()]] = True
    return found


def _confidence(told: pa.Table, way: Numbers, surely_answered: Flags) -> pa.Array:
    """The confidence of the way of each connection; none is more than possible if the answer is in doubt."""
    confidence = pa.nulls(len(way), pa.string())
    for number, each in enumerate(ways.WAYS):
        if each.confidence is not None and (way == number).any():
            confidence = pc.if_else(pa.array(way == number), told[each.confidence], confidence)
    return pc.coalesce(_where((way >= 0) & ~surely_answered, "possible"), confidence)


def _among(way: Numbers, chosen: Sequence[bool]) -> Flags:
    """The way of a connection is one of those chosen."""
    return np.append(chosen, False)[way]


def _retry_groups(connections: pa.Table, client_and_server: Numbers) -> pa.Array:
    """Per connection the id of the first in its run of quick successors."""
    time = connections["first_time"].cast(pa.int64()).combine_chunks()
    known = time.is_valid().to_numpy(zero_copy_only=False)
    begin = pc.fill_null(time, 0).to_numpy()
    order = np.lexsort((begin, client_and_server, ~known))
    fresh = np.ones(len(order), dtype=bool)
    same = client_and_server[order][1:] == client_and_server[order][:-1]
    # Unsigned, because the times of a hostile capture may lie further apart than int64 can say.
    apart = begin[order][1:].astype(np.uint64) - begin[order][:-1].astype(np.uint64)
    fresh[1:] = ~(same & (apart <= RETRY_NS))
    leader = np.empty(len(order), dtype=np.int64)
    leader[order] = order[np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))]
    return connections["connection_id"].combine_chunks().take(pa.array(leader, mask=~known))


def _rested(connections: pa.Table) -> Flags:
    """Connections that nobody closed and that were silent for a second before their capture ended."""
    end = connections["watched_until"].cast(pa.int64()).combine_chunks()
    last = connections["last_time"].cast(pa.int64()).combine_chunks()
    # In floating point, because the times of a hostile capture may lie further apart than int64 can say.
    silence = pc.subtract(end.cast(pa.float64(), safe=False), last.cast(pa.float64(), safe=False))
    rested: Flags = pc.fill_null(pc.greater_equal(silence, REST_NS), False).to_numpy(zero_copy_only=False)
    return rested


def _pick(words: Sequence[str | None], number: Numbers) -> pa.Array:
    """The word of each number, null for -1."""
    return pa.array(words, pa.string()).take(pa.array(number, mask=number < 0))


def _where(flags: Flags, word: str) -> pa.Array:
    return _pick([word], np.where(flags, 0, -1))


def _single(words: pa.Array) -> pa.Array:
    """Lists of one word, or of none for null."""
    if isinstance(words, pa.ChunkedArray):
        words = words.combine_chunks()
    offsets = np.concatenate([[0], np.cumsum(words.is_valid().to_numpy(zero_copy_only=False))])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), words.drop_null())
