"""A reset that does not look as if the one in whose name it came had sent it."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TEN_MS_US = 10_000
OF_OTHERS = [
    "connection_id",
    "other_reset_frame",
    "direction",
    "time",
    "sequence_offset",
    "ttl",
    "ttl_min",
    "ttl_max",
]


@rule(
    severity="warning",
    confidence="likely",
    title="Somebody between client and server seems to have reset the connection",
    spec="RFC 9293 3.10.7, RFC 5961 3",
    reads={
        "connections": ["tls", "one_sided"],
        "resets": [
            "frame",
            "time",
            "direction",
            "first_of_connection",
            "late",
            "in_reply_to_syn",
            "before",
            "tls_phase",
        ],
    },
    where={
        "resets": field("first_of_connection") & ~field("late") & ~field("in_reply_to_syn")
        | (field("before") == "rst"),
    },
    frames=["client_hello_frame", "last_request_frame", "reset_frame", "other_reset_frame"],
    values=[
        "direction",
        "tls_phase",
        "ttl",
        "ttl_min",
        "ttl_max",
        "sender_continues",
        "sequence_offset",
        "signs",
        "server_name",
    ],
)
def reset_injected_suspected(resets: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The reset bears the address of one of the two, but at least two signs say that another host made it: its
    TTL is that of no other packet of its sender; its sender went on as if it knew nothing of it; its sequence
    number is not the next one; another with another number followed within 10 ms; both sides were reset, and
    neither TTL fits. Then neither client nor server did anything wrong.

    ## Fix

    Look for what inspects connections on this way: firewall, intrusion prevention, web filter of a company
    or provider. The TTL of the reset tells how many hops away its maker is: routers take one each from a
    start of 64, 128 or 255. Look in its log for this time and the host name in the ClientHello. A capture at
    the other end shows whether the reset is there too.

    ## Harmless when

    The box is meant to block this connection. A load balancer that answers in the server's name throughout
    has one TTL for all packets and is not meant here.
    """
    cuts = resets[resets.first_of_connection]
    goes_on = cuts.sender_continues > 0
    # What overtook the sender's own segments lies ahead of them too, and these come behind it.
    elsewhere = (cuts.sequence_offset != 0) & ~(goes_on & (cuts.sequence_offset > 0))
    cuts = cuts.assign(signs=_count(_strange(cuts), goes_on, elsewhere)).rename(
        columns={"frame": "reset_frame"}
    )
    # The two signs that other resets give are not enough without one of these.
    cuts = cuts[cuts.signs > 0]
    cuts = cuts.merge(connections, on="connection_id")
    cuts = cuts[cuts.tls & ~cuts.one_sided]
    others = resets[resets.connection_id.isin(cuts.connection_id)].rename(
        columns={"frame": "other_reset_frame"}
    )
    pairs = cuts.merge(others[OF_OTHERS], on="connection_id", suffixes=("", "_of_other"))
    pairs = pairs[pairs.other_reset_frame != pairs.reset_frame]
    same_side = pairs.direction == pairs.direction_of_other
    apart_us = (
        pairs.time_of_other.astype("int64[pyarrow]") // 1000 - pairs.time.astype("int64[pyarrow]") // 1000
    )
    twice = same_side & (pairs.sequence_offset != pairs.sequence_offset_of_other) & (apart_us <= TEN_MS_US)
    both_ways = ~same_side & _strange(pairs) & _strange(pairs, "_of_other")
    pairs = pairs.assign(signs_of_other=_count(twice, both_ways))[
        ["connection_id", "other_reset_frame", "signs_of_other"]
    ]
    pairs = pairs[pairs.signs_of_other > 0].drop_duplicates("connection_id")
    found = cuts.merge(pairs, on="connection_id", how="left")
    found["signs"] += found.signs_of_other.fillna(0)
    return found[found.signs >= 2]


def _count(*signs: "pd.Series[bool]") -> "pd.Series[int]":
    """How many of these hold; one that is not known does not."""
    count: pd.Series[int] = sum(sign.fillna(False).astype("int64[pyarrow]") for sign in signs)
    return count


def _strange(resets: pd.DataFrame, which: str = "") -> "pd.Series[bool]":
    """Its TTL is that of no other packet of its sender."""
    ttl, low, high = (resets[name + which].astype("int64[pyarrow]") for name in ("ttl", "ttl_min", "ttl_max"))
    return (ttl < low - 1) | (ttl > high + 1)
