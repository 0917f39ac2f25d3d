"""Whether what came back was an answer, or an alert that nobody can read. Judges nothing."""

import pyarrow as pa
import pyarrow.compute as pc

READS = {
    "connections": [
        "version",
        "turns",
        "overhead_server",
        "reply_records_min",
        "reply_records_max",
        "reply_bytes_max",
        "records_after_handshake_min",
        "server_closing_alert_frame",
    ],
}
TLS13, ALERT = 0x0304, 2
"""An alert is two bytes of plaintext (RFC 8446 6)."""


def answered_by_alert(connections: pa.Table) -> pa.ChunkedArray:
    """All that the server ever answered was one record as long as an alert, and its last is as long as one.

    GnuTLS says so that it cannot go on, and then close_notify (measured). Two answers of two bytes each
    would look the same, so this says only what it may be. False where a length is not known.
    """
    c = connections
    alert = pc.add(c["overhead_server"].cast(pa.int64()), ALERT)
    alone = pc.and_(pc.equal(c["turns"], 1), pc.equal(c["reply_records_max"], 1))
    signs = [
        alone,
        pc.equal(c["version"], TLS13),
        pc.equal(c["reply_bytes_max"].cast(pa.int64()), alert),
        pc.less_equal(c["records_after_handshake_min"], c["reply_records_min"]),
        pc.is_valid(c["server_closing_alert_frame"]),
    ]
    found = signs[0]
    for sign in signs[1:]:
        found = pc.and_(found, sign)
    return pc.fill_null(found, False)
