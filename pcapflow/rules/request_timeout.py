"""A request that waited for half a minute and got no answer."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SECOND_US = 1_000_000


@rule(
    severity="warning",
    confidence="possible",
    title="A request was not answered for half a minute or more",
    spec="RFC 9110 15.5.9, 15.6.5; HTTP/2 frames that need no answer: RFC 9113 6",
    reads={
        "connections": [
            "client_hello_frame",
            "established",
            "tls_phase",
            "one_sided",
            "gaps_client",
            "gaps_server",
            "framing_lost_frame",
            "renegotiations",
            "records_after_handshake_min",
            "records_after_handshake_max",
            "last_request_time",
            "watched_until",
            "alpn_offered",
            "alpn_selected",
            "end",
        ],
    },
    where={
        "connections": (field("reply_records_max") == 0)
        & field("established")
        & (field("tls_phase") == "established")
        & field("client_hello_frame").is_valid()
        & ~field("one_sided")
        & (field("gaps_client") == 0)
        & (field("gaps_server") == 0)
        & field("framing_lost_frame").is_null()
        & (field("end") != "rst"),
    },
    frames=["last_request_frame", "last_request_end_frame", "client_fin_frame", "server_fin_frame"],
    values=["waited_us", "last_request_bytes", "turns", "reply_records_max", "end", "end_by"],
)
def request_timeout(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The client sent data and the server sent none for 30 seconds or more, until one of them closed the
    connection in order or the capture ended. Either the server was at work for that long or stuck, or nothing
    was meant to be answered.

    ## Fix

    Look for the request in the server's log: when it arrived, when it was done, and what it waited for
    (database, backend, lock). Compare the time at which the connection ended with the timeouts of client,
    proxy and server: round numbers such as 30, 60 or 120 seconds tell whose patience ended.

    ## Harmless when

    The client was uploading, or the answer is meant to come late (long poll, notifications), or the last
    thing it sent needs no answer: WebSocket, MQTT and syslog clients send much of that kind.
    """
    since, until = (
        time.astype("int64[pyarrow]") // 1000
        for time in (connections.last_request_time, connections.watched_until)
    )
    waiting = connections.assign(waited_us=until - since)
    waiting = waiting[waiting.waited_us >= 30 * SECOND_US]
    # What follows an answer may need none, such as the acknowledgments of HTTP/2. In HTTP/1.1 all needs one;
    # of a protocol that is not known, it is taken for that only where the connection ended with it.
    never_answered = (waiting.renegotiations == 0) & (
        (waiting.records_after_handshake_max == 0)
        | (waiting.records_after_handshake_min == 0) & (waiting.turns == 1)
    )
    alone = _offers(waiting, "http/1.1") & (waiting.alpn_offered.list.len() == 1).fillna(False)
    http1 = alone | (waiting.alpn_selected == "http/1.1").fillna(False)
    unknown = waiting.alpn_offered.isna() & (waiting.end == "fin").fillna(False)
    return waiting[never_answered.fillna(False) | http1 | unknown]


def _offers(c: pd.DataFrame, protocol: str) -> "pd.Series[bool]":
    """The client offered this protocol."""
    offers = c.alpn_offered.explode()
    return pd.Series(c.index.isin(offers.index[(offers == protocol).fillna(False)]), c.index)
