"""What a run judges by: the rules that were chosen, and what the operator says of servers and findings."""

import hashlib
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pcapflow import rules as package
from pcapflow.errors import UsageError
from pcapflow.judge.declare import Rule
from pcapflow.judge.discover import chosen, load
from pcapflow.judge.policy import Allow, Policy
from pcapflow.text import did_you_mean, printable


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order they run in; `failures` has a line for each that was asked for and is broken."""

    rules: tuple[Rule, ...]
    expects: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    failures: tuple[str, ...] = ()

    @property
    def identity(self) -> list[str]:
        """What tells it from another: ids, the text of rules not ours, all that the operator says."""
        said = [f"expects {pattern}" for pattern in self.expects]
        said += [f"severity {name} {severity}" for name, severity in self.policy.severity.items()]
        said += [f"allow {each}" for each in self.policy.allow]
        return [*map(_identity, self.rules), *said]


def rulebook(
    *,
    enable: Iterable[str] = (),
    disable: Iterable[str] = (),
    files: Iterable[str | Path] = (),
    expects: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    allow: Iterable[Allow] = (),
) -> Rulebook:
    """The rules of the package, of installed packages and of `files`; those that are broken are left out.

    Raises UsageError for an id that no rule has; if some rule is broken, which may be the one that is meant,
    that is one more line of `failures`.
    """
    found, failures = load(files)
    policy = Policy(dict(severity or {}), tuple(allow))
    enable, disable = set(enable), set(disable)
    known = {name for each in found for name in (each.id, *each.ids)}
    unknown = sorted((enable | disable | policy.ids) - known)
    if unknown:
        problem = UsageError(f'no rule has the id "{printable(unknown[0])}"', did_you_mean(unknown[0], known))
        if not failures:
            raise problem
        failures.append(str(problem))
    wanted = chosen(found, enable & known, disable & known) if not enable or enable & known else []
    return Rulebook(tuple(wanted), tuple(expects), policy, tuple(failures))


def _identity(rule: Rule) -> str:
    names = ",".join(rule.only or ())
    own = f"{rule.id} {names}".strip()
    if rule.function.__module__.startswith(f"{package.__name__}."):
        return own
    return f"{own} {hashlib.sha256(inspect.getsource(rule.function).encode()).hexdigest()}"
