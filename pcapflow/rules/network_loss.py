"""A ClientHello that the server's host never acknowledged."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

SECOND_US = 1_000_000


@rule(
    severity="warning",
    confidence="possible",
    title="The ClientHello never arrived: the server's host did not acknowledge it",
    spec="RFC 9293 3.8.1, RFC 4821, RFC 2923 2.1",
    reads={
        "connections": [
            "bytes_server",
            "packets_server",
            "client_data_acknowledged",
            "one_sided",
            "tls_phase",
            "client_hello_time",
            "watched_until",
            "server_fin_frame",
            "server_rst_frame",
            "end_by",
        ],
    },
    where={
        "connections": (field("bytes_server") == 0)
        & (field("tls_phase") == "client_hello")
        & ~field("client_data_acknowledged")
        & (field("packets_server") > 0)
        & ~field("one_sided")
        & field("server_rst_frame").is_null()
        & field("server_fin_frame").is_null(),
    },
    frames=["client_hello_frame", "client_fin_frame", "client_rst_frame"],
    values=["waited_us", "rtt_us", "retransmissions_client", "bytes_client", "end"],
)
def network_loss(connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    The TCP connection came about, then the ClientHello was sent and not acknowledged for three seconds or
    more, or until the client gave up: it was lost on its way, or the acknowledgments were. If the client
    sent it again, which the evidence counts, that is likely; if it was sent once, the capture may lack what
    came later.

    ## Fix

    Capture on the server's side too, and see whether the hello arrives there.

    1. If SYN and acknowledgments pass and a full packet does not, look for a tunnel or VPN with a smaller
       packet size whose ICMP messages are filtered. Hellos with post-quantum key shares need two packets,
       which some boxes do not join.
    2. Else look for a firewall that lets the TCP handshake pass and drops what it finds in the hello, such as
       the host name.

    ## Harmless when

    The server's host, or the way to it, went down in this moment: then all its connections stop at once.
    """
    since, until = (
        time.astype("int64[pyarrow]") // 1000
        for time in (connections.client_hello_time, connections.watched_until)
    )
    silent = connections.assign(waited_us=until - since, confidence="possible")
    silent.loc[(silent.retransmissions_client > 0).fillna(False), "confidence"] = "likely"
    gave_up = (silent.end_by == "client") & (silent.waited_us >= SECOND_US)
    return silent[gave_up.fillna(False) | (silent.waited_us >= 3 * SECOND_US)]
