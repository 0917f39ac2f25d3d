"""Judgement: rules say what facts mean, one verdict a connection says what that comes to.

Knows tables of facts and rules. Refuses to know packets, files and how anything is printed.
"""

from pcapflow.judge.apply import (
    Applied,
    Judgement,
    applied,
    flag,
    judge,
    reset_counts,
    with_resets,
)
from pcapflow.judge.declare import Rule, rule
from pcapflow.judge.discover import catalogue, needed_columns, survey_columns
from pcapflow.judge.policy import Allow, Policy
from pcapflow.judge.rulebook import Rulebook, rulebook
from pcapflow.judge.schemas import FINDINGS, RULES_VERSION, VERDICTS
from pcapflow.judge.servers import SERVERS, SIGHTINGS, Servers, summed, survey

__all__ = [
    "FINDINGS",
    "RULES_VERSION",
    "SERVERS",
    "SIGHTINGS",
    "VERDICTS",
    "Allow",
    "Applied",
    "Judgement",
    "Policy",
    "Rule",
    "Rulebook",
    "Servers",
    "applied",
    "catalogue",
    "flag",
    "judge",
    "needed_columns",
    "reset_counts",
    "rule",
    "rulebook",
    "summed",
    "survey",
    "survey_columns",
    "with_resets",
]
