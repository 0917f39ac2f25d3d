"""What is told without keys is what the keys show, and it is told wherever lengths allow it."""

from functools import cache

import pytest
from accuracy import STATES_RIGHT, Compared, compare
from samples import samples

SAMPLES = samples()
UNREADABLE = {
    "cannot-tell-truncated": "its packets are cut",
    "cannot-tell-mid-stream-start": "its randoms, by which keys are found, are missing",
    "cannot-tell-one-sided": "its ServerHello is missing",
}
"""Samples of which the keys open nothing."""


@cache
def compared(number):
    """The scores of one sample."""
    scores = Compared([], [])
    compare(SAMPLES[number], scores)
    return scores


EACH = pytest.mark.parametrize("number", range(len(SAMPLES)), ids=[sample.name for sample in SAMPLES])


@EACH
def test_nothing_that_is_told_is_wrong(number):
    assert compared(number).wrong() == []


@EACH
def test_the_keys_of_a_sample_open_its_tunnels(number):
    closed = compared(number).closed
    assert not closed or SAMPLES[number].name in UNREADABLE


def test_the_client_certificate_is_told_nearly_always():
    everything = Compared([score for number in range(len(SAMPLES)) for score in compared(number).scores], [])
    assert everything.states_right() >= STATES_RIGHT
