"""Until when each connection was watched: what waits longer than that is not known. Judges nothing."""

import pyarrow as pa
import pyarrow.compute as pc

READS = {
    "captures": ["capture_id", "last_time"],
    "connections": ["capture_id", "last_time", "end"],
}

NOT_CLOSED = ["capture_end", "evicted", "idle"]
"""Ends at which nobody closed the connection: it rested for as long as the capture went on."""


def watched_until(connections: pa.Table, captures: pa.Table) -> pa.ChunkedArray:
    """The time of a connection's last packet if it was closed, else of the last packet of its capture."""
    where = pc.index_in(connections["capture_id"], value_set=captures["capture_id"].combine_chunks())
    of_capture = captures["last_time"].combine_chunks().take(where.combine_chunks())
    open_still = pc.is_in(connections["end"], value_set=pa.array(NOT_CLOSED))
    return pc.if_else(open_still, of_capture, connections["last_time"])
