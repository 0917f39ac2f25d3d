"""scapy with its TLS layer over the first packets of a capture, each dissected by itself as `rdpcap` would.

scapy tells TLS by port, so it is told the ports; it prints how many ClientHellos it found.
"""

import sys

from scapy.layers.inet import TCP
from scapy.layers.tls.all import TLS, TLSClientHello
from scapy.packet import bind_layers
from scapy.utils import PcapReader

path, first, *ports = sys.argv[1:]
for port in map(int, ports):
    bind_layers(TCP, TLS, dport=port)
    bind_layers(TCP, TLS, sport=port)

found = 0
with PcapReader(path) as packets:
    for _, packet in zip(range(int(first)), packets, strict=False):
        found += TLSClientHello in packet
print(found)
