"""What a rule is: a function over tables, and what it says about itself. Knows no row and no other rule."""

import inspect
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from pcapflow.errors import RuleError
from pcapflow.judge.schemas import CONFIDENCES, SEVERITIES

SECTIONS = ("Meaning", "Fix", "Harmless when")
"""The three Markdown sections of a rule's docstring."""

ITEM = re.compile(r"- `([a-z0-9_-]+)`: ")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue: its words, what it reads, and the function that flags rows."""

    id: str
    title: str
    severity: str
    confidence: str
    spec: str
    reads: Mapping[str, tuple[str, ...]]
    where: Mapping[str, pc.Expression]
    frames: tuple[str, ...]
    values: tuple[str, ...]
    kinds: Mapping[str, str]
    shapes: Mapping[str, str]
    after: tuple[str, ...]
    tables: tuple[str, ...]
    sections: Mapping[str, str]
    function: Callable[..., Any]
    only: tuple[str, ...] | None = None

    def __call__(self, *tables: Any) -> Any:
        """The function itself, so that a notebook can call what a pipeline runs."""
        return self.function(*tables)

    @property
    def ids(self) -> tuple[str, ...]:
        """Full ids that its findings may have."""
        whole = tuple(f"{self.id}/{kind}" for kind in self.kinds) if self.kinds else (self.id,)
        return whole if self.only is None else tuple(full for full in whole if full in self.only)

    def sentence(self, full_id: str = "", shape: str | None = None) -> str:
        """What happened, in a line: the shape's or kind's title if the finding has one."""
        of_kind = self.kinds.get(full_id.removeprefix(f"{self.id}/"), self.title)
        return self.shapes.get(shape or "", of_kind)

    def text(
        self,
        section: str,
        full_id: str = "",
        shape: str | None = None,
        values: Mapping[str, str] | None = None,
    ) -> str:
        """One section as Markdown; for a finding, of the list items that speak of a kind or shape its own.

        Without a finding all of them. `{name}` is filled in from the finding's values, else it is named in
        capitals.
        """
        text = self.sections[section]
        if full_id:
            own = {full_id.removeprefix(f"{self.id}/"), shape}
            text = _without(text, {*self.kinds, *self.shapes} - own)
        known = values or {}
        return PLACEHOLDER.sub(lambda match: known.get(match[1], match[1].upper()), text)


def _without(text: str, others: Collection[str]) -> str:
    """The text without the list items that begin with one of these names; what stays is a paragraph."""
    kept: list[str] = []
    item = None
    for line in text.split("\n"):
        begins = ITEM.match(line)
        if begins:
            item = begins[1]
            line = line[begins.end() :]
        elif not line.startswith(" "):
            item = None
        if item not in others:
            kept.append(line.removeprefix("  ") if item else line)
    return "\n".join(kept).strip()


def rule(
    *,
    severity: str,
    confidence: str,
    title: str,
    spec: str,
    reads: Mapping[str, Sequence[str]],
    where: Mapping[str, pc.Expression] | None = None,
    frames: Sequence[str],
    values: Sequence[str] = (),
    kinds: Mapping[str, str] | None = None,
    shapes: Mapping[str, str] | None = None,
    after: Sequence[str] = (),
) -> Callable[[Callable[..., Any]], Rule]:
    """Makes a rule of a function whose parameter names are the tables that it asks for.

    The function gets pandas DataFrames on Arrow types and returns the rows it flags, with `connection_id` and
    the columns that `frames` (frame numbers) and `values` name, which become evidence. Columns `kind`,
    `severity`, `confidence`, `shape` and `corroboration` (lists of connection_id) override what is said here
    row by row. `reads` names the columns it needs of each table beside keys and evidence, `kinds` and
    `shapes` give their titles, `after` names the rules whose findings it reads.

    It flags rows of its first table, so it is not called where that one has none, and of the other tables it
    gets the rows of the same connections; of `connections` all, if it reads their `server` to compare them.
    `where` makes that cheap: conditions on columns that it gets, as of `pyarrow.compute.field`, that the rows
    of a table must meet to be handed over; unknown meets none.

    Raises RuleError if the declaration does not hold together.
    """

    def declare(function: Callable[..., Any]) -> Rule:
        name = function.__name__.replace("_", "-")
        if severity not in SEVERITIES:
            raise RuleError(name, f"severity is {severity!r}", f"It is one of {', '.join(SEVERITIES)}.")
        if confidence not in CONFIDENCES:
            raise RuleError(name, f"confidence is {confidence!r}", f"It is one of {', '.join(CONFIDENCES)}.")
        tables = tuple(inspect.signature(function).parameters)
        if not tables:
            raise RuleError(name, "asks for no table", "Name one as a parameter.")
        for word, named in (("reads", reads), ("where", where or {})):
            for table in named:
                if table not in tables:
                    raise RuleError(
                        name, f"{word} names {table!r}, which is no parameter", "Add it to the parameters."
                    )
        return Rule(
            id=name,
            title=title,
            severity=severity,
            confidence=confidence,
            spec=spec,
            reads={table: tuple(columns) for table, columns in reads.items()},
            where=dict(where or {}),
            frames=tuple(frames),
            values=tuple(values),
            kinds=dict(kinds or {}),
            shapes=dict(shapes or {}),
            after=tuple(after),
            tables=tables,
            sections=_sections(name, inspect.getdoc(function) or ""),
            function=function,
        )

    return declare


def _sections(name: str, text: str) -> dict[str, str]:
    """The docstring cut at its three headings."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = {heading.strip(): body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}
    if tuple(found) != SECTIONS or not all(found.values()):
        wanted = ", ".join(f"## {section}" for section in SECTIONS)
        raise RuleError(
            name, "its docstring lacks a section", f"It has these, in order, none empty: {wanted}."
        )
    return found
