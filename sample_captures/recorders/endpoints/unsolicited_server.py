"""An HTTP server that asks for the client certificate after the handshake, whether or not that was offered.

RFC 8446 4.6.2 forbids the latter, and every stack refuses to; tlslite-ng lets itself be told that the client
offered it. TLS 1.3 only. One JSON line is said about each connection.
"""

from __future__ import annotations

import argparse
import json
import select
import socket
from pathlib import Path
from typing import Any

from tlslite.api import HandshakeSettings, TLSConnection, X509CertChain, parsePEMKey
from tlslite.errors import TLSError

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--port", type=int, default=443)
    parser.add_argument("--certificate", required=True)
    options = parser.parse_args()

    pem = Path(options.certificate).read_text()
    chain = X509CertChain()
    chain.parsePemList(pem)
    identity = {"certChain": chain, "privateKey": parsePEMKey(pem, private=True)}
    with socket.create_server((options.address, options.port)) as listener:
        while True:
            plain, _ = listener.accept()
            with plain:
                print(json.dumps(serve(plain, identity)), flush=True)


def serve(plain: socket.socket, identity: dict[str, Any]) -> dict[str, Any]:
    settings = HandshakeSettings()
    settings.minVersion = settings.maxVersion = (3, 4)
    tls = TLSConnection(plain)
    tls.handshakeServer(settings=settings, **identity)
    statement: dict[str, Any] = {"version": tls.getVersionName(), "offered": tls._pha_supported}
    try:
        tls.read(max=4096, min=1)
        tls._pha_supported = True
        for _ in tls.request_post_handshake_auth(settings):
            pass
        plain.setblocking(False)
        # The answer is read on the way to application data, of which there is none.
        reading = tls.readAsync(max=1, min=1)
        while tls.session.clientCertChain is None and select.select([plain], [], [], 5)[0]:
            next(reading)
        statement["given"] = tls.session.clientCertChain is not None
        plain.setblocking(True)
        tls.write(PAGE)
        tls.close()
        statement["ended"] = "closed after the reply"
    except (TLSError, OSError) as problem:
        statement["ended"] = f"{type(problem).__name__}: {problem}"
    return statement


if __name__ == "__main__":
    main()
