"""An encrypted alert that is no close_notify, because the connection was not at its end."""

import pandas as pd

from pcapflow import rule


@rule(
    severity="notice",
    confidence="likely",
    title="One side sent an encrypted alert in the middle of the connection",
    spec="RFC 8446 6, 6.1, RFC 5246 7.2",
    reads={
        "connections": [
            "established",
            "tls_phase",
            "one_sided",
            "gaps_client",
            "gaps_server",
            "client_closing_alert_frame",
            "server_closing_alert_frame",
            "client_fin_frame",
            "server_fin_frame",
            "fatal_alert_frame",
            "last_request_end_frame",
            "last_reply_frame",
        ],
        "alerts": ["frame", "direction", "in_clear", "position"],
        "renegotiations": ["first_alert_frame"],
    },
    frames=["client_hello_frame", "server_hello_frame", "alert_frame"],
    values=["direction", "version"],
    shapes={"handshake": "One side ended the handshake with an alert that is encrypted"},
)
def encrypted_alert(
    connections: pd.DataFrame, alerts: pd.DataFrame, renegotiations: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    An alert has a length of its own, but what it says is encrypted. At the end of a connection it is
    close_notify, and no finding. This one came where no close_notify belongs: its sender went on with data
    after it, so it was a warning.

    - `handshake`: It came before the handshake was complete, which ended with it. A client that does not
      accept the server's certificate does this in TLS 1.3.

    ## Fix

    The side that sent it knows what it said: read its log at this time, or capture again with a key log
    (SSLKEYLOGFILE) and look at it in Wireshark.

    - `handshake`: If it is the client's, look first at the server's certificate: the chain that it sends, the
      host names in it, its dates, and whether this client trusts its authority.

    ## Harmless when

    The connection went on and did what it was for.

    - `handshake`: Never, as the connection was wanted, unless the client only wanted to see the certificate,
      as monitoring does.
    """
    hidden = alerts[~alerts.in_clear & (alerts.position == "tunnel")].rename(columns={"frame": "alert_frame"})
    told = hidden.merge(connections[connections.connection_id.isin(hidden.connection_id)], on="connection_id")
    last_data = told.last_request_end_frame.where(told.direction == "client", told.last_reply_frame)
    within = told[told.established & (last_data > told.alert_frame)].assign(shape=pd.NA, severity="notice")
    # What an alert within a renegotiation means, other rules tell.
    within = within[
        ~within.connection_id.isin(renegotiations.connection_id[renegotiations.first_alert_frame.notna()])
    ]

    ended = connections[
        (connections.tls_phase == "handshake")
        & ~connections.established
        & ~connections.one_sided
        & (connections.gaps_client == 0)
        & (connections.gaps_server == 0)
        & connections.fatal_alert_frame.isna()
        & (connections.client_closing_alert_frame.notna() | connections.server_closing_alert_frame.notna())
    ]
    ended = ended[~ended.connection_id.isin(alerts.connection_id[alerts.in_clear])]
    by_client = ended.client_closing_alert_frame.notna()
    ended = ended.assign(
        direction=pd.Series("client", ended.index).where(by_client, "server"),
        alert_frame=ended.client_closing_alert_frame.fillna(ended.server_closing_alert_frame),
        shape="handshake",
        severity="error",
    )
    # OpenSSL answers a FIN that comes without close_notify by an alert: that one is no cause.
    peer_fin = ended.server_fin_frame.where(ended.direction == "client", ended.client_fin_frame)
    ended = ended[~(peer_fin < ended.alert_frame).fillna(False)]
    found = pd.concat([within, ended])
    return found.sort_values("alert_frame").drop_duplicates("connection_id")
