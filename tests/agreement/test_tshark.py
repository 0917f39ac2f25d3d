"""Both readers say the same of every sample capture, and of its records and hellos in full."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import agreement
import facts
import pdml
import pytest
import segments
import settled
from samples import FOLDER

import pcapflow

CAPTURES = sorted(FOLDER.glob("*.pcapng"))
EACH = pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.stem)
CUT = {"cannot-tell-truncated"}
"""Captures whose packets are cut: tshark puts none of their messages and records together."""
EACH_WHOLE = pytest.mark.parametrize(
    "capture", [capture for capture in CAPTURES if capture.stem not in CUT], ids=lambda capture: capture.stem
)
SAID = ("legacy_version", "cipher_suites", "extensions", "versions", "server_name", "alpn")
"""What is compared of a hello."""


@cache
def ours(capture: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of each table, each with the stream of its connection."""
    read = pcapflow.read(capture, records=True)
    tables = {name: read.arrow(name).to_pylist() for name in ("connections", "handshakes", "records")}
    streams = {row["connection_id"]: row["tcp_stream"] for row in tables["connections"]}
    return {
        name: [{**row, "tcp_stream": streams[row["connection_id"]]} for row in rows]
        for name, rows in tables.items()
    }


@cache
def theirs(capture: Path) -> dict[int, pdml.Stream]:
    return {
        number: stream
        for number, stream in facts.theirs(capture, facts.ours(capture)).streams.items()
        if stream.tls
    }


def in_clear(capture: Path) -> list[dict[str, Any]]:
    return [row for row in ours(capture)["handshakes"] if row["handshake_type"] is not None]


def by_stream(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows by their first part, which is a stream, ordered by the second, a frame."""
    streams: dict[int, list[tuple[Any, ...]]] = {}
    for row in sorted(rows, key=lambda row: row[:2]):
        streams.setdefault(row[0], []).append(row[1:])
    return streams


def hello(message: dict[str, Any]) -> dict[str, Any]:
    """What our row says of a hello."""
    return {
        "legacy_version": message["legacy_version"],
        "cipher_suites": message["cipher_suites"],
        "extensions": [extension["type"] for extension in message["extensions"] or []],
        "versions": message["supported_versions"] or [],
        "server_name": message["server_name"],
        "alpn": message["alpn"] or [],
    }


def test_there_is_something_to_agree_on():
    assert len(CAPTURES) >= 10
    streams = [stream for capture in CAPTURES for stream in theirs(capture).values()]
    assert {each.type for stream in streams for each in stream.messages} >= {1, 2, 4, 11, 12, 13, 14, 15, 16}
    assert any(stream.alerts for stream in streams)
    assert any(stream.resets for stream in streams)


@EACH
def test_both_readers_agree_on_every_fact_of_every_stream(capture):
    found = agreement.gather(iter([agreement.compare(capture)]), settled.load())
    assert [each for each in found.differences if each.settled is None] == []
    assert found.changed == []
    assert found.complaints == {}


@EACH
def test_streams_have_wiresharks_numbers(capture):
    streams = theirs(capture)
    for row in ours(capture)["connections"]:
        if row["tls"] and row["start"] == "syn":
            assert streams[row["tcp_stream"]].first_frame == row["first_frame"]


def records(capture: Path) -> dict[int, list[tuple[Any, ...]]]:
    return by_stream(
        (row["tcp_stream"], row["frame"], row["content_type"], row["length"])
        for row in ours(capture)["records"]
    )


def messages(capture: Path) -> dict[int, list[tuple[Any, ...]]]:
    return by_stream(
        (row["tcp_stream"], row["frame"], row["handshake_type"], row["length"]) for row in in_clear(capture)
    )


def shown_messages(capture: Path) -> dict[int, list[tuple[Any, ...]]]:
    return by_stream(
        (number, message.frame, message.type, message.length)
        for number, stream in theirs(capture).items()
        for message in stream.messages
    )


def shown_records(capture: Path) -> dict[int, list[tuple[Any, ...]]]:
    return by_stream(
        (number, record.frame, record.content_type, record.length)
        for number, stream in theirs(capture).items()
        for record in stream.records
    )


@EACH_WHOLE
def test_records_have_the_frames_types_and_lengths_that_tshark_shows(capture):
    assert records(capture) == shown_records(capture)


@EACH_WHOLE
def test_records_and_messages_whose_segments_overtook_each_other_are_in_tsharks_frames(capture, tmp_path):
    swapped = tmp_path / capture.name
    segments.swap_neighbours(capture, swapped)
    assert records(swapped) == shown_records(swapped)
    assert messages(swapped) == shown_messages(swapped)


@EACH_WHOLE
def test_hellos_say_what_tshark_reads_in_them(capture):
    kinds = (pdml.CLIENT_HELLO, pdml.SERVER_HELLO)
    found = [
        (row["tcp_stream"], row["frame"], hello(row))
        for row in in_clear(capture)
        if row["handshake_type"] in kinds
    ]
    shown = [
        (number, message.frame, {name: getattr(message, name) for name in SAID})
        for number, stream in theirs(capture).items()
        for message in stream.messages
        if message.type in kinds
    ]
    assert by_stream(found) == by_stream(shown)
