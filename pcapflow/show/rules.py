"""Rules of the catalogue as text: all of them in lines, or one in full. Knows no table."""

from collections.abc import Iterator, Sequence

from pcapflow.judge import Rule
from pcapflow.show.prose import painted, prose, wrapped


def listing(rules: Sequence[Rule], *, width: int = 100, color: bool = False) -> Iterator[str]:
    """A line or two for each id."""
    for rule in sorted(rules, key=lambda rule: rule.id):
        for full_id in rule.ids:
            yield painted(full_id, "strong", color)
            yield from wrapped(rule.sentence(full_id), width, "    ")


def page(rule: Rule, *, full_id: str = "", width: int = 100, color: bool = False) -> Iterator[str]:
    """All that a rule says of itself; with the full id of a kind, what it says of that kind."""
    yield painted(full_id or rule.id, "strong", color)
    yield from wrapped(rule.sentence(full_id), width, "  ")
    if rule.kinds and not full_id:
        yield from wrapped("Kinds: " + ", ".join(rule.ids), width, "  ", "    ")
    elif not rule.kinds:
        yield from wrapped(
            f"{rule.severity}, {rule.confidence}, if the finding does not say otherwise", width, "  "
        )
    for section in rule.sections:
        yield ""
        yield painted(section, "strong", color)
        yield from prose(rule.text(section, full_id), width, "  ")
    yield ""
    yield from wrapped(f"Source: {rule.spec}", width)
