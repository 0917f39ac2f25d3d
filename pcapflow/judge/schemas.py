"""What judgement makes of connections, and what its words mean. Knows no rule and no row."""

import pyarrow as pa

RULES_VERSION = "1"
"""Raised whenever the same facts may get another finding or verdict than before."""

SEVERITIES = ("info", "notice", "warning", "error")
"""Of the outcome, mildest first: worth counting; unusual, works; will or may break; this connection
failed."""

CONFIDENCES = ("possible", "likely", "certain")
"""Of the cause, weakest first: an ordinary cause is as good; look-alikes excluded; follows from what is
visible."""

REASONS = {
    "not-tls": "no TLS record was ever seen",
    "mid-stream-start": "the capture began after the handshake",
    "no-client-hello": "the ClientHello is not in the capture",
    "no-server-hello": "the ServerHello is not in the capture",
    "one-sided": "the capture holds one direction only",
    "gap": "the capture lacks bytes before or in the records that decide",
    "truncated": "the snap length cut what decides",
    "capture-ended": "the capture ended before what decides was seen",
    "padding-unknown": "padding hides the lengths that decide",
    "resumed": "a resumed session, and its full handshake is not in the captures",
}
"""Why a connection's verdict is `cannot-tell`."""

WORKED = {
    "client-cert-in-handshake-ok": "the client gave a certificate in the first handshake",
    "client-cert-renegotiation-ok": "the client gave a certificate when the server renegotiated",
    "client-cert-post-handshake-ok": "the client gave a certificate after the handshake",
    "client-cert-resumed-ok": "the resumed session holds the client's certificate",
    "asked-none-given-ok": "the client was asked, gave no certificate, and the server went on",
    "tls-ok": "the server asked for no certificate as far as the wire shows",
}
"""Verdicts of connections that worked on the level of TLS: the server answered after the client's last
message."""


def field(name: str, kind: pa.DataType, text: str, source: str = "pcapflow") -> pa.Field:
    """A column with its text, and the source of its meaning."""
    return pa.field(name, kind, metadata={"text": text, "source": source})


def schema(table: str, text: str, fields: list[pa.Field]) -> pa.Schema:
    """A table with its text."""
    return pa.schema(fields, metadata={"table": table, "text": text})


FRAME = pa.struct([("name", pa.string()), ("frame", pa.uint64())])
VALUE = pa.struct([("name", pa.string()), ("value", pa.string()), ("unit", pa.string())])

FINDINGS = schema(
    "findings",
    "One row per rule that flagged a connection. The words are the rule's and are not stored here.",
    [
        field("capture_id", pa.string(), "The capture."),
        field("connection_id", pa.string(), "The connection."),
        field("rule", pa.string(), "The rule's full id, such as server-reset/after-fin."),
        field("severity", pa.string(), "Of the outcome: info, notice, warning, error."),
        field("confidence", pa.string(), "Of the cause: certain, likely, possible."),
        field("server_label", pa.string(), "Name of the server that the capture belongs to, if it has one."),
        field(
            "evidence_frames",
            pa.list_(FRAME),
            "Frames to look at, each named for what is in it.",
            "Wireshark frame.number",
        ),
        field("evidence_values", pa.list_(VALUE), "Facts that led to it, as text, with their units."),
        field(
            "corroboration",
            pa.list_(pa.string()),
            "connection_id of up to three other connections that support it.",
        ),
        field("shape", pa.string(), "Which of the rule's wire shapes it was, if it has several."),
        field(
            "allowed",
            pa.string(),
            "Why the operator accepts it, as the pipeline file says; null if it is not accepted.",
        ),
        field("rules_version", pa.string(), "Version of the rules that said so."),
    ],
)

VERDICTS = schema(
    "verdicts",
    "One row per row of connections: what became of it.",
    [
        field("capture_id", pa.string(), "The capture."),
        field("connection_id", pa.string(), "The connection."),
        field(
            "verdict",
            pa.string(),
            "The id of the rule that names the failure, of the way it worked, or cannot-tell; null if it "
            "neither worked nor failed in a way that a rule names.",
        ),
        field("reason", pa.string(), "Of a cannot-tell: " + ", ".join(REASONS) + "."),
        field(
            "confidence", pa.string(), "certain, likely or possible; null where there is no verdict to trust."
        ),
        field(
            "client_auth_mode",
            pa.string(),
            "When the client was or could have been asked for a certificate: in-handshake, renegotiation, "
            "post-handshake, resumed, none; null if that cannot be told.",
            "RFC 8446 4.3.2, 4.6.2, RFC 5246 7.4.1.1",
        ),
        field(
            "client_auth_outcome",
            pa.string(),
            "accepted, accepted-without (the server went on without one), rejected (by an alert, or by an "
            "end in place of an answer), impossible (the server could not ask), not-asked; null if that "
            "cannot be told. The application inside may still refuse what was accepted.",
        ),
        field("shape", pa.string(), "Shape of the finding that decided."),
        field("findings", pa.list_(pa.string()), "Full ids of the findings that it rests on."),
        field(
            "retry_group",
            pa.string(),
            "connection_id of the first of a run of connections from one client address to one server, none "
            "later than 5 s after the one before it, as browsers retry; null if the time is not known.",
        ),
        field("rules_version", pa.string(), "Version of the rules that said so."),
    ],
)
