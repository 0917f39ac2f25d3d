"""Rules whose findings name a failure, ranked: which of them gives a connection its verdict.

Knows ids of rules, severities and confidences of findings. Refuses to know why a rule flagged anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pcapflow.judge.rows import Flags, Numbers
from pcapflow.judge.schemas import CONFIDENCES


@dataclass(frozen=True, slots=True)
class Failure:
    """What a rule's finding says of a connection if it names the failure.

    `at`: severities at which it does; at others it is no failure. `clear`: confidences at which all of it was
    seen in the clear, so that no capture needs to be whole for it. `general`: it tells how a connection
    ended, and any other rule that fits tells why. `mode` and `outcome` are those of client authentication;
    without a mode, the facts tell both.
    """

    at: tuple[str, ...] = ("error",)
    clear: tuple[str, ...] = ()
    general: bool = False
    mode: str | None = None
    outcome: str | None = None


FAILURES: Mapping[str, Failure] = {
    "not-tls-answer": Failure(clear=CONFIDENCES),
    "server-closed-before-server-hello": Failure(clear=CONFIDENCES),
    "version-mismatch": Failure(clear=CONFIDENCES),
    "no-common-alpn": Failure(clear=CONFIDENCES),
    "no-common-cipher": Failure(clear=CONFIDENCES),
    "tls13-late-client-cert": Failure(at=("warning", "error"), mode="post-handshake", outcome="impossible"),
    "renegotiation-refused": Failure(mode="renegotiation", outcome="impossible"),
    "renegotiation-ignored": Failure(mode="renegotiation", outcome="impossible"),
    "renegotiation-empty-certificate": Failure(mode="renegotiation", outcome="rejected"),
    "renegotiation-certificate-rejected": Failure(mode="renegotiation", outcome="rejected"),
    "renegotiation-rejected-after-finish": Failure(at=("warning",), mode="renegotiation", outcome="rejected"),
    "renegotiation-resumed": Failure(mode="renegotiation", outcome="impossible"),
    "renegotiation-overtaken": Failure(mode="renegotiation", outcome="impossible"),
    "http2-renegotiation": Failure(),
    "renegotiation-failed": Failure(),
    "post-handshake-auth-declined": Failure(mode="post-handshake", outcome="rejected"),
    "post-handshake-auth-rejected": Failure(mode="post-handshake", outcome="rejected"),
    "client-cert-not-sent": Failure(clear=("certain",), mode="in-handshake", outcome="rejected"),
    "client-cert-rejected": Failure(clear=("certain",), mode="in-handshake", outcome="rejected"),
    "server-cert-expired": Failure(clear=("certain",)),
    "rfc5746-missing": Failure(clear=("certain",)),
    "reset-injected-suspected": Failure(at=("warning",)),
    "no-server-hello-timeout": Failure(at=("notice", "warning", "error")),
    "network-loss": Failure(at=("warning",)),
    "fallback-scsv": Failure(at=("warning",), clear=CONFIDENCES),
    "fatal-alert": Failure(clear=CONFIDENCES, general=True),
    "encrypted-alert": Failure(general=True),
    "server-reset/in-renegotiation": Failure(general=True, mode="renegotiation"),
    "server-reset": Failure(at=("notice", "warning", "error"), general=True),
    "client-reset": Failure(at=("notice", "warning", "error"), general=True),
    "handshake-timeout": Failure(at=("warning", "error"), general=True),
    "client-left-when-asked": Failure(at=("notice",), general=True),
    "client-left-handshake": Failure(at=("notice",), general=True),
    "request-unanswered": Failure(at=("notice", "warning", "error"), general=True),
}
"""By id of the rule or full id of a kind, most specific first. What is not here never names a verdict."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Per row of `connections`: the place in FAILURES of what names its failure (-1: none), the row of that
    finding, and whether a failure was seen in the clear."""

    place: Numbers
    finding: Numbers
    in_clear: Flags


def choose(findings: pa.Table, rows: Numbers, count: int) -> Chosen:
    """The most specific failure of each connection; `rows` are the rows of the findings' connections.

    One that is merely possible gives way to any special one that is more, but never to a general one.
    """
    rule, severity, confidence = (
        findings[name].combine_chunks().dictionary_encode() for name in ("rule", "severity", "confidence")
    )
    severities, confidences = severity.dictionary.to_pylist(), confidence.dictionary.to_pylist()
    shape = (len(rule.dictionary), len(severities), len(confidences))
    places = np.full(shape, -1, dtype=np.int64)
    ranks = np.zeros(shape, dtype=np.int64)
    clear = np.zeros(shape, dtype=bool)
    order = list(FAILURES)
    for number, full_id in enumerate(rule.dictionary.to_pylist()):
        name = full_id if full_id in FAILURES else full_id.partition("/")[0]
        if name not in FAILURES:
            continue
        failure = FAILURES[name]
        named = [severities.index(each) for each in failure.at if each in severities]
        places[number, named] = order.index(name)
        for at, sureness in enumerate(confidences):
            vague = 2 if failure.general else int(sureness == "possible")
            ranks[number, :, at] = vague * len(order) + order.index(name)
            clear[number, named, at] = sureness in failure.clear
    codes = tuple(each.indices.to_numpy() for each in (rule, severity, confidence))
    place_of, rank_of, clear_of = places[codes], ranks[codes], clear[codes]

    naming = np.flatnonzero(place_of >= 0)
    # Of several at one connection the last that is written stays: the best, and of equals the first.
    naming = naming[np.lexsort((-naming, -rank_of[naming]))]
    place, finding = np.full(count, -1, dtype=np.int64), np.zeros(count, dtype=np.int64)
    place[rows[naming]] = place_of[naming]
    finding[rows[naming]] = naming
    in_clear = np.zeros(count, dtype=bool)
    in_clear[rows[clear_of]] = True
    return Chosen(place, finding, in_clear)
