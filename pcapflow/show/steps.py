"""What is in a frame of evidence, in a few words. Knows names of evidence and columns, no rule."""

from collections.abc import Mapping
from typing import Any

from pcapflow.show.names import name
from pcapflow.text import counted, printable

VERSIONS = {0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1", 0x0303: "TLS 1.2", 0x0304: "TLS 1.3"}

LABELS = {
    "client_hello": "ClientHello",
    "server_hello": "ServerHello",
    "client_finished": "Finished",
    "last_request": "request",
    "last_reply": "last of server",
    "fin": "FIN",
    "alert": "alert",
    "hello_request": "HelloRequest",
    "inner_client_hello": "ClientHello",
    "inner_client_ccs": "ChangeCipherSpec",
    "inner_server_ccs": "ChangeCipherSpec",
    "end": "end of it",
}

Row = Mapping[str, Any]


def version(number: int | None) -> str:
    """A version as people say it."""
    return "" if number is None else VERSIONS.get(number, f"version 0x{number:04x}")


def duration(microseconds: int) -> str:
    """A time span in the unit that suits it."""
    if microseconds < 1_000:
        return f"{microseconds} µs"
    if microseconds < 1_000_000:
        return f"{microseconds / 1_000:.3g} ms"
    return f"{microseconds / 1_000_000:.3g} s"


def label(name: str, rule: str) -> str:
    """What the frame holds."""
    if name == "reset":
        return "RST by client" if rule == "client-reset" else "RST by server"
    return LABELS.get(name, name.replace("_", " "))


def remark(name: str, values: Mapping[str, str], connection: Row) -> str:
    """What is worth knowing of it; empty if nothing is."""
    describe = REMARKS.get(name)
    return describe(values, connection) if describe else ""


def _client_hello(_values: Mapping[str, str], connection: Row) -> str:
    said = []
    if connection["post_handshake_auth"] is not None:
        said.append(f"post_handshake_auth {'' if connection['post_handshake_auth'] else 'not '}offered")
    if connection["alpn_offered"]:
        said.append("ALPN " + ", ".join(printable(name, 40) for name in connection["alpn_offered"][:8]))
    return "; ".join(said)


def _server_hello(_values: Mapping[str, str], connection: Row) -> str:
    suite = connection["cipher_suite"]
    chosen = "" if suite is None else name("cipher_suite", suite)
    return ", ".join(part for part in (version(connection["version"]), chosen) if part)


def _client_finished(_values: Mapping[str, str], connection: Row) -> str:
    alone = " (flight is Finished alone)" if connection["client_certificate_basis"] == "inferred" else ""
    return {
        "none": f"the server did not ask for a certificate{alone}",
        "empty": "the server asked for a certificate, the client gave none",
        "sent": "the client gave a certificate",
    }.get(connection["client_certificate"], "")


def _last_request(values: Mapping[str, str], connection: Row) -> str:
    size = connection["last_request_bytes"]
    least, most = values.get("reply_records_min"), values.get("reply_records_max")
    said = [] if size is None else [counted(size, "byte")]
    if most == "0":
        said.append("never answered")
    elif least == "0":
        said.append("no certain answer")
    elif least is not None:
        said.append("answered")
    return ", ".join(said)


def _last_reply(values: Mapping[str, str], _connection: Row) -> str:
    return "may be a session ticket or a short answer" if values.get("reply_records_min") == "0" else ""


def _reset(values: Mapping[str, str], _connection: Row) -> str:
    said = []
    if values.get("since_last_client_data", "").isdecimal():
        said.append(f"{duration(int(values['since_last_client_data']))} after the client's last data")
    ttl, least, most = (values.get(name, "") for name in ("ttl", "ttl_min", "ttl_max"))
    if ttl.isdecimal() and least.isdecimal() and most.isdecimal():
        usual = int(least) - 1 <= int(ttl) <= int(most) + 1
        others = least if least == most else f"{least} to {most}"
        said.append("TTL as in its other packets" if usual else f"TTL {ttl}, in its other packets {others}")
    return "; ".join(said)


def _alert(values: Mapping[str, str], _connection: Row) -> str:
    level = {"1": "warning", "2": "fatal"}.get(values.get("level", ""), "")
    return f"{level} alert {values.get('description', '')} of the {values.get('direction', '')}".strip()


def _end(values: Mapping[str, str], _connection: Row) -> str:
    return values.get("outcome", "")


REMARKS = {
    "client_hello": _client_hello,
    "server_hello": _server_hello,
    "client_finished": _client_finished,
    "last_request": _last_request,
    "last_reply": _last_reply,
    "reset": _reset,
    "alert": _alert,
    "hello_request": lambda _values, _connection: "the server asks to negotiate again",
    "inner_client_hello": lambda _values, _connection: "inside the tunnel",
    "inner_client_ccs": lambda _values, _connection: "inside the tunnel, by the client",
    "inner_server_ccs": lambda _values, _connection: "inside the tunnel, by the server",
    "end": _end,
}
