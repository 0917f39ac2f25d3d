"""What no text of ours may say: the misreading of RFC 8446 4.3.2, and decimal 40 where 0x40 is meant."""

import re
from itertools import chain
from pathlib import Path

import pytest

from pcapflow import judge

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("docs", "notebooks", "pcapflow", "pipelines", "sample_captures", "benchmarks")
SHIPPED = sorted(
    file
    for file in chain(ROOT.glob("*.md"), *(ROOT.joinpath(folder).rglob("*") for folder in FOLDERS))
    if file.suffix in {".md", ".toml", ".py", ".ipynb", ".html", ".txt"}
    # Not ours: what the benchmark's peers were installed into.
    and not any(part.startswith(".") for part in file.relative_to(ROOT).parts)
)

# RFC 8446 4.3.2 lets a server that authenticates with a certificate ask any client in the main handshake.
# What it forbids is asking there when the handshake is authenticated by PSK. post_handshake_auth speaks of
# later.
ASKS = re.compile(
    r"certificate ?request|ask\w* (\w+ )*for a (client )?certificate|clientcertnegotiation", re.I
)
EXTENSION = re.compile(r"post.?handshake.?auth|extension 49", re.I)
THERE = re.compile(r"(main|first|initial) handshake", re.I)
FORBIDDEN = re.compile(
    r"not (\w+ )?compliant|non-?compliant|(must|should|may|can) ?not|not allowed|unless|only if", re.I
)
DECIMAL = re.compile(r"DefaultFlags\W[^\n]{0,60}(?<![\w.])40\b")


def slips(text):
    """Sentences that forbid asking in the main handshake for want of the extension."""
    sentences = re.split(r"(?<=[.!?:;])\s+|\n\s*\n", text)
    return [
        each for each in sentences if all(what.search(each) for what in (ASKS, EXTENSION, THERE, FORBIDDEN))
    ]


def test_the_check_knows_the_slip_when_it_sees_it():
    article = (
        'A "Certificate Request" message should not be sent in the main handshake, UNLESS the client sent '
        'the "post_handshake_auth" extension in the "Client Hello".'
    )
    assert slips(article) == [article]
    assert DECIMAL.search('"DefaultFlags" DWORD32 = 40')
    assert not DECIMAL.search("`DefaultFlags` with the bit 0x40 (hexadecimal)")


@pytest.mark.parametrize("file", SHIPPED, ids=[str(file.relative_to(ROOT)) for file in SHIPPED])
def test_no_text_repeats_the_slip_or_says_decimal_40(file):
    text = file.read_text(encoding="utf-8")
    assert slips(re.sub(r"\n *(#|//)? *(?=\S)", " ", text)) == []
    assert not DECIMAL.search(text)


def test_the_fix_asks_in_the_first_handshake_first_and_gives_the_flag_in_hexadecimal():
    rule = next(each for each in judge.catalogue() if each.id == "tls13-late-client-cert")
    fix = rule.text("Fix")
    assert fix.index("clientcertnegotiation=enable") < fix.index("0x40") < fix.index("post-handshake")
    for binding in ("ipport=", "hostnameport=", "ccs=443"):
        assert binding in fix
