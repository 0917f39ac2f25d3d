"""How often what pcapflow infers without keys is what the keys show, over the sample captures.

`make accuracy` runs it and writes docs/accuracy.md; it fails if something is wrong.

Every connection that its keys open is compared: tshark reads the decrypted handshake messages, and each
inferred fact is right, right at lower confidence, abstained from, or wrong. Verdicts are compared with what
the endpoints said while the capture was recorded.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keys
from samples import Sample, samples

import pcapflow
from pcapflow.show import names
from pcapflow.show.steps import version

PAGE = Path(__file__).parent.parent.parent / "docs" / "accuracy.md"
TLS13 = 0x0304

RIGHT, LESS, ABSTAINED, WRONG = OUTCOMES = ("right", "less confident", "abstained", "wrong")
"""The second is right, too, but said to be no more than possible."""

FIRST, RENEGOTIATED, AFTERWARDS = CERTIFICATES = (
    "client certificate in the first handshake (TLS 1.3)",
    "client certificate in a renegotiation",
    "client certificate after the handshake (TLS 1.3)",
)
STATES_RIGHT = 0.97
"""Of the client-certificate states that are inferred, at least so many are right."""


ABOUT = (
    "What happens inside the tunnel is inferred from lengths, order and timing. Here it is held to the",
    "truth: tshark decrypts every sample capture that has keys, and each inferred fact is compared with what",
    "was decrypted. Verdicts are compared with what the endpoints said. **Right** is said to be certain or",
    "likely; **less confident** is right, but said to be only possible; **abstained** is null, or",
    "`cannot-tell`.",
)
CLOSED = (
    "Established, but tshark decrypts nothing: packets are cut, the hellos by which keys are found are",
    "missing, or neither program writes its keys.",
)


@dataclass(frozen=True, slots=True)
class Score:
    """One inferred fact beside what is true."""

    fact: str
    outcome: str
    certain: bool
    client: str
    family: str
    where: str
    """Capture, stream, what was said and what is true."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What pcapflow says of one connection."""

    connection: dict[str, Any]
    verdict: dict[str, Any]
    handshakes: list[dict[str, Any]]
    renegotiations: list[dict[str, Any]]
    post_handshake: list[dict[str, Any]]


@dataclass(slots=True)
class Compared:
    """All scores, and the connections that no key opened."""

    scores: list[Score]
    closed: list[str]
    opened: int = 0

    def count(self, facts: Iterable[str]) -> Counter[str]:
        """Outcomes of some facts."""
        chosen = set(facts)
        return Counter(score.outcome for score in self.scores if score.fact in chosen)

    def wrong(self) -> list[str]:
        """Where something said is not true."""
        return [f"{score.where}: {score.fact}" for score in self.scores if score.outcome == WRONG]

    def states_right(self) -> float:
        """Share of the inferred client-certificate states that are right."""
        counts = self.count(CERTIFICATES)
        return (counts[RIGHT] + counts[LESS]) / counts.total()


def compare(sample: Sample, compared: Compared) -> None:
    """Scores one capture."""
    capture = pcapflow.read(str(sample.capture))
    of = {name: _by_connection(capture, name) for name in ("handshakes", "renegotiations", "post_handshake")}
    connections = capture.arrow("connections").to_pylist()
    ports = sorted({row["server_port"] for row in connections})
    for row, verdict in zip(connections, capture.arrow("verdicts").to_pylist(), strict=True):
        (expected,) = (each for each in sample.connections if each.selects({**verdict, **row}))
        told = Tables(row, verdict, *(rows.get(row["connection_id"], []) for rows in of.values()))
        scores = _Scores(sample, told, _program(expected.endpoints))
        compared.scores.append(scores.verdict(expected.verdict))
        truth = keys.of_stream(sample.capture, row["tcp_stream"], row["client_port"], ports)
        if truth.opened:
            compared.opened += 1
            compared.scores.extend(scores.inferred(truth))
        elif row["established"]:
            compared.closed.append(f"{sample.name}, stream {row['tcp_stream']}")


def _by_connection(capture: pcapflow.Capture, table: str) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in capture.arrow(table).to_pylist():
        rows.setdefault(row["connection_id"], []).append(row)
    return rows


class _Scores:
    """Scores of one connection."""

    def __init__(self, sample: Sample, told: Tables, client: str) -> None:
        self.told = told
        self.name = f"{sample.name}, stream {told.connection['tcp_stream']}"
        self.client = client or "not said"
        self.family = _family(told.connection)

    def _score(self, fact: str, said: Any, true: Any, confidence: str | None) -> Score:
        if said is None and true is not None:
            outcome = ABSTAINED
        elif said != true:
            outcome = WRONG
        else:
            outcome = LESS if confidence == "possible" else RIGHT
        where = f"{self.name}: said {said}, true is {true}"
        return Score(fact, outcome, confidence == "certain", self.client, self.family, where)

    def verdict(self, expected: str) -> Score:
        said = self.told.verdict["verdict"]
        if said == expected == "cannot-tell":
            said = None
        return self._score("verdict", said, expected, self.told.verdict["confidence"])

    def inferred(self, truth: keys.Connection) -> Iterator[Score]:
        row = self.told.connection
        if row["version"] == TLS13:
            yield from self._tls13(row, truth)
        else:
            yield from self._renegotiations(truth)
        for each in self.told.handshakes:
            for name in (each["inferred"] or "").split("+"):
                if name:
                    true = name if truth.shows(each["frame"], keys.TYPES[name]) else "another message"
                    yield self._score("name of an encrypted message", name, true, each["inferred_confidence"])

    def _tls13(self, row: dict[str, Any], truth: keys.Connection) -> Iterator[Score]:
        confidence = row["client_certificate_confidence"]
        yield self._score(FIRST, row["client_certificate"], truth.first.given, confidence)
        yield self._score(
            "client's Finished (TLS 1.3)",
            row["client_finished_frame"],
            truth.first.finished_frame,
            confidence,
        )
        requests = [each for each in truth.requests() if each.frames(keys.FINISHED, by_client=True)]
        said = {each["server_record_frame"]: each for each in self.told.post_handshake}
        for request in requests:
            told = said.pop(request.messages[0].frame, {})
            yield self._score(
                AFTERWARDS, told.get("client_certificate"), request.given, told.get("confidence")
            )
        for told in said.values():  # taken for an exchange, and there was none
            if told["client_certificate"]:
                yield self._score(AFTERWARDS, told["client_certificate"], None, told["confidence"])

    def _renegotiations(self, truth: keys.Connection) -> Iterator[Score]:
        asked = {each["hello_request_frame"] for each in self.told.renegotiations} - {None}
        true_asked = set(truth.inside.frames(keys.HELLO_REQUEST, by_client=False))
        for frame in asked | true_asked:
            said_frame, true_frame = (frame if frame in where else None for where in (asked, true_asked))
            yield self._score("HelloRequest", said_frame, true_frame, "certain")
        said = {each["client_hello_frame"]: each for each in self.told.renegotiations}
        for true in truth.renegotiations():
            told = said.pop(true.messages[0].frame, None)
            yield self._score(
                "renegotiation", told and told["client_hello_frame"], true.messages[0].frame, "certain"
            )
            if told and true.finished_frame is not None:
                confidence = told["confidence"]
                yield self._score(RENEGOTIATED, told["client_certificate"], true.given, confidence)
                yield self._score(
                    "certificate asked for in a renegotiation", told["asked"], true.asked, confidence
                )
        for frame in said.keys() - {None}:  # taken for an inner ClientHello, and there was none
            yield self._score("renegotiation", frame, None, "certain")


def _program(endpoints: dict[str, str]) -> str:
    """The client, as it is called where its words are quoted, without its options."""
    return endpoints.get("client", "").partition(":")[0].partition(" -")[0]


def _family(row: dict[str, Any]) -> str:
    """Family of RULES about record lengths: version, and how the suite protects."""
    number, spoken = row["cipher_suite"], version(row["version"]) or "?"
    suite = "unknown suite" if number is None else names.name("cipher_suite", number)
    for word in ("GCM", "CHACHA20", "CCM_8", "CCM", "CBC"):
        if word in suite:
            mac = f" {suite.rpartition('_')[2]}" if word == "CBC" else ""
            kind = ", encrypt-then-MAC" if word == "CBC" and row["encrypt_then_mac"] else ""
            return f"{spoken} {word}{mac}{kind}"
    return f"{spoken} {suite}"


def page(compared: Compared) -> str:
    """docs/accuracy.md."""
    facts = list(dict.fromkeys(score.fact for score in compared.scores))
    lines = [
        "<!-- Written by `make accuracy`; run it again rather than edit. -->",
        "",
        "# Accuracy",
        "",
        *ABOUT,
        "",
        f"{compared.opened} connections were opened by their keys; "
        f"{compared.states_right():.1%} of the client-certificate states that are inferred are right.",
        "",
        *_table("fact", ((fact, compared.count([fact])) for fact in facts)),
        "",
        "## By client",
        "",
        *_table("client", _grouped(compared, "client")),
        "",
        "## By cipher family",
        "",
        *_table("family", _grouped(compared, "family")),
        "",
    ]
    if wrong := compared.wrong():
        lines += ["## What was wrong", "", *(f"- {each}" for each in wrong), ""]
    if compared.closed:
        lines += [
            "## What no key opened",
            "",
            *CLOSED,
            "",
            *(f"- {each}" for each in compared.closed),
            "",
        ]
    return "\n".join(lines)


def _grouped(compared: Compared, key: str) -> Iterator[tuple[str, Counter[str]]]:
    inferred = [score for score in compared.scores if score.fact != "verdict"]
    for value in sorted({getattr(score, key) for score in inferred}):
        yield value, Counter(score.outcome for score in inferred if getattr(score, key) == value)


def _table(head: str, rows: Iterable[tuple[str, Counter[str]]]) -> Iterator[str]:
    yield f"| {head} | " + " | ".join(OUTCOMES) + " |"
    yield "|---|" + "---:|" * len(OUTCOMES)
    for name, counts in rows:
        yield f"| {name} | " + " | ".join(str(counts[outcome]) for outcome in OUTCOMES) + " |"


def main() -> int:
    """Exit code 1 if something is wrong."""
    compared = Compared([], [])
    for sample in samples():
        sys.stderr.write(f"{sample.name}\n")
        compare(sample, compared)
    text = page(compared)
    sys.stdout.write(text)
    PAGE.write_text(text)
    return 1 if compared.wrong() else 0


if __name__ == "__main__":
    sys.exit(main())
