"""Findings gathered into blocks, one a kind of failure and server, and a block's text. Judges nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge import Rule
from pcapflow.judge.schemas import CONFIDENCES, SEVERITIES
from pcapflow.show import steps
from pcapflow.show.prose import painted, prose, wrapped
from pcapflow.text import counted, printable

STREAMS_NAMED = 10
COLUMNS = [
    "capture_id",
    "connection_id",
    "tcp_stream",
    "server_label",
    "client_address",
    "client_port",
    "server_address",
    "server_port",
    "server_name",
    "first_frame",
    "first_time",
    "last_frame",
    "last_time",
    "tls",
    "client_hello_frame",
    "client_hello_time",
    "server_hello_frame",
    "server_hello_time",
    "client_finished_frame",
    "client_finished_time",
    "last_request_end_frame",
    "last_request_time",
    "last_reply_frame",
    "last_reply_time",
    "version",
    "cipher_suite",
    "post_handshake_auth",
    "alpn_offered",
    "client_certificate",
    "client_certificate_basis",
    "last_request_bytes",
]
"""What the screen needs of `connections`."""

SERVER = ["server_label", "server_address", "server_port", "server_name"]
TIMES = {
    "client_hello_frame": "client_hello_time",
    "server_hello_frame": "server_hello_time",
    "client_finished_frame": "client_finished_time",
    "last_request_end_frame": "last_request_time",
    "last_reply_frame": "last_reply_time",
    "first_frame": "first_time",
    "last_frame": "last_time",
}
"""Columns of `connections` that say when a frame was."""


class View(Protocol):
    """Anything that has the tables."""

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class Block:
    """Connections of one server with the same leading finding; `others` are further findings on them."""

    rule: str
    severity: str
    confidence: str
    connections: int
    finding: int
    members: Sequence[int]
    others: Sequence[str]


def blocks(view: View, limit: int) -> tuple[list[Block], int]:
    """The worst blocks of findings at notice and above, and how many were left out."""
    findings = view.table("findings")
    rows = pc.indices_nonzero(pc.not_equal(findings["severity"], "info").combine_chunks())
    if not len(rows):
        return [], 0
    connections, verdicts = view.table("connections", COLUMNS), view.table("verdicts")
    noted = findings.select(["capture_id", "connection_id", "rule", "severity", "confidence", "shape"]).take(
        rows
    )
    of_connection = pc.index_in(
        noted["connection_id"], value_set=connections["connection_id"].combine_chunks()
    )
    of_verdict = pc.index_in(noted["connection_id"], value_set=verdicts["connection_id"].combine_chunks())
    decided = pc.fill_null(
        pc.equal(noted["rule"], verdicts["verdict"].take(of_verdict.combine_chunks())), False
    )
    worth = np.lexsort(
        (
            -_rank(noted["confidence"], CONFIDENCES),
            -_rank(noted["severity"], SEVERITIES),
            -np.asarray(decided.combine_chunks().cast(pa.int8())),
            np.asarray(of_connection.combine_chunks()),
        )
    )
    sorted_rows = np.asarray(of_connection.combine_chunks())[worth]
    leads = np.ones(len(worth), dtype=bool)
    leads[1:] = sorted_rows[1:] != sorted_rows[:-1]

    about = connections.select(SERVER).take(of_connection.combine_chunks())
    table = noted.append_column("finding", rows).append_column("connection", of_connection)
    for name in SERVER:
        table = table.append_column(name, about[name])
    led = table.take(pa.array(worth[leads]))
    keys = ["rule", "shape", *SERVER]
    grouped = led.group_by(["severity", "confidence", *keys], use_threads=False).aggregate(
        [("finding", "list"), ("connection", "list")]
    )
    counts = pc.list_value_length(grouped["finding_list"]).to_numpy()
    order = np.lexsort(
        (-counts, -_rank(grouped["confidence"], CONFIDENCES), -_rank(grouped["severity"], SEVERITIES))
    )
    rest = table.take(pa.array(worth[~leads])).select(["connection", "rule"])
    chosen = [_block(row, rest) for row in grouped.take(pa.array(order[:limit])).to_pylist()]
    return chosen, max(len(grouped) - limit, 0)


def _rank(column: pa.ChunkedArray, words: Sequence[str]) -> Any:
    return np.asarray(
        pc.fill_null(pc.index_in(column, value_set=pa.array(words)), -1).combine_chunks(), dtype=np.int64
    )


def _block(row: Mapping[str, Any], rest: pa.Table) -> Block:
    members = row["connection_list"]
    others = rest.filter(pc.is_in(rest["connection"], value_set=pa.array(members, rest["connection"].type)))
    return Block(
        row["rule"],
        row["severity"],
        row["confidence"],
        len(members),
        row["finding_list"][0],
        members,
        sorted(pc.unique(others["rule"]).to_pylist()),
    )


def block_lines(
    block: Block, view: View, rules: Mapping[str, Rule], width: int, color: bool, explained: set[str]
) -> Iterator[str]:
    """What happened, why we think so, what to do.

    A text that an earlier block has given is not given again; `explained` remembers which.
    """
    finding = view.table("findings").slice(block.finding, 1).to_pylist()[0]
    connections = view.table("connections", COLUMNS)
    connection = plain_rows(connections.slice(block.members[0], 1))[0]
    values = {each["name"]: printable(each["value"]) for each in finding["evidence_values"] or []}
    rule = rules.get(block.rule.partition("/")[0])
    head = painted(f"{block.severity}[{printable(block.rule)}]", block.severity, color)
    yield f"{head}  {_ends(connection)}{_capture(connection, view)}"
    if block.connections > 1:
        yield from wrapped(_further(block, connections), width, "  ")
    if rule:
        yield from wrapped(rule.sentence(block.rule, finding["shape"]) + ".", width, "  ")
    yield from _frame_table(finding, values, connection, view)
    if not rule:
        return
    known = f"{block.rule} {finding['shape']}"
    again = known in explained
    explained.add(known)
    meaning, fix, harmless = (
        rule.text(section, block.rule, finding["shape"], values) for section in rule.sections
    )
    if not again:
        yield from prose(meaning, width, "  ")
    if block.confidence != "certain":
        unsure = f"{block.confidence.capitalize()}, not certain."
        yield from prose(unsure if again else f"{unsure} {harmless}", width, "  ")
    yield from _support(finding, view, width)
    if block.others:
        yield from wrapped(
            "Also found on it: " + ", ".join(map(printable, block.others)), width, "  ", "    "
        )
    if again:
        binding = f"; the binding is {values['binding']}" if "binding" in values else ""
        yield from wrapped(f"What it means and how to fix it: as above{binding}.", width, "  ")
    else:
        yield painted("  Fix", "strong", color)
        yield from prose(fix, width, "    ")
    streams = [number for number in _streams(block, connections) if number is not None]
    if len(streams) == 1:
        yield f"  In Wireshark: tcp.stream eq {streams[0]}"
    elif streams:
        yield f"  In Wireshark: tcp.stream in {{{', '.join(map(str, streams))}}}"


def plain_rows(table: pa.Table) -> list[dict[str, Any]]:
    """Rows with times as nanoseconds: hostile ones lie further apart than date arithmetic bears."""
    for number, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(number, field.name, table[field.name].cast(pa.int64()))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def server_name(row: Mapping[str, Any]) -> str:
    """A server as people say it."""
    host = printable(row["server_label"] or _address(row["server_address"]), 60)
    name = f" ({printable(row['server_name'], 80)})" if row["server_name"] else ""
    return f"{host}:{row['server_port']}{name}"


def _address(address: str | None) -> str:
    return f"[{address}]" if address and ":" in address else address or "?"


def _ends(row: Mapping[str, Any]) -> str:
    stream = "" if row["tcp_stream"] is None else f"stream {row['tcp_stream']} · "
    name = f" ({printable(row['server_name'], 80)})" if row["server_name"] else ""
    client = f"{_address(row['client_address'])}:{row['client_port']}"
    server = f"{_address(row['server_address'])}:{row['server_port']}"
    version = steps.version(row["version"])
    return f"{stream}{client} → {server}{name}" + (f" · {version}" if version else "")


def _capture(connection: Mapping[str, Any], view: View) -> str:
    captures = view.table("captures")
    if len(captures) < 2:
        return ""
    uri = captures.filter(pc.equal(captures["capture_id"], connection["capture_id"]))["uri"][0].as_py()
    return f" · {printable(uri)}"


def _streams(block: Block, connections: pa.Table) -> list[int | None]:
    """Streams in the capture of the first connection."""
    members = connections.select(["capture_id", "tcp_stream"]).take(
        pa.array(block.members[: STREAMS_NAMED + 1])
    )
    same = members.filter(pc.equal(members["capture_id"], members["capture_id"][0]))
    return [number.as_py() for number in same["tcp_stream"]]


def _further(block: Block, connections: pa.Table) -> str:
    more = block.connections - 1
    streams = [str(number) for number in _streams(block, connections)[1:] if number is not None]
    word = "stream" if more == 1 else "streams"
    named = f": {word} {', '.join(streams)}" if streams else ""
    rest = more - len(streams)
    unnamed = f" and {rest:,} more" if named and rest else ""
    return f"and {counted(more, 'connection')} more like it{named}{unnamed}"


def _frame_table(
    finding: Mapping[str, Any], values: Mapping[str, str], connection: Mapping[str, Any], view: View
) -> Iterator[str]:
    """The evidence in order of frames; never wrapped, so that columns stay columns."""
    evidence = sorted(finding["evidence_frames"] or [], key=lambda each: each["frame"])
    if not evidence:
        return
    times = _times(connection, view)
    began = connection["first_time"]
    known = [times[each["frame"]] for each in evidence if each["frame"] in times]
    digits = 6 if known and max(known) - min(known) < 10_000_000 else 3
    rule = finding["rule"]
    width = max(len(str(each["frame"])) for each in evidence)
    labels = [steps.label(each["name"], rule) for each in evidence]
    broad = max(map(len, labels))
    for each, label in zip(evidence, labels, strict=True):
        time = times.get(each["frame"])
        when = "-" if time is None or began is None else f"{(time - began) / 1e9:.{digits}f} s"
        remark = steps.remark(each["name"], values, connection)
        yield f"    frame {each['frame']:>{width}}  {when:>{digits + 6}}  {label:<{broad}}  {remark}".rstrip()


def _times(connection: Mapping[str, Any], view: View) -> dict[int, Any]:
    """When the frames of a connection were, as far as any table says."""
    times = {connection[frame]: connection[time] for frame, time in TIMES.items()}
    for name in ("handshakes", "alerts", "resets"):
        table = view.table(name, ["connection_id", "frame", "time"])
        own = table.filter(pc.equal(table["connection_id"], connection["connection_id"]))
        times.update((row["frame"], row["time"]) for row in plain_rows(own))
    return {frame: time for frame, time in times.items() if frame is not None and time is not None}


def _support(finding: Mapping[str, Any], view: View, width: int) -> Iterator[str]:
    """Other connections that say the same."""
    if not finding["corroboration"]:
        return
    connections, captures = view.table("connections", COLUMNS), view.table("captures")
    wanted = pa.array(finding["corroboration"], connections["connection_id"].type)
    seen = connections.filter(pc.is_in(connections["connection_id"], value_set=wanted))
    uris = dict(zip(captures["capture_id"].to_pylist(), captures["uri"].to_pylist(), strict=True))
    where = []
    for row in seen.select(["capture_id", "tcp_stream"]).to_pylist():
        of = f" of {printable(uris.get(row['capture_id']))}" if len(uris) > 1 else ""
        where.append(f"stream {row['tcp_stream']}{of}")
    if where:
        yield from wrapped(
            f"The same server asked for a certificate late in {', '.join(where)}.", width, "  "
        )
