"""What a server is, what its other connections did, and what a resumed session carries.

A server is (server label if given, else the folder of the capture; address; port; SNI). Knows columns of
facts, no rule.
"""

import fnmatch
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

TLS13 = 0x0304
EXAMPLES = 3
"""Connections that are named as corroboration; their number is counted in full."""

READS = {
    "captures": ["capture_id", "uri"],
    "connections": [
        "capture_id",
        "connection_id",
        "server_label",
        "client_address",
        "server_address",
        "server_port",
        "server_name",
        "version",
        "established",
        "resumption",
        "session_id_hash",
        "ticket_hash",
        "issued_ticket_hash",
        "client_certificate",
        "post_handshake_certificate",
        "post_handshake_confidence",
        "client_data_records",
        "reply_records_min",
        "renegotiations",
    ],
    "renegotiations": ["connection_id", "initiator", "asked"],
    "resets": ["connection_id", "direction", "first_of_connection", "late", "in_window", "tls_phase"],
}

DERIVED = ["server", "session_certificate"]
"""Columns that judgement adds to `connections`: the server's number in this run, and the certificate state
(sent, empty, none; null if unknown) of the full handshake that a session comes from, which is the
connection's own unless it was resumed."""

COLUMNS = {
    "server": "Number of the server in this run.",
    "expected": "The operator says that it asks for client certificates.",
    "late_asks": "Connections in which it asked for a certificate after the handshake.",
    "late_askers": "connection_id of the first three of them.",
    "post_handshake_exchanges": "Those among them that asked in the TLS 1.3 way.",
    "resets_otherwise": "Connections that it reset, but not for a certificate that it could not ask for.",
}
"""Columns of the table `servers` that rules may ask for."""

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Servers:
    """Per row of `connections` its server, client and session; per server what it did elsewhere."""

    of_connection: Numbers
    client_and_server: Numbers
    session_certificate: pa.Array
    table: pa.Table


def servers(tables: Mapping[str, pa.Table], expects: Sequence[str] = ()) -> Servers:
    """What all connections together say of each server; `expects` are patterns of names and addresses."""
    connections = tables["connections"]
    numbers = _numbers(connections, tables["captures"])
    pairs = _joint(numbers, _codes(connections["client_address"]))
    count = int(numbers.max()) + 1 if len(numbers) else 0
    asks, in_13 = _late_asks(connections, tables["renegotiations"])
    table = pa.table(
        {
            "server": pa.array(np.arange(count)),
            "expected": pa.array(_expected(connections, numbers, count, expects)),
            "late_asks": pa.array(np.bincount(numbers[asks], minlength=count)),
            "late_askers": _examples(connections, numbers, asks, count),
            "post_handshake_exchanges": pa.array(np.bincount(numbers[in_13], minlength=count)),
            "resets_otherwise": pa.array(
                np.bincount(numbers[_resets_otherwise(connections, tables["resets"])], minlength=count)
            ),
        }
    )
    return Servers(numbers, pairs, _session_certificate(connections, pairs), table)


def flags(condition: pa.ChunkedArray) -> Flags:
    """A condition as numpy flags; null is not true."""
    return np.asarray(
        pc.fill_null(condition, False).combine_chunks().to_numpy(zero_copy_only=False), dtype=bool
    )


def rows_of(table: pa.Table, connections: pa.Table) -> Numbers:
    """For each row of a table the row of its connection, -1 if there is none."""
    found = pc.index_in(table["connection_id"], value_set=connections["connection_id"].combine_chunks())
    return np.asarray(pc.fill_null(found, -1).combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int64)


def _numbers(connections: pa.Table, captures: pa.Table) -> Numbers:
    """A number per distinct server."""
    folders = pa.array([posixpath.dirname(uri or "") for uri in captures["uri"].to_pylist()], pa.string())
    where = pc.index_in(connections["capture_id"], value_set=captures["capture_id"].combine_chunks())
    folder = folders.take(where.combine_chunks())
    # Every machine has a 127.0.0.1:443, so such a server is known within its capture only.
    scope = pc.if_else(_of_one_machine(connections["server_address"]), connections["capture_id"], folder)
    labelled = pc.is_valid(connections["server_label"])
    scope = pc.coalesce(connections["server_label"], scope)
    numbers = _joint(_codes(labelled), _codes(scope))
    for name in ("server_address", "server_port"):
        numbers = _joint(numbers, _codes(connections[name]))
    return _joint(numbers, _codes(pc.ascii_lower(connections["server_name"])))


def _of_one_machine(addresses: pa.ChunkedArray) -> pa.ChunkedArray:
    """Loopback and link-local addresses (RFC 1122 3.2.1.3, RFC 3927, RFC 4291 2.5.3 and 2.5.6)."""
    return pc.match_substring_regex(addresses, r"^(?i:(::ffff:)?(127\.|169\.254\.)|::1$|fe[89ab][0-9a-f]:)")


def _codes(column: pa.ChunkedArray) -> Numbers:
    """A number per distinct value, null among them."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def _joint(left: Numbers, right: Numbers) -> Numbers:
    """A number per distinct pair, without gaps."""
    width = int(right.max()) + 1 if len(right) else 1
    return _codes(pa.chunked_array([pa.array(left * width + right)]))


def _late_asks(connections: pa.Table, renegotiations: pa.Table) -> tuple[Numbers, Numbers]:
    """Rows of connections whose server asked after the handshake, and of those that did so in TLS 1.3."""
    asked = flags(pc.and_kleene(pc.equal(renegotiations["initiator"], "server"), renegotiations["asked"]))
    rows = rows_of(renegotiations.filter(pa.array(asked)), connections)
    exchange = pc.and_kleene(
        pc.is_valid(connections["post_handshake_certificate"]),
        pc.equal(connections["post_handshake_confidence"], "likely"),
    )
    in_13 = np.flatnonzero(flags(exchange))
    return np.unique(np.concatenate([rows[rows >= 0], in_13])), in_13


def _resets_otherwise(connections: pa.Table, resets: pa.Table) -> Numbers:
    """Rows of connections that the server reset for another reason than a certificate it could not ask for.

    Requests over TLS 1.2 and before without a renegotiation, requests of clients that had given a
    certificate, and connections without any request.
    """
    cause = flags(
        pc.and_kleene(
            pc.and_kleene(pc.equal(resets["direction"], "server"), resets["first_of_connection"]),
            pc.and_kleene(pc.invert(resets["late"]), resets["in_window"]),
        )
    )
    in_tls = flags(
        pc.is_in(resets["tls_phase"], value_set=pa.array(["client_hello", "handshake", "established"]))
    )
    rows = rows_of(resets.filter(pa.array(cause & in_tls)), connections)
    reset = np.zeros(len(connections), dtype=bool)
    reset[rows[rows >= 0]] = True

    unanswered = flags(
        pc.and_kleene(
            pc.greater(connections["client_data_records"], 0), pc.equal(connections["reply_records_min"], 0)
        )
    )
    could_ask = flags(
        pc.and_kleene(pc.less(connections["version"], TLS13), pc.equal(connections["renegotiations"], 0))
    )
    gave_one = flags(
        pc.or_kleene(
            pc.equal(connections["client_certificate"], "sent"),
            pc.equal(connections["post_handshake_certificate"], "sent"),
        )
    )
    no_request = flags(pc.equal(connections["client_data_records"], 0))
    return np.flatnonzero(reset & (no_request | unanswered & (could_ask | gave_one)))


def _examples(connections: pa.Table, numbers: Numbers, rows: Numbers, count: int) -> pa.Array:
    """Per server the connection_id of the first few of these rows."""
    rows = rows[np.argsort(numbers[rows], kind="stable")]
    owner = numbers[rows]
    rank = np.arange(len(rows)) - np.searchsorted(owner, owner)
    rows, owner = rows[rank < EXAMPLES], owner[rank < EXAMPLES]
    ends = np.cumsum(np.bincount(owner, minlength=count))
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    return pa.ListArray.from_arrays(
        offsets, connections["connection_id"].combine_chunks().take(pa.array(rows))
    )


def _expected(connections: pa.Table, numbers: Numbers, count: int, expects: Sequence[str]) -> Flags:
    """Servers of which a label, name, address, or one of the latter two with the port, matches a pattern."""
    expected = np.zeros(count, dtype=bool)
    if not expects:
        return expected
    firsts = np.unique(numbers, return_index=True)[1]
    columns = ["server_label", "server_name", "server_address", "server_port"]
    for number, row in enumerate(connections.select(columns).take(pa.array(firsts)).to_pylist()):
        hosts = [row["server_name"], row["server_address"]]
        names = [row["server_label"], *hosts, *(f"{host}:{row['server_port']}" for host in hosts if host)]
        expected[number] = any(
            fnmatch.fnmatchcase(name.lower(), pattern.lower())
            for name in names
            if name
            for pattern in expects
        )
    return expected


def _session_certificate(connections: pa.Table, pairs: Numbers) -> pa.Array:
    """The certificate state of the full handshake behind each session."""
    states = ("none", "empty", "sent")
    state = pc.index_in(connections["client_certificate"], value_set=pa.array(states))
    own = np.asarray(pc.fill_null(state, -1).combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int64)
    own[flags(pc.equal(connections["post_handshake_certificate"], "sent"))] = states.index("sent")
    full = flags(pc.equal(connections["resumption"], "none"))
    own[~full] = -1

    session = own[_full_handshake(connections, full)]
    resumed_13 = flags(
        pc.and_kleene(pc.equal(connections["resumption"], "psk"), pc.equal(connections["version"], TLS13))
    )
    if resumed_13.any():
        session[resumed_13] = _by_pair(own, pairs, full & flags(pc.equal(connections["version"], TLS13)))[
            resumed_13
        ]
    return pa.array(states).take(pa.array(session, mask=session < 0))


def _full_handshake(connections: pa.Table, full: Flags) -> Numbers:
    """Row of the full handshake behind each session of TLS 1.2 and before; its own if there is none.

    A session id is the same in both (RFC 5246 7.4.1.3). A ticket was issued by a connection that may itself
    have been resumed (RFC 5077 3.3), so the way back is walked in strides that double.
    """
    root = np.arange(len(connections))
    by_id = flags(pc.equal(connections["resumption"], "session_id"))
    by_ticket = flags(pc.equal(connections["resumption"], "ticket"))
    for resumed, wanted, issued in (
        (by_id, "session_id_hash", pc.if_else(pa.array(full), connections["session_id_hash"], None)),
        (by_ticket, "ticket_hash", connections["issued_ticket_hash"]),
    ):
        if resumed.any():
            found = pc.index_in(connections[wanted], value_set=pa.chunked_array(issued).combine_chunks())
            rows = pc.fill_null(found, -1).combine_chunks().to_numpy(zero_copy_only=False)
            linked = resumed & (rows >= 0) & flags(pc.is_valid(connections[wanted]))
            root[linked] = rows[linked]
    for _ in range(len(root).bit_length()):
        further = root[root]
        if np.array_equal(further, root):
            break
        root = further
    return root


def _by_pair(own: Numbers, pairs: Numbers, full: Flags) -> Numbers:
    """What the full handshakes of the same client and server say together: TLS 1.3 tickets have no link."""
    count = int(pairs.max()) + 1
    of_full = pairs[full]
    sent = np.bincount(of_full, weights=own[full] == 2, minlength=count) > 0
    unknown = np.bincount(of_full, weights=own[full] < 0, minlength=count) > 0
    seen = np.bincount(of_full, minlength=count) > 0
    return np.where(sent, 2, np.where(seen & ~unknown, 0, -1))[pairs]
