"""A connection on which the client asked, and nothing ever came back."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SECOND_US = 1_000_000
EXPLANATIONS = [
    "client-cert-not-sent",
    "client-cert-rejected",
    "client-left-when-asked",
    "fatal-alert",
    "post-handshake-auth-declined",
    "post-handshake-auth-rejected",
    "renegotiation-certificate-rejected",
    "renegotiation-empty-certificate",
    "renegotiation-failed",
    "renegotiation-ignored",
    "renegotiation-overtaken",
    "renegotiation-refused",
    "renegotiation-rejected-after-finish",
    "renegotiation-resumed",
    "tls13-late-client-cert",
]
"""Rules that know why nothing came."""

HTTP = ["h2", "http/1.1", "http/1.0"]


@rule(
    severity="warning",
    confidence="possible",
    title="The server never answered anything that the client sent, and the connection was closed in order",
    spec="RFC 9112 9.5, RFC 9293 3.6",
    reads={
        "connections": [
            "established",
            "tls_phase",
            "one_sided",
            "gaps_client",
            "gaps_server",
            "framing_lost_frame",
            "client_data_records",
            "records_after_handshake_min",
            "turns",
            "last_request_time",
            "watched_until",
            "answered_by_alert",
            "end",
        ],
        "findings": ["rule", "severity"],
    },
    where={
        "connections": (field("client_data_records") > 0)
        & (
            field("answered_by_alert")
            | (field("reply_records_max") == 0)
            & (field("records_after_handshake_min") == 0)
            # What came before the only request may have been session tickets (RFC 8446 4.6.1).
            & ((field("records_after_handshake_max") == 0) | (field("turns") == 1))
        )
        & (field("end") == "fin")
        & field("established")
        & ~field("one_sided")
        & (field("gaps_client") == 0)
        & (field("gaps_server") == 0)
        & field("framing_lost_frame").is_null(),
    },
    frames=[
        "client_finished_frame",
        "last_request_frame",
        "client_closing_alert_frame",
        "server_closing_alert_frame",
        "client_fin_frame",
        "server_fin_frame",
    ],
    values=[
        "waited_us",
        "client_data_records",
        "last_request_bytes",
        "records_after_handshake_max",
        "reply_records_max",
        "alpn_offered",
        "end_by",
    ],
    after=EXPLANATIONS,
)
def request_unanswered(connections: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    TLS was established and the client sent data. The server sent none, from the client's last handshake
    message to the end (a record as long as an alert is none), and then one of them closed the connection in
    order (FIN). No other rule knows why. If
    the client offered HTTP and it was the server that closed, the request failed: the browser shows
    ERR_EMPTY_RESPONSE, curl "Empty reply from server".

    ## Fix

    Read the application's log at this time, and that of whatever stands between: a worker that crashed, a
    backend that is gone, or a limit on requests closes in this way. If the page needs a client certificate,
    see whether the server asks for it where this client can give it: in the first handshake.

    ## Harmless when

    Nothing was meant to be answered: senders of logs (syslog, RFC 5425) and of measurements only ever send.
    It is a notice if the client closed sooner than a second after what it sent last, and did not wait.
    """
    why = findings.rule.isin(EXPLANATIONS) & (findings.severity != "info")
    explained = findings.connection_id[why]
    mute = connections[~connections.connection_id.isin(explained)]
    offers = mute.alpn_offered.explode()
    http = mute.index.isin(offers.index[offers.isin(HTTP).fillna(False)])
    since, until = (
        time.astype("int64[pyarrow]") // 1000 for time in (mute.last_request_time, mute.watched_until)
    )
    mute = mute.assign(waited_us=until - since, severity="warning")
    by_server = (mute.end_by == "server").fillna(False)
    mute.loc[by_server & http, "severity"] = "error"
    mute.loc[~by_server & (mute.waited_us < SECOND_US).fillna(False), "severity"] = "notice"
    return mute
