"""Renegotiation under every way in which TLS 1.0 to 1.2 protects a record: lengths are what is seen of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recorders.flights import TLS12, TLS12_CERTIFICATE, TLS12_EMPTY, without_ticket
from recorders.programs import openssl_version, s_client, s_server
from recorders.scene import Connection, Fact, require, scene
from recorders.stage import Stage

VERSIONS = {"-tls1": (0x0301, "TLSv1"), "-tls1_1": (0x0302, "TLSv1.1"), "-tls1_2": (0x0303, "TLSv1.2")}


@dataclass(frozen=True)
class Protection:
    """A version, a suite (OpenSSL's name, IANA's number), and whether encrypt-then-MAC is allowed."""

    version: str
    cipher: str
    number: int
    encrypt_then_mac: bool = True

    @property
    def words(self) -> str:
        how = "" if self.encrypt_then_mac else ", MAC then encrypt"
        return f"{VERSIONS[self.version][1]}, {self.cipher}{how}"


CBC = [
    Protection("-tls1", "ECDHE-RSA-AES128-SHA", 0xC013),
    Protection("-tls1", "ECDHE-RSA-AES128-SHA", 0xC013, encrypt_then_mac=False),
    Protection("-tls1_1", "ECDHE-RSA-AES256-SHA", 0xC014),
    Protection("-tls1_1", "ECDHE-RSA-AES256-SHA", 0xC014, encrypt_then_mac=False),
    Protection("-tls1_2", "ECDHE-RSA-AES128-SHA", 0xC013),
    Protection("-tls1_2", "ECDHE-RSA-AES128-SHA", 0xC013, encrypt_then_mac=False),
    Protection("-tls1_2", "ECDHE-RSA-AES128-SHA256", 0xC027),
    Protection("-tls1_2", "ECDHE-RSA-AES128-SHA256", 0xC027, encrypt_then_mac=False),
    Protection("-tls1_2", "ECDHE-RSA-AES256-SHA384", 0xC028),
    Protection("-tls1_2", "ECDHE-RSA-AES256-SHA384", 0xC028, encrypt_then_mac=False),
]
AEAD = [
    Protection("-tls1_2", "ECDHE-RSA-AES256-GCM-SHA384", 0xC030),
    Protection("-tls1_2", "ECDHE-RSA-CHACHA20-POLY1305", 0xCCA8),
    Protection("-tls1_2", "DHE-RSA-AES128-CCM", 0xC09E),
    Protection("-tls1_2", "DHE-RSA-AES256-CCM8", 0xC0A3),
    Protection("-tls1_2", "AES128-CCM8", 0xC0A0),
    Protection("-tls1_2", "AES128-GCM-SHA256", 0x009C),
]


def stacks() -> Sequence[str]:
    return [f"{openssl_version()} s_server and s_client"]


@scene(
    "renegotiation-cbc-given",
    story="TLS 1.0, 1.1 and 1.2, CBC suites with and without encrypt-then-MAC: the server renegotiates for a "
    "certificate and is given one",
    server_address="192.0.2.118",
    stacks=stacks,
)
def renegotiation_cbc_given(stage: Stage) -> Sequence[Connection]:
    return [asked(stage, stream, protection, True) for stream, protection in enumerate(CBC)]


@scene(
    "renegotiation-cbc-none-given",
    story="TLS 1.0, 1.1 and 1.2, CBC suites with and without encrypt-then-MAC: the server renegotiates for a "
    "certificate, is given none, and answers",
    server_address="192.0.2.119",
    stacks=stacks,
)
def renegotiation_cbc_none_given(stage: Stage) -> Sequence[Connection]:
    return [asked(stage, stream, protection, False) for stream, protection in enumerate(CBC)]


@scene(
    "renegotiation-aead-given",
    story="TLS 1.2, AES-GCM, ChaCha20-Poly1305, AES-CCM and CCM_8, key exchange by ECDHE, DHE and RSA: the "
    "server renegotiates for a certificate and is given one",
    server_address="192.0.2.120",
    stacks=stacks,
)
def renegotiation_aead_given(stage: Stage) -> Sequence[Connection]:
    return [asked(stage, stream, protection, True) for stream, protection in enumerate(AEAD)]


@scene(
    "renegotiation-aead-none-given",
    story="TLS 1.2, AES-GCM, ChaCha20-Poly1305, AES-CCM and CCM_8, key exchange by ECDHE, DHE and RSA: the "
    "server renegotiates for a certificate, is given none, and answers",
    server_address="192.0.2.121",
    stacks=stacks,
)
def renegotiation_aead_none_given(stage: Stage) -> Sequence[Connection]:
    return [asked(stage, stream, protection, False) for stream, protection in enumerate(AEAD)]


def asked(stage: Stage, stream: int, protection: Protection, given: bool) -> Connection:
    """One connection in which s_server is told to renegotiate after the client's first words."""
    number, name = VERSIONS[protection.version]
    # Level 0: OpenSSL 3 holds TLS 1.0, 1.1 and CCM_8 to be too weak for more.
    spoken = (protection.version, "-cipher", f"{protection.cipher}:@SECLEVEL=0")
    mac_first = () if protection.encrypt_then_mac else ("-no_etm",)
    authority = ("-CAfile", stage.certificates.authority)
    server = s_server(stage, *spoken, *mac_first, "-no_resumption_on_reneg", *authority)
    certificate = ("-cert", stage.certificates.client) if given else ()
    client = s_client(stage, *spoken, "-servername", "intranet.example", *certificate)
    client.awaits("Verify return code")
    for words in (f"Protocol  : {name}\n", f"Cipher    : {protection.cipher}\n"):
        require(words in client.said, client.said)
    client.tell("request\n")
    server.awaits("\nrequest\n")
    before = len(server.said)
    server.tell("R\n")
    server.awaits("SSL_do_handshake -> 1(?s:.*)Read BLOCK", after=before)
    require(("depth=0 CN = alice" in server.said[before:]) == given, server.said)
    server.tell("reply\n")
    client.awaits("\nreply\n")
    client.tell("Q\n")
    client.finishes()
    server.awaits("DONE")
    server.end()

    legacy = ["legacy-version"] if number < 0x0303 else []
    whole, again = TLS12, TLS12_CERTIFICATE if given else TLS12_EMPTY
    if not protection.cipher.startswith(("ECDHE", "DHE")):
        whole, again = ([m for m in messages if m != "ServerKeyExchange"] for messages in (whole, again))
    facts: dict[str, Fact] = {
        "version": number,
        "cipher_suite": protection.number,
        "encrypt_then_mac": protection.encrypt_then_mac and protection in CBC,
        "renegotiations": 1,
    }
    return Connection(
        stream=stream,
        verdict="client-cert-renegotiation-ok" if given else "asked-none-given-ok",
        findings=[*legacy, *([] if given else ["renegotiation-empty-certificate"])],
        info=["renegotiation-inside-tunnel"],
        facts=facts,
        endpoints={
            "client": f"s_client: {protection.words}; reply read",
            "server": "s_server: depth=0 CN = alice, after R" if given else "s_server: nobody named, after R",
        },
        decrypted=[*whole, "HelloRequest", *without_ticket(again)],
    )
