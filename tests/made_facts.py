"""Rows of facts made by hand: each a plain connection that a test changes in what it is about."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from pcapflow import _engine, judge

SCHEMAS = {name: pa.schema(schema) for name, schema in _engine.tables().items()}
TLS12, TLS13 = 0x0303, 0x0304


def connection(name: str, **columns: Any) -> dict[str, Any]:
    """A TLS 1.3 connection, whole, one request answered with two tickets before it, closed by FIN."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "tcp_stream": 0,
        "client_address": "192.0.2.17",
        "client_port": 50123,
        "server_address": "198.51.100.5",
        "server_port": 443,
        "server_name": "intranet.example",
        "start": "syn",
        "first_time": 0,
        "rtt_us": 200,
        "gaps_client": 0,
        "gaps_server": 0,
        "one_sided": False,
        "snaplen_cut": False,
        "tls": True,
        "client_first_encrypted_lengths": [69, 600],
        "client_hello_frame": 4,
        "client_hello_time": 1_000_000,
        "client_hello_whole": True,
        "client_extensions": [0, 10, 13, 16, 43, 51],
        "alpn_offered": ["h2", "http/1.1"],
        "post_handshake_auth": False,
        "server_hello_frame": 6,
        "version": TLS13,
        "cipher_suite": 0x1302,
        "resumption": "none",
        "client_finished_frame": 8,
        "client_finished_time": 3_000_000,
        "established": True,
        "overhead_client": 17,
        "overhead_basis": "calibrated",
        "client_certificate": "none",
        "client_certificate_basis": "inferred",
        "client_certificate_confidence": "certain",
        "renegotiations": 0,
        "turns": 1,
        "client_data_records": 1,
        "ticket_like_records": 2,
        "last_request_frame": 9,
        "last_request_bytes": 612,
        "silence_before_last_request_us": 500,
        "reply_records_min": 1,
        "reply_records_max": 3,
        "reply_bytes_max": 40_000,
        "records_after_handshake_min": 1,
        "records_after_handshake_max": 3,
        "last_reply_frame": 12,
        "client_fin_frame": 14,
        "end": "fin",
        **columns,
    }


def tls12(name: str, **columns: Any) -> dict[str, Any]:
    """The same in TLS 1.2, where there is nothing to calibrate and the handshake is in clear."""
    plain = {"version": TLS12, "overhead_basis": "suite", "client_certificate_basis": "visible"}
    return connection(name, **{**plain, "ticket_like_records": 0, "reply_records_max": 1, **columns})


def unanswered(name: str, **columns: Any) -> dict[str, Any]:
    """The server sent nothing after the request, and reset."""
    none = dict.fromkeys(
        ("reply_records_min", "reply_records_max", "reply_bytes_max", "records_after_handshake_min"), 0
    )
    cut = {"client_fin_frame": None, "last_reply_frame": None, "server_rst_frame": 13, "end": "rst"}
    return connection(
        name, **{**none, "records_after_handshake_max": 0, "ticket_like_records": 0, **cut, **columns}
    )


def reset(name: str, **columns: Any) -> dict[str, Any]:
    """The server's RST, 4 ms after the request."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "ordinal": 0,
        "frame": 13,
        "time": 8_000_000,
        "direction": "server",
        "first_of_connection": True,
        "late": False,
        "in_reply_to_syn": False,
        "tls_phase": "established",
        "before": "request",
        "since_last_client_data_us": 4_000,
        "since_last_server_data_us": 5_000,
        "in_window": True,
        "ttl": 128,
        "ttl_min": 128,
        "ttl_max": 128,
        **columns,
    }


def renegotiation(name: str, **columns: Any) -> dict[str, Any]:
    """The server asked, was given a certificate, and answered."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "ordinal": 0,
        "initiator": "server",
        "hello_request_frame": 20,
        "time": 5_000_000,
        "client_hello_frame": 21,
        "server_flight_frame": 22,
        "client_flight_lengths": [1530, 61, 288],
        "client_ccs_frame": 24,
        "server_ccs_frame": 25,
        "kind": "full",
        "asked": True,
        "confidence": "certain",
        "client_certificate": "sent",
        "server_data_records_inside": 0,
        "server_data_records_after": 1,
        "turn": 1,
        "since_last_client_data_us": 900,
        "end_frame": 25,
        "end_time": 9_000_000,
        "outcome": "finished",
        **columns,
    }


def alert(name: str, **columns: Any) -> dict[str, Any]:
    """The server's handshake_failure, in clear."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "ordinal": 0,
        "frame": 6,
        "time": 2_000_000,
        "direction": "server",
        "level": 2,
        "description": 40,
        "in_clear": True,
        "position": "handshake",
        "length": 2,
        **columns,
    }


def certificate(name: str, **columns: Any) -> dict[str, Any]:
    """The client's certificate, valid, for clients."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "ordinal": 0,
        "frame": 10,
        "time": 2_000_000,
        "direction": "client",
        "chain_of": "client",
        "position": 0,
        "subject": "CN=alice",
        "issuer": "CN=users of intranet.example",
        "subject_id": "alice",
        "issuer_id": "users",
        "valid_at_capture_time": True,
        "fingerprint_sha256": "11",
        **columns,
    }


def certificate_request(name: str, **columns: Any) -> dict[str, Any]:
    """The server's CertificateRequest in clear, which names one authority."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "ordinal": 0,
        "frame": 7,
        "authorities": ["CN=users of intranet.example"],
        "authority_ids": ["users"],
        **columns,
    }


def post_handshake(name: str, **columns: Any) -> dict[str, Any]:
    """The server asked after the handshake, was given a certificate, and answered."""
    return {
        "capture_id": "a",
        "connection_id": name,
        "ordinal": 0,
        "time": 8_000_000,
        "server_record_frame": 10,
        "server_record_plaintext_length": 90,
        "client_flight_frame": 11,
        "client_flight_lengths": [1000, 281, 69],
        "answered_after_us": 900,
        "client_certificate": "sent",
        "confidence": "likely",
        "followed_by": "data",
        "followed_by_side": "server",
        "followed_by_frame": 12,
        **columns,
    }


def tables(*, uris: Mapping[str, str] | None = None, **rows: Iterable[dict[str, Any]]) -> dict[str, pa.Table]:
    """Tables as the engine types them; `uris` names the captures."""
    captures = [
        {
            "capture_id": name,
            "uri": uri,
            "packets": 20,
            "first_time": 0,
            "last_time": 14_200_000_000,
            "status": "ok",
        }
        for name, uri in (uris or {"a": "web03/trouble.pcapng"}).items()
    ]
    return {
        name: pa.Table.from_pylist(list(rows.get(name, ())), schema=schema)
        for name, schema in SCHEMAS.items()
        if name != "captures"
    } | {"captures": pa.Table.from_pylist(captures, schema=SCHEMAS["captures"])}


def judged(tables: Mapping[str, pa.Table], **options: Any) -> judge.Judgement:
    """The whole catalogue over these tables; a rule that fails is a test that fails."""
    judgement = judge.judge(tables, judge.catalogue(), **options)
    assert judgement.failures == []
    return judgement


def findings(judgement: judge.Judgement) -> dict[str, dict[str, dict[str, Any]]]:
    """Findings by connection and full id."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in judgement.findings.to_pylist():
        found.setdefault(row["connection_id"], {})[row["rule"]] = row
    return found


def verdicts(judgement: judge.Judgement) -> dict[str, dict[str, Any]]:
    """Verdicts by connection."""
    return {row["connection_id"]: row for row in judgement.verdicts.to_pylist()}


class View:
    """Tables and their judgement, as a capture or a lake has them."""

    def __init__(self, facts):
        judgement = judged(facts)
        self.tables = {**facts, "findings": judgement.findings, "verdicts": judgement.verdicts}

    def table(self, name, columns=None):
        return self.tables[name] if columns is None else self.tables[name].select(columns)
