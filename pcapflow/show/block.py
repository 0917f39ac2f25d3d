"""The text of one block: what happened, why we think so, what to do. Judges nothing."""

import shlex
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge import Rule
from pcapflow.show import steps
from pcapflow.show.blocks import Block
from pcapflow.show.prose import painted, prose, wrapped
from pcapflow.show.view import Look, plain_rows
from pcapflow.text import counted, printable

STREAMS_NAMED = 10

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


def block_lines(
    block: Block, look: Look, rules: Mapping[str, Rule], width: int, color: bool, explained: set[str]
) -> Iterator[str]:
    """What happened, why we think so, what to do.

    A text that an earlier block has given is not given again; `explained` remembers which.
    """
    finding = look.table("findings").slice(block.finding, 1).to_pylist()[0]
    connections = look.table("connections")
    connection = plain_rows(connections.slice(block.members[0], 1))[0]
    values = {each["name"]: printable(each["value"]) for each in finding["evidence_values"] or []}
    rule = rules.get(block.rule.partition("/")[0])
    head = painted(f"{block.severity}[{printable(block.rule)}]", block.severity, color)
    yield f"{head}  {ends(connection)}{_capture(connection, look)}"
    if block.connections > 1:
        yield from wrapped(_further(block, connections), width, "  ")
    if rule:
        yield from wrapped(rule.sentence(block.rule, finding["shape"]) + ".", width, "  ")
    yield from _frame_table(finding, values, connection, look)
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
    yield from support(finding, look, width)
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
    file = _file(connection, look)
    if file and streams:
        yield f"  More: pcapflow explain {shlex.quote(file)} --stream {streams[0]}"
    if len(streams) == 1:
        yield f"  In Wireshark: tcp.stream eq {streams[0]}"
    elif streams:
        yield f"  In Wireshark: tcp.stream in {{{', '.join(map(str, streams))}}}"


def server_name(row: Mapping[str, Any]) -> str:
    """A server as people say it."""
    host = printable(row["server_label"] or _address(row["server_address"]), 60)
    name = f" ({printable(row['server_name'], 80)})" if row["server_name"] else ""
    return f"{host}:{row['server_port']}{name}"


def _address(address: str | None) -> str:
    return f"[{address}]" if address and ":" in address else address or "?"


def ends(row: Mapping[str, Any]) -> str:
    """The stream, client and server of a connection, and its version."""
    stream = "" if row["tcp_stream"] is None else f"stream {row['tcp_stream']} · "
    name = f" ({printable(row['server_name'], 80)})" if row["server_name"] else ""
    client = f"{_address(row['client_address'])}:{row['client_port']}"
    server = f"{_address(row['server_address'])}:{row['server_port']}"
    version = steps.version(row["version"])
    return f"{stream}{client} → {server}{name}" + (f" · {version}" if version else "")


def _capture(connection: Mapping[str, Any], look: Look) -> str:
    captures = look.table("captures")
    if len(captures) < 2:
        return ""
    uri = captures.filter(pc.equal(captures["capture_id"], connection["capture_id"]))["uri"][0].as_py()
    return f" · {printable(uri)}"


def _file(connection: Mapping[str, Any], look: Look) -> str:
    """The capture, if it is a file that can be read again."""
    captures = look.table("captures")
    own = captures.filter(pc.equal(captures["capture_id"], connection["capture_id"])).slice(0, 1)
    (row,) = own.select(["uri", "id_basis"]).to_pylist()
    return printable(row["uri"]) if row["id_basis"] == "file" else ""


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
    finding: Mapping[str, Any], values: Mapping[str, str], connection: Mapping[str, Any], look: Look
) -> Iterator[str]:
    """The evidence in order of frames; never wrapped, so that columns stay columns."""
    evidence = sorted(finding["evidence_frames"] or [], key=lambda each: each["frame"])
    if not evidence:
        return
    times = _times({each["frame"] for each in evidence}, connection, look)
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


def _times(frames: Collection[int], connection: Mapping[str, Any], look: Look) -> dict[int, Any]:
    """When these frames of a connection were, as far as any table says; the largest is looked at last."""
    times = {connection[frame]: connection[time] for frame, time in TIMES.items()}
    for name in ("resets", "alerts", "handshakes"):
        if all(times.get(frame) is not None for frame in frames):
            break
        table = look.table(name)
        own = table.filter(pc.equal(table["connection_id"], connection["connection_id"]))
        times.update((row["frame"], row["time"]) for row in plain_rows(own.select(["frame", "time"])))
    return {frame: time for frame, time in times.items() if frame is not None and time is not None}


def support(finding: Mapping[str, Any], look: Look, width: int) -> Iterator[str]:
    """Other connections that say the same."""
    if not finding["corroboration"]:
        return
    connections, captures = look.table("connections"), look.table("captures")
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
