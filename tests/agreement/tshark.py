"""What tshark reads of a capture, asked at run time.

A capture may make it hang or crash: it has a time limit, and a reading says why it is not whole. Answers may
be kept in a folder by the hash of the capture and of the question.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import pdml

OPTIONS = ("ip.defragment:TRUE", "ipv6.defragment:TRUE")
WANTED = (
    "tls or tcp.flags.reset == 1 or tcp.flags.syn == 1"
    " or tcp.analysis.lost_segment or tcp.analysis.ack_lost_segment"
)
LAYERS = "ip ipv6 tcp tls"
SECONDS = 120
"""How long tshark may take over one capture, if nobody says otherwise."""


class Failed(Exception):  # noqa: N818 - it is an answer, too
    """tshark gave no whole answer: it hung, or was killed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a capture."""

    streams: dict[int, pdml.Stream]
    complaint: str
    """Why tshark stopped early, in its words; empty if it did not."""


def capture_id(capture: Path) -> str:
    """The first 16 hex digits of its SHA-256."""
    with capture.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def read(
    capture: Path,
    *tls_ports: int,
    keys: Path | None = None,
    decrypt: bool = False,
    overtaking: bool = True,
    seconds: float = SECONDS,
    kept: Path | None = None,
) -> Reading:
    """Asks tshark; `tls_ports` are those on which it must expect TLS.

    It decrypts only if it is to, with the secrets inside the capture and the key log `keys`. `overtaking`
    says that segments may have come in another order than they were sent. Raises Failed if it takes longer
    than `seconds`, or is killed. `kept` is the folder in which answers are kept.
    """
    decode = [part for port in tls_ports for part in ("-d", f"tcp.port=={port},tls")]
    order = f"tcp.reassemble_out_of_order:{str(overtaking).upper()}"
    options = [*OPTIONS, order, *(f"tls.keylog_file:{path}" for path in (keys,) if path)]
    chosen = [part for option in options for part in ("-o", option)]
    asked = ["-n", *chosen, *decode, "-Y", WANTED, "-J", LAYERS, "-T", "pdml"]
    question = hashlib.sha256(repr((_version(), asked, decrypt)).encode()).hexdigest()[:16]
    answer = kept / f"{capture_id(capture)}-{question}.pdml.gz" if kept else None
    if answer and answer.exists():
        with gzip.open(answer) as document:
            complaint = document.readline().decode().strip()
            return Reading(pdml.read(document), complaint)
    with tempfile.TemporaryFile() as document, _without_secrets(capture, decrypt) as plain:
        complaint = _ask(["tshark", "-r", str(plain), *asked], document, seconds)
        if answer:
            document.seek(0)
            _keep(document, complaint, answer)
        document.seek(0)
        return Reading(pdml.read(document), complaint)


def _ask(command: list[str], document: IO[bytes], seconds: float) -> str:
    """Writes what it says into `document`, and gives back what it complains of."""
    try:
        done = subprocess.run(command, stdout=document, stderr=subprocess.PIPE, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Failed(f"tshark had not answered after {seconds:g} s") from None
    if done.returncode < 0:
        raise Failed(f"tshark was killed by signal {-done.returncode}")
    said = [line for line in done.stderr.decode(errors="replace").splitlines() if line.startswith("tshark:")]
    return " ".join(said) if done.returncode else ""


@contextmanager
def _without_secrets(capture: Path, decrypt: bool) -> Iterator[Path]:
    """What is in clear can be compared only if tshark opens nothing."""
    if decrypt or not _has_secrets(capture):
        yield capture
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "capture.pcapng"
        subprocess.run(
            ["editcap", "--discard-all-secrets", str(capture), str(copy)], capture_output=True, check=False
        )
        # What editcap cannot write (interfaces of several link types) is read with its secrets.
        yield copy if copy.exists() else capture


def _has_secrets(capture: Path) -> bool:
    try:
        done = subprocess.run(
            ["capinfos", "-D", str(capture)], capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"capinfos had not answered after {SECONDS} s") from None
    return b"decryption secrets in file: " in done.stdout


def _keep(document: IO[bytes], complaint: str, answer: Path) -> None:
    answer.parent.mkdir(parents=True, exist_ok=True)
    unfinished = answer.with_suffix(f".{os.getpid()}")
    with gzip.open(unfinished, "wb") as file:
        file.write(f"{complaint}\n".encode())
        shutil.copyfileobj(document, file)
    unfinished.replace(answer)


@cache
def _version() -> str:
    done = subprocess.run(["tshark", "--version"], capture_output=True, check=True)
    return done.stdout.decode().partition("\n")[0]
