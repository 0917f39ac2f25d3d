"""The handshake messages of whole handshakes, in their order, as a key log lets tshark read them."""

from __future__ import annotations


def without_ticket(messages: list[str]) -> list[str]:
    """The same where the client offers no ticket (curl), or renegotiates (OpenSSL's server gives none)."""
    return [message for message in messages if message != "NewSessionTicket"]


# RFC 5246 7.3, with RFC 5077 3.1: the ticket is sent before the server's ChangeCipherSpec.
TLS12 = [
    "ClientHello",
    "ServerHello",
    "Certificate",
    "ServerKeyExchange",
    "ServerHelloDone",
    "ClientKeyExchange",
    "Finished",
    "NewSessionTicket",
    "Finished",
]
_ASKED12 = [*TLS12[:4], "CertificateRequest", "ServerHelloDone", "Certificate"]
TLS12_EMPTY = [*_ASKED12, "ClientKeyExchange", "Finished", "NewSessionTicket", "Finished"]
TLS12_CERTIFICATE = [
    *_ASKED12,
    "ClientKeyExchange",
    "CertificateVerify",
    "Finished",
    "NewSessionTicket",
    "Finished",
]

# RFC 8446 2.
_SERVER13 = ["Certificate", "CertificateVerify", "Finished"]
TLS13 = ["ClientHello", "ServerHello", "EncryptedExtensions", *_SERVER13, "Finished"]
TLS13_RESUMED = ["ClientHello", "ServerHello", "EncryptedExtensions", "Finished", "Finished"]
_ASKED13 = [
    "ClientHello",
    "ServerHello",
    "EncryptedExtensions",
    "CertificateRequest",
    *_SERVER13,
    "Certificate",
]
TLS13_EMPTY = [*_ASKED13, "Finished"]
TLS13_CERTIFICATE = [*_ASKED13, "CertificateVerify", "Finished"]
# RFC 8446 4.6.2.
POST_HANDSHAKE = ["CertificateRequest", "Certificate", "CertificateVerify", "Finished"]

TICKETS = ["NewSessionTicket", "NewSessionTicket"]
"""OpenSSL sends two after each full handshake, and one after a resumption."""
# RFC 8446 4.1.4: a HelloRetryRequest is a ServerHello by its type.
HELLO_RETRY_REQUEST = ["ClientHello", "ServerHello"]
# RFC 5077 3.1: the server accepts the ticket, and gives no new one.
TLS12_RESUMED = ["ClientHello", "ServerHello", "Finished", "Finished"]
