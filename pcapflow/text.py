"""Hostile text made safe to print, and the nearest word to a misspelt one.

Names in a capture are an attacker's. It knows nothing of terminals, HTML or CSV beyond what all of them need:
no control characters, nothing that turns the reading direction around, nothing invisible, no end of line, no
endless line.
"""

import difflib
import unicodedata
from collections.abc import Iterable

# Cc: controls (ESC among them). Cf: bidi overrides and isolates, zero-width characters, tags. Cs: halves of
# surrogate pairs. Zl, Zp: ends of lines that are not "\n". Cn, Co: what no font shows.
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"}


def printable(text: object, limit: int = 240) -> str:
    r"""`text` with everything unsafe escaped visibly, cut to `limit` characters.

    >>> printable("ok\x1b[31m\u202egnp.exe")
    'ok\\x1b[31m\\u202egnp.exe'
    """
    whole = str(text)
    short = whole if len(whole) <= limit else whole[: limit - 1] + "…"
    if short.isascii() and short.isprintable():
        return short
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSAFE else c for c in short)


def _escaped(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that was probably meant."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.5)
    return found[0] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`did you mean "..."?`, or nothing if no word is near."""
    near = nearest(word, words)
    return "" if near is None else f'did you mean "{printable(near)}"?'


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 capture`, `1,204 packets`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
