"""What tshark reads of a capture, asked at run time: the parts of it that are facts and not its judgement."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree


@dataclass(slots=True)
class Message:
    """A handshake message in clear, or decrypted."""

    stream: int
    frame: int
    port: int
    """Of its sender."""
    type: int
    length: int
    extensions: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    cipher_suites: list[int] = field(default_factory=list)
    legacy_version: int | None = None
    server_name: str | None = None
    alpn: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """All of a capture."""

    streams: dict[int, int] = field(default_factory=dict)
    """Streams and their first frames."""
    messages: list[Message] = field(default_factory=list)
    alerts: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Stream, frame, level, description of alerts in clear."""
    resets: list[tuple[int, int]] = field(default_factory=list)
    """Stream and frame of RSTs."""
    records: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Stream, frame in which it ends, content type, length of TLS records."""
    cut: bool = False
    """Packets were not captured whole. Then tshark reads no message that is cut, and puts none together."""


def read(capture: Path, *tls_ports: int, keys: Path | None = None) -> Reading:
    """Asks tshark; `tls_ports` are those on which it must expect TLS, `keys` a key log to decrypt with."""
    decode = [part for port in tls_ports for part in ("-d", f"tcp.port=={port},tls")]
    options = ["tcp.reassemble_out_of_order:TRUE"] + [f"tls.keylog_file:{path}" for path in (keys,) if path]
    chosen = [part for option in options for part in ("-o", option)]
    command = ["tshark", "-n", "-r", str(capture), *chosen, *decode, "-T", "pdml"]
    done = subprocess.run(command, capture_output=True, check=True)
    reading = Reading()
    for packet in ElementTree.fromstring(done.stdout).iter("packet"):
        _packet(packet, reading)
    return reading


def _packet(packet: ElementTree.Element, reading: Reading) -> None:
    frame = int(_shown(packet, "frame.number")[0])
    reading.cut |= _shown(packet, "frame.len") != _shown(packet, "frame.cap_len")
    for tcp in packet.iterfind("proto[@name='tcp']"):
        stream = int(_shown(tcp, "tcp.stream")[0])
        reading.streams.setdefault(stream, frame)
        if _shown(tcp, "tcp.flags.reset")[0] in {"1", "True"}:
            reading.resets.append((stream, frame))
        for tls in packet.iterfind("proto[@name='tls']"):
            _records(tls, stream, frame, int(_shown(tcp, "tcp.srcport")[0]), reading)


def _records(tls: ElementTree.Element, stream: int, frame: int, port: int, reading: Reading) -> None:
    for tree in tls.iter("field"):
        match tree.get("name"):
            case "tls.handshake" if _shown(tree, "tls.handshake.type"):
                reading.messages.append(_message(tree, stream, frame, port))
            case "tls.alert_message" if levels := _shown(tree, "tls.alert_message.level"):
                description = int(_shown(tree, "tls.alert_message.desc")[0])
                reading.alerts.append((stream, frame, int(levels[0]), description))
            case "tls.record":
                kinds = _shown(tree, "tls.record.content_type") or _shown(tree, "tls.record.opaque_type")
                lengths = _shown(tree, "tls.record.length")
                reading.records.append((stream, frame, int(kinds[0]), int(lengths[0])))


def _message(tree: ElementTree.Element, stream: int, frame: int, port: int) -> Message:
    def numbers(name: str) -> list[int]:
        return [int(shown, 0) for shown in _shown(tree, name)]

    return Message(
        stream,
        frame,
        port,
        numbers("tls.handshake.type")[0],
        numbers("tls.handshake.length")[0],
        extensions=numbers("tls.handshake.extension.type"),
        versions=numbers("tls.handshake.extensions.supported_version"),
        cipher_suites=numbers("tls.handshake.ciphersuite"),
        legacy_version=next(iter(numbers("tls.handshake.version")), None),
        server_name=next(iter(_shown(tree, "tls.handshake.extensions_server_name")), None),
        alpn=_shown(tree, "tls.handshake.extensions_alpn_str"),
    )


def _shown(tree: ElementTree.Element, name: str) -> list[str]:
    return [field.get("show", "") for field in tree.iter("field") if field.get("name") == name]
