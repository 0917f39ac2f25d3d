"""What tshark's PDML says of each TCP stream: the parts of it that are facts and not its judgement.

Knows the fields of tshark. Refuses to know how tshark was asked, and what pcapflow says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

CLIENT_HELLO, SERVER_HELLO = 1, 2
HELLO_RETRY_REQUEST = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"
"""The random of a ServerHello that is none (RFC 8446 4.1.3)."""

End = tuple[str, int]
"""Address and port."""


@dataclass(slots=True)
class Message:
    """A handshake message in clear, or decrypted."""

    sender: End
    frame: int
    type: int
    length: int
    random: str | None = None
    extensions: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    cipher_suites: list[int] = field(default_factory=list)
    legacy_version: int | None = None
    server_name: str | None = None
    alpn: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Record:
    """A TLS record, and the frame in which it ends."""

    sender: End
    frame: int
    content_type: int
    length: int


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert record; what an encrypted one says is null."""

    sender: End
    frame: int
    level: int | None
    description: int | None


@dataclass(slots=True)
class Stream:
    """One TCP stream."""

    ends: tuple[End, End]
    """Sender and receiver of the first packet that was asked for."""
    first_frame: int
    """Of those that were asked for."""
    syn: End | None = None
    """Who sent a SYN, or was sent a SYN-ACK."""
    lost: bool = False
    """Segments are not in the capture, as far as tshark can tell."""
    messages: list[Message] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    resets: list[int] = field(default_factory=list)

    @property
    def tls(self) -> bool:
        """A record, or a hello of SSL 2.0's format, is in it."""
        return bool(self.records or self.messages)

    @property
    def client(self) -> End | None:
        """Who sent a ClientHello, else who was sent a ServerHello, else who sent a SYN."""
        for hello in self.messages:
            if hello.type == CLIENT_HELLO:
                return hello.sender
            if hello.type == SERVER_HELLO:
                return self.ends[self.ends[0] == hello.sender]
        return self.syn

    def hellos(self, kind: int) -> list[Message]:
        """ClientHellos, or ServerHellos with HelloRetryRequests."""
        return [message for message in self.messages if message.type == kind]


def read(document: IO[bytes]) -> dict[int, Stream]:
    """All streams by number, as far as the document goes: a tshark that died leaves it open."""
    streams: dict[int, Stream] = {}
    try:
        for _, element in ElementTree.iterparse(document):
            if element.tag == "packet":
                _packet(element, streams)
                element.clear()
    except ElementTree.ParseError:
        return streams
    return streams


def _packet(packet: ElementTree.Element, streams: dict[int, Stream]) -> None:
    frame = int(_shown(packet, "num")[0])
    addresses, stream = ("", ""), None
    for layer in packet.iterfind("proto"):
        match layer.get("name"):
            case ("ip" | "ipv6") as name:
                addresses = (_shown(layer, f"{name}.src")[0], _shown(layer, f"{name}.dst")[0])
            case "tcp" if _shown(layer, "tcp.stream"):
                ports = (int(_shown(layer, f"tcp.{end}port")[0]) for end in ("src", "dst"))
                ends = tuple(zip(addresses, ports, strict=True))
                stream = streams.setdefault(int(_shown(layer, "tcp.stream")[0]), Stream(ends, frame))
                _segment(layer, stream, frame, *ends)
            case "tls" if stream:
                _records(layer, stream, frame, ends[0])


def _segment(tcp: ElementTree.Element, stream: Stream, frame: int, sender: End, receiver: End) -> None:
    def has(flag: str) -> bool:
        return _shown(tcp, f"tcp.flags.{flag}")[0] in {"1", "True"}

    stream.lost |= bool(
        _shown(tcp, "tcp.analysis.lost_segment") or _shown(tcp, "tcp.analysis.ack_lost_segment")
    )
    if has("reset"):
        stream.resets.append(frame)
    if has("syn") and stream.syn is None:
        stream.syn = receiver if has("ack") else sender


def _records(tls: ElementTree.Element, stream: Stream, frame: int, sender: End) -> None:
    for tree in tls.iter("field"):
        match tree.get("name"):
            case "tls.handshake" if _shown(tree, "tls.handshake.type"):
                stream.messages.append(_message(tree, frame, sender))
            case "tls.alert_message":
                said = (_number(_shown(tree, f"tls.alert_message.{part}")) for part in ("level", "desc"))
                stream.alerts.append(Alert(sender, frame, *said))
            case "tls.record":
                _record(tree, stream, frame, sender)


def _record(tree: ElementTree.Element, stream: Stream, frame: int, sender: End) -> None:
    kinds = _shown(tree, "tls.record.content_type") or _shown(tree, "tls.record.opaque_type")
    length = _number(_shown(tree, "tls.record.length"))
    if kinds and length is not None:
        stream.records.append(Record(sender, frame, int(kinds[0]), length))
    elif _own(tree, "tls.handshake.type"):  # in SSL 2.0's format a record is a message (RFC 5246 E.2)
        stream.messages.append(_message(tree, frame, sender))


def _message(tree: ElementTree.Element, frame: int, sender: End) -> Message:
    def numbers(name: str) -> list[int]:
        return [int(shown, 0) for shown in _shown(tree, name)]

    return Message(
        sender,
        frame,
        numbers("tls.handshake.type")[0],
        next(iter(numbers("tls.handshake.length") or numbers("tls.record.length"))),
        random=next(iter(_values(tree, "tls.handshake.random")), None),
        extensions=numbers("tls.handshake.extension.type"),
        versions=numbers("tls.handshake.extensions.supported_version"),
        cipher_suites=numbers("tls.handshake.ciphersuite"),
        legacy_version=_number(_shown(tree, "tls.handshake.version")),
        server_name=next(iter(_shown(tree, "tls.handshake.extensions_server_name")), None),
        alpn=_shown(tree, "tls.handshake.extensions_alpn_str"),
    )


def _number(shown: Iterable[str]) -> int | None:
    return next((int(each, 0) for each in shown), None)


def _own(tree: ElementTree.Element, name: str) -> bool:
    return any(child.get("name") == name for child in tree)


def _fields(tree: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in tree.iter("field") if each.get("name") == name)


def _shown(tree: ElementTree.Element, name: str) -> list[str]:
    return [each.get("show", "") for each in _fields(tree, name)]


def _values(tree: ElementTree.Element, name: str) -> list[str]:
    return [each.get("value", "") for each in _fields(tree, name)]
