"""What is told of encrypted messages is what tshark reads with the keys of the sample captures."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tshark
from samples import FOLDER

import pcapflow

HELLO_REQUEST, CLIENT_HELLO, CERTIFICATE, CERTIFICATE_REQUEST, CERTIFICATE_VERIFY, FINISHED = (
    0,
    1,
    11,
    13,
    15,
    20,
)
TYPES = {
    "HelloRequest": HELLO_REQUEST,
    "ClientHello": CLIENT_HELLO,
    "ServerHello": 2,
    "Certificate": CERTIFICATE,
    "CertificateVerify": CERTIFICATE_VERIFY,
    "Finished": FINISHED,
}
UNREADABLE = {
    "cannot-tell-truncated": "its packets are cut",
    "cannot-tell-mid-stream-start": "its randoms, by which keys are found, are missing",
    "cannot-tell-one-sided": "its ServerHello is missing",
    "fatal-alert": "nothing is encrypted",
}
CAPTURES = sorted(capture for capture in FOLDER.glob("*.pcapng") if capture.stem not in UNREADABLE)
EACH = pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.stem)


@cache
def tables(capture: Path) -> dict[str, list[dict[str, Any]]]:
    read = pcapflow.read(capture)
    return {name: read.arrow(name).to_pylist() for name in ("connections", "handshakes", "renegotiations")}


@cache
def decrypted(capture: Path) -> list[tshark.Message]:
    ports = sorted({row["server_port"] for row in tables(capture)["connections"]})
    return tshark.read(capture, *ports, keys=capture.with_suffix(".keys")).messages


def of_stream(capture: Path, connection: dict[str, Any]) -> list[tuple[bool, int, int]]:
    """Messages of a connection: sent by the client, frame, type."""
    return [
        (message.port == connection["client_port"], message.frame, message.type)
        for message in decrypted(capture)
        if message.stream == connection["tcp_stream"]
    ]


def given(messages: list[tuple[bool, int, int]]) -> str:
    """What the client gave: with a certificate it has to send a proof (RFC 8446 4.4.3, RFC 5246 7.4.8)."""
    types = {kind for by_client, _, kind in messages if by_client}
    if CERTIFICATE_VERIFY in types:
        return "sent"
    return "empty" if CERTIFICATE in types else "none"


def first_handshake(messages: list[tuple[bool, int, int]]) -> int:
    """How many messages there are up to the client's Finished."""
    ends = [place for place, (by_client, _, kind) in enumerate(messages) if by_client and kind == FINISHED]
    return ends[0] + 1 if ends else len(messages)


@EACH
def test_messages_named_by_place_and_length_are_those_that_the_keys_show(capture):
    streams = {row["connection_id"]: row["tcp_stream"] for row in tables(capture)["connections"]}
    shown = {(message.stream, message.frame, message.type) for message in decrypted(capture)}
    for row in tables(capture)["handshakes"]:
        for name in (row["inferred"] or "").split("+"):
            if name:
                assert (streams[row["connection_id"]], row["frame"], TYPES[name]) in shown, row["ordinal"]


@EACH
def test_the_client_gave_in_the_first_handshake_what_the_keys_show(capture):
    for row in tables(capture)["connections"]:
        messages = of_stream(capture, row)
        messages = messages[: first_handshake(messages)]
        if (True, row["client_finished_frame"], FINISHED) in messages:
            assert row["client_certificate"] == given(messages)
        else:
            # It cannot be told, or there was none.
            assert row["client_finished_frame"] is None
            assert row["client_certificate"] in {None, "sent", "empty"}


@EACH
def test_renegotiations_are_those_that_the_keys_show(capture):
    for row in tables(capture)["connections"]:
        messages = of_stream(capture, row)
        inside = messages[first_handshake(messages) :]
        began = [place for place, (_, _, kind) in enumerate(inside) if kind == CLIENT_HELLO]
        found = [
            each
            for each in tables(capture)["renegotiations"]
            if each["connection_id"] == row["connection_id"]
        ]
        assert [each["client_hello_frame"] for each in found] == [inside[place][1] for place in began]
        asked = [frame for by_client, frame, kind in inside if not by_client and kind == HELLO_REQUEST]
        assert [each["hello_request_frame"] for each in found if each["initiator"] == "server"] == asked
        ends = [*began, len(inside)][1:]
        for each, begin, end in zip(found, began, ends, strict=True):
            assert each["client_certificate"] == given(inside[begin:end])


@EACH
def test_certificates_asked_for_after_a_tls13_handshake_are_those_that_the_keys_show(capture):
    for row in tables(capture)["connections"]:
        messages = of_stream(capture, row)
        after = messages[first_handshake(messages) :]
        if row["version"] != 0x0304:
            continue
        asked = [frame for by_client, frame, kind in after if not by_client and kind == CERTIFICATE_REQUEST]
        assert row["post_handshake_request_frame"] == (asked[-1] if asked else None)
        if asked:
            assert row["post_handshake_certificate"] == given(after)
