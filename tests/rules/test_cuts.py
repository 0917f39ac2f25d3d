"""A capture that ends early tells the same story or none, never another one."""

import os
import random

import dpkt
import pytest
from samples import samples

import pcapflow

SAMPLES = samples()
CUTS = 4
"""Cuts tried of each sample, unless `make test-exhaustive` tries all."""


def verdicts(packets, linktype):
    """Verdict and reason of each stream."""
    found = pcapflow.read(packets, linktype=linktype, uri="cut")
    streams = found.table("connections")["tcp_stream"].to_pylist()
    rows = found.table("verdicts").select(["verdict", "reason"]).to_pylist()
    return {stream: (row["verdict"], row["reason"]) for stream, row in zip(streams, rows, strict=True)}


@pytest.mark.exhaustive
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_capture_cut_at_any_packet_never_tells_another_story(sample):
    with sample.capture.open("rb") as file:
        reader = dpkt.pcapng.Reader(file)
        packets, linktype = list(reader), reader.datalink()
    whole = verdicts(packets, linktype)
    cuts = range(1, len(packets))
    if os.environ.get("PCAPFLOW_EXHAUSTIVE") != "1":
        cuts = random.Random(sample.name).sample(cuts, min(CUTS, len(cuts)))
    for cut in cuts:
        for stream, (verdict, reason) in verdicts(packets[:cut], linktype).items():
            assert verdict == "cannot-tell" or (verdict, reason) == whole[stream], f"after {cut} packets"
