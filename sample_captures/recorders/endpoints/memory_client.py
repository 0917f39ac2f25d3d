"""An HTTP client that says itself when its records leave: Python's ssl over memory, not over a socket.

It sends its request with its Finished in one segment, as browsers do in TLS 1.3; or does not answer the
server's first flight, as a browser whose user is asked for a certificate. One request, one JSON line.
"""

from __future__ import annotations

import argparse
import json
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("path")
    parser.add_argument("--port", type=int, default=443)
    parser.add_argument("--server-name")
    parser.add_argument("--authority", required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--version", choices=sorted(VERSIONS), default="1.3")
    parser.add_argument("--hesitate", type=float, help="seconds to look at the server's flight, then leave")
    parser.add_argument("--stay", action="store_true", help="read until the server ends the connection")
    options = parser.parse_args()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(options.authority)
    context.check_hostname = options.server_name is not None
    context.minimum_version = context.maximum_version = VERSIONS[options.version]
    context.keylog_filename = options.keys
    if options.certificate:
        context.load_cert_chain(options.certificate)
    client = Client(context, options)
    with socket.create_connection((options.address, options.port), timeout=10) as client.plain:
        client.run()
    print(json.dumps(client.statement), flush=True)


class Client:
    plain: socket.socket

    def __init__(self, context: ssl.SSLContext, options: argparse.Namespace) -> None:
        self.options = options
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_hostname=options.server_name)
        self.statement: dict[str, Any] = {"replies": []}

    def run(self) -> None:
        try:
            self.greet()
            if self.options.hesitate:
                time.sleep(self.options.hesitate)
                self.statement["ended"] = "left without an answer to the server's first flight"
                return
            self.request()
            self.statement["ended"] = self.end()
        except ssl.SSLError as problem:
            self.statement["ended"] = f"{type(problem).__name__}: {problem.reason}"
        except ConnectionResetError:
            self.statement["ended"] = "TCP reset"

    def greet(self) -> None:
        """Handshake until Finished waits in memory, or in TLS 1.2 without hesitation: to its end."""
        greeted = False
        while self.tried(self.tls.do_handshake) is self.WAITS:
            if self.outgoing.pending:
                if greeted and self.options.hesitate:
                    return
                self.send()
                greeted = True
            self.receive()
        cipher = self.tls.cipher()
        self.statement |= {"version": self.tls.version(), "cipher": cipher and cipher[0], "resumed": False}

    def request(self) -> None:
        host = self.options.server_name or self.options.address
        self.tls.write(f"GET {self.options.path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        self.send()
        while (reply := self.tried(lambda: self.tls.read(65_536))) is self.WAITS:
            self.receive()
        self.statement["replies"].append(int(reply.split()[1]))

    def end(self) -> str:
        if not self.options.stay:
            self.tried(self.tls.unwrap)
            self.send()
        while self.plain.recv(65_536):
            pass
        return "FIN read"

    def send(self) -> None:
        self.plain.sendall(self.outgoing.read())

    def receive(self) -> None:
        self.incoming.write(self.plain.recv(65_536))

    WAITS = object()

    def tried(self, step: Callable[[], Any]) -> Any:
        """What `step` gives, or `WAITS` if it wants to read first."""
        try:
            return step()
        except ssl.SSLWantReadError:
            return self.WAITS


if __name__ == "__main__":
    main()
