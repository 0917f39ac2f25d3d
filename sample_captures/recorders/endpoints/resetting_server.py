"""An HTTP server on Python's ssl that ends its connections, one after the other, in the ways it was told.

One JSON line is said about each connection.
"""

from __future__ import annotations

import argparse
import json
import socket
import ssl
import struct
import time
from collections.abc import Callable
from typing import Any

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n"
HALF_A_PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + bytes(40_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("endings", nargs="+", choices=sorted(ENDINGS))
    parser.add_argument("--port", type=int, default=443)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--tickets", type=int, default=2)
    options = parser.parse_intermixed_args()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)
    context.num_tickets = options.tickets
    with socket.create_server((options.address, options.port)) as listener:
        for ending in options.endings:
            plain, _ = listener.accept()
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # tickets leave before a reset
            statement: dict[str, Any] = {"ending": ending, "requests": 0}
            ENDINGS[ending](plain, context, statement)
            print(json.dumps(statement), flush=True)


def reset(connection: socket.socket) -> None:
    """SO_LINGER 0: close() drops the connection with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def accept(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> ssl.SSLSocket:
    tls = context.wrap_socket(plain, server_side=True)
    statement["version"] = tls.version()
    return tls


def take_request(tls: ssl.SSLSocket, statement: dict[str, Any]) -> None:
    if tls.recv(4096):
        statement["requests"] += 1


def before_server_hello(plain: socket.socket, _context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    plain.recv(4096)
    reset(plain)
    statement["ended"] = "reset on the ClientHello"


def close_on_hello(plain: socket.socket, _context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    plain.recv(4096)
    plain.close()
    statement["ended"] = "closed the socket on the ClientHello"


def no_hello(plain: socket.socket, _context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    """Takes the ClientHello and says nothing until the client goes."""
    plain.recv(4096)
    statement["ended"] = "client data" if plain.recv(4096) else "client FIN, nothing said"
    plain.close()


def plain_http(plain: socket.socket, _context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    """What a web server without TLS says to a ClientHello."""
    plain.recv(4096)
    plain.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    try:
        plain.recv(4096)
    except ConnectionResetError:
        statement["ended"] = "answered 400 in clear, client reset"
    plain.close()


def stop_after_hello(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    """The server's first flight, and then nothing, whatever the client sends, until it goes."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(plain.recv(4096))
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        plain.sendall(outgoing.read())
    while plain.recv(4096):
        statement["client_bytes"] = True
    plain.close()
    statement["ended"] = "client FIN, nothing said after the first flight"


def in_handshake(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    """TLS 1.2: the server's first flight, the client's answer, then a reset in place of ChangeCipherSpec."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(plain.recv(4096))
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        plain.sendall(outgoing.read())
    plain.recv(4096)
    reset(plain)
    statement["version"] = tls.version()
    statement["ended"] = "reset on the client's second flight"


def after_finished(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    time.sleep(0.2)
    reset(tls)
    statement["ended"] = "reset after the handshake, before any request"


def after_request(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    reset(tls)
    statement["ended"] = "reset on the request"


def partial_reply(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    tls.sendall(HALF_A_PAGE)
    time.sleep(0.1)  # all of it has left: the reset meets a reply that is under way, not one in a queue
    reset(tls)
    statement["ended"] = "reset in the middle of the reply"


def close_notify(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    tls.sendall(PAGE)
    tls.setblocking(False)
    try:
        tls.unwrap()
    except ssl.SSLWantReadError:
        statement["ended"] = "close_notify sent, then reset"
    time.sleep(0.1)
    reset(tls)


def close_with_unread(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    """close() on a socket that holds unread bytes, here the client's close_notify: the kernel sends RST."""
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    tls.sendall(PAGE)
    time.sleep(0.3)
    tls.close()
    statement["ended"] = "closed the socket without reading what the client sent last"


def close(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    """close() at once: what the client sends later meets a socket that is gone, and the kernel sends RST."""
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    tls.sendall(PAGE)
    tls.close()
    statement["ended"] = "closed the socket after the reply"


def close_unanswered(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    time.sleep(0.2)
    tls.setblocking(False)
    try:
        tls.unwrap()
    except ssl.SSLWantReadError:
        statement["ended"] = "close_notify and FIN instead of a reply"
    plain_end = socket.socket(fileno=tls.detach())
    plain_end.setblocking(True)
    plain_end.shutdown(socket.SHUT_WR)
    while plain_end.recv(4096):
        pass
    plain_end.close()


def late_reply(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    time.sleep(0.5)
    tls.sendall(PAGE)
    tls.unwrap()
    tls.close()
    statement["ended"] = "reply 0.5 s after the request"


def idle(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    tls.sendall(PAGE)
    time.sleep(1.5)
    reset(tls)
    statement["ended"] = "reset 1.5 s after the reply"


def silent(plain: socket.socket, context: ssl.SSLContext, statement: dict[str, Any]) -> None:
    tls = accept(plain, context, statement)
    take_request(tls, statement)
    try:
        statement["ended"] = "client data" if tls.recv(1) else "the connection ended under it"
    except OSError as problem:
        statement["ended"] = type(problem).__name__
    tls.close()


Ending = Callable[[socket.socket, ssl.SSLContext, dict[str, Any]], None]
ENDINGS: dict[str, Ending] = {
    "before-server-hello": before_server_hello,
    "close-on-hello": close_on_hello,
    "no-hello": no_hello,
    "plain-http": plain_http,
    "stop-after-hello": stop_after_hello,
    "in-handshake": in_handshake,
    "after-finished": after_finished,
    "after-request": after_request,
    "partial-reply": partial_reply,
    "close-notify": close_notify,
    "close-with-unread": close_with_unread,
    "close": close,
    "close-unanswered": close_unanswered,
    "late-reply": late_reply,
    "idle": idle,
    "silent": silent,
}

if __name__ == "__main__":
    main()
