"""A mail server of few words: begins in clear, changes to TLS when told to (RFC 3207), and takes no mail.

One JSON line is said about each connection.
"""

from __future__ import annotations

import argparse
import json
import socket
import ssl
from typing import Any

GREETING = b"220 intranet.example ESMTP\r\n"
REPLIES = {
    b"EHLO": b"250-intranet.example\r\n250 STARTTLS\r\n",
    b"STARTTLS": b"220 2.0.0 go ahead\r\n",
    b"NOOP": b"250 2.0.0 ok\r\n",
    b"QUIT": b"221 2.0.0 bye\r\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--port", type=int, default=25)
    parser.add_argument("--certificate", required=True)
    options = parser.parse_args()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)
    with socket.create_server((options.address, options.port)) as listener:
        while True:
            plain, _ = listener.accept()
            print(json.dumps(serve(plain, context)), flush=True)


def serve(connection: socket.socket, context: ssl.SSLContext) -> dict[str, Any]:
    statement: dict[str, Any] = {"commands": []}
    connection.sendall(GREETING)
    try:
        while words := connection.recv(4096).split():
            command = words[0].upper()
            statement["commands"].append(command.decode())
            connection.sendall(REPLIES.get(command, b"502 5.5.1 not known\r\n"))
            if command == b"QUIT":
                break
            if command == b"STARTTLS":
                connection = context.wrap_socket(connection, server_side=True)
                statement["version"] = connection.version()
        statement["ended"] = "closed"
    except OSError as problem:
        statement["ended"] = type(problem).__name__
    finally:
        connection.close()
    return statement


if __name__ == "__main__":
    main()
