"""An HTTP server on GnuTLS that asks for the client certificate in mid-answer: TLS 1.2, renegotiation.

It sends HelloRequest and, without waiting for the ClientHello, the first part of its answer: RFC 5246 7.4.1.1
leaves it free to, while OpenSSL's server holds such data back. Both go out in one TCP segment, so that no
client is quick enough to come between them. One JSON line is said about each connection.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import socket
from typing import Any

from cryptography import x509

BODY = b"hello, and after the certificate the rest\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(BODY)
FIRST, REST = HEAD + BODY[:6], BODY[6:]

# Of gnutls.h.
SERVER, CRD_CERTIFICATE, FORMAT_PEM, CERT_REQUEST, SHUT_RDWR = 1, 1, 1, 1, 0
E_REHANDSHAKE = -37
PRIORITY = b"NORMAL:-VERS-ALL:+VERS-TLS1.2"

gnutls = ctypes.CDLL("libgnutls.so.30")
for name in ("strerror", "protocol_get_name", "ciphersuite_get"):
    getattr(gnutls, "gnutls_" + name).restype = ctypes.c_char_p


class Datum(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("size", ctypes.c_uint))


gnutls.gnutls_certificate_get_peers.restype = ctypes.POINTER(Datum)
gnutls.gnutls_record_send.restype = gnutls.gnutls_record_recv.restype = ctypes.c_ssize_t


class GnuTLSError(Exception):
    pass


def call(name: str, *arguments: Any) -> int:
    """Call the function; below 0 GnuTLS means an error."""
    result: int = getattr(gnutls, "gnutls_" + name)(*arguments)
    if result < 0:
        raise GnuTLSError(f"{name}: {gnutls.gnutls_strerror(result).decode()}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--port", type=int, default=443)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--authority", required=True)
    options = parser.parse_args()

    credentials = ctypes.c_void_p()
    call("certificate_allocate_credentials", ctypes.byref(credentials))
    pair = options.certificate.encode()
    call("certificate_set_x509_key_file", credentials, pair, pair, FORMAT_PEM)
    call("certificate_set_x509_trust_file", credentials, options.authority.encode(), FORMAT_PEM)
    with socket.create_server((options.address, options.port)) as listener:
        while True:
            plain, _ = listener.accept()
            with plain:
                print(json.dumps(serve(plain, credentials)), flush=True)


def serve(plain: socket.socket, credentials: ctypes.c_void_p) -> dict[str, Any]:
    session = ctypes.c_void_p()
    call("init", ctypes.byref(session), SERVER)
    call("priority_set_direct", session, PRIORITY, None)
    call("credentials_set", session, CRD_CERTIFICATE, credentials)
    gnutls.gnutls_transport_set_int2(session, plain.fileno(), plain.fileno())
    statement: dict[str, Any] = {}
    try:
        call("handshake", session)
        version = gnutls.gnutls_protocol_get_name(gnutls.gnutls_protocol_get_version(session))
        statement["version"] = version.decode()
        statement["cipher"] = gnutls.gnutls_ciphersuite_get(session).decode()
        buffer = ctypes.create_string_buffer(4096)
        call("record_recv", session, buffer, len(buffer))
        gnutls.gnutls_certificate_server_set_request(session, CERT_REQUEST)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        call("rehandshake", session)
        statement["sent_after_hello_request"] = call("record_send", session, FIRST, len(FIRST))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
        answer = gnutls.gnutls_record_recv(session, buffer, len(buffer))
        statement["answered_by_client_hello"] = answer == E_REHANDSHAKE
        call("handshake", session)
        statement |= given(session)
        call("record_send", session, REST, len(REST))
        call("bye", session, SHUT_RDWR)
        statement["ended"] = "close_notify sent and answered"
    except GnuTLSError as problem:
        statement["ended"] = str(problem)
    finally:
        gnutls.gnutls_deinit(session)
    return statement


def given(session: ctypes.c_void_p) -> dict[str, Any]:
    """The subject of the client's certificate, and whether it holds against the authority."""
    count, status = ctypes.c_uint(), ctypes.c_uint()
    chain = gnutls.gnutls_certificate_get_peers(session, ctypes.byref(count))
    if count.value == 0:
        return {"given": None}
    call("certificate_verify_peers2", session, ctypes.byref(status))
    certificate = x509.load_der_x509_certificate(ctypes.string_at(chain[0].data, chain[0].size))
    return {"given": certificate.subject.rfc4514_string(), "verified": status.value == 0}


if __name__ == "__main__":
    main()
