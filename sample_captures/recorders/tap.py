"""tcpdump on one interface of the stage, and what makes a finished capture of its file."""

from __future__ import annotations

import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recorders.scene import SceneError
from recorders.stage import Stage

DLT_NULL = 0
AF_INET, NPCAP_AF_INET6 = 2, 24
FAMILY_OF_ETHERTYPE = {0x0800: AF_INET, 0x86DD: NPCAP_AF_INET6}


@contextmanager
def tap(stage: Stage, only: str = "tcp", snap_length: int = 262_144) -> Iterator[None]:
    """Write the TCP packets of the stage's interface to `stage.recorded` while the block runs."""
    command = [
        "tcpdump",
        "-i",
        stage.interface,
        "-s",
        str(snap_length),
        "--immediate-mode",
        "-U",
        "-Z",
        "root",
    ]
    command += ["-w", str(stage.recorded), only]
    process = subprocess.Popen(stage.at_client(*command), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "listening on" in line:
            break
    else:
        raise SceneError(f"tcpdump ended with exit status {process.wait()}")
    try:
        yield
        time.sleep(0.3)  # what is still on its way: the last FIN, ACK or RST
    finally:
        process.send_signal(signal.SIGINT)
        words = process.communicate(timeout=10)[1]
    if "\n0 packets dropped by kernel" not in words:
        raise SceneError(f"tcpdump lost packets: {words.strip()}")


def finish(recorded: Path, capture: Path, comment: str) -> None:
    """Turn tcpdump's file into a pcapng that carries `comment`."""
    subprocess.run(
        ["editcap", "-F", "pcapng", "--capture-comment", comment, str(recorded), str(capture)],
        check=True,
        capture_output=True,
    )


def reframe_as_bsd_loopback(recorded: Path, reframed: Path) -> None:
    """Replace Linux's Ethernet header by the four bytes that Npcap writes on Windows' loopback.

    Everything from the IP header on stays as it was recorded. Npcap writes DLT_NULL: the address family in
    the byte order of the capturing host, little-endian here, 2 for IPv4 and 24 for IPv6.
    """
    data = recorded.read_bytes()
    magic, major, minor, zone, accuracy, snaplen, _linktype = struct.unpack_from("<IHHiIII", data)
    if magic != 0xA1B2C3D4:
        raise SceneError(f"{recorded.name}: not a little-endian pcap with microseconds")
    packets = [struct.pack("<IHHiIII", magic, major, minor, zone, accuracy, snaplen, DLT_NULL)]
    offset = 24
    while offset < len(data):
        seconds, micros, kept, length = struct.unpack_from("<IIII", data, offset)
        frame = data[offset + 16 : offset + 16 + kept]
        (ethertype,) = struct.unpack_from(">H", frame, 12)
        packets.append(struct.pack("<IIII", seconds, micros, kept - 10, length - 10))
        packets.append(struct.pack("<I", FAMILY_OF_ETHERTYPE[ethertype]) + frame[14:])
        offset += 16 + kept
    reframed.write_bytes(b"".join(packets))
