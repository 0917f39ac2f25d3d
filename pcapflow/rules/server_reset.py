"""The server cut the connection: at which point, and whether that harmed."""

import numpy as np
import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS13 = 0x0304
SECOND_US = 1_000_000


@rule(
    severity="error",
    confidence="likely",
    title="The server reset the connection",
    spec="RFC 9293 3.5.2, 3.10.7",
    reads={
        "connections": [
            "version",
            "tls",
            "one_sided",
            "gaps_client",
            "gaps_server",
            "framing_lost_frame",
            "overhead_basis",
            "client_first_encrypted_lengths",
            "client_data_records",
            "silence_before_last_request_us",
            "client_fin_frame",
            "server_fin_frame",
        ],
        "resets": [
            "frame",
            "direction",
            "first_of_connection",
            "late",
            "in_reply_to_syn",
            "in_window",
            "before",
            "tls_phase",
        ],
        "renegotiations": ["ordinal", "server_data_records_after"],
        "findings": ["rule"],
    },
    where={
        "resets": (field("direction") == "server")
        & field("first_of_connection")
        & (field("in_window") | field("in_reply_to_syn")),
    },
    frames=[
        "client_hello_frame",
        "client_finished_frame",
        "last_request_frame",
        "last_reply_frame",
        "fin_frame",
        "reset_frame",
    ],
    values=[
        "tls_phase",
        "since_last_client_data_us",
        "since_last_server_data_us",
        "reply_records_min",
        "reply_records_max",
        "rtt_us",
        "ttl",
        "ttl_min",
        "ttl_max",
    ],
    kinds={
        "refused": "The server refused the connection: nothing listens on this port",
        "before-server-hello": "The server, or a box before it, reset the connection on its ClientHello",
        "in-handshake": "The server reset the connection during the handshake",
        "after-finished-no-request": "The server reset the connection after its handshake, before a request",
        "after-request-unanswered": "The server reset the connection instead of answering the request",
        "in-renegotiation": "The server reset the connection in or right after a renegotiation",
        "partial-reply": "The server reset the connection while its answer was running",
        "after-close-notify": "The server reset the connection after it had been closed in TLS",
        "after-fin": "The server reset the connection after it had been closed in TCP",
        "idle": "The server reset a connection that rested",
    },
    shapes={
        "middlebox": "A box before the server reset the connection on its ClientHello",
        "keep-alive-race": "The server reset a connection that rested, just as the next request came",
    },
    after=["reset-injected-suspected"],
)
def server_reset(
    resets: pd.DataFrame, connections: pd.DataFrame, renegotiations: pd.DataFrame, findings: pd.DataFrame
) -> pd.DataFrame:
    """
    ## Meaning

    The first reset of the connection came from the server's address.

    - `refused`: It answered the SYN: no service listens there, or a firewall says so. This is not about TLS.
    - `before-server-hello`: It came after the ClientHello and before anything of the server: no binding for
      the host name, no common version, or a policy.
    - `middlebox`: It came sooner than the server could have sent it: in less than a third of the time that
      its answer to the SYN took. A firewall or filter on the way cuts connections by what it reads in the
      hello, such as the host name.
    - `in-handshake`: It came after the ServerHello and before the handshake was complete. If the client had
      just answered a request for its certificate, the server may not have liked the answer.
    - `after-finished-no-request`: The handshake was complete and the client had asked for nothing yet: a
      certificate rejected without an alert, or a connection opened in advance and dropped.
    - `after-request-unanswered`: The client had sent its request and got no answer. The application crashed,
      a firewall for web applications or a dead backend cut it, or the page needed what the server could not
      ask for.
    - `in-renegotiation`: The server had a handshake inside the tunnel open, or had just finished one and
      answered nothing. After a request for a certificate, it did not like what it got, or waited too long.
    - `partial-reply`: The last bytes of an answer were less than a second old: a crash, a limit of size or
      time, or a server that does not close in order when it is done.
    - `after-close-notify`: One side had sent an alert, in clear or of the size of close_notify: TLS was over.
    - `after-fin`: One side had sent its FIN before: data met a socket that was already closed.
    - `idle`: The last request was answered, and nothing had happened for a second or more.
    - `keep-alive-race`: Then the next request crossed the reset: the server had given the connection up just
      before the request arrived, so it was not read. Clients send it again if that is safe (GET), and may
      show an error if it is not (POST).

    ## Fix

    - `refused`: Start the service, or correct the address and port.
    - `before-server-hello`: Compare the host name in the ClientHello with the server's bindings, and its
      versions with what the server allows. A capture at the server tells whether the reset is its own.
    - `middlebox`: Look in the log of what inspects connections on this way for the host name.
    - `in-handshake`: Read the server's TLS log at this time (Windows: Schannel events).
    - `after-finished-no-request`: Read the server's TLS log at this time (Windows: Schannel events). Without
      entries, nothing needs to be done.
    - `after-request-unanswered`: Read the application's log at this time (IIS: the HTTPERR log of HTTP.SYS),
      then those of what stands before and behind it. Ask whether the page needs a client certificate.
    - `in-renegotiation`: Read the server's TLS log at this time (Windows: Schannel event 36888; Apache:
      `ssl:info`), and check that the client has a certificate from an authority that the server accepts.
    - `partial-reply`: If users miss part of the page, read the application's log and the limits of the
      proxies.
    - `after-close-notify`: Nothing needs to be done.
    - `after-fin`: Nothing needs to be done.
    - `idle`: Nothing needs to be done, unless requests are lost.
    - `keep-alive-race`: Let the server keep idle connections longer than its clients and proxies do.

    ## Harmless when

    - `refused`: A service may be restarting, or the client tries several addresses.
    - `before-server-hello`: Never, as the client wanted this connection.
    - `in-handshake`: Never, as the client wanted this connection.
    - `after-finished-no-request`: A browser may have opened it in advance and not needed it.
    - `after-request-unanswered`: The client may no longer have waited for the answer.
    - `in-renegotiation`: The client may no longer have waited for the answer.
    - `partial-reply`: The answer may have been complete. Some servers close in this way, and only the
      application can tell.
    - `after-close-notify`: Always. Many servers close in this sloppy way.
    - `after-fin`: Always. Apache, nginx and JSSE do it when a client closes first.
    - `idle`: No request was on its way.
    - `keep-alive-race`: The client sent the request again on another connection, as browsers do.
    """
    # One that somebody else sent in the server's name says nothing of the server.
    forged = findings.connection_id[findings.rule == "reset-injected-suspected"]
    first = resets[~resets.connection_id.isin(forged)].rename(columns={"frame": "reset_frame"})
    return pd.concat([_closed_before(first, connections), _cut(first, connections, renegotiations)])


def _closed_before(first: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """Resets after a FIN: what came before does not matter, and there are many of them."""
    late = first[first.late & ~first.in_reply_to_syn]
    late = late[["connection_id", "reset_frame", "since_last_client_data_us", "since_last_server_data_us"]]
    late = late.merge(
        connections[["connection_id", "client_fin_frame", "server_fin_frame"]], on="connection_id"
    )
    fin_frame = late.client_fin_frame.fillna(late.server_fin_frame)
    return late.assign(fin_frame=fin_frame, kind="after-fin", severity="info", confidence="certain")


def _cut(first: pd.DataFrame, connections: pd.DataFrame, renegotiations: pd.DataFrame) -> pd.DataFrame:
    """Resets that ended the connection."""
    last = renegotiations.sort_values("ordinal").drop_duplicates("connection_id", keep="last")
    cuts = first[first.in_reply_to_syn | ~first.late]
    c = cuts.merge(connections[connections.connection_id.isin(cuts.connection_id)], on="connection_id")
    c = c.merge(last.drop(columns="ordinal"), on="connection_id", how="left")

    whole = ~c.one_sided & (c.gaps_client == 0) & (c.gaps_server == 0) & c.framing_lost_frame.isna()
    uncalibrated = (c.version == TLS13) & (c.overhead_basis == "unknown")
    told = whole & ~(uncalibrated & (c.client_first_encrypted_lengths.list.len() > 0))
    open_inside = (c.tls_phase == "renegotiation") | (c.server_data_records_after == 0)
    tunnel = told & (c.tls_phase == "established")
    requested = tunnel & (c.client_data_records > 0)
    since_server = c.since_last_server_data_us.fillna(0)
    crossed = (c.silence_before_last_request_us >= SECOND_US) & (c.since_last_client_data_us <= c.rtt_us)
    no_reply = (c.reply_records_max == 0) | (since_server <= SECOND_US)
    unanswered = requested & (c.reply_records_min == 0) & no_reply
    replied = requested & (c.reply_records_max > 0)
    running = replied & (since_server < SECOND_US)
    rested = replied & (since_server >= SECOND_US) & (c.since_last_client_data_us >= SECOND_US)

    at_hello = told & (c.tls_phase == "client_hello")
    # In less than a third of a round trip nothing comes back from the server, unless the two are neighbours.
    too_soon = (c.rtt_us >= 1_000) & (c.since_last_client_data_us < 0.3 * c.rtt_us)

    cases = (
        ("refused", "notice", "certain", None, c.in_reply_to_syn),
        ("in-renegotiation", "error", "likely", None, told & open_inside),
        ("after-close-notify", "info", "likely", None, c.before == "close_notify"),
        ("before-server-hello", "error", "certain", "middlebox", at_hello & too_soon),
        ("before-server-hello", "error", "certain", None, at_hello),
        ("in-handshake", "error", "certain", None, told & (c.tls_phase == "handshake")),
        ("after-finished-no-request", "warning", "likely", None, tunnel & (c.client_data_records == 0)),
        ("idle", "warning", "likely", "keep-alive-race", unanswered & crossed),
        ("after-request-unanswered", "error", "likely", None, unanswered),
        ("partial-reply", "warning", "possible", None, running & (c.reply_records_max == 1)),
        ("partial-reply", "warning", "likely", None, running),
        ("idle", "info", "likely", None, rested),
    )
    holds = np.column_stack([when.fillna(False).to_numpy(dtype=bool) for *_, when in cases])
    fits, first_case = holds.any(axis=1), holds.argmax(axis=1)
    names = pd.DataFrame([case[:4] for case in cases], columns=["kind", "severity", "confidence", "shape"])
    return c[fits].assign(**names.iloc[first_case[fits]].set_index(c.index[fits]))
