"""The story of one connection in plain words. Judges nothing.

First what happened, then why we think so, then what to do, what the next capture must show, and how to see
all of it in Wireshark.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.errors import UsageError
from pcapflow.judge import Rule
from pcapflow.judge.fixes import fixes_for
from pcapflow.judge.schemas import CONFIDENCES, REASONS, SEVERITIES, WORKED
from pcapflow.show.after import After
from pcapflow.show.analysis import NO_VERDICT
from pcapflow.show.block import ends, support
from pcapflow.show.prose import painted, prose, wrapped
from pcapflow.show.timeline import Step, steps
from pcapflow.show.view import Look, View, plain_rows
from pcapflow.text import counted, printable

STREAMS_NAMED = 10
STEPS_SHOWN = 40
IDENTITY = [
    "capture_id",
    "connection_id",
    "tcp_stream",
    "client_address",
    "client_port",
    "server_address",
    "server_port",
    "server_name",
    "server_label",
    "version",
]

Row = Mapping[str, Any]


class Explanation:
    """One connection: what happened, why, what to do. It prints as text; `as_dict` has the same as data."""

    def __init__(
        self, view: View, stream: int | None, rules: Sequence[Rule], after: View | None = None
    ) -> None:
        """The connection of this stream, else the worst that failed, else the first.

        `after` has a capture that was taken after a fix. Raises UsageError if there is no such stream, or no
        TLS connection at all.
        """
        self._look, self._rules = Look(view, {}), {rule.id: rule for rule in rules}
        connections = self._look.table("connections")
        if not len(connections):
            raise UsageError("there is no TLS connection to explain", "See what was read: pcapflow analyze.")
        failed = _failed(self._look)
        at = (failed[0] if failed else 0) if stream is None else _of_stream(connections, stream)
        self.connection = plain_rows(connections.slice(at, 1))[0]
        (self.verdict,) = self._own("verdicts")
        self.findings = sorted(self._own("findings"), key=self._weight)
        self.steps = steps(self._look, self.connection)
        self._others = connections["tcp_stream"].take(
            pa.array([row for row in failed if row != at], pa.int64())
        )
        self._chosen, self._failing = stream is not None, at in failed
        self._fixes = fixes_for(self.findings)
        self.after = None if after is None else After(after, self.connection, self.verdict, self._fixes)

    def __str__(self) -> str:
        return "\n".join(self.lines(width=100))

    __repr__ = __str__

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "uri": self._uri(),
            "connection": {name: self.connection[name] for name in IDENTITY},
            "verdict": self.verdict,
            "findings": self.findings,
            "steps": [
                {
                    "frame": step.frame,
                    "after_ns": step.nanoseconds,
                    "who": step.who,
                    "what": step.what,
                    "remark": step.remark,
                }
                for step in self.steps
            ],
            "fix": self._section("Fix"),
            "next_capture_must_show": [
                {"fix": fix.id, "shows": fix.shows, "display_filter": fix.display_filter}
                for fix in self._fixes
            ],
            "display_filter": self._filter(),
            "after": None if self.after is None else self.after.as_dict(),
        }

    def lines(self, *, width: int, color: bool = False) -> Iterator[str]:
        """The text line by line."""
        yield from self._head(width, color)
        yield from self._what_happened(width, color)
        yield from _under("Why", self._why(width), color)
        yield from _under("What to do", prose(self._section("Fix"), width, "  "), color)
        yield from _under("What the next capture must show", self._must_show(width), color)
        yield from _under("In Wireshark", wrapped(self._filter(), width, "  "), color)
        if self.after is not None:
            yield from _under("Afterwards", self.after.lines(width), color)

    def _head(self, width: int, color: bool) -> Iterator[str]:
        verdict, said = self.verdict, self._word()
        leading = self.findings[0] if self._failing and self.findings else None
        style = leading["severity"] if leading else "strong"
        sure = f", {verdict['confidence']}" if verdict["confidence"] else ""
        yield f"{painted(f'{said}{sure}', style, color)}  {ends(self.connection)} · {printable(self._uri())}"
        others = [str(number) for number in self._others.to_pylist() if number is not None]
        named = ", ".join(others[:STREAMS_NAMED]) + (", …" if len(others) > STREAMS_NAMED else "")
        if self._failing and not self._chosen and others:
            yield from wrapped(
                f"The worst of {len(others) + 1:,} connections that failed; the others: --stream {named}.",
                width,
            )
        elif not self._failing and not self._chosen:
            yield "No connection failed; this is the first."
        elif not self._failing and others:
            yield from wrapped(f"This one did not fail. Those that failed: --stream {named}.", width)

    def _word(self) -> str:
        """The verdict, its severity before it if it failed."""
        name, reason = self.verdict["verdict"], self.verdict["reason"]
        if self._failing and self.findings:
            return f"{self.findings[0]['severity']}[{printable(name)}]"
        return ": ".join(filter(None, (name, reason))) or "no verdict"

    def _what_happened(self, width: int, color: bool) -> Iterator[str]:
        verdict = self.verdict["verdict"]
        if self._rule() is not None:
            sentence = self._rule().sentence(self._leading()["rule"], self._leading()["shape"])
        elif verdict in WORKED:
            sentence = WORKED[verdict]
        elif verdict == "cannot-tell":
            sentence = f"What became of it cannot be told: {REASONS.get(self.verdict['reason'], '')}"
        else:
            sentence = NO_VERDICT
        sentence = f"{sentence[0].upper()}{sentence[1:]}."
        return _under("What happened", [*wrapped(sentence, width, "  "), *_step_lines(self.steps)], color)

    def _why(self, width: int) -> Iterator[str]:
        """What the finding that decides means, how sure it is, and what else was found."""
        rule = self._rule()
        if rule is not None:
            yield from prose(self._section("Meaning"), width, "  ")
            if self._leading()["confidence"] != "certain":
                unsure = f"{self._leading()['confidence'].capitalize()}, not certain."
                yield from prose(f"{unsure} {self._section('Harmless when')}", width, "  ")
            yield from support(self._leading(), self._look, width)
        others = [each for each in self.findings if each["rule"] != (self._leading() or {}).get("rule")]
        for each in others:
            of = self._rules.get(each["rule"].partition("/")[0])
            said = f": {of.sentence(each['rule'], each['shape'])}" if of else ""
            accepted = f" (accepted: {printable(each['allowed'])})" if each["allowed"] else ""
            yield from wrapped(
                f"Also {each['severity']}[{printable(each['rule'])}]{said}{accepted}.", width, "  ", "    "
            )

    def _must_show(self, width: int) -> Iterator[str]:
        for number, fix in enumerate(self._fixes, 1):
            yield from wrapped(f"{number}. {fix.title}: {fix.shows}.", width, "  ", "     ")
            yield f"       {fix.display_filter}"
        if self._fixes and self.after is None:
            stream = self.connection["tcp_stream"]
            chosen = "" if stream is None else f"--stream {stream} "
            yield "  To see which of them it shows:"
            before = shlex.quote(printable(self._uri()))
            yield f"       pcapflow explain {before} {chosen}--after AFTER.pcapng"

    def _filter(self) -> str:
        """The display filter of this connection."""
        stream = self.connection["tcp_stream"]
        if stream is not None:
            return f"tcp.stream eq {stream}"
        return " || ".join(f"frame.number == {step.frame}" for step in self.steps[:STEPS_SHOWN])

    def _leading(self) -> Any:
        """The finding that gives the connection its verdict, if one does."""
        leads = self.findings and self.findings[0]["rule"] == self.verdict["verdict"]
        return self.findings[0] if leads else None

    def _rule(self) -> Any:
        leading = self._leading()
        return None if leading is None else self._rules.get(leading["rule"].partition("/")[0])

    def _section(self, section: str) -> str:
        """A section of the rule that decides, with the finding's values filled in."""
        rule, leading = self._rule(), self._leading()
        if rule is None:
            return ""
        values = {each["name"]: printable(each["value"]) for each in leading["evidence_values"] or []}
        text: str = rule.text(section, leading["rule"], leading["shape"], values)
        return text

    def _weight(self, finding: Row) -> tuple[bool, int, int]:
        return (
            finding["rule"] != self.verdict["verdict"],
            -SEVERITIES.index(finding["severity"]),
            -CONFIDENCES.index(finding["confidence"]),
        )

    def _own(self, table: str) -> list[dict[str, Any]]:
        rows = self._look.table(table)
        return plain_rows(rows.filter(pc.equal(rows["connection_id"], self.connection["connection_id"])))

    def _uri(self) -> str:
        captures = self._look.table("captures")
        own = captures.filter(pc.equal(captures["capture_id"], self.connection["capture_id"]))
        uri: str = own["uri"][0].as_py()
        return uri


def _under(title: str, lines: Sequence[str] | Iterator[str], color: bool) -> Iterator[str]:
    """A title and what is below it; nothing if there is nothing."""
    below = list(lines)
    if below:
        yield ""
        yield painted(title, "strong", color)
        yield from below


def _step_lines(told: Sequence[Step]) -> Iterator[str]:
    """The frames as columns, never wrapped; of very many the first and the last."""
    shown = list(told)
    left_out = len(shown) - STEPS_SHOWN
    if left_out > 0:
        shown = [*shown[: STEPS_SHOWN // 2], *shown[-STEPS_SHOWN // 2 :]]
    known = [step.nanoseconds for step in shown if step.nanoseconds is not None]
    digits = 6 if known and max(known) - min(known) < 10_000_000 else 3
    wide = [
        max((len(text) for text in column), default=0) for column in zip(*map(_cells, shown), strict=True)
    ]
    for number, step in enumerate(shown):
        if left_out > 0 and number == STEPS_SHOWN // 2:
            yield f"    … {counted(left_out, 'step')} more"
        when = "-" if step.nanoseconds is None else f"{step.nanoseconds / 1e9:.{digits}f} s"
        frame, who, what = _cells(step)
        cells = f"{frame:>{wide[0]}}  {when:>{digits + 6}}  {who:<{wide[1]}}  {what:<{wide[2]}}"
        yield f"    frame {cells}  {step.remark}".rstrip()


def _cells(step: Step) -> tuple[str, str, str]:
    return str(step.frame), step.who, step.what


def _of_stream(connections: pa.Table, stream: int) -> int:
    rows = pc.indices_nonzero(
        pc.fill_null(pc.equal(connections["tcp_stream"], stream), False).combine_chunks()
    )
    if not len(rows):
        there = sorted({number for number in connections["tcp_stream"].to_pylist() if number is not None})
        named = ", ".join(map(str, there[:STREAMS_NAMED])) + (", …" if len(there) > STREAMS_NAMED else "")
        raise UsageError(f"no TLS connection has the stream number {stream}", f"There are: {named}.")
    row: int = rows[0].as_py()
    return row


def _failed(look: Look) -> list[int]:
    """Rows of connections whose verdict names a failure, the worst first."""
    connections, verdicts, findings = (look.table(name) for name in ("connections", "verdicts", "findings"))
    fine = pc.is_in(verdicts["verdict"], value_set=pa.array([*WORKED, "cannot-tell"]))
    failed = verdicts.filter(pc.and_(pc.is_valid(verdicts["verdict"]), pc.invert(fine)))
    rows = pc.index_in(failed["connection_id"], value_set=connections["connection_id"].combine_chunks())
    told = {(row["connection_id"], row["rule"]): row for row in findings.select(_TELLS).to_pylist()}
    worth = []
    for at, row in zip(
        rows.to_pylist(), failed.select(["connection_id", "verdict"]).to_pylist(), strict=True
    ):
        finding = told.get((row["connection_id"], row["verdict"]))
        if finding is not None and finding["allowed"] is None:
            severity = SEVERITIES.index(finding["severity"])
            worth.append((-severity, -CONFIDENCES.index(finding["confidence"]), at))
    return [at for _, _, at in sorted(worth)]


_TELLS = ["connection_id", "rule", "severity", "confidence", "allowed"]
