"""What the key log of a capture shows of its handshakes: the truth that inferences are held to.

Knows tshark's decrypted messages. Refuses to know what pcapflow says of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdml
import tshark

HELLO_REQUEST, CLIENT_HELLO, CERTIFICATE, CERTIFICATE_REQUEST, CERTIFICATE_VERIFY, FINISHED = (
    0,
    1,
    11,
    13,
    15,
    20,
)
COMPRESSED_CERTIFICATE = 25
TYPES = {
    "HelloRequest": HELLO_REQUEST,
    "ClientHello": CLIENT_HELLO,
    "ServerHello": 2,
    "Certificate": CERTIFICATE,
    "CertificateVerify": CERTIFICATE_VERIFY,
    "Finished": FINISHED,
}


@dataclass(frozen=True, slots=True)
class Message:
    """A handshake message of one connection."""

    by_client: bool
    frame: int
    type: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """The messages of one handshake, or of one exchange after it, in their order."""

    messages: Sequence[Message]

    def frames(self, kind: int, *, by_client: bool) -> list[int]:
        """Frames of one side's messages of a type."""
        return [each.frame for each in self.messages if each.type == kind and each.by_client is by_client]

    @property
    def finished_frame(self) -> int | None:
        """Frame of the client's Finished."""
        return next(iter(self.frames(FINISHED, by_client=True)), None)

    @property
    def asked(self) -> bool:
        """The server asked for a certificate."""
        return bool(self.frames(CERTIFICATE_REQUEST, by_client=False))

    @property
    def given(self) -> str:
        """What the client gave: a certificate needs a proof (RFC 8446 4.4.3, RFC 5246 7.4.8)."""
        if self.frames(CERTIFICATE_VERIFY, by_client=True):
            return "sent"
        sent = self.frames(CERTIFICATE, by_client=True) + self.frames(COMPRESSED_CERTIFICATE, by_client=True)
        return "empty" if sent else "none"


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection: its first handshake, and what came inside the tunnel."""

    first: Exchange
    inside: Exchange
    opened: bool
    """The keys fit: messages of the tunnel could be read."""

    def shows(self, frame: int, kind: int) -> bool:
        """A message of that type is in that frame."""
        return any(
            (each.frame, each.type) == (frame, kind) for each in (*self.first.messages, *self.inside.messages)
        )

    def renegotiations(self) -> Iterator[Exchange]:
        """Handshakes inside the tunnel, each from its ClientHello to the next one's."""
        yield from self._cut(lambda each: each.by_client and each.type == CLIENT_HELLO)

    def requests(self) -> Iterator[Exchange]:
        """Exchanges after a TLS 1.3 handshake, each from its CertificateRequest to the next one's."""
        yield from self._cut(lambda each: not each.by_client and each.type == CERTIFICATE_REQUEST)

    def _cut(self, begins) -> Iterator[Exchange]:
        places = [place for place, each in enumerate(self.inside.messages) if begins(each)]
        for place, end in zip(places, [*places, len(self.inside.messages)][1:], strict=True):
            yield Exchange(self.inside.messages[place:end])


@cache
def decrypted(capture: Path, *ports: int) -> dict[int, pdml.Stream]:
    """A capture as the key log that stands beside it opens it, or the secrets inside it."""
    log = capture.with_suffix(".keys")
    return tshark.read(capture, *ports, keys=log if log.exists() else None, decrypt=True).streams


def of_stream(capture: Path, stream: int, client_port: int, ports: Sequence[int]) -> Connection:
    """What the keys show of one connection."""
    messages = [
        Message(each.sender[1] == client_port, each.frame, each.type)
        for each in decrypted(capture, *ports)[stream].messages
    ]
    ends = [place for place, each in enumerate(messages) if each.by_client and each.type == FINISHED]
    end = ends[0] + 1 if ends else len(messages)
    return Connection(Exchange(messages[:end]), Exchange(messages[end:]), opened=bool(ends))
