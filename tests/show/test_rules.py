"""The catalogue as text."""

import pytest

from pcapflow import judge
from pcapflow.show import rules as show

CATALOGUE = judge.catalogue()


def test_the_list_names_every_full_id():
    lines = list(show.listing(CATALOGUE))
    for full_id in (full for each in CATALOGUE for full in each.ids):
        assert full_id in lines


@pytest.mark.parametrize("each", CATALOGUE, ids=[each.id for each in CATALOGUE])
def test_a_rule_says_what_it_means_how_to_fix_it_and_when_it_is_harmless(each):
    lines = list(show.page(each, width=80))
    assert lines[0] == each.id
    for section in ("Meaning", "Fix", "Harmless when"):
        assert section in lines
    assert lines[-1].startswith("Source: ") or lines[-2].startswith("Source: ")


def test_a_kind_has_a_page_of_its_own():
    rule = next(each for each in CATALOGUE if each.id == "server-reset")
    text = "\n".join(show.page(rule, full_id="server-reset/after-fin"))
    assert "had sent its FIN" in text
    assert "had sent its request" not in text
