"""Judgement: rules say what facts mean, one verdict a connection says what that comes to.

Knows tables of facts and rules. Refuses to know packets, files and how anything is printed.
"""

from pcapflow.judge.apply import Judgement, flag, judge
from pcapflow.judge.declare import Rule, rule
from pcapflow.judge.discover import catalogue, needed_columns
from pcapflow.judge.schemas import FINDINGS, RULES_VERSION, VERDICTS

__all__ = [
    "FINDINGS",
    "RULES_VERSION",
    "VERDICTS",
    "Judgement",
    "Rule",
    "catalogue",
    "flag",
    "judge",
    "needed_columns",
    "rule",
]
