"""What the tables say of every sample capture is what tshark reads in it."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import segments
import tshark
from samples import FOLDER

import pcapflow

CAPTURES = sorted(FOLDER.glob("*.pcapng"))
EACH = pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.stem)
CUT = {"cannot-tell-truncated"}
"""Captures whose packets are cut: tshark puts none of their messages and records together."""
EACH_WHOLE = pytest.mark.parametrize(
    "capture", [capture for capture in CAPTURES if capture.stem not in CUT], ids=lambda capture: capture.stem
)
CLIENT_HELLO, SERVER_HELLO = 1, 2
SAID = ("legacy_version", "cipher_suites", "extensions", "versions", "server_name", "alpn")
"""What is compared of a hello."""


@cache
def ours(capture: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of each table, each with the stream of its connection."""
    read = pcapflow.read(capture, records=True)
    names = ("connections", "handshakes", "alerts", "resets", "records")
    tables = {name: read.arrow(name).to_pylist() for name in names}
    streams = {row["connection_id"]: row["tcp_stream"] for row in tables["connections"]}
    return {
        name: [{**row, "tcp_stream": streams[row["connection_id"]]} for row in rows]
        for name, rows in tables.items()
    }


@cache
def theirs(capture: Path) -> tshark.Reading:
    """Where it sees no handshake, tshark goes by port: it is told on which ports we found TLS."""
    return tshark.read(capture, *sorted({row["server_port"] for row in ours(capture)["connections"]}))


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


def hellos(messages: Iterable[tshark.Message], kind: int) -> list[tshark.Message]:
    return [message for message in messages if message.type == kind]


def test_there_is_something_to_agree_on():
    assert len(CAPTURES) >= 10
    assert all(theirs(capture).cut == (capture.stem in CUT) for capture in CAPTURES)
    read = [theirs(capture) for capture in CAPTURES]
    assert {message.type for reading in read for message in reading.messages} >= {
        1,
        2,
        4,
        11,
        12,
        13,
        14,
        15,
        16,
    }
    assert any(reading.alerts for reading in read)
    assert any(reading.resets for reading in read)


@EACH
def test_streams_have_wiresharks_numbers(capture):
    streams = theirs(capture).streams
    for row in ours(capture)["connections"]:
        assert streams[row["tcp_stream"]] == row["first_frame"]


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
        (message.stream, message.frame, message.type, message.length) for message in theirs(capture).messages
    )


@EACH_WHOLE
def test_records_have_the_frames_types_and_lengths_that_tshark_shows(capture):
    assert records(capture) == by_stream(theirs(capture).records)


@EACH_WHOLE
def test_messages_in_clear_are_those_that_tshark_shows_in_the_same_frames(capture):
    assert messages(capture) == shown_messages(capture)


@EACH_WHOLE
def test_records_and_messages_whose_segments_overtook_each_other_are_in_tsharks_frames(capture, tmp_path):
    swapped = tmp_path / capture.name
    segments.swap_neighbours(capture, swapped)
    assert records(swapped) == by_stream(theirs(swapped).records)
    assert messages(swapped) == shown_messages(swapped)


@EACH_WHOLE
def test_hellos_say_what_tshark_reads_in_them(capture):
    kinds = (CLIENT_HELLO, SERVER_HELLO)
    found = [
        (row["tcp_stream"], row["frame"], hello(row))
        for row in in_clear(capture)
        if row["handshake_type"] in kinds
    ]
    shown = [
        (message.stream, message.frame, {name: getattr(message, name) for name in SAID})
        for message in theirs(capture).messages
        if message.type in kinds
    ]
    assert by_stream(found) == by_stream(shown)


@EACH_WHOLE
def test_a_connection_says_what_its_first_hello_offers_and_its_server_hello_takes(capture):
    for row in ours(capture)["connections"]:
        messages = [message for message in theirs(capture).messages if message.stream == row["tcp_stream"]]
        if offers := hellos(messages, CLIENT_HELLO):
            offer = offers[0]
            assert row["client_hello_frame"] == offer.frame
            assert row["client_extensions"] == offer.extensions
            assert row["cipher_suites_offered"] == offer.cipher_suites
            assert row["versions_offered"] == (offer.versions or [offer.legacy_version])
            assert row["server_name"] == offer.server_name
        else:
            assert row["client_hello_frame"] is None
        answers = hellos(messages, SERVER_HELLO)
        if retried := row["hello_retry_request_frame"] is not None:
            assert row["hello_retry_request_frame"] == answers[0].frame
        if answers[retried:]:
            answer = answers[retried]
            assert row["server_hello_frame"] == answer.frame
            assert row["server_extensions"] == answer.extensions
            assert [row["cipher_suite"]] == answer.cipher_suites
            assert [row["version"]] == (answer.versions or [answer.legacy_version])
        else:
            assert row["version"] is None


@EACH_WHOLE
def test_alerts_in_clear_are_those_that_tshark_reads(capture):
    found = [
        (row["tcp_stream"], row["frame"], row["level"], row["description"])
        for row in ours(capture)["alerts"]
        if row["level"] is not None
    ]
    assert by_stream(found) == by_stream(theirs(capture).alerts)


@EACH
def test_resets_are_in_the_frames_in_which_tshark_sees_them(capture):
    found = [(row["tcp_stream"], row["frame"]) for row in ours(capture)["resets"]]
    streams = {row["tcp_stream"] for row in ours(capture)["connections"]}
    shown = [reset for reset in theirs(capture).resets if reset[0] in streams]
    assert by_stream(found) == by_stream(shown)
