"""A sample in any file format and compression gives the rows of the sample itself; editcap converts it."""

import bz2
import gzip
import lzma
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from same_rows import EVENTS, facts
from sample_paths import RENEGOTIATION, RESET_AFTER_REQUEST

import pcapflow
from pcapflow.errors import CaptureError

FORMATS = {  # editcap's name: ours
    "pcap": "pcap",
    "nsecpcap": "pcap-ns",
    "modpcap": "pcap-modified",
    "rh6_1pcap": "pcap-modified",
    "suse6_3pcap": "pcap-modified",
    "nokiapcap": "pcap-nokia",
    "pcapng": "pcapng",
    "snoop": "snoop",
}
NOT_READ = {
    "5views": "a 5View capture",
    "commview-ncf": "a CommView capture",
    "commview-ncfx": "a CommView capture",
    "k12text": "a Tektronix K12 text capture",
    "lanalyzer": "a LANalyzer capture",
    "netmon1": "a Network Monitor 1 capture",
    "netmon2": "a Network Monitor 2 capture",
    "nettl": "an HP-UX nettl trace",
    "ngsniffer": "a Sniffer capture",
    "ngwsniffer_1_1": "a NetXray or Windows Sniffer capture",
    "ngwsniffer_2_0": "a NetXray or Windows Sniffer capture",
    "observer": "an Observer capture",
    "visual": "a Visual Networks capture",
}
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


def convert(sample: Path, into: Path, kind: str) -> Path:
    """The sample as editcap writes it."""
    converted = into / f"{sample.stem}.{kind}"
    subprocess.run(
        ["editcap", "-F", kind, str(sample), str(converted)], check=True, capture_output=True, text=True
    )
    return converted


@pytest.mark.parametrize("sample", [RENEGOTIATION, RESET_AFTER_REQUEST], ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_rows(kind: str, sample: Path, tmp_path: Path) -> None:
    expected = pcapflow.read(sample, records=True)
    found = pcapflow.read(convert(sample, tmp_path, kind), records=True)
    coarse = kind not in ("pcapng", "nsecpcap")  # the others hold microseconds
    for name in EVENTS:
        rows = facts(expected.arrow(name), microseconds=coarse)
        assert facts(found.arrow(name), microseconds=coarse) == rows
    assert found.captures["format"].tolist() == [FORMATS[kind]]
    for column in ("packets", "bytes", "original_bytes", "tcp_packets", "tls_connections", "link_types"):
        assert found.captures[column].tolist() == expected.captures[column].tolist()


@pytest.mark.parametrize("kind", COMPRESSIONS)
def test_every_compression_is_told_by_content(kind: str, tmp_path: Path) -> None:
    plain = RENEGOTIATION.read_bytes()
    half = len(plain) // 2
    compress = COMPRESSIONS[kind]
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "NAME").write_bytes(compress(plain[:half]) + compress(plain[half:]))
    expected, found = pcapflow.read(RENEGOTIATION, records=True), pcapflow.read(folder, records=True)
    for name in EVENTS:
        rows = facts(expected.arrow(name), microseconds=False)
        assert facts(found.arrow(name), microseconds=False) == rows
    assert found.captures["compression"].tolist() == [kind]


@pytest.mark.parametrize("kind", NOT_READ)
def test_other_formats_are_named_with_the_way_to_convert_them(kind: str, tmp_path: Path) -> None:
    said = f"{NOT_READ[kind]}, which is not read here. Convert it first: editcap -F pcapng OLD NEW.pcapng"
    with pytest.raises(CaptureError, match=re.escape(said)):
        pcapflow.read(convert(RENEGOTIATION, tmp_path, kind))
