"""Writes src/registry/generated.rs from the CSV files beside it.

Knows the form of IANA's files and the grammar of cipher suite names; knows nothing of the wire. The same
files give the same bytes. Run it after a file changed (`make registry`); with `--check` it only says whether
generated.rs is stale.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "src" / "registry" / "generated.rs"


@dataclass(frozen=True)
class Registry:
    """One registry: its file, its name in the `names` table, and the Rust type if there is one."""

    file: str
    name: str
    rust_type: str | None = None


REGISTRIES = [
    Registry("tls-parameters-5", "content_type", "ContentType"),
    Registry("tls-parameters-7", "handshake_type", "HandshakeType"),
    Registry("tls-versions", "protocol_version", "ProtocolVersion"),
    Registry("tls-parameters-4", "cipher_suite", "CipherSuite"),
    Registry("tls-extensiontype-values-1", "extension_type", "ExtensionType"),
    Registry("tls-parameters-8", "named_group", "NamedGroup"),
    Registry("tls-signaturescheme", "signature_scheme", "SignatureScheme"),
    Registry("tls-parameters-6", "alert_description", "AlertDescription"),
    Registry("tls-alert-levels", "alert_level", "AlertLevel"),
    Registry("comp-meth-ids-2", "compression_method", "CompressionMethod"),
    Registry("tls-pskkeyexchangemode", "psk_key_exchange_mode", "PskKeyExchangeMode"),
    Registry(
        "tls-certificate-compression-algorithm-ids",
        "certificate_compression_algorithm",
        "CertificateCompressionAlgorithm",
    ),
    Registry("tls-parameters-2", "client_certificate_type", "ClientCertificateType"),
    Registry("tls-parameters-9", "ec_point_format", "EcPointFormat"),
    Registry("tls-parameters-10", "ec_curve_type"),
    Registry("tls-parameters-16", "signature_algorithm"),
    Registry("tls-parameters-18", "hash_algorithm"),
    Registry("tls-extensiontype-values-3", "certificate_type"),
    Registry("certificate-status", "certificate_status_type"),
]


@dataclass(frozen=True)
class Entry:
    """One code point that has a name."""

    value: int
    name: str
    reference: str


class Additions:
    """additions.csv: what IANA changed since a file was taken, and what is in use but not registered."""

    def __init__(self) -> None:
        rows = list(read("additions"))
        renames = (row for row in rows if row["Kind"] == "reference-rename")
        self.renames = {row["Name"]: row["Reference"].strip("[]") for row in renames}
        self.updates = {(row["Registry"], row["Value"]): row for row in rows if row["Kind"] == "iana-update"}
        self.unregistered = [row for row in rows if row["Kind"] == "not-registered"]

    def reference(self, text: str) -> str:
        """A reference with drafts that have become RFCs named as such."""
        for draft, rfc in self.renames.items():
            text = text.replace(draft, rfc)
        return text

    def of(self, registry: Registry) -> list[Entry]:
        """The unregistered code points of one registry; IANA's own rows are never overridden."""
        rows = (row for row in self.unregistered if row["Registry"] == registry.file)
        return in_order(Entry(number(row["Value"]), row["Name"], row["Reference"]) for row in rows)


def read(file: str) -> Iterator[dict[str, str]]:
    """The rows of one CSV file."""
    with (HERE / f"{file}.csv").open(newline="", encoding="utf-8") as text:
        yield from csv.DictReader(text)


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Entries by value."""
    return sorted(found, key=lambda entry: entry.value)


def number(value: str) -> int:
    """A Value field that is one number: decimal, hexadecimal, or the two bytes of a cipher suite."""
    if "," in value:
        high, low = (int(byte, 16) for byte in value.split(","))
        return high << 8 | low
    return int(value, 0)


def short(name: str) -> str:
    """A name without IANA's remarks about its past."""
    return re.sub(r' \((renamed from ".*"|OBSOLETE|deprecated)\)$', "", name)


def entries(registry: Registry, additions: Additions) -> list[Entry]:
    """The named code points of one registry. Ranges and reserved numbers have no name, nor has GREASE."""
    rows = []
    for row in read(registry.file):
        value, name = list(row.values())[:2]
        if not name.startswith(("Unassigned", "Reserved")):
            row = additions.updates.get((registry.file, value), row)
            rows.append((number(value), name, additions.reference(row["Reference"]).replace("\n", " ")))
    names = [name for _, name, _ in rows]
    # A deprecated number may share its name with its successor: extension 53 is "connection_id (deprecated)".
    return in_order(
        Entry(value, name if short(name) in names else short(name), reference)
        for value, name, reference in rows
    )


def constant(name: str) -> str:
    """A name as a Rust constant."""
    return re.sub(r"\W+", "_", name).strip("_").upper()


# The cipher half of a suite's name, with the hash taken off its end, and what it does to a record's length.
# RFC 5288 3 and RFC 6655 3 send eight bytes of nonce in each record; RFC 7905 2 and TLS 1.3 send none.
BULK = [
    (r"NULL", "Bulk::Null"),
    (r"RC4_\d+", "Bulk::Stream"),
    (r"(AES_\d+|CAMELLIA_\d+|ARIA_\d+|SEED)_CBC", "Bulk::Block(16)"),
    (r"(3DES_EDE|DES|DES40|IDEA|RC2)_CBC(_\d+)?", "Bulk::Block(8)"),
    (r"(AES|CAMELLIA|ARIA)_\d+_(GCM|CCM)", "Bulk::Aead { explicit_nonce: 8, tag: 16 }"),
    (r"AES_\d+_CCM_8", "Bulk::Aead { explicit_nonce: 8, tag: 8 }"),
    (r"CHACHA20_POLY1305", "Bulk::Aead { explicit_nonce: 0, tag: 16 }"),
]
# TLS 1.3 suites name an AEAD and a hash, nothing else. RFC 9150 puts an HMAC in the place of the AEAD.
BULK_13 = [
    (r"AES_\d+_CCM_8", "Bulk::Aead { explicit_nonce: 0, tag: 8 }"),
    (r"(AES_\d+|SM4)_(GCM|CCM)", "Bulk::Aead { explicit_nonce: 0, tag: 16 }"),
    (r"CHACHA20_POLY1305|AEGIS_\w+|ASCONAEAD128", "Bulk::Aead { explicit_nonce: 0, tag: 16 }"),
    (r"SHA256", "Bulk::Aead { explicit_nonce: 0, tag: 32 }"),
    (r"SHA384", "Bulk::Aead { explicit_nonce: 0, tag: 48 }"),
]
HASHES = {
    "MD5": "Md5",
    "SHA": "Sha1",
    "SHA256": "Sha256",
    "SHA384": "Sha384",
    "SHA512": "Sha512",
    "SM3": "Sm3",
    "ASCONHASH256": "AsconHash256",
}
KEY_EXCHANGES = [
    (r"NULL", "Null"),
    (r"ECDHE_PSK", "EcdhePsk"),
    (r"DHE_PSK|PSK_DHE", "DhePsk"),
    (r"RSA_PSK", "RsaPsk"),
    (r"PSK", "Psk"),
    (r"SRP_SHA(_RSA|_DSS)?", "Srp"),
    (r"ECCPWD", "EccPwd"),
    (r"KRB5", "Krb5"),
    (r"ECDH_anon", "EcdhAnon"),
    (r"DH_anon", "DhAnon"),
    (r"ECDHE_(RSA|ECDSA)", "Ecdhe"),
    (r"ECDH_(RSA|ECDSA)", "Ecdh"),
    (r"DHE_(RSA|DSS)", "Dhe"),
    (r"DH_(RSA|DSS)", "Dh"),
    (r"RSA", "Rsa"),
]


def first_match(table: list[tuple[str, str]], text: str) -> str | None:
    """The value of the first pattern that is the whole text."""
    return next((value for pattern, value in table if re.fullmatch(pattern, text)), None)


def suite(name: str) -> str | None:
    """The Rust value of a suite, read from its name; None if the name does not tell (signals, GOST, TLCP)."""
    found = re.fullmatch(r"(?:TLS|SSL)_(?:(?P<exchange>.+)_WITH_)?(?P<cipher>.+)", name)
    if found is None or name.endswith("_SCSV"):
        return None
    exchange, cipher = found["exchange"], found["cipher"]
    start, _, last = cipher.rpartition("_")
    hash_function = HASHES.get(last)
    if hash_function is not None:
        cipher = start
    key_exchange: str | None
    if exchange is None:
        key_exchange, bulk = "Tls13", first_match(BULK_13, cipher)
    else:
        key_exchange = first_match(KEY_EXCHANGES, re.sub(r"_(EXPORT(1024)?|FIPS)$", "", exchange))
        bulk = first_match(BULK, cipher)
    if hash_function is None and "_CCM" in cipher:
        hash_function = "Sha256"  # RFC 6655 3: the suites that name no hash use SHA-256 in the PRF
    if name == "TLS_NULL_WITH_NULL_NULL":
        bulk, hash_function = "Bulk::Null", "None"
    if key_exchange is None or bulk is None or hash_function is None:
        return None
    return f"Suite {{ key_exchange: KeyExchange::{key_exchange}, bulk: {bulk}, hash: Hash::{hash_function} }}"


def rust_string(text: str) -> str:
    """A Rust string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(static: str, rows: list[Entry]) -> Iterator[str]:
    """A sorted table of entries."""
    yield f"pub(super) static {static}: &[Entry] = &["
    for row in rows:
        name, reference = rust_string(row.name), rust_string(row.reference)
        yield f"    Entry {{ value: {row.value}, name: {name}, reference: {reference} }},"
    yield "];"
    yield ""


def generate() -> str:
    """The whole of generated.rs."""
    additions = Additions()
    lines = [
        "// Made from engine/registry/*.csv by generate.py there: change those and run `make registry`.",
        "",
        "use super::suite::{Bulk, Hash, KeyExchange, Suite};",
        "use super::{",
        *(f"    {registry.rust_type}," for registry in REGISTRIES if registry.rust_type),
        "    Entry,",
        "};",
        "",
    ]
    tables = []
    suites: dict[int, str] = {}
    for registry in REGISTRIES:
        registered, unregistered = entries(registry, additions), additions.of(registry)
        name = registry.name.upper()
        tables.append((registry.name, name))
        lines.extend(table(name, registered))
        if unregistered:
            tables.append((f"{registry.name}/unregistered", f"{name}_UNREGISTERED"))
            lines.extend(table(f"{name}_UNREGISTERED", unregistered))
        if registry.rust_type:
            lines.append(f"impl {registry.rust_type} {{")
            lines.extend(
                f"    pub const {constant(row.name)}: Self = Self({row.value});" for row in registered
            )
            lines.extend(["}", ""])
        if registry.rust_type == "CipherSuite":
            derived = ((row.value, suite(row.name)) for row in unregistered + registered)
            suites = {value: text for value, text in derived if text is not None}
    lines.append("pub(super) static REGISTRIES: &[(&str, &[Entry])] = &[")
    lines.extend(f'    ("{name}", {static}),' for name, static in tables)
    lines.extend(["];", "", "pub(super) static SUITES: &[(CipherSuite, Suite)] = &["])
    lines.extend(f"    (CipherSuite({value}), {suites[value]})," for value in sorted(suites))
    lines.extend(["];", ""])
    return "\n".join(lines)


def main() -> int:
    """Writes the file, or with --check compares it."""
    made = generate()
    if "--check" in sys.argv[1:]:
        if OUTPUT.is_file() and OUTPUT.read_text(encoding="utf-8") == made:
            return 0
        print(f"{OUTPUT.name} is stale: run `make registry` and commit what changed", file=sys.stderr)
        return 1
    OUTPUT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
