"""What comes from a capture is safe to print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcapflow.text import did_you_mean, nearest, printable

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # UAX 9, table 4


@given(st.text())
def test_printable_text_holds_no_control_character_and_no_end_of_line(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in shown)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize("control", BIDI_CONTROLS)
def test_bidi_controls_are_shown_as_escapes(control: str) -> None:
    assert printable(f"a{control}b") == f"a\\u{ord(control):04x}b"


def test_a_name_in_another_script_stays_readable() -> None:
    assert printable("мойсервер.рф") == "мойсервер.рф"


def test_an_endless_name_is_cut() -> None:
    assert printable("a" * 1_000_000, limit=10) == "aaaaaaaaa…"


def test_the_nearest_word_is_named() -> None:
    assert nearest("disabled", ["enable", "disable", "files"]) == "disable"
    assert did_you_mean("disabled", ["enable", "disable"]) == 'did you mean "disable"?'
    assert did_you_mean("xyz", ["enable", "disable"]) == ""
