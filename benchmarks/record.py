"""Record the three captures of `make bench`, once: nginx and ab in two network namespaces.

A veth pair joins them, MTU 1500 and no offload, so that the frames are those of a real wire; a recording that
lost a frame is thrown away. It knows how the traffic is made and whether a file is whole; it refuses to know
what anybody reads from it.

Every connection ends in a harmless reset by the server, because ab sends its close_notify after nginx has
closed the socket (RFC 9293 3.10.7.1: a segment for a closed connection is answered with RST).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

CAPTURES = Path(__file__).parent / "captures"
MANIFEST = "recorded.json"
MTU = 1500
ETHERNET_HEADER_BYTES = 14
CAPTURE_BUFFER_KIB = 768 * 1024
SERVER_ADDRESS, CLIENT_ADDRESS = "192.0.2.1", "192.0.2.2"  # RFC 5737: addresses that are nobody's
SERVER_NAME = "bench.example"
OFFLOADS_OFF = [word for offload in ("rx", "tx", "sg", "tso", "gso", "gro") for word in (offload, "off")]
PORTS = {8443: "TLSv1.3", 9443: "TLSv1.2"}
TOOLS = ("ip", "ethtool", "nginx", "ab", "tcpdump", "openssl")


@dataclass(frozen=True)
class Recipe:
    """What one capture holds: so many connections to each port, each with an answer of so many bytes."""

    name: str
    connections_per_port: int
    answer_bytes: int
    concurrency_per_port: int
    client_ports: tuple[int, int]


RECIPES = (
    # Linux hands out source ports of one parity first: 15,000 connections to each port draw from 16,200,
    # and a third of them gets one that was used before.
    Recipe("short", 15_000, 100, 12, (28_600, 60_999)),
    Recipe("answers", 12_000, 30_000, 12, (32_768, 60_999)),
    Recipe("bulk", 20, 20_000_000, 2, (32_768, 60_999)),
)


@dataclass(frozen=True)
class Recorded:
    """One capture that is whole; the benchmark takes its packet count and its TLS ports from here."""

    name: str
    bytes: int
    packets: int
    connections: int
    tls_ports: list[int]


class RecordingError(Exception):
    """The capture could not be recorded as it must be; nothing is kept of it."""


def recorded(folder: Path = CAPTURES) -> dict[str, Recorded]:
    """The captures in `folder` that are there and whole, by name."""
    try:
        entries = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError:
        return {}
    whole = {name: Recorded(**entry) for name, entry in entries.items()}
    return {name: one for name, one in whole.items() if size(capture(name, folder)) == one.bytes}


def size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def capture(name: str, folder: Path = CAPTURES) -> Path:
    return folder / f"{name}.pcap"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("names", nargs="*", help="captures to record (default: all that are missing)")
    arguments.add_argument("--into", type=Path, default=CAPTURES, help="folder of the captures")
    given = arguments.parse_args()
    there = recorded(given.into)
    wanted = [
        one for one in RECIPES if one.name not in there and (not given.names or one.name in given.names)
    ]
    if not wanted:
        return 0
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        print(f"record: {', '.join(missing)} not found; see benchmarks/packages.txt", file=sys.stderr)
        return 4
    if os.geteuid() != 0:
        print("record: network namespaces need root; measuring afterwards does not", file=sys.stderr)
        return 4
    # A TERM ends like an interrupt: what was set up is taken down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    given.into.mkdir(parents=True, exist_ok=True)
    for recipe in wanted:
        print(f"record: {recipe.name} ...", file=sys.stderr)
        try:
            there[recipe.name] = record(recipe, given.into)
        except (RecordingError, subprocess.CalledProcessError) as error:
            print(f"record: {recipe.name}: {error}", file=sys.stderr)
            return 4
        manifest = {name: asdict(one) for name, one in sorted(there.items())}
        (given.into / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
    return 0


def record(recipe: Recipe, folder: Path) -> Recorded:
    """Record one capture; it gets its name when it has been checked."""
    part = folder / f"{recipe.name}.part"
    try:
        with tempfile.TemporaryDirectory() as scratch, two_hosts(recipe.client_ports) as (server, client):
            with web_server(server, Path(scratch), recipe.answer_bytes), sniffer(server, part) as sniffing:
                load(client, recipe)
                settle(part)
            lost_none(sniffing.report)
            no_device_dropped(server, client)
        packets, total, longest = walk(part)
        if longest > MTU + ETHERNET_HEADER_BYTES:
            raise RecordingError(f"a frame of {longest} bytes: an offload is still on")
        part.rename(capture(recipe.name, folder))
    finally:
        part.unlink(missing_ok=True)
    return Recorded(recipe.name, total, packets, recipe.connections_per_port * len(PORTS), list(PORTS))


@contextlib.contextmanager
def two_hosts(client_ports: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """Two network namespaces joined by a veth pair; the addresses exist in there and nowhere else."""
    server, client = (f"pcapflow-bench-{side}-{os.getpid()}" for side in ("server", "client"))
    # ip-netns(8): bound over /etc in this namespace only, so that ab knows the name and sends it.
    hosts = Path("/etc/netns") / client
    try:
        for host in (server, client):
            run("ip", "netns", "add", host)
        run(
            "ip", "-n", server, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", client
        )
        for host, address in ((server, SERVER_ADDRESS), (client, CLIENT_ADDRESS)):
            run("ip", "-n", host, "link", "set", "wire", "mtu", str(MTU))
            inside(host, "ethtool", "-K", "wire", *OFFLOADS_OFF)
            inside(host, "sysctl", "-q", "-w", "net.ipv6.conf.wire.disable_ipv6=1")
            run("ip", "-n", host, "address", "add", f"{address}/24", "dev", "wire")
            run("ip", "-n", host, "link", "set", "wire", "up")
        inside(client, "sysctl", "-q", "-w", "net.ipv4.ip_local_port_range={} {}".format(*client_ports))
        hosts.mkdir(parents=True)
        (hosts / "hosts").write_text(f"{SERVER_ADDRESS} {SERVER_NAME}\n")
        yield server, client
    finally:
        shutil.rmtree(hosts, ignore_errors=True)
        for host in (server, client):
            subprocess.run(["ip", "netns", "del", host], stderr=subprocess.DEVNULL, check=False)


@contextlib.contextmanager
def web_server(host: str, scratch: Path, answer_bytes: int) -> Iterator[None]:
    """nginx with one self-signed certificate and one answer, a port for each TLS version."""
    scratch.chmod(0o755)
    (scratch / "answer").write_bytes(os.urandom(answer_bytes))
    certificate, key = self_signed(scratch)
    listeners = "\n".join(
        f"server {{ listen {port} ssl; ssl_protocols {version}; }}" for port, version in PORTS.items()
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {scratch}/{kind};" for kind in kinds)
    (scratch / "nginx.conf").write_text(
        f"""
        user root; daemon off; worker_processes 1; pid {scratch}/pid; error_log stderr crit;
        events {{ worker_connections 1024; }}
        http {{
            access_log off; root {scratch};
            {temporary}
            ssl_certificate {certificate}; ssl_certificate_key {key};
            {listeners}
        }}
        """
    )
    command = ["nginx", "-p", str(scratch), "-c", str(scratch / "nginx.conf"), "-e", "stderr"]
    with process(host, command) as nginx:
        wait_until(nginx, lambda: inside(host, "ss", "-Hltn").count("LISTEN") == len(PORTS))
        yield


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for the server's name and its key (P-256), made new each time."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    run(
        *("openssl", "req", "-x509", "-nodes", "-days", "90"),
        *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-subj", f"/CN={SERVER_NAME}", "-addext", f"subjectAltName=DNS:{SERVER_NAME}"),
        *("-keyout", str(key), "-out", str(certificate)),
    )
    return certificate, key


@dataclass
class Sniffing:
    """tcpdump's own words about what it kept, there once it has ended."""

    report: str = ""


@contextlib.contextmanager
def sniffer(host: str, into: Path) -> Iterator[Sniffing]:
    """tcpdump on the server's end of the wire, with a kernel buffer that outlasts a slow disk."""
    command = f"tcpdump -Z root -i wire -s 0 -B {CAPTURE_BUFFER_KIB} -w {into} tcp".split()
    said = Sniffing()
    with tempfile.TemporaryFile("w+") as words:
        with process(host, command, stderr=words) as tcpdump:
            # pread: seeking would move the offset that tcpdump writes at.
            wait_until(tcpdump, lambda: b"listening on" in os.pread(words.fileno(), 4096, 0))
            yield said
        words.seek(0)
        said.report = words.read()


def load(host: str, recipe: Recipe) -> None:
    """One ab for each TLS version at the same time, so that their connections stand side by side."""
    each = ["-n", str(recipe.connections_per_port), "-c", str(recipe.concurrency_per_port)]
    with contextlib.ExitStack() as stack:
        running = []
        for port, version in PORTS.items():
            url = f"https://{SERVER_NAME}:{port}/answer"
            command = ["ab", "-q", *each, "-f", version.replace("v", ""), url]
            streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
            running.append(stack.enter_context(process(host, command, **streams)))
        for ab in running:
            told = ab.communicate()[0]
            if ab.returncode or not re.search(r"^Failed requests: +0$", told, re.MULTILINE):
                raise RecordingError(f"ab: {told.strip()[-400:]}")


def settle(part: Path) -> None:
    """Wait until tcpdump has written what the kernel still holds for it."""
    before = -1
    while before != (now := part.stat().st_size):
        before = now
        time.sleep(2.5)


def lost_none(report: str) -> None:
    told = re.findall(r"(\d+) packets? (captured|received|dropped by \w+)", report)
    counts = {what: int(count) for count, what in told}
    dropped = sum(count for what, count in counts.items() if what.startswith("dropped"))
    if "captured" not in counts or dropped or counts["captured"] != counts["received"]:
        raise RecordingError(f"tcpdump lost frames: {report.strip()}")


def no_device_dropped(*hosts: str) -> None:
    for host in hosts:
        (link,) = json.loads(inside(host, "ip", "-j", "-s", "link", "show", "wire"))
        for side in ("rx", "tx"):
            if link["stats64"][side]["dropped"]:
                raise RecordingError(f"{host} dropped frames: {link['stats64']}")


def walk(path: Path, first: int | None = None) -> tuple[int, int, int]:
    """Packets of a pcap file (or the `first` of them), bytes read, longest frame; a cut one is an error."""
    packets = longest = 0
    with path.open("rb", buffering=1 << 20) as file:
        file.seek(24)
        while packets != first and (header := file.read(16)):
            kept, length = struct.unpack_from("<II", header, 8)
            if kept != length or len(file.read(kept)) != kept:
                raise RecordingError(f"packet {packets + 1} is cut")
            packets += 1
            longest = max(longest, length)
        return packets, file.tell(), longest


def read_through(path: Path) -> None:
    """Read a file once, so that the next who reads it need not wait for the disk."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


@contextlib.contextmanager
def process(host: str, command: list[str], **streams: Any) -> Iterator[subprocess.Popen[str]]:
    """A process inside `host` that is gone when the block is left, whatever happened in it."""
    running = subprocess.Popen(["ip", "netns", "exec", host, *command], text=True, **streams)
    try:
        yield running
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGINT)
            try:
                running.wait(timeout=30)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def wait_until(running: subprocess.Popen[str], ready: Callable[[], bool]) -> None:
    """Wait for a process to be of use: ten seconds, unless it ends before."""
    for _ in range(100):
        if ready():
            return
        if running.poll() is not None:
            break
        time.sleep(0.1)
    raise RecordingError(f"{running.args!r} did not start")


def inside(host: str, *command: str) -> str:
    return run("ip", "netns", "exec", host, *command)


def run(*command: str) -> str:
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main())
