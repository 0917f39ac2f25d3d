"""Findings gathered into blocks, one a kind of failure and server, the worst first. Prints nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge.schemas import CONFIDENCES, SEVERITIES
from pcapflow.show.view import Look

SERVER = ["server_label", "server_address", "server_port", "server_name"]


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


def blocks(look: Look, limit: int) -> tuple[list[Block], int]:
    """The worst blocks of findings at notice and above that are not allowed, and how many were left out."""
    findings = look.table("findings")
    loud = pc.and_(pc.not_equal(findings["severity"], "info"), pc.is_null(findings["allowed"]))
    rows = pc.indices_nonzero(loud.combine_chunks())
    if not len(rows):
        return [], 0
    connections, verdicts = look.table("connections"), look.table("verdicts")
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
