"""How a server refused what the client gave it in the first handshake: two rules ask, one for each gift.

Knows facts of connections and alerts. Refuses to say what the client gave.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

READS = {
    "connections": [
        "version",
        "established",
        "client_certificate_frame",
        "client_finished_frame",
        "client_finished_time",
        "client_data_records",
        "server_ccs_frame",
        "overhead_server",
        "server_first_record_after_client_finished_length",
        "server_first_record_after_client_finished_frame",
        "server_closing_alert_frame",
        "last_server_data_time",
        "client_closing_alert_frame",
        "client_fin_frame",
        "client_rst_frame",
        "server_fin_frame",
        "server_rst_frame",
        "gaps_client",
        "gaps_server",
    ],
    "alerts": ["frame", "direction", "in_clear", "level", "description"],
}
FRAMES = [
    "client_hello_frame",
    "server_hello_frame",
    "certificate_request_frame",
    "client_certificate_frame",
    "client_finished_frame",
    "alert_frame",
    "close_frame",
]
VALUES = [
    "client_certificate",
    "client_certificate_basis",
    "client_flight_lengths",
    "overhead_basis",
    "alert_length",
    "description",
    "after_finished_us",
]
"""What both rules read and show."""

TLS12, TLS13 = 0x0303, 0x0304
FATAL = 2
ALERT_BYTES = 2
AT_ONCE_S, AFTER_REQUEST_S = 2, 10
"""Later than that after the client's Finished, a server without and with a request may close for other
reasons."""


def refusals(connections: "pd.DataFrame", alerts: "pd.DataFrame") -> "pd.DataFrame":
    """Those of `connections` whose server broke off right after the client's flight.

    `description` is its alert's, if that was in clear. `confidence` is likely, or possible if there was no
    alert.
    """
    import pandas as pd

    c = connections.assign(close_frame=connections.server_fin_frame.fillna(connections.server_rst_frame))
    return pd.concat([_in_clear(c, alerts), _encrypted(c)])


def _in_clear(c: "pd.DataFrame", alerts: "pd.DataFrame") -> "pd.DataFrame":
    """TLS 1.2 and before: a fatal alert or a close where the server's ChangeCipherSpec was due."""
    c = c[(c.version <= TLS12) & c.server_ccs_frame.isna() & c.client_certificate_frame.notna()]
    told = alerts[alerts.connection_id.isin(c.connection_id) & alerts.in_clear & (alerts.level == FATAL)]
    told = told.rename(columns={"frame": "alert_frame", "length": "alert_length"})
    # The first alert counts, whoever sent it.
    told = told.sort_values("alert_frame").drop_duplicates("connection_id")
    c = c.merge(told.drop(columns=["in_clear", "level"]), on="connection_id", how="left")
    by_alert = (c.direction == "server") & (c.alert_frame > c.client_certificate_frame)
    by_close = c.direction.isna() & (c.close_frame > c.client_certificate_frame) & _whole(c)
    c = c.assign(confidence="likely")
    c.loc[by_close.fillna(False), "confidence"] = "possible"
    c = c[(by_alert | by_close).fillna(False)]
    return c[_first(c, c.alert_frame.fillna(c.close_frame))]


def _encrypted(c: "pd.DataFrame") -> "pd.DataFrame":
    """TLS 1.3: the server's first record after the client's Finished is as long as an alert, and its last."""
    c = c[(c.version == TLS13) & c.established & _whole(c)]
    frame = c.server_first_record_after_client_finished_frame
    length = c.server_first_record_after_client_finished_length
    after = (c.last_server_data_time - c.client_finished_time).dt.total_seconds()
    soon = (after <= AT_ONCE_S) | ((c.client_data_records > 0) & (after <= AFTER_REQUEST_S))
    alert = (length == c.overhead_server + ALERT_BYTES) & (frame == c.server_closing_alert_frame)
    # Who then closes first is a matter of microseconds.
    close = c.close_frame.fillna(c.client_fin_frame).fillna(c.client_rst_frame)
    c = c.assign(
        close_frame=close,
        alert_frame=frame,
        alert_length=length,
        description=None,
        confidence="likely",
        after_finished_us=after,
    )
    return c[(alert & soon & (close >= frame)).fillna(False) & _first(c, frame)]


def _whole(c: "pd.DataFrame") -> "pd.Series[bool]":
    """No bytes are missing."""
    return (c.gaps_client == 0) & (c.gaps_server == 0)


def _first(c: "pd.DataFrame", frame: "pd.Series[Any]") -> "pd.Series[bool]":
    """The client had not closed before this frame."""
    first = frame.notna()
    for of_client in (c.client_closing_alert_frame, c.client_fin_frame, c.client_rst_frame):
        first &= ~(of_client < frame).fillna(False)
    return first
