"""The tables that a screen looks at, each fetched once. Knows which columns are needed, nothing of them."""

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa

COLUMNS = {
    "captures": ["capture_id", "id_basis", "uri", "packets", "first_time", "last_time", "status", "error"],
    "connections": [
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
    ],
    "handshakes": ["connection_id", "frame", "time"],
    "alerts": ["connection_id", "frame", "time"],
    "resets": ["connection_id", "frame", "time"],
}
"""What is needed of each table of facts; judgement is needed whole."""


class View(Protocol):
    """Anything that has the tables; of those on disk, fewer columns are read sooner."""

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table: ...


class Look:
    """A view whose tables are fetched when they are first looked at, and kept."""

    def __init__(self, view: View, columns: Mapping[str, list[str]] = COLUMNS) -> None:
        self._view, self._columns = view, columns
        self._kept: dict[str, pa.Table] = {}

    def table(self, name: str) -> pa.Table:
        """The columns that a screen needs, all if it does not say."""
        if name not in self._kept:
            self._kept[name] = self._view.table(name, self._columns.get(name))
        return self._kept[name]


def plain_rows(table: pa.Table) -> list[dict[str, Any]]:
    """Rows with times as nanoseconds: hostile ones lie further apart than date arithmetic bears."""
    for number, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(number, field.name, table[field.name].cast(pa.int64()))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
