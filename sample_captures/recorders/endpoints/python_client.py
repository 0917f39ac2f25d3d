"""An HTTP client on Python's ssl: connects as it is told and says, a JSON line each time, what it saw."""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import ssl
import struct
import time
from typing import Any

VERSIONS = {
    "1.0": ssl.TLSVersion.TLSv1,
    "1.1": ssl.TLSVersion.TLSv1_1,
    "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("paths", nargs="*", help="requests to make, in this order")
    parser.add_argument("--port", type=int, default=443)
    parser.add_argument("--source-port", type=int, default=0)
    parser.add_argument("--called", action="store_true", help="wait on --port for the server to connect")
    parser.add_argument("--server-name", help="SNI; without it none is sent")
    parser.add_argument("--authority", required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--version", choices=sorted(VERSIONS), required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--cipher", help="what to offer before TLS 1.3, in OpenSSL's words")
    parser.add_argument("--no-renegotiation", action="store_true")
    parser.add_argument("--post-handshake-auth", action="store_true")
    parser.add_argument("--connections", type=int, default=1, help="in turn, each resuming the last")
    parser.add_argument(
        "--end",
        choices=["close", "close-notify", "close-notify-and-fin", "half-close", "reset", "wait"],
        default="close-notify",
    )
    parser.add_argument("--pause", type=float, default=0, help="seconds to wait before the end")
    parser.add_argument("--rest", type=float, default=0, help="seconds to wait between two requests")
    parser.add_argument("--patience", type=float, default=10, help="seconds to wait for the server")
    parser.add_argument("--send-only", action="store_true", help="end without the last reply")
    options = parser.parse_intermixed_args()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(options.authority)
    context.check_hostname = options.server_name is not None
    context.minimum_version = context.maximum_version = VERSIONS[options.version]
    context.keylog_filename = options.keys
    context.post_handshake_auth = options.post_handshake_auth
    if options.no_renegotiation:
        context.options |= ssl.OP_NO_RENEGOTIATION
    if options.cipher:
        context.set_ciphers(options.cipher)
    if options.certificate:
        context.load_cert_chain(options.certificate)
    session = None
    for _ in range(options.connections):
        statement, session = connect(context, options, session)
        print(json.dumps(statement), flush=True)


def connect(
    context: ssl.SSLContext, options: argparse.Namespace, session: ssl.SSLSession | None
) -> tuple[dict[str, Any], ssl.SSLSession | None]:
    statement: dict[str, Any] = {"replies": []}
    try:
        plain = tcp(options)
    except ConnectionRefusedError as refusal:
        return {"ended": type(refusal).__name__}, session
    tls = context.wrap_socket(
        plain, server_hostname=options.server_name, session=session, do_handshake_on_connect=False
    )
    try:
        tls.do_handshake()
        cipher = tls.cipher()
        statement |= {
            "version": tls.version(),
            "cipher": cipher[0] if cipher else None,
            "resumed": tls.session_reused,
            "server_name": options.server_name,
            "post_handshake_auth_offered": options.post_handshake_auth,
        }
        request(tls, options, statement)
        session = tls.session
        time.sleep(options.pause)
        statement["ended"] = end(tls, options.end)
    except ssl.SSLError as problem:
        statement["ended"] = f"{type(problem).__name__}: {problem.reason}"
    except OSError as problem:
        statement["ended"] = f"{type(problem).__name__}, {standing(tls)}"
    except http.client.HTTPException as problem:
        statement["ended"] = f"{type(problem).__name__}, {standing(tls)}"
    finally:
        if options.end == "reset":
            tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        tls.close()
    return statement, session


def tcp(options: argparse.Namespace) -> socket.socket:
    if options.called:
        with socket.create_server(("", options.port)) as listener:
            print("waiting to be called", flush=True)
            plain, _ = listener.accept()
        plain.settimeout(options.patience)
        return plain
    source = ("", options.source_port) if options.source_port else None
    return socket.create_connection((options.address, options.port), options.patience, source)


def request(tls: ssl.SSLSocket, options: argparse.Namespace, statement: dict[str, Any]) -> None:
    host = options.server_name or options.address
    for ordinal, path in enumerate(options.paths):
        time.sleep(options.rest if ordinal else 0)
        tls.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        if options.send_only and path == options.paths[-1]:
            return
        # Not HTTPConnection: it closes the socket by itself, and how it is closed is the scene's to say.
        response = http.client.HTTPResponse(tls, method="GET")
        response.begin()
        response.read()
        statement["replies"].append(response.status)


def end(tls: ssl.SSLSocket, how: str) -> str:
    if how == "wait":
        try:
            last = "data" if tls.recv(1) else "the end of the stream"
        except ssl.SSLError as problem:
            last = f"{type(problem).__name__}: {problem.reason}"
        except OSError as problem:
            last = type(problem).__name__
        time.sleep(0.5)  # what the server does to a connection that stays open
        return f"read {last}, {standing(tls)}"
    if how == "close":
        return f"closed without a word, {standing(tls)}"
    if how == "reset":
        return "client reset"
    if how == "close-notify":
        tls.unwrap()
        return "close_notify sent and answered"
    tls.setblocking(False)
    try:
        tls.unwrap()
    except ssl.SSLWantReadError:
        if how == "close-notify-and-fin":
            return "close_notify and FIN sent"
        tls.settimeout(10)  # RFC 8446 6.1: who has said close_notify may still read
        return f"close_notify sent, then {len(tls.recv(4096))} bytes read"
    return "close_notify sent and answered at once"


def standing(connection: socket.socket) -> str:
    """What the client's kernel says of the connection; Python's ssl may call a reset an end of the stream."""
    state = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    return {1: "TCP open", 7: "TCP reset", 8: "TCP closed by the server's FIN"}.get(
        state, f"TCP state {state}"
    )


if __name__ == "__main__":
    main()
