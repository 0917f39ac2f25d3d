"""What happened on a connection, frame by frame, in a few words each. It tells facts and judges none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pcapflow.show.names import name
from pcapflow.show.steps import VERSIONS, duration, version
from pcapflow.show.view import Look, plain_rows
from pcapflow.text import counted, printable

TIMES = {
    "first_frame": "first_time",
    "last_frame": "last_time",
    "client_hello_frame": "client_hello_time",
    "server_hello_frame": "server_hello_time",
    "client_finished_frame": "client_finished_time",
    "last_request_frame": "last_request_time",
    "last_reply_frame": "last_reply_time",
}
"""Columns of `connections` that say when a frame was."""

CERTIFICATE = {
    "none": "it was not asked for a certificate",
    "empty": "it was asked for a certificate and gave none",
    "sent": "it was asked for a certificate and gave one",
}
OUTCOMES = {
    "finished": "the renegotiation is complete",
    "refused": "the client refused to renegotiate",
    "unanswered": "the client never answered it",
    "rejected": "the renegotiation was broken off by an alert",
    "overtaken": "the server went on without the renegotiation",
    "broken": "the connection ended inside the renegotiation",
    "open": "the capture ends inside the renegotiation",
}
TLS13 = 0x0304

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was seen: in which frame, how long after the first packet, by whom."""

    frame: int
    nanoseconds: int | None
    who: str
    what: str
    remark: str = ""


def steps(look: Look, connection: Row) -> list[Step]:
    """What was seen of the connection, in order of frames."""
    own = {table: _own(look, table, connection) for table in ("handshakes", "alerts", "resets")}
    renegotiations = _own(look, "renegotiations", connection)
    times = {connection[frame]: connection[time] for frame, time in TIMES.items()}
    times |= {row["frame"]: row["time"] for rows in own.values() for row in rows}
    times |= {row["frame"]: row["time"] for row in _own(look, "records", connection)}
    began = connection["first_time"]
    found = [
        *_handshake(own["handshakes"], connection),
        *_data(connection),
        *(step for row in renegotiations for step in _renegotiation(row)),
        *(step for row in _own(look, "post_handshake", connection) for step in _post_handshake(row)),
        *map(_alert, own["alerts"]),
        *_closes(connection),
        *map(_reset, own["resets"]),
    ]
    order = sorted(range(len(found)), key=lambda number: (found[number][0], number))
    return [
        Step(frame, _since(began, times.get(frame)), who, what, remark)
        for frame, who, what, remark in (found[number] for number in order)
    ]


Seen = tuple[int, str, str, str]
"""Frame, who, what, remark."""


def _own(look: Look, table: str, connection: Row) -> list[dict[str, Any]]:
    rows = look.table(table)
    return plain_rows(rows.filter(pc.equal(rows["connection_id"], pa.scalar(connection["connection_id"]))))


def _since(began: int | None, time: int | None) -> int | None:
    return None if began is None or time is None else time - began


def _handshake(rows: list[dict[str, Any]], connection: Row) -> Iterator[Seen]:
    """A step for each message that has a name, one for each packet's run of those that have none."""
    for (frame, who, what), run in groupby(rows, lambda row: (row["frame"], row["direction"], _message(row))):
        messages = list(run)
        if what:
            yield from ((frame, who, what, _about(what, row, connection)) for row in messages)
            continue
        sizes = ", ".join(f"{row['length']:,}" for row in messages[:6])
        more = ", …" if len(messages) > 6 else ""
        yield frame, who, "encrypted", f"{counted(len(messages), 'record')} of handshake: {sizes}{more} bytes"


def _message(row: Row) -> str:
    if row["encrypted"]:
        return row["inferred"] or ""
    number = row["handshake_type"]
    known = {1: "ClientHello", 2: "ServerHello", 11: "Certificate", 13: "CertificateRequest", 20: "Finished"}
    if number == 2 and row["random_marker"] == "hello_retry_request":
        return "HelloRetryRequest"
    registered = name("handshake_type", number).removesuffix("_RESERVED")
    spelt = "".join(part.capitalize() for part in registered.split("_"))
    return known.get(number, printable(spelt))


def _about(what: str, row: Row, connection: Row) -> str:
    if row["inside_tunnel"]:
        return "inside the tunnel"
    if what == "ClientHello" and not row["encrypted"]:
        return _client_hello(row, connection)
    if what == "ServerHello" and not row["encrypted"]:
        chosen = [version(connection["version"])]
        if connection["cipher_suite"] is not None:
            chosen.append(name("cipher_suite", connection["cipher_suite"]))
        resumed = connection["resumption"] in ("session_id", "ticket", "psk")
        return ", ".join([*filter(None, chosen), *(["a resumed session"] if resumed else [])])
    if (
        what == "Finished"
        and row["direction"] == "client"
        and row["frame"] == connection["client_finished_frame"]
    ):
        return _flight(connection)
    if what == "Certificate" and row["direction"] == "client":
        return "a certificate" if (row["length"] or 0) > 3 else "an empty one"
    return ""


def _client_hello(row: Row, connection: Row) -> str:
    offered = row["supported_versions"] or connection["versions_offered"] or []
    versions = [version(number) for number in offered if number in VERSIONS]
    said = ["offers " + ", ".join(versions)] if versions else []
    if connection["post_handshake_auth"] is not None and TLS13 in offered:
        said.append(f"post_handshake_auth {'' if connection['post_handshake_auth'] else 'not '}offered")
    if connection["alpn_offered"]:
        said.append("ALPN " + ", ".join(printable(each, 40) for each in connection["alpn_offered"][:8]))
    return "; ".join(said)


def _flight(connection: Row) -> str:
    said = CERTIFICATE.get(connection["client_certificate"] or "", "")
    if said and connection["client_certificate_basis"] == "inferred":
        sure = connection["client_certificate_confidence"]
        lengths = ", ".join(map(str, (connection["client_flight_lengths"] or [])[:8]))
        said += f" ({sure}, by its lengths: {lengths})" if lengths else f" ({sure}, by its lengths)"
    return said


def _data(connection: Row) -> Iterator[Seen]:
    first, last = connection["first_request_frame"], connection["last_request_frame"]
    if first is not None and first != last:
        yield first, "client", "request", "the first"
    if last is not None:
        size = connection["last_request_bytes"]
        said = [] if size is None else [counted(size, "byte")]
        if connection["turns"] and connection["turns"] > 1:
            said.append(f"the last of {connection['turns']:,}")
        if connection["reply_records_max"] == 0:
            said.append("never answered")
        yield last, "client", "request", ", ".join(said)
    if connection["last_reply_frame"] is not None:
        certain = (connection["reply_records_min"] or 0) > 0
        size = connection["reply_bytes_max"]
        whole = "" if size is None else f"ends here, {counted(size, 'byte')} in all"
        remark = whole if certain else "may be session tickets or a short answer"
        yield connection["last_reply_frame"], "server", "answer" if certain else "data", remark


def _renegotiation(row: Row) -> Iterator[Seen]:
    if row["end_frame"] is not None and row["outcome"] in OUTCOMES:
        said = OUTCOMES[row["outcome"]]
        if row["outcome"] == "finished" and row["client_certificate"] is not None:
            said += {
                "sent": "; the client gave a certificate",
                "empty": "; the client gave no certificate",
                "none": "; no certificate was asked for",
            }.get(row["client_certificate"], "")
        yield row["end_frame"], "", "renegotiation", said


def _post_handshake(row: Row) -> Iterator[Seen]:
    sure = f" ({row['confidence']})" if row["confidence"] else ""
    if row["server_record_frame"] is not None:
        size = counted(row["server_record_plaintext_length"] or 0, "byte")
        yield row["server_record_frame"], "server", "CertificateRequest?", f"{size} after the handshake{sure}"
    if row["client_flight_frame"] is not None:
        gave = {"sent": "a certificate", "empty": "no certificate"}.get(row["client_certificate"] or "", "")
        yield row["client_flight_frame"], "client", "flight", f"{gave} after the handshake{sure}".strip()


def _alert(row: Row) -> Seen:
    if row["description"] is None:
        closing = row["position"] == "closing"
        said = (
            "in closing position: as close_notify looks" if closing else "encrypted: which one cannot be seen"
        )
        return row["frame"], row["direction"], "alert", said
    level = {1: "warning", 2: "fatal"}.get(row["level"], "")
    return (
        row["frame"],
        row["direction"],
        "alert",
        f"{level} {name('alert_description', row['description'])}".strip(),
    )


def _closes(connection: Row) -> Iterator[Seen]:
    for who in ("client", "server"):
        frame = connection[f"{who}_fin_frame"]
        if frame is not None:
            yield frame, who, "FIN", "closes its side"


def _reset(row: Row) -> Seen:
    said = []
    if row["since_last_client_data_us"] is not None and row["direction"] == "server":
        said.append(f"{duration(row['since_last_client_data_us'])} after the client's last data")
    if row["late"]:
        said.append("late: the connection had been closed before")
    return row["frame"], row["direction"], "RST", "; ".join(said)
