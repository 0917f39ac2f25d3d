"""What a careful script on dpkt does: every packet to its TCP payload, every first flight to its handshake
messages.

It joins no segments and follows no connection, so it knows less than the others; it prints how many
ClientHellos it found.
"""

import sys
from pathlib import Path

import dpkt

HANDSHAKE = 22
CLIENT_HELLO = 1

found = 0
with Path(sys.argv[1]).open("rb") as file:
    for _, frame in dpkt.pcap.Reader(file):
        segment = dpkt.ethernet.Ethernet(frame).data.data
        if not isinstance(segment, dpkt.tcp.TCP) or not segment.data or segment.data[0] != HANDSHAKE:
            continue
        try:
            records, _ = dpkt.ssl.tls_multi_factory(segment.data)
            for record in records:
                if record.type == HANDSHAKE:
                    found += dpkt.ssl.TLSHandshake(record.data).type == CLIENT_HELLO
        except (dpkt.dpkt.Error, dpkt.ssl.SSL3Exception):
            continue  # an encrypted message, or one that goes on in the next segment
print(found)
