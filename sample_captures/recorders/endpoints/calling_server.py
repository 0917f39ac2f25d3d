"""An HTTP server that calls its client: it connects, and then waits for the client's ClientHello.

So do the data connections of FTPS in active mode, and agents that dial out to be asked over TLS. It says one
JSON line about its connection.
"""

from __future__ import annotations

import argparse
import json
import socket
import ssl

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of the client")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate", required=True)
    options = parser.parse_args()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)
    with socket.create_connection((options.address, options.port)) as plain:
        tls = context.wrap_socket(plain, server_side=True)
        requests = 0
        while tls.recv(4096):
            requests += 1
            tls.sendall(PAGE)
        tls.unwrap()
        print(
            json.dumps({"version": tls.version(), "requests": requests, "ended": "client sent close_notify"})
        )


if __name__ == "__main__":
    main()
