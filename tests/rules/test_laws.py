"""The same traffic told otherwise has the same story; with a part missing, the same or none."""

import functools
import os
import random

import pytest
import retold
from samples import samples

import pcapflow

TUNNELLED = {"vxlan-fragments"}
"""Not every packet of them is TCP over IP, which is what `retold` knows how to tell otherwise."""
SAMPLES = [sample for sample in samples() if sample.name not in TUNNELLED]
EACH = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
CUTS = 4
"""Cuts tried of each sample, unless `make test-exhaustive` tries all."""
COLUMNS = ["verdict", "reason", "client_auth_mode", "client_auth_outcome", "findings"]


def story(packets, link=retold.ETHERNET):
    """Of each stream its verdict, and what it rests on."""
    found = pcapflow.read(retold.framed(packets, link), linktype=link, uri="retold")
    streams = found.table("connections")["tcp_stream"].to_pylist()
    rows = found.table("verdicts").select(COLUMNS).to_pylist()
    return dict(zip(streams, rows, strict=True))


@functools.cache
def told_straight(capture):
    """Packets of a capture, and their story."""
    packets = retold.packets(capture)
    return packets, story(packets)


@pytest.mark.parametrize("way", retold.RETOLD)
@EACH
def test_a_capture_told_otherwise_has_the_same_story(sample, way):
    packets, straight = told_straight(sample.capture)
    cut = any(len(packet.payload) < packet.wire_length for packet in packets)
    # Of a capture of a few packets, chance may leave each where it was.
    tries = (list(retold.RETOLD[way](packets, random.Random(f"{sample.name} {seed}"))) for seed in range(9))
    again = next(told for told in tries if cut or told != packets)
    assert story(again) == straight


@pytest.mark.parametrize("link", [retold.RAW, retold.LINUX_SLL, retold.NULL, retold.LOOP])
@EACH
def test_a_capture_under_another_link_type_has_the_same_story(sample, link):
    packets, straight = told_straight(sample.capture)
    assert story(packets, link) == straight


@pytest.mark.exhaustive
@EACH
def test_a_capture_cut_at_any_packet_never_tells_another_story(sample):
    packets, straight = told_straight(sample.capture)
    cuts = range(1, len(packets))
    if os.environ.get("PCAPFLOW_EXHAUSTIVE") != "1":
        cuts = random.Random(sample.name).sample(cuts, min(CUTS, len(cuts)))
    for cut in cuts:
        for stream, told in story(packets[:cut]).items():
            assert told["verdict"] in {"cannot-tell", straight[stream]["verdict"]}, f"after {cut} packets"
            if told["verdict"] != "cannot-tell":
                assert told["reason"] == straight[stream]["reason"], f"after {cut} packets"


@pytest.mark.parametrize("of_first_sender", [True, False], ids=["first sender", "other side"])
@EACH
def test_one_direction_alone_never_tells_another_story(sample, of_first_sender):
    packets = retold.packets(sample.capture)
    whole, rules = by_client_port(packets)
    alone, _ = by_client_port(retold.one_way(packets, of_first_sender=of_first_sender))
    for ports, verdict in alone.items():
        # An alert in clear is an alert in clear, also where what it answers is missing.
        assert verdict in {"cannot-tell", whole[ports]} or verdict == "fatal-alert" in rules[ports], ports


def by_client_port(packets):
    """Verdicts, and the rules that found something, by the pair of ports: streams are numbered anew."""
    found = pcapflow.read(retold.framed(packets, retold.ETHERNET), linktype=retold.ETHERNET, uri="retold")
    rows = found.table("connections").select(["connection_id", "client_port", "server_port"]).to_pylist()
    ports = {row.pop("connection_id"): frozenset(row.values()) for row in rows}
    verdicts = dict(zip(ports.values(), found.table("verdicts")["verdict"].to_pylist(), strict=True))
    rules = {pair: set() for pair in verdicts}
    for each in found.table("findings").to_pylist():
        rules[ports[each["connection_id"]]].add(each["rule"])
    return verdicts, rules
