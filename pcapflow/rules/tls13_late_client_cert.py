"""A page that needs a client certificate, and a server that cannot ask for it any more in TLS 1.3."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS13 = 0x0304
NO_CERTIFICATE = ["none", "empty"]
SECOND_US = 1_000_000
SHORT_REPLY_BYTES = 16 * 1024


@rule(
    severity="error",
    confidence="possible",
    title="The server accepted TLS 1.3 without asking for a certificate, then reset the connection when the "
    "page needed one",
    spec="RFC 8446 4.1.2, 4.2.6, 4.6.2; what Windows Server 2025 does is reported, not recorded",
    reads={
        "connections": [
            "version",
            "established",
            "one_sided",
            "gaps_client",
            "gaps_server",
            "framing_lost_frame",
            "client_certificate",
            "session_certificate",
            "resumption",
            "client_data_records",
            "client_closing_alert_frame",
            "server_closing_alert_frame",
            "client_rst_frame",
            "server_rst_frame",
            "end",
            "server",
            "server_name",
            "server_address",
            "server_port",
        ],
        "resets": [
            "frame",
            "direction",
            "first_of_connection",
            "late",
            "in_window",
            "since_last_client_data_us",
            "since_last_server_data_us",
        ],
        "servers": ["expected", "late_asks", "late_askers", "post_handshake_exchanges", "resets_otherwise"],
    },
    where={
        # What went well is nearly all there is, so it leaves first.
        "connections": (field("version") == TLS13)
        & field("established")
        & ~field("post_handshake_auth")
        & field("client_certificate").isin(NO_CERTIFICATE)
        & field("session_certificate").isin(NO_CERTIFICATE)
        & (field("client_data_records") > 0)
        & ~field("one_sided")
        & (field("gaps_client") == 0)
        & (field("gaps_server") == 0)
        & field("framing_lost_frame").is_null()
        & ((field("reply_records_min") == 0) | field("server_rst_frame").is_null()),
        "resets": (field("direction") == "server")
        & field("first_of_connection")
        & ~field("late")
        & field("in_window"),
    },
    frames=[
        "client_hello_frame",
        "client_finished_frame",
        "last_request_frame",
        "last_reply_frame",
        "reset_frame",
    ],
    values=[
        "post_handshake_auth",
        "client_certificate",
        "alpn_offered",
        "since_last_client_data_us",
        "last_request_bytes",
        "reply_records_min",
        "reply_records_max",
        "reply_bytes_max",
        "ticket_like_records",
        "ttl",
        "ttl_min",
        "ttl_max",
        "late_asks",
        "post_handshake_exchanges",
        "expected",
        "binding",
        "binding_key",
    ],
    shapes={
        "short-reply": "The server accepted TLS 1.3 without asking for a certificate, then gave a short "
        "answer where it asks others for one",
    },
)
def tls13_late_client_cert(
    connections: pd.DataFrame, resets: pd.DataFrame, servers: pd.DataFrame
) -> pd.DataFrame:
    r"""
    ## Meaning

    The server asks for certificates only when a page needs one, after it has read the request. TLS 1.2 lets
    it renegotiate then. TLS 1.3 has no renegotiation, and this client did not offer post-handshake
    authentication, so the server could not ask any more and cut the connection. The browser shows
    ERR_CONNECTION_RESET, and there may be no HTTP log line. In the shape `short-reply` the server answers
    instead of cutting, as Windows Server 2025 is reported to do with HTTP 500.

    ## Fix

    Any one of these:

    1. Let the first handshake ask. Look at the binding, delete it, and create it again with
       `clientcertnegotiation=enable` (IIS Manager: "Negotiate Client Certificate"). Every visitor of the
       binding is then asked: give the protected pages their own host name if that disturbs. The next capture
       must show a certificate, or an empty one, in the client's answer to the first handshake.

           netsh http show sslcert
           netsh http delete sslcert {binding}
           netsh http add sslcert {binding} certhash=... appid={...} certstorename=MY clientcertnegotiation=enable

       The binding is named by what the capture suggests. It is `ipport=` by address, `hostnameport=` by host
       name (SNI), and `ccs=443` in place of these and the certificate where it comes from the central store.
    2. Switch TLS 1.3 off for this binding only: "Disable TLS 1.3 over TCP" in the IIS binding, or in the
       registry the value `DefaultFlags` with the bit 0x40 (hexadecimal) added to those already set, then
       restart the HTTP service. The key lies in `SslBindingInfo` for a binding by address, and has another
       name for one by host name (`SslSniBindingInfo`) or from the central store (`SslCcsBindingInfo`). The
       next capture must show TLS 1.2 and `renegotiation-inside-tunnel`.

           HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\{binding_key}

    3. Use a client that offers post-handshake authentication, over HTTP/1.1: Firefox with
       `security.tls.enable_post_handshake_auth`, Python with `context.post_handshake_auth = True`, curl on
       OpenSSL. Chrome, Edge, Java, Go and rustls do not offer it. The next capture must show extension 49 in
       the ClientHello.

    ## Harmless when

    A crash, a web application firewall or a dead backend resets in the same way where no certificate is
    needed, any small page is a short answer, and nearly every client leaves the extension out. It becomes
    likely when the same server is seen asking late elsewhere, in these captures or in what is committed
    beside them, by a renegotiation that asks for a certificate or by a post-handshake exchange; or when you
    say that it asks: `--expects-client-certificate` with its name or address, or the key
    `expects_client_certificate` of a pipeline file.
    """  # noqa: E501 - a command is one line
    reset = _reset(connections, resets).merge(servers[servers.resets_otherwise == 0], on="server")
    short_reply = _short_reply(connections.merge(servers[servers.late_asks > 0], on="server"))
    flagged = pd.concat([reset, short_reply])
    strong = (flagged["shape"] == "reset") & ((flagged.late_asks > 0) | flagged.expected)
    flagged = flagged.assign(confidence="possible", corroboration=flagged.late_askers, **_binding(flagged))
    # A resumed session counts as not asked only because the client's other handshakes say so.
    flagged.loc[strong & (flagged.resumption == "none"), "confidence"] = "likely"
    return flagged


def _reset(asked_for_nothing: pd.DataFrame, resets: pd.DataFrame) -> pd.DataFrame:
    """The request was not answered, and the server cut the connection soon after it."""
    cuts = resets.rename(columns={"frame": "reset_frame"})
    # Another TTL than the server's other packets have would mean that somebody between the two cut it.
    cuts = cuts[(cuts.ttl >= cuts.ttl_min - 1) & (cuts.ttl <= cuts.ttl_max + 1)]
    c = asked_for_nothing[asked_for_nothing.reply_records_min == 0].merge(cuts, on="connection_id")
    orderly = c.client_closing_alert_frame.notna() | c.server_closing_alert_frame.notna()
    # A record that may be a ticket or a short reply: if the server then rests, it was the reply.
    no_reply = (c.reply_records_max == 0) | (c.since_last_server_data_us <= SECOND_US)
    soon = c.since_last_client_data_us <= 10 * SECOND_US
    return c[no_reply & soon & ~orderly].assign(shape="reset", severity="error")


def _short_reply(asked_for_nothing: pd.DataFrame) -> pd.DataFrame:
    """The last request got a short answer, after which nobody cut the connection."""
    c = asked_for_nothing
    small = (c.reply_records_max > 0) & (c.reply_bytes_max <= SHORT_REPLY_BYTES)
    calm = c.server_rst_frame.isna() & c.client_rst_frame.isna() & c.end.isin(["fin", "idle", "reused"])
    # It cannot be told that something failed, so this is no error.
    return c[small & calm].assign(shape="short-reply", severity="warning")


def _binding(c: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    """How netsh and the registry call the binding: by host name if the client named one, else by address.

    A name is put into a command that somebody will paste only if it is made of what host names are made of.
    """
    port = c.server_port.astype("string").fillna("443")
    host = c.server_name.astype("string").where(
        c.server_name.str.fullmatch(r"[A-Za-z0-9.-]+").fillna(False), "HOST"
    )
    by_name = c.server_name.notna() & ~_loopback(c.server_address)
    name = (host + ":" + port).where(by_name, "0.0.0.0:" + port)
    return {
        "binding": ("hostnameport=" + name).where(by_name, "ipport=" + name),
        "binding_key": ("SslSniBindingInfo\\" + name).where(by_name, "SslBindingInfo\\" + name),
    }


def _loopback(address: "pd.Series[str]") -> "pd.Series[bool]":
    return address.str.startswith("127.").fillna(False) | (address == "::1").fillna(False)
