"""Finding rules, choosing among them, and the order in which they run. Knows no row."""

import dataclasses
import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from pcapflow import _engine
from pcapflow.errors import RuleError, UsageError
from pcapflow.judge import replies, servers, verdicts, watched
from pcapflow.judge.declare import Rule
from pcapflow.judge.schemas import FINDINGS
from pcapflow.text import did_you_mean, printable

ENTRY_POINTS = "pcapflow.rules"
"""Group of entry points by which installed packages bring rules."""


def catalogue(
    enable: Iterable[str] = (), disable: Iterable[str] = (), files: Iterable[str | Path] = ()
) -> list[Rule]:
    """The rules of the package, of installed ones that bring some, and of `files`, in the order they run in.

    `enable` (empty: all) and `disable` hold ids of rules, or full ids of kinds. Raises UsageError for an id
    that no rule has, RuleError for a rule that asks for a table or column that there is not, or a cycle among
    rules.
    """
    found, _ = _found()
    for file in files:
        for each in _of_file(file):
            _add(each, found)
    return chosen(list(found.values()), enable, disable)


def load(files: Iterable[str | Path] = ()) -> tuple[list[Rule], list[str]]:
    """The same rules, not chosen and not ordered, and a line for each that is broken and left out."""
    found, broken = _found()
    for file in files:
        broken += _add_theirs(functools.partial(_of_file, file), found)
    while True:
        try:
            _order(list(found.values()))
            return list(found.values()), [str(error) for error in broken]
        except RuleError as circle:
            broken.append(circle)
            del found[circle.rule]


def chosen(found: Sequence[Rule], enable: Iterable[str] = (), disable: Iterable[str] = ()) -> list[Rule]:
    """Of these rules those that are enabled (none named: all) and not disabled, in the order they run in."""
    return _order(_chosen(found, set(enable), set(disable)))


def _found() -> tuple[dict[str, Rule], list[RuleError]]:
    """Rules of the package, which must hold together, and of installed ones, which may be broken."""
    from pcapflow import rules

    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        for each in _rules_in(importlib.import_module(f"{rules.__name__}.{module.name}")):
            _add(each, found)
    broken: list[RuleError] = []
    for entry in metadata.entry_points(group=ENTRY_POINTS):
        broken += _add_theirs(functools.partial(_of_entry_point, entry), found)
    return found, broken


def _add_theirs(theirs: Callable[[], list[Rule]], found: dict[str, Rule]) -> list[RuleError]:
    """Adds somebody else's rules but for those that are broken, which it gives."""
    broken = []
    try:
        for each in theirs():
            try:
                _add(each, found)
            except RuleError as error:
                broken.append(error)
    except RuleError as error:
        broken.append(error)
    return broken


def _add(each: Rule, found: dict[str, Rule]) -> None:
    _check(each)
    if found.setdefault(each.id, each) is not each:
        raise RuleError(each.id, "two rules have this id", "Rename the function of one of them.")


def _rules_in(module: ModuleType) -> list[Rule]:
    return [value for value in vars(module).values() if isinstance(value, Rule)]


def needed_columns(rules: Sequence[Rule]) -> dict[str, list[str]]:
    """Columns of each table of facts that these rules, what they know of servers, and the verdicts read."""
    derived = servers.READS, watched.READS, replies.READS
    return _ordered(*derived, verdicts.READS, *(columns_of(each) for each in rules))


def survey_columns() -> dict[str, list[str]]:
    """Columns of each table of facts that what is known of servers rests on."""
    return _ordered(servers.READS)


def _ordered(*sources: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The columns that these read, in the order of the schemas, of tables of facts."""
    needed: dict[str, set[str]] = {}
    for source in sources:
        for table, columns in source.items():
            needed.setdefault(table, set()).update(columns)
    schemas = facts()
    return {
        table: [name for name in schemas[table].names if name in columns]
        for table, columns in needed.items()
        if table in schemas
    }


@functools.cache
def facts() -> dict[str, pa.Schema]:
    """Schemas of the tables of facts."""
    return {name: pa.schema(schema) for name, schema in _engine.tables().items()}


def columns_of(each: Rule) -> dict[str, list[str]]:
    """Columns that a rule gets of each table that it asks for.

    An evidence column comes from the first of its tables that has it, unless `reads` takes it from another:
    so that tables which share a name can be merged.
    """
    known = _known()
    named = {name for columns in each.reads.values() for name in columns}
    taken: dict[str, list[str]] = {}
    for table in each.tables:
        columns = ["connection_id", *each.reads.get(table, ())]
        evidence = [
            name for name in (*each.frames, *each.values) if name in known[table] and name not in named
        ]
        named.update(evidence)
        keys = ["server"] if table == "servers" else []
        taken[table] = list(
            dict.fromkeys(name for name in (*keys, *columns, *evidence) if name in known[table])
        )
    return taken


@functools.cache
def _known() -> dict[str, list[str]]:
    """Every table that a rule may ask for, and its columns."""
    known = {name: list(schema.names) for name, schema in facts().items()}
    known["connections"] += servers.DERIVED
    return {**known, "servers": servers.COLUMNS, "findings": list(FINDINGS.names)}


def _check(each: Rule) -> None:
    known = _known()
    for table in each.tables:
        if table not in known:
            raise RuleError(each.id, f'there is no table "{table}"', did_you_mean(table, known))
        for column in each.reads.get(table, ()):
            if column not in known[table]:
                advice = did_you_mean(column, known[table])
                raise RuleError(each.id, f'{table} has no column "{column}"', advice)
    if "connection_id" not in known[each.tables[0]]:
        advice = "Name first the table whose rows it flags."
        raise RuleError(each.id, f"its first table, {each.tables[0]}, has no connection_id", advice)


def _chosen(found: Sequence[Rule], enable: set[str], disable: set[str]) -> list[Rule]:
    known = {name for each in found for name in (each.id, *each.ids)}
    for name in sorted((enable | disable) - known):
        raise UsageError(f'no rule has the id "{printable(name)}"', did_you_mean(name, known))
    chosen = []
    for each in found:
        ids = [full for full in each.ids if not enable or enable & {each.id, full}]
        ids = [full for full in ids if not disable & {each.id, full}]
        if ids:
            chosen.append(each if len(ids) == len(each.ids) else dataclasses.replace(each, only=tuple(ids)))
    return chosen


def _order(chosen: Sequence[Rule]) -> list[Rule]:
    """Rules that read findings after those that make them, else by id."""
    by_id = {each.id: each for each in sorted(chosen, key=lambda each: each.id)}
    graph = TopologicalSorter(
        {each.id: [name for name in each.after if name in by_id] for each in by_id.values()}
    )
    try:
        return [by_id[name] for name in graph.static_order()]
    except CycleError as error:
        names = " → ".join(error.args[1])
        raise RuleError(
            error.args[1][0], f"rules wait for each other: {names}", "Break the circle."
        ) from None


def _of_file(file: str | Path) -> list[Rule]:
    """The rules of a user's file."""
    path = Path(file)
    spec = importlib.util.spec_from_file_location(f"pcapflow_rules_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise RuleError(str(path), "this is no Python file", "A rule file ends in .py.")
    module = importlib.util.module_from_spec(spec)
    _run(str(path), functools.partial(spec.loader.exec_module, module))
    return _rules_in(module) or _none(str(path))


def _of_entry_point(entry: metadata.EntryPoint) -> list[Rule]:
    """The rules of an installed package: its entry point is a rule, or a module of them."""
    name = f"{entry.name} ({entry.value})"
    loaded = _run(name, entry.load)
    if isinstance(loaded, Rule):
        return [loaded]
    return (_rules_in(loaded) if isinstance(loaded, ModuleType) else []) or _none(name)


def _run(name: str, load: Callable[[], Any]) -> Any:
    """Runs somebody else's code: any error in it, and any wish to leave, is theirs to read."""
    try:
        return load()
    except RuleError:
        raise
    except FileNotFoundError as error:
        raise RuleError(name, "there is no such file", "Paths are relative to the pipeline file.") from error
    except (Exception, SystemExit) as error:
        raise RuleError(
            name, f"{type(error).__name__}: {printable(error)}", "Run it with python to see where."
        ) from error


def _none(name: str) -> list[Rule]:
    raise RuleError(name, "there is no rule in it", "A rule is a function with the decorator pcapflow.rule.")
