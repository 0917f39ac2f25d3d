"""What a resumed session carries on: whether its full handshake had a client certificate.

Knows columns of facts, no rule.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.judge.rows import Flags, Numbers, flags

TLS13 = 0x0304

READS = {
    "connections": [
        "version",
        "resumption",
        "session_id_hash",
        "ticket_hash",
        "issued_ticket_hash",
        "client_certificate",
        "post_handshake_certificate",
    ]
}


def session_certificate(connections: pa.Table, pairs: Numbers) -> pa.Array:
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
