"""What a scene is: a name, a story, a server address of its own, and the function that plays it.

Every scene has its own server address: rules compare connections of one server across captures, and a server
that asks late in one scene must not vouch for the server of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recorders.stage import Stage

Fact = int | bool | str | dict[str, object]

TLS12_FACTS: dict[str, Fact] = {"version": 0x0303, "post_handshake_auth": False}
TLS13_FACTS: dict[str, Fact] = {"version": 0x0304, "post_handshake_auth": False}


class SceneError(Exception):
    """What the endpoints or the decrypted capture say is not what the scene claims."""


@dataclass(frozen=True)
class Connection:
    """The truth about one connection: what pcapflow must find, and the words of the endpoints it rests on."""

    stream: int
    verdict: str
    endpoints: dict[str, str]
    findings: Sequence[str] = ()
    info: Sequence[str] = ()
    facts: dict[str, Fact] = field(default_factory=dict)
    decrypted: Sequence[str] = ()
    """Handshake messages in their order, as tshark reads them with the key log; see `witness.messages`."""
    at_once: bool = False
    """Both sides send at the same time, so that the order of `decrypted` is a matter of chance."""


@dataclass(frozen=True)
class Scene:
    name: str
    story: str
    server_address: str
    loopback: bool
    wired: bool
    """The scene calls `wire`, which stands between client and server."""
    own_tap: bool
    """The scene calls `tap` itself, because what is not captured is its point."""
    tls_ports: Sequence[int]
    """Where tshark must be told that TLS is spoken."""
    stacks: Callable[[], Sequence[str]]
    play: Callable[[Stage], Sequence[Connection]]


Played = Callable[["Stage"], Sequence[Connection]]
CATALOGUE: dict[str, Scene] = {}


def scene(
    name: str,
    *,
    story: str,
    server_address: str,
    stacks: Callable[[], Sequence[str]],
    loopback: bool = False,
    wired: bool = False,
    own_tap: bool = False,
    tls_ports: Sequence[int] = (443,),
) -> Callable[[Played], Played]:
    """Enter a function into the catalogue as the scene `name`."""

    def enter(play: Played) -> Played:
        taken = {other.server_address for other in CATALOGUE.values() if not loopback}
        if name in CATALOGUE or server_address in taken:
            raise ValueError(f"{name}: the name or the address {server_address} is taken")
        CATALOGUE[name] = Scene(
            name, story, server_address, loopback, wired, own_tap, tls_ports, stacks, play
        )
        return play

    return enter


def require(claim: bool, what: str) -> None:
    """Fail the scene unless `claim` holds."""
    if not claim:
        raise SceneError(what)
