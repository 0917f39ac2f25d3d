"""Certificates for one scene: made when it is recorded, gone with its scratch folder; no key is committed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SERVER_NAME = "intranet.example"

_VALID, _ENDED = (-1, 365), (-30, -1)
"""Days from now on which a certificate begins and ends."""


@dataclass(frozen=True)
class Certificates:
    """Paths to PEM files; all but `authority` hold key and certificate in one."""

    authority: Path
    server: Path
    client: Path
    stranger: Path
    """A client certificate of an authority that no server knows."""
    expired: Path
    """A client certificate that ended yesterday."""
    expired_server: Path
    unknown_authority: Path

    @classmethod
    def issue(cls, folder: Path) -> Certificates:
        authority = _Authority("pcapflow sample CA")
        unknown = _Authority("another CA")
        return cls(
            authority.write_own(folder / "authority.pem"),
            authority.write(folder / "server.pem", SERVER_NAME, ExtendedKeyUsageOID.SERVER_AUTH),
            authority.write(folder / "client.pem", "alice", ExtendedKeyUsageOID.CLIENT_AUTH),
            unknown.write(folder / "stranger.pem", "mallory", ExtendedKeyUsageOID.CLIENT_AUTH),
            authority.write(folder / "expired.pem", "bob", ExtendedKeyUsageOID.CLIENT_AUTH, _ENDED),
            authority.write(
                folder / "expired-server.pem", SERVER_NAME, ExtendedKeyUsageOID.SERVER_AUTH, _ENDED
            ),
            unknown.write_own(folder / "unknown-authority.pem"),
        )


class _Authority:
    def __init__(self, name: str) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.name = _name(name)
        builder = _builder(self.name, self.name, self.key)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.certificate = builder.sign(self.key, hashes.SHA256())

    def write_own(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def write(
        self, path: Path, name: str, usage: x509.ObjectIdentifier, days: tuple[int, int] = _VALID
    ) -> Path:
        key = rsa.generate_private_key(65537, 2048)
        names = x509.SubjectAlternativeName([x509.DNSName(name), x509.DNSName("localhost")])
        builder = _builder(_name(name), self.name, key, days)
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        builder = builder.add_extension(names, critical=False)
        certificate = builder.sign(self.key, hashes.SHA256())
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        return path


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, days: tuple[int, int] = _VALID
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
    )
