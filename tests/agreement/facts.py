"""What two readers say of one capture, fact by fact and stream by stream.

A fact is compared where at least one of them says something, and not where tshark has no way of saying it.
Sides are named by our client, so that only one fact differs where the two do not agree who that is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdml
import tshark

import pcapflow
from pcapflow.errors import CaptureError

TLS12 = 0x0303
BEFORE_FINISHED = {13172, 30031, 30032}
"""Extensions by which the client sends one more encrypted message: next_protocol_negotiation, channel_id."""
FOUND = "stream found"
UNTOLD = object()
"""tshark does not say it, and nothing that it shows would."""


@dataclass(frozen=True, slots=True)
class Said:
    """What both say of one fact of one stream."""

    stream: int
    fact: str
    ours: Any
    theirs: Any

    @property
    def agreed(self) -> bool:
        """Both say the same."""
        return self.ours == self.theirs

    def differing(self) -> tuple[Any, Any]:
        """Both values; of two lists of things with frames, what only one of them has."""
        if self.fact not in WITH_FRAMES:
            return self.ours, self.theirs
        left = [each for each in self.ours if each not in self.theirs]
        right = [each for each in self.theirs if each not in self.ours]
        return (left, right) if left or right else (self.ours, self.theirs)


@dataclass(slots=True)
class Told:
    """Our rows of one stream."""

    connection: dict[str, Any]
    handshakes: list[dict[str, Any]]
    alerts: list[dict[str, Any]]
    resets: list[dict[str, Any]]
    renegotiations: list[dict[str, Any]]

    @property
    def client(self) -> pdml.End:
        """Address and port."""
        return self.connection["client_address"], self.connection["client_port"]

    def side(self, sender: pdml.End) -> str:
        """Who an address and port of tshark's is."""
        return "client" if sender == self.client else "server"


def ours(capture: Path) -> dict[int, Told]:
    """Streams with TLS; those that share Wireshark's number are one."""
    try:
        read = pcapflow.read(str(capture))
    except CaptureError:
        return {}
    names = ("handshakes", "alerts", "resets", "renegotiations")
    told: dict[str, Told] = {}
    streams: dict[int, Told] = {}
    for row in read.arrow("connections").to_pylist():
        if row["tls"]:
            stream = streams.setdefault(row["tcp_stream"], Told(row, [], [], [], []))
            told[row["connection_id"]] = stream
    for name in names:
        for row in read.arrow(name).to_pylist():
            if stream := told.get(row["connection_id"]):
                getattr(stream, name).append(row)
    return streams


def theirs(capture: Path, mine: dict[int, Told], **how: Any) -> tshark.Reading:
    """What tshark says, asked as often as it needs.

    It guesses by port where it sees no hello: of what it missed it is asked again, told the ports. Behind a
    segment that is lost it holds back what came, unless segments may not have overtaken each other.
    """
    reading = tshark.read(capture, **how)
    streams = reading.streams
    missed = {number for number in mine if number not in streams or not streams[number].tls}
    ports = sorted({mine[number].connection["server_port"] for number in missed})
    if missed:
        again = tshark.read(capture, *ports, **how).streams
        streams.update((number, again[number]) for number in missed & again.keys())
    if any(stream.lost for stream in streams.values()):
        for number, stream in tshark.read(capture, *ports, overtaking=False, **how).streams.items():
            held = streams.get(number)
            if held is None or (held.lost and len(stream.records) > len(held.records)):
                streams[number] = stream
    return reading


def compare(mine: dict[int, Told], streams: dict[int, pdml.Stream]) -> Iterator[Said]:
    """All facts of all streams in which either finds TLS."""
    theirs = {number: stream for number, stream in streams.items() if stream.tls}
    for number in sorted(mine.keys() | theirs.keys()):
        yield Said(number, FOUND, number in mine, number in theirs)
        if number in mine and number in theirs:
            for fact, (of_ours, of_theirs) in FACTS.items():
                we, they = of_ours(mine[number]), of_theirs(theirs[number], mine[number])
                if they is not UNTOLD and (we or they):
                    yield Said(number, fact, we, they)


def _offer(stream: pdml.Stream) -> pdml.Message | None:
    return next(iter(stream.hellos(pdml.CLIENT_HELLO)), None)


def _answer(stream: pdml.Stream) -> pdml.Message | None:
    hellos = stream.hellos(pdml.SERVER_HELLO)
    return next((hello for hello in hellos if hello.random != pdml.HELLO_RETRY_REQUEST), None)


def _version(hello: pdml.Message) -> int | None:
    return hello.versions[0] if hello.versions else hello.legacy_version


def _offered(pick: Callable[[pdml.Message], Any]) -> Callable[[pdml.Stream, Told], Any]:
    return lambda stream, _: pick(hello) if (hello := _offer(stream)) else None


def _answered(pick: Callable[[pdml.Message], Any]) -> Callable[[pdml.Stream, Told], Any]:
    return lambda stream, _: pick(hello) if (hello := _answer(stream)) else None


def _column(name: str) -> Callable[[Told], Any]:
    return lambda told: told.connection[name] or None


def _client(stream: pdml.Stream, _: Told) -> Any:
    return UNTOLD if stream.client is None else _written(stream.client)


def _written(end: pdml.End) -> str:
    return f"{end[0]} port {end[1]}"


def _messages(told: Told) -> list[list[Any]]:
    return _by_frame(
        [row["frame"], row["direction"], row["handshake_type"], row["length"]]
        for row in told.handshakes
        if row["handshake_type"] is not None
    )


def _their_messages(stream: pdml.Stream, told: Told) -> list[list[Any]]:
    return _by_frame([each.frame, told.side(each.sender), each.type, each.length] for each in stream.messages)


def _alerts(told: Told) -> list[list[Any]]:
    return _by_frame(
        [row["frame"], row["direction"], row["level"], row["description"]] for row in told.alerts
    )


def _their_alerts(stream: pdml.Stream, told: Told) -> list[list[Any]]:
    return _by_frame(
        [each.frame, told.side(each.sender), each.level, each.description] for each in stream.alerts
    )


def _renegotiation(told: Told) -> int | None:
    """Frame in which the first begins."""
    frames = (
        row[name] for row in told.renegotiations[:1] for name in ("hello_request_frame", "client_hello_frame")
    )
    return next(filter(None, frames), None)


def _their_renegotiation(stream: pdml.Stream, _: Told) -> Any:
    """The first handshake record of a sender behind its Finished (RFC 5246 7.4.9), or behind its data."""
    answer = _answer(stream)
    if answer and (_version(answer) or 0) > TLS12:
        return None
    before_finished = len(BEFORE_FINISHED.intersection(answer.extensions)) if answer else 0
    left: dict[pdml.End, int] = {}
    for record in stream.records:
        match record.content_type:
            case 20:  # ChangeCipherSpec
                by_server = answer and answer.sender == record.sender
                left.setdefault(record.sender, 1 if by_server else 1 + before_finished)
            case 22 if record.sender in left:
                left[record.sender] -= 1
                if left[record.sender] < 0:
                    return record.frame
            case 23:
                left[record.sender] = 0
    return None


def _by_frame(rows: Any) -> list[list[Any]]:
    return sorted(rows, key=lambda row: row[0])


FACTS: dict[str, tuple[Callable[[Told], Any], Callable[[pdml.Stream, Told], Any]]] = {
    "client side": (lambda told: _written(told.client), _client),
    "server name": (_column("server_name"), _offered(lambda hello: hello.server_name)),
    "versions offered": (
        _column("versions_offered"),
        _offered(lambda hello: hello.versions or [hello.legacy_version]),
    ),
    "version negotiated": (_column("version"), _answered(_version)),
    "cipher suite": (
        _column("cipher_suite"),
        _answered(lambda hello: next(iter(hello.cipher_suites), None)),
    ),
    "ALPN offered": (_column("alpn_offered"), _offered(lambda hello: hello.alpn or None)),
    "ALPN selected": (_column("alpn_selected"), _answered(lambda hello: next(iter(hello.alpn), None))),
    "client extensions": (_column("client_extensions"), _offered(lambda hello: hello.extensions or None)),
    "server extensions": (_column("server_extensions"), _answered(lambda hello: hello.extensions or None)),
    "handshake messages": (_messages, _their_messages),
    "alerts": (_alerts, _their_alerts),
    "resets": (
        lambda told: sorted(row["frame"] for row in told.resets),
        lambda stream, _: stream.resets,
    ),
    "renegotiation": (_renegotiation, _their_renegotiation),
}
WITH_FRAMES = {"handshake messages", "alerts", "resets"}
