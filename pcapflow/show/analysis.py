"""The screen of `pcapflow analyze`: what was read, what became of it, the worst first. Decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge import Rule, catalogue
from pcapflow.judge.schemas import CONFIDENCES, REASONS, SEVERITIES, WORKED
from pcapflow.show.block import block_lines, server_name
from pcapflow.show.blocks import SERVER, blocks
from pcapflow.show.prose import painted, wrapped
from pcapflow.show.view import COLUMNS, Look, View, plain_rows
from pcapflow.text import counted, printable

NO_VERDICT = "neither an answer nor a failure that a rule names was seen"


def lines(
    view: View, *, width: int, color: bool, limit: int = 50, rules: Sequence[Rule] | None = None
) -> Iterator[str]:
    """The screen line by line; `limit` bounds the captures named, the rows of verdicts, and the blocks.

    `rules` are those whose words are needed, by default the package's own.
    """
    look = Look(view)
    yield from _captures(look, limit, width)
    connections = look.table("connections")
    if not len(connections):
        return
    yield ""
    yield from _verdicts(look, limit, color)
    shown, left_out = blocks(look, limit)
    known = {rule.id: rule for rule in (catalogue() if rules is None and shown else rules or ())}
    explained: set[str] = set()
    for block in shown:
        yield ""
        yield from block_lines(block, look, known, width, color, explained)
    if left_out:
        yield ""
        yield f"{counted(left_out, 'more kind')} of finding not shown here; --json has all."
    elif not shown:
        yield ""
        yield from wrapped(_nothing_wrong(look), width)


def _captures(look: Look, limit: int, width: int) -> Iterator[str]:
    """A line for each capture, those that were not read whole first."""
    captures = look.table("captures")
    about = _ends(look.table("connections"))
    rows = plain_rows(captures.select(COLUMNS["captures"]))
    rows.sort(key=lambda row: row["status"] == "ok")
    for row in rows[:limit]:
        known = about.get(row["capture_id"], {})
        said = [counted(row["packets"] or 0, "packet")]
        if row["first_time"] is not None and row["last_time"] is not None:
            said.append(f"{(row['last_time'] - row['first_time']) / 1e9:,.1f} s")
        said.append(counted(known.get("connections", 0), "TLS connection"))
        if known:
            said += [counted(known["clients"], "client"), counted(known["servers"], "server")]
        yield f"{printable(row['uri'])}   {' · '.join(said)}"
        if row["status"] != "ok":
            yield from wrapped(
                f"{row['status']}: {printable(row['error'] or 'no reason given')}", width, "  "
            )
    if len(rows) > limit:
        yield f"and {counted(len(rows) - limit, 'capture')} more"


def _ends(connections: pa.Table) -> dict[str, dict[str, int]]:
    """Per capture: connections with TLS, clients, servers."""
    tls = connections.filter(connections["tls"]).select(
        ["capture_id", "client_address", "server_address", "server_port"]
    )
    server = pc.binary_join_element_wise(
        pc.fill_null(tls["server_address"], ""), pc.fill_null(tls["server_port"].cast(pa.string()), ""), " "
    )
    counts = (
        tls.append_column("server", server)
        .group_by("capture_id")
        .aggregate([([], "count_all"), ("client_address", "count_distinct"), ("server", "count_distinct")])
    )
    return {
        row["capture_id"]: {
            "connections": row["count_all"],
            "clients": row["client_address_count_distinct"],
            "servers": row["server_count_distinct"],
        }
        for row in counts.to_pylist()
    }


def _verdicts(look: Look, limit: int, color: bool) -> Iterator[str]:
    """How many connections came to what: failures by server, the rest by verdict."""
    verdicts = look.table("verdicts")
    fine = pc.is_in(verdicts["verdict"], value_set=pa.array([*WORKED, "cannot-tell"]))
    failed = pc.and_(pc.is_valid(verdicts["verdict"]), pc.invert(fine))
    rows = [*_failed(look, verdicts.filter(failed)), *_others(verdicts.filter(pc.invert(failed)))]
    wide = [max((len(row[column]) for row in rows[:limit]), default=0) for column in range(3)]
    for count, what, verdict, text, style in rows[:limit]:
        word = painted(f"{what:<{wide[1]}}", style, color)
        yield f"  {count:>{wide[0]}} {word}  {verdict:<{wide[2]}}  {text}".rstrip()
    if len(rows) > limit:
        yield f"  and {counted(len(rows) - limit, 'more row')}"


def _failed(look: Look, verdicts: pa.Table) -> list[tuple[str, str, str, str, str]]:
    if not len(verdicts):
        return []
    connections, findings = look.table("connections"), look.table("findings")
    findings = findings.select(["connection_id", "rule", "severity", "confidence"]).filter(
        pc.is_in(findings["rule"], value_set=pc.unique(verdicts["verdict"]))
    )
    at = pc.index_in(verdicts["connection_id"], value_set=connections["connection_id"].combine_chunks())
    table = verdicts.select(["verdict"])
    for name in SERVER:
        table = table.append_column(name, connections[name].take(at.combine_chunks()))
    key = pc.binary_join_element_wise(findings["connection_id"], findings["rule"], " ")
    wanted = pc.binary_join_element_wise(verdicts["connection_id"], verdicts["verdict"], " ")
    of_finding = pc.index_in(wanted, value_set=key.combine_chunks()).combine_chunks()
    for name in ("severity", "confidence"):
        table = table.append_column(name, findings[name].take(of_finding))
    groups = table.group_by(table.column_names, use_threads=False).aggregate([([], "count_all")]).to_pylist()
    groups.sort(
        key=lambda row: (
            -_place(row["severity"], SEVERITIES),
            -_place(row["confidence"], CONFIDENCES),
            -row["count_all"],
        )
    )
    return [
        (
            f"{row['count_all']:,}",
            "ended" if row["severity"] == "notice" else "failed",
            printable(row["verdict"]),
            f"{row['severity']}, {row['confidence']}   {server_name(row)}",
            row["severity"],
        )
        for row in groups
    ]


def _others(verdicts: pa.Table) -> list[tuple[str, str, str, str, str]]:
    groups = (
        verdicts.group_by(["verdict", "reason"], use_threads=False).aggregate([([], "count_all")]).to_pylist()
    )
    groups.sort(key=lambda row: (row["verdict"] not in WORKED, -row["count_all"]))
    rows = []
    for row in groups:
        verdict, reason = row["verdict"], row["reason"]
        if verdict in WORKED:
            named = ("worked", verdict, WORKED[verdict])
        elif verdict is None:
            named = ("unclear", "no verdict", NO_VERDICT)
        else:
            named = ("unclear", f"{verdict}: {reason}", REASONS.get(reason, ""))
        rows.append((f"{row['count_all']:,}", *named, ""))
    return rows


def _place(word: str | None, words: Sequence[str]) -> int:
    return words.index(word) if word in words else -1


def _nothing_wrong(look: Look) -> str:
    """What was checked, where nothing is wrong."""
    verdicts = look.table("verdicts")
    gave: Mapping[str | None, Any] = {
        row["client_auth_outcome"]: row["count_all"]
        for row in verdicts.group_by("client_auth_outcome").aggregate([([], "count_all")]).to_pylist()
    }
    said = [f"{counted(len(verdicts), 'TLS connection')}, none failed"]
    if gave.get("accepted"):
        said.append(f"{gave['accepted']:,} asked for a client certificate and got it")
    if gave.get("accepted-without"):
        said.append(f"{gave['accepted-without']:,} asked for one, got none and went on")
    unclear = pc.sum(pc.fill_null(pc.equal(verdicts["verdict"], "cannot-tell"), True)).as_py()
    if unclear:
        said.append(f"of {unclear:,} it could not be told")
    return "; ".join(said) + "."
