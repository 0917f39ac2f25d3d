"""What a server is, and what its connections say of it, over this run and all that is committed.

A server is (server label if given, else the folder of the capture; address; port; SNI). What is known of it
is summed up per capture as `sightings`, which are committed beside the verdicts, so that one night
corroborates another without reading its connections again. Knows columns of facts, no rule.
"""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge import sessions
from pcapflow.judge.patterns import matches
from pcapflow.judge.rows import Flags, Numbers, codes, flags, joint, joint_codes, rows_of
from pcapflow.judge.schemas import RULES_VERSION, field, schema

TLS13 = 0x0304
EXAMPLES = 3
"""Connections that are named as corroboration; their number is counted in full."""

READS = {
    "captures": ["capture_id", "uri"],
    "connections": [
        "capture_id",
        "connection_id",
        "first_time",
        "server_label",
        "client_address",
        "server_address",
        "server_port",
        "server_name",
        "version",
        "cipher_suite",
        "alpn_selected",
        "client_certificate",
        "post_handshake_certificate",
        "post_handshake_confidence",
        "client_data_records",
        "reply_records_min",
        "renegotiations",
        *sessions.READS["connections"],
    ],
    "renegotiations": ["connection_id", "initiator", "asked"],
    "resets": ["connection_id", "direction", "first_of_connection", "late", "in_window", "tls_phase"],
}

DERIVED = ["server", "session_certificate", "watched_until", "answered_by_alert"]
"""Columns that judgement adds to `connections`: the server's number in this run; the certificate state (sent,
empty, none; null if unknown) of the full handshake that a session comes from, which is the connection's own
unless it was resumed; the time until which it was watched, which is its last packet's if it was closed, else
that of its capture's last packet; and whether all that was answered may have been an alert."""

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Count:
    """How many connections of a server did something; `rows` says which rows of `connections`."""

    text: str
    rows: Callable[[Tables], Numbers]


def _late_asks(tables: Tables) -> Numbers:
    renegotiations = tables["renegotiations"]
    asked = flags(pc.and_kleene(pc.equal(renegotiations["initiator"], "server"), renegotiations["asked"]))
    rows = rows_of(renegotiations.filter(pa.array(asked)), tables["connections"])
    return np.unique(np.concatenate([rows[rows >= 0], _post_handshake_exchanges(tables)]))


def _post_handshake_exchanges(tables: Tables) -> Numbers:
    connections = tables["connections"]
    exchange = pc.and_kleene(
        pc.is_valid(connections["post_handshake_certificate"]),
        pc.equal(connections["post_handshake_confidence"], "likely"),
    )
    return np.flatnonzero(flags(exchange))


def _resets_otherwise(tables: Tables) -> Numbers:
    """Requests over TLS 1.2 and before without a renegotiation, requests of clients that had given a
    certificate, and connections without any request."""
    connections, resets = tables["connections"], tables["resets"]
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


COUNTS = {
    "connections": Count("Connections to it.", lambda tables: np.arange(len(tables["connections"]))),
    "late_asks": Count("Connections in which it asked for a certificate after the handshake.", _late_asks),
    "post_handshake_exchanges": Count(
        "Those among the late asks that asked in the TLS 1.3 way.", _post_handshake_exchanges
    ),
    "h2_selected": Count(
        "Connections in which it visibly chose HTTP/2 by ALPN.",
        lambda tables: np.flatnonzero(flags(pc.equal(tables["connections"]["alpn_selected"], "h2"))),
    ),
    "resets_otherwise": Count(
        "Connections that it reset, but not for a certificate that it could not ask for.", _resets_otherwise
    ),
}
"""What is counted of a server. A rule may ask for each of these as a column of `servers`."""

KEY = {
    "server_label": field("server_label", pa.string(), "The server label, if it has one."),
    "scope": field(
        "scope",
        pa.string(),
        "Where the server is one and the same: its label, else the folder of the capture's uri; the capture "
        "itself for loopback and link-local addresses, which every machine has.",
        "RFC 1122 3.2.1.3, RFC 3927, RFC 4291 2.5",
    ),
    "server_address": field("server_address", pa.string(), "Its address."),
    "server_port": field("server_port", pa.uint16(), "Its port."),
    "server_name": field("server_name", pa.string(), "The name that clients asked for, in lower case."),
}
"""What tells one server from another."""

RESETS = pa.struct([("kind", pa.string()), ("connections", pa.int64())])

SUMS = {
    **{name: field(name, pa.int64(), each.text) for name, each in COUNTS.items()},
    "first_late_ask": field(
        "first_late_ask", pa.timestamp("ns", "UTC"), "When the first of the late asks' connections began."
    ),
    "late_askers": field(
        "late_askers", pa.list_(pa.string()), "connection_id of up to three of the late asks, early ones."
    ),
    "cipher_suites": field(
        "cipher_suites", pa.list_(pa.uint16()), "Suites that it chose, by number.", "IANA TLS Cipher Suites"
    ),
    "resets": field(
        "resets", pa.list_(RESETS), "Its resets by kind, as the rule server-reset tells them apart."
    ),
}

SIGHTINGS = schema(
    "sightings",
    "One row per server and capture in which it was seen: what it did there. The view servers sums them up.",
    [
        field("capture_id", pa.string(), "The capture."),
        *KEY.values(),
        *SUMS.values(),
        field("rules_version", pa.string(), "Version of the rules that said so."),
    ],
)

SERVERS = schema(
    "servers",
    "One row per server: what it did in all captures.",
    [
        *KEY.values(),
        field("captures", pa.int64(), "Captures in which it was seen."),
        *SUMS.values(),
    ],
)

COLUMNS = ["server", "expected", *(name for name in SUMS if name != "resets")]
"""Columns of the table `servers` that rules may ask for: its number in this run, whether the operator says
that it asks for client certificates, and what is known of it. Resets by kind are what a rule says itself."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Per row of `connections` its server, client and session; per server what it did elsewhere."""

    of_connection: Numbers
    client_and_server: Numbers
    session_certificate: pa.Array
    table: pa.Table
    sighting: Numbers
    sightings: pa.Table

    def part(self, rows: Numbers) -> "Servers":
        """The same of some of the connections; servers and sightings keep their numbers."""
        servers = np.unique(self.of_connection[rows])
        return Servers(
            self.of_connection[rows],
            self.client_and_server[rows],
            self.session_certificate.take(pa.array(rows)),
            self.table.take(pa.array(servers)),
            self.sighting[rows],
            self.sightings,
        )


def survey(tables: Tables, expects: Sequence[str] = (), elsewhere: pa.Table | None = None) -> Servers:
    """What all connections together say of each server.

    `expects` are patterns of labels, names and addresses; `elsewhere` are sightings in other captures.
    """
    connections = tables["connections"]
    own, sighting = _sightings(tables)
    everywhere = own if elsewhere is None else pa.concat_tables([own, elsewhere])
    numbers = joint_codes(everywhere, list(KEY))
    of_sighting = numbers[: len(own)]
    count = int(of_sighting.max()) + 1 if len(own) else 0
    # Numbers are given in the order of rows, and our own come first: the others are beyond.
    known = summed(everywhere.filter(pa.array(numbers < count)))
    table = known.select([name for name in known.column_names if name in COLUMNS])
    table = table.append_column("server", pa.array(np.arange(count)))
    table = table.append_column("expected", pa.array(_expected(known, expects)))
    of_connection = of_sighting[sighting]
    pairs = joint(of_connection, codes(connections["client_address"]))
    return Servers(
        of_connection, pairs, sessions.session_certificate(connections, pairs), table, sighting, own
    )


def summed(sightings: pa.Table) -> pa.Table:
    """One row per server, in the order in which they come: `SERVERS` of `SIGHTINGS`."""
    numbers = joint_codes(sightings, list(KEY))
    count = int(numbers.max()) + 1 if len(numbers) else 0
    firsts = pa.array(np.unique(numbers, return_index=True)[1])
    asked = _nanoseconds(sightings["first_late_ask"])
    early = np.lexsort((asked, numbers))
    columns: dict[str, pa.Array] = {name: sightings[name].take(firsts) for name in KEY}
    columns["captures"] = pa.array(np.bincount(numbers, minlength=count))
    for name in COUNTS:
        columns[name] = pa.array(_added(numbers, sightings[name].to_numpy(), count))
    columns["first_late_ask"] = sightings["first_late_ask"].take(
        pa.array(early[np.searchsorted(numbers[early], np.arange(count))])
    )
    owner, askers = _flat(sightings["late_askers"].take(pa.array(early)), numbers[early])
    columns["late_askers"] = _lists(*_firsts(owner, askers), count)
    columns["cipher_suites"] = _distinct(*_flat(sightings["cipher_suites"], numbers), count)
    owner, resets = _flat(sightings["resets"], numbers)
    kinds = resets.field("kind"), resets.field("connections").to_numpy()
    columns["resets"] = reset_kinds(owner, *kinds, count)
    return pa.table([columns[name] for name in SERVERS.names], schema=SERVERS)


def reset_kinds(owner: Numbers, kind: pa.Array, connections: Numbers, count: int) -> pa.Array:
    """Per owner its kinds of resets with their numbers added up, by name."""
    table = pa.table({"owner": owner, "kind": kind, "connections": connections})
    added = table.group_by(["owner", "kind"], use_threads=False).aggregate([("connections", "sum")])
    added = added.sort_by([("owner", "ascending"), ("kind", "ascending")]).combine_chunks()
    arrays = [_array(added["kind"]), _array(added["connections_sum"])]
    structs = pa.StructArray.from_arrays(arrays, fields=list(RESETS))
    return _lists(_array(added["owner"]).to_numpy(), structs, count)


def _sightings(tables: Tables) -> tuple[pa.Table, Numbers]:
    """One row per server and capture, its resets still empty; and per connection the number of its row."""
    connections = tables["connections"]
    keys = _keys(connections, tables["captures"])
    numbers = joint_codes(keys, keys.column_names)
    count = int(numbers.max()) + 1 if len(numbers) else 0
    firsts = pa.array(np.unique(numbers, return_index=True)[1])
    columns: dict[str, pa.Array] = {name: keys[name].take(firsts) for name in keys.column_names}
    for name, each in COUNTS.items():
        columns[name] = pa.array(np.bincount(numbers[each.rows(tables)], minlength=count))
    asks = COUNTS["late_asks"].rows(tables)
    began = _nanoseconds(connections["first_time"])[asks]
    asks = asks[np.lexsort((began, numbers[asks]))]
    owner, first = np.unique(numbers[asks], return_index=True)
    at = np.full(count, -1, dtype=np.int64)
    at[owner] = asks[first]
    columns["first_late_ask"] = connections["first_time"].take(pa.array(at, mask=at < 0))
    askers = _array(connections["connection_id"]).take(pa.array(asks))
    columns["late_askers"] = _lists(*_firsts(numbers[asks], askers), count)
    columns["cipher_suites"] = _distinct(numbers, _array(connections["cipher_suite"]), count)
    columns["resets"] = pa.array([[]], pa.list_(RESETS)).take(pa.array(np.zeros(count, dtype=np.int64)))
    columns["rules_version"] = pa.array([RULES_VERSION]).take(pa.array(np.zeros(count, dtype=np.int64)))
    return pa.table([columns[name] for name in SIGHTINGS.names], schema=SIGHTINGS), numbers


def _keys(connections: pa.Table, captures: pa.Table) -> pa.Table:
    """Per connection its capture and what tells its server from others."""
    folders = pa.array([posixpath.dirname(uri or "") for uri in captures["uri"].to_pylist()], pa.string())
    where = pc.index_in(connections["capture_id"], value_set=captures["capture_id"].combine_chunks())
    folder = folders.take(where.combine_chunks())
    scope = pc.if_else(_of_one_machine(connections["server_address"]), connections["capture_id"], folder)
    return pa.table(
        {
            "capture_id": connections["capture_id"],
            "server_label": connections["server_label"],
            "scope": pc.coalesce(connections["server_label"], scope),
            "server_address": connections["server_address"],
            "server_port": connections["server_port"],
            "server_name": pc.ascii_lower(connections["server_name"]),
        }
    )


def _of_one_machine(addresses: pa.ChunkedArray) -> pa.ChunkedArray:
    """Loopback and link-local addresses (RFC 1122 3.2.1.3, RFC 3927, RFC 4291 2.5.3 and 2.5.6)."""
    return pc.match_substring_regex(addresses, r"^(?i:(::ffff:)?(127\.|169\.254\.)|::1$|fe[89ab][0-9a-f]:)")


def _expected(known: pa.Table, patterns: Sequence[str]) -> Flags:
    """Servers that a pattern means."""
    if not patterns:
        return np.zeros(len(known), dtype=bool)
    rows = known.select(["server_label", "server_name", "server_address", "server_port"]).to_pylist()
    return np.array([matches(row, patterns) for row in rows], dtype=bool)


def _added(numbers: Numbers, amounts: Numbers, count: int) -> Numbers:
    added = np.zeros(count, dtype=np.int64)
    np.add.at(added, numbers, amounts)
    return added


def _nanoseconds(times: pa.ChunkedArray) -> Numbers:
    """Times as numbers, the unknown ones last."""
    latest = np.iinfo(np.int64).max
    return np.asarray(pc.fill_null(times.cast(pa.int64()), latest).to_numpy(), dtype=np.int64)


def _flat(lists: pa.ChunkedArray, owner: Numbers) -> tuple[Numbers, pa.Array]:
    """The values of all lists, and whose each is."""
    array = lists.combine_chunks()
    parents = pc.list_parent_indices(array).to_numpy(zero_copy_only=False)
    return owner[parents], pc.list_flatten(array)


def _firsts(owner: Numbers, values: pa.Array) -> tuple[Numbers, pa.Array]:
    """Of values that are in order of their owners, the first few of each."""
    few = np.flatnonzero(np.arange(len(owner)) - np.searchsorted(owner, owner) < EXAMPLES)
    return owner[few], values.take(pa.array(few))


def _distinct(owner: Numbers, values: pa.Array, count: int) -> pa.Array:
    """Per owner its distinct values, sorted, without null."""
    table = pa.table({"owner": owner, "value": values})
    once = (
        table.filter(pc.is_valid(table["value"]))
        .group_by(["owner", "value"], use_threads=False)
        .aggregate([])
    )
    once = once.sort_by([("owner", "ascending"), ("value", "ascending")])
    return _lists(_array(once["owner"]).to_numpy(), _array(once["value"]), count)


def _lists(owner: Numbers, values: pa.Array, count: int) -> pa.Array:
    """Per owner the list of its values, which are in order of their owners."""
    ends = np.cumsum(np.bincount(owner, minlength=count))
    return pa.ListArray.from_arrays(pa.array(np.concatenate([[0], ends]), pa.int32()), values)


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()
