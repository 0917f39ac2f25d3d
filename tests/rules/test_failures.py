"""Which finding names the failure of a connection that has several."""

import numpy as np
import pyarrow as pa
import pytest

from pcapflow import judge
from pcapflow.judge import failures
from pcapflow.judge.failures import Failure

MADE = {
    "first": Failure(),
    "second": Failure(at=("warning", "error"), clear=("certain",)),
    "ending/kind": Failure(general=True, mode="renegotiation"),
    "ending": Failure(at=("notice", "error"), general=True),
}
IDS = list(MADE)


def chosen(*found):
    """What is chosen of findings (rule, severity, confidence) at one connection of three."""
    rows = [dict(zip(("rule", "severity", "confidence"), each, strict=True)) for each in found]
    table = pa.Table.from_pylist(rows, schema=judge.FINDINGS)
    choice = failures.choose(table, np.ones(len(rows), dtype=np.int64), 3)
    assert choice.place.tolist()[::2] == [-1, -1]
    place = choice.place[1]
    return (IDS[place], int(choice.finding[1])) if place >= 0 else None, bool(choice.in_clear[1])


@pytest.fixture(autouse=True)
def made(monkeypatch):
    monkeypatch.setattr(failures, "FAILURES", MADE)


ENDING = ("ending/other", "error", "certain")


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ([ENDING, ("second", "error", "likely"), ("first", "error", "likely")], ("first", 2)),
        ([("first", "error", "possible"), ENDING], ("first", 0)),
        ([("first", "error", "possible"), ("second", "warning", "likely")], ("second", 1)),
        ([("first", "error", "possible"), ("second", "error", "possible")], ("first", 0)),
        ([("ending/other", "error", "likely"), ("ending/kind", "error", "possible")], ("ending/kind", 1)),
        ([("first", "error", "likely"), ("first", "error", "likely")], ("first", 0)),
        ([("first", "notice", "certain"), ("ending/other", "info", "certain")], None),
        ([("third", "error", "certain")], None),
        ([], None),
    ],
    ids=[
        "the most specific rule names it",
        "what is merely possible still names what a general rule only describes",
        "what is merely possible gives way to another cause that is likely",
        "of two that are possible the more specific one names it",
        "a kind may rank before its rule",
        "of two findings of one rule the first counts",
        "a severity at which a rule tells of no failure names none",
        "a rule that is not ranked names none",
        "nothing was found",
    ],
)
def test_one_finding_names_the_failure(found, name):
    assert chosen(*found)[0] == name


def test_a_failure_was_seen_in_the_clear_if_any_finding_says_so():
    assert chosen(("first", "error", "likely"), ("second", "warning", "certain")) == (("first", 0), True)
    assert chosen(("second", "warning", "likely")) == (("second", 0), False)
    assert chosen(("second", "notice", "certain")) == (None, False)
