"""What certificates and requests for them say in clear is what tshark reads in them."""

import subprocess
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from samples import FOLDER

import pcapflow

CAPTURES = sorted(FOLDER.glob("*.pcapng"))
UNREADABLE = {"cannot-tell-truncated": "its packets are cut, and tshark puts none together"}
FIELDS = {
    "frame": "frame.number",
    "length": "tls.handshake.certificate_length",
    "serial_number": "x509af.serialNumber",
    "dates": "x509af.utcTime",
    "dns_names": "x509ce.dNSName",
    "names": "x509sat.uTF8String",
}


def tshark(capture: Path, ports: set[int]) -> dict[int, dict[str, list[str]]]:
    """Frames with certificates or requests: the values of each field in the order of the bytes."""
    decode = [part for port in sorted(ports) for part in ("-d", f"tcp.port=={port},tls")]
    chosen = [part for field in FIELDS.values() for part in ("-e", field)]
    shown = ["-T", "fields", "-E", "occurrence=a", "-E", "separator=|", "-E", "aggregator=;", *chosen]
    command = ["tshark", "-n", "-r", str(capture), "-o", "tcp.reassemble_out_of_order:TRUE", *decode]
    command += ["-Y", "tls.handshake.type == 11 || tls.handshake.type == 13", *shown]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = (dict(zip(FIELDS, line.split("|"), strict=True)) for line in lines)
    return {int(row.pop("frame")): {name: cut(text) for name, text in row.items()} for row in rows}


def cut(text: str) -> list[str]:
    return text.split(";") if text else []


def values(name: str) -> list[str]:
    """Of a name, the values of its parts as they are in the bytes; none of the samples' has a comma in it."""
    return [part.partition("=")[2] for part in reversed(name.split(","))] if name else []


def by_frame(rows: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    rows = sorted(rows, key=lambda row: (row["frame"], row["ordinal"]))
    return {frame: list(group) for frame, group in groupby(rows, key=lambda row: row["frame"])}


@pytest.mark.parametrize(
    "capture", [each for each in CAPTURES if each.stem not in UNREADABLE], ids=lambda capture: capture.stem
)
def test_certificates_and_requests_say_what_tshark_reads(capture: Path) -> None:
    read = pcapflow.read(capture)
    certificates = by_frame(read.arrow("certificates").to_pylist())
    requests = by_frame(read.arrow("certificate_requests").to_pylist())
    seen = tshark(capture, set(read.arrow("connections").column("server_port").to_pylist()))
    assert certificates.keys() | requests.keys() == {
        frame for frame, fields in seen.items() if fields["length"] or fields["names"]
    }
    for frame, rows in certificates.items():
        fields = seen[frame]
        assert [str(row["length"]) for row in rows] == fields["length"]
        assert [row["serial_number"] for row in rows] == fields["serial_number"]
        dates = [row[name] for row in rows for name in ("not_before", "not_after")]
        assert [f"{date:%Y-%m-%d %H:%M:%S} (UTC)" for date in dates] == fields["dates"]
        dns_names = [name for row in rows for name in row["subject_alt_names"] or ()]
        assert [name.removeprefix("DNS:") for name in dns_names if name.startswith("DNS:")] == fields[
            "dns_names"
        ]
        names = [name for row in rows for name in (row["issuer"], row["subject"])]
        names += [name for row in requests.get(frame, ()) for name in row["authorities"]]
        assert [value for name in names for value in values(name)] == fields["names"]
