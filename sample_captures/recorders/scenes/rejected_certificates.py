"""Client authentication that fails in the first handshake, or ought to: the server's log says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorders.flights import (
    TLS12,
    TLS12_CERTIFICATE,
    TLS12_EMPTY,
    TLS13,
    TLS13_CERTIFICATE,
    TLS13_EMPTY,
)
from recorders.programs import (
    NAME,
    apache,
    apache_version,
    memory_client,
    openssl_version,
    python_client,
    python_ssl_version,
    s_client,
    s_server,
    said_by_client,
)
from recorders.scene import TLS12_FACTS, TLS13_FACTS, Connection, require, scene
from recorders.stage import Stage


@dataclass(frozen=True)
class Refusal:
    """A certificate that Apache does not take: what its log says, what OpenSSL's client calls the alert."""

    log: str
    alert: str
    about: Sequence[str] = ()
    """Findings about the certificate itself, where it can be read (TLS 1.2)."""


UNKNOWN = Refusal(
    "Error (20): unable to get local issuer certificate",
    "TLSV1_ALERT_UNKNOWN_CA",
    ["client-cert-issuer-not-in-list"],
)
EXPIRED = Refusal(
    "Error (10): certificate has expired", "SSLV3_ALERT_CERTIFICATE_EXPIRED", ["client-cert-expired"]
)
FOR_SERVERS = Refusal(
    "Error (26): unsuitable certificate purpose",
    "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
    ["client-cert-not-for-clients"],
)
NONE_GIVEN = "peer did not return a certificate"


def stacks() -> Sequence[str]:
    return [apache_version(), python_ssl_version()]


def refusals(stage: Stage) -> list[tuple[Path, Refusal]]:
    certificates = stage.certificates
    return [
        (certificates.stranger, UNKNOWN),
        (certificates.expired, EXPIRED),
        (certificates.server, FOR_SERVERS),  # the server's own certificate, with serverAuth as its only use
    ]


@scene(
    "tls12-client-cert-rejected",
    story="TLS 1.2, a server that needs a certificate in the first handshake is given none, one of an "
    "unknown CA, an expired one, and one for servers",
    server_address="192.0.2.100",
    stacks=stacks,
)
def tls12_client_cert_rejected(stage: Stage) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.2", "SSLVerifyClient require")
    (without,) = python_client(stage, "1.2", *NAME, "/page")
    require(without["ended"] == "SSLError: SSLV3_ALERT_HANDSHAKE_FAILURE", str(without))
    require(server.logged(NONE_GIVEN) == 1, f"Apache's log lacks: {NONE_GIVEN}")
    expected = [
        Connection(
            stream=0,
            verdict="client-cert-not-sent",
            findings=["client-cert-not-sent", "fatal-alert"],
            info=["client-cert-requested"],
            facts={**TLS12_FACTS, "client_certificate": "empty"},
            endpoints={"client": said_by_client(without), "server": f"Apache: {NONE_GIVEN}"},
            decrypted=TLS12_EMPTY[: TLS12_EMPTY.index("Finished") + 1],
        )
    ]
    for stream, (certificate, refusal) in enumerate(refusals(stage), start=1):
        (client,) = python_client(stage, "1.2", *NAME, "--certificate", certificate, "/page")
        require(client["ended"] == f"SSLError: {refusal.alert}", str(client))
        require(server.logged(refusal.log) == 1, f"Apache's log lacks: {refusal.log}")
        expected.append(
            Connection(
                stream=stream,
                verdict="client-cert-rejected",
                findings=["client-cert-rejected", "fatal-alert", *refusal.about],
                info=["client-cert-requested"],
                facts={**TLS12_FACTS, "client_certificate": "sent"},
                endpoints={"client": said_by_client(client), "server": f"Apache: {refusal.log}"},
                decrypted=TLS12_CERTIFICATE[: TLS12_CERTIFICATE.index("Finished") + 1],
            )
        )
    return expected


@scene(
    "tls13-client-cert-rejected",
    story="TLS 1.3, a server that needs a certificate in the first handshake is given none, one of an "
    "unknown CA, an expired one, and one for servers; each client believes itself connected and waits",
    server_address="192.0.2.101",
    stacks=stacks,
)
def tls13_client_cert_rejected(stage: Stage) -> Sequence[Connection]:
    def waits(*options: str | Path) -> dict[str, Any]:
        return python_client(stage, "1.3", *NAME, *options, "--end", "wait")[0]

    return refused13(stage, waits)


@scene(
    "tls13-client-cert-rejected-request",
    story="TLS 1.3, the same where each client sends its request with its Finished, before it is refused",
    server_address="192.0.2.102",
    stacks=stacks,
)
def tls13_client_cert_rejected_request(stage: Stage) -> Sequence[Connection]:
    return refused13(stage, lambda *options: memory_client(stage, "/page", *NAME, *options))


def refused13(stage: Stage, play: Callable[..., dict[str, Any]]) -> Sequence[Connection]:
    server = apache(stage, "TLSv1.3", "SSLVerifyClient require")
    without = play()
    require("TLSV13_ALERT_CERTIFICATE_REQUIRED" in without["ended"], str(without))
    require(server.logged(NONE_GIVEN) == 1, f"Apache's log lacks: {NONE_GIVEN}")
    expected = [
        Connection(
            stream=0,
            verdict="client-cert-not-sent",
            findings=["client-cert-not-sent"],
            info=["client-cert-requested"],
            facts={**TLS13_FACTS, "client_certificate": "empty"},
            endpoints={"client": said_by_client(without), "server": f"Apache: {NONE_GIVEN}"},
            decrypted=TLS13_EMPTY,
        )
    ]
    for stream, (certificate, refusal) in enumerate(refusals(stage), start=1):
        client = play("--certificate", certificate)
        require(refusal.alert in client["ended"], str(client))
        require(server.logged(refusal.log) == 1, f"Apache's log lacks: {refusal.log}")
        expected.append(
            Connection(
                stream=stream,
                verdict="client-cert-rejected",
                findings=["client-cert-rejected"],
                info=["client-cert-requested"],
                facts={**TLS13_FACTS, "client_certificate": "sent"},
                endpoints={"client": said_by_client(client), "server": f"Apache: {refusal.log}"},
                decrypted=TLS13_CERTIFICATE,
            )
        )
    return expected


@scene(
    "tls12-client-cert-doubtful",
    story="TLS 1.2, a server that lets everybody in is given a certificate of an unknown CA, an expired one, "
    "and one for servers: it answers, and another server would not",
    server_address="192.0.2.103",
    stacks=lambda: [f"{openssl_version()} s_server -www -verify 1", python_ssl_version()],
)
def tls12_client_cert_doubtful(stage: Stage) -> Sequence[Connection]:
    authority = ("-CAfile", stage.certificates.authority)
    server = s_server(stage, "-tls1_2", "-www", "-verify", "1", *authority)
    expected = []
    for stream, (certificate, refusal) in enumerate(refusals(stage)):
        (client,) = python_client(
            stage, "1.2", *NAME, "--certificate", certificate, "/", "--end", "close-notify-and-fin"
        )
        require(client["replies"] == [200], str(client))
        problem = refusal.log.partition(": ")[2]
        server.awaits(f"verify error:num=\\d+:{problem}")
        expected.append(
            Connection(
                stream=stream,
                verdict="client-cert-in-handshake-ok",
                findings=refusal.about,
                info=["client-cert-requested"],
                facts={**TLS12_FACTS, "client_certificate": "sent"},
                endpoints={"client": said_by_client(client), "server": f"s_server: verify error: {problem}"},
                decrypted=TLS12_CERTIFICATE,
            )
        )
    return expected


@scene(
    "server-cert-expired",
    story="The server's certificate has expired: in TLS 1.2 one client does not care and one refuses it, and "
    "so does a third in TLS 1.3, where the certificate cannot be read",
    server_address="192.0.2.104",
    stacks=lambda: [f"{openssl_version()} s_server -www and s_client"],
)
def server_cert_expired(stage: Stage) -> Sequence[Connection]:
    s_server(stage, "-www", "-cert", stage.certificates.expired_server)
    careless = s_client(stage, "-servername", "intranet.example", "-tls1_2")
    careless.awaits("Verify return code")
    careless.tell("GET / HTTP/1.0\r\n\r\n")
    said = careless.finishes()
    require("verify error:num=10:certificate has expired" in said and "200 ok" in said, said)
    for version in ("-tls1_2", "-tls1_3"):
        said = s_client(stage, "-servername", "intranet.example", version, "-verify_return_error").finishes()
        require("certificate verify failed" in said and "num=10:certificate has expired" in said, said)
    refused = {"client": "s_client -verify_return_error: certificate has expired; certificate verify failed"}
    expired = "server-cert-expired"
    return [
        Connection(
            stream=0,
            verdict="tls-ok",
            findings=[expired],
            info=["downgrade-sentinel"],
            facts=TLS12_FACTS,
            endpoints={"client": "s_client: verify error:num=10:certificate has expired; 200 ok"},
            decrypted=TLS12,
        ),
        Connection(
            stream=1,
            verdict=expired,
            findings=["fatal-alert", expired],
            info=["downgrade-sentinel"],
            facts=TLS12_FACTS,
            endpoints=refused,
            decrypted=TLS12[: TLS12.index("ServerHelloDone") + 1],
        ),
        Connection(
            stream=2,
            verdict="fatal-alert",
            findings=["fatal-alert"],
            facts=TLS13_FACTS,
            endpoints=refused,
            decrypted=TLS13[: TLS13.index("Finished") + 1],
        ),
    ]
