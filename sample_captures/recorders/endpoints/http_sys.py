"""A stand-in for HTTP.SYS: asks for the client certificate only once a request for /protected/ has come.

TLS 1.2: it renegotiates inside the tunnel, as IIS does, and resets afterwards if /protected/forbidden was
asked for, or before the client has answered if it was /protected/crash. TLS 1.3: there is no renegotiation,
it does not use post-handshake authentication, and so it cuts the connection with a TCP reset. pyOpenSSL,
because Python's own ssl cannot renegotiate. One JSON line is said about each connection when it ends.
HTTP.SYS itself was not recorded.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import select
import socket
import struct
import threading
from pathlib import Path
from typing import Any

from cryptography.x509.oid import NameOID
from OpenSSL import SSL

REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"

NO_SESSION_RESUMPTION_ON_RENEGOTIATION = 1 << 16  # openssl/ssl.h; pyOpenSSL has no name for it


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--port", type=int, default=443)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--authority", required=True)
    parser.add_argument("--resume", action="store_true", help="a renegotiation may resume the session")
    parser.add_argument("--tls13-off", action="store_true", help="as the registry's DefaultFlags 0x40 does")
    parser.add_argument("--ask-first", action="store_true", help="as clientcertnegotiation=enable does")
    parser.add_argument("--keys", help="key log to add to, where the client has none")
    options = parser.parse_args()

    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate_file(options.certificate)
    context.use_privatekey_file(options.certificate)
    context.load_verify_locations(options.authority)
    context.set_session_id(b"stand-in for HTTP.SYS")
    if not options.resume:
        context.set_options(NO_SESSION_RESUMPTION_ON_RENEGOTIATION)
    if options.keys:
        context.set_keylog_callback(functools.partial(write_key, Path(options.keys)))
    if options.tls13_off:
        context.set_max_proto_version(SSL.TLS1_2_VERSION)
    if options.ask_first:
        context.set_verify(SSL.VERIFY_PEER, lambda *_: True)
    family = socket.AF_INET6 if ":" in options.address else socket.AF_INET
    with socket.create_server((options.address, options.port), family=family) as listener:
        for connection in itertools.count():
            client, _ = listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # both tickets leave before a reset
            # A browser opens a second connection before it is done with the first.
            arguments = (SSL.Connection(context, client), client, connection)
            threading.Thread(target=serve, args=arguments, daemon=True).start()


def serve(tls: SSL.Connection, client: socket.socket, connection: int) -> None:
    ask_first = tls.get_verify_mode() != SSL.VERIFY_NONE
    asked = "in the handshake" if ask_first else None
    statement: dict[str, Any] = {"connection": connection, "asked": asked, "given": None, "requests": []}
    tls.set_accept_state()
    try:
        tls.do_handshake()
        name = tls.get_servername()
        statement |= {
            "version": tls.get_protocol_version_name(),
            "cipher": tls.get_cipher_name(),
            "resumed": bool(SSL._lib.SSL_session_reused(tls._ssl)),  # type: ignore[attr-defined]
            "server_name": name.decode() if name else None,
            "given": client_name(tls),
        }
        while request := tls.recv(4096):
            path = request.split(b" ", 2)[1].decode()
            statement["requests"].append(path)
            if path.startswith("/protected/") and not ask_first and client_name(tls) is None:
                if tls.get_protocol_version() > SSL.TLS1_2_VERSION:
                    drop(client)
                    statement["ended"] = "server reset: a certificate is needed and cannot be asked for"
                    break
                statement["asked"] = "inside the tunnel"
                if path == "/protected/crash":
                    tls.renegotiate()
                    tls.do_handshake()
                    select.select([client], [], [], 10)
                    drop(client)
                    statement["ended"] = "server reset: it crashed on the client's second ClientHello"
                    break
                statement["given"] = ask(tls, client)
                if path == "/protected/forbidden":
                    drop(client)
                    statement["ended"] = "server reset: who asks may not have this page"
                    break
            page = bytes(20_000) if path == "/large" else path.encode() + b"\n"
            tls.sendall(REPLY % (len(page), page))
    except SSL.ZeroReturnError:
        tls.shutdown()
        statement["ended"] = "client sent close_notify"
    except SSL.Error as problem:
        statement["ended"] = f"{type(problem).__name__}: {problem}"
    finally:
        client.close()
    print(json.dumps(statement) + "\n", end="", flush=True)


def drop(client: socket.socket) -> None:
    """SO_LINGER 0: close() will drop the connection with RST instead of FIN."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def ask(tls: SSL.Connection, client: socket.socket) -> str | None:
    """Send HelloRequest, take the client through the second handshake, and name who answered."""
    tls.set_verify(SSL.VERIFY_PEER, lambda *_: True)
    tls.renegotiate()
    tls.do_handshake()
    client.setblocking(False)
    while tls.renegotiate_pending():  # until the second Finished is sent
        try:
            tls.recv(1, socket.MSG_PEEK)
        except SSL.WantReadError:
            if tls.renegotiate_pending():
                select.select([client], [], [], 10)
    client.setblocking(True)
    return client_name(tls)


def write_key(log: Path, _connection: SSL.Connection, line: bytes) -> None:
    with log.open("ab") as file:
        file.write(line + b"\n")


def client_name(tls: SSL.Connection) -> str | None:
    certificate = tls.get_peer_certificate(as_cryptography=True)
    if certificate is None:
        return None
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


if __name__ == "__main__":
    main()
