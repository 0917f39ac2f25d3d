"""Finding rules, choosing among them, and the order in which they run. Knows no row."""

import dataclasses
import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pyarrow as pa

from pcapflow import _engine
from pcapflow.errors import RuleError, UsageError
from pcapflow.judge import servers, verdicts
from pcapflow.judge.declare import Rule
from pcapflow.judge.schemas import FINDINGS
from pcapflow.text import did_you_mean, printable

KEYS = ("capture_id", "connection_id")


def catalogue(
    enable: Iterable[str] = (), disable: Iterable[str] = (), files: Iterable[str | Path] = ()
) -> list[Rule]:
    """The rules of the package and of `files`, in the order in which they run.

    `enable` (empty: all) and `disable` hold ids of rules, or full ids of kinds. Raises UsageError for an id
    that no rule has, RuleError for a rule that asks for a table or column that there is not, or a cycle among
    rules.
    """
    from pcapflow import rules

    modules = [
        importlib.import_module(f"{rules.__name__}.{module.name}")
        for module in pkgutil.iter_modules(rules.__path__)
    ]
    modules += [_module(Path(file)) for file in files]
    found: dict[str, Rule] = {}
    for each in (value for module in modules for value in vars(module).values() if isinstance(value, Rule)):
        if found.setdefault(each.id, each) is not each:
            raise RuleError(each.id, "two rules have this id", "Rename the function of one of them.")
        _check(each)
    return _order(_chosen(list(found.values()), set(enable), set(disable)))


def needed_columns(rules: Sequence[Rule]) -> dict[str, list[str]]:
    """Columns of each table of facts that these rules, what they know of servers, and the verdicts read."""
    needed: dict[str, set[str]] = {}
    for source in (servers.READS, verdicts.READS, *(columns_of(each) for each in rules)):
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
    return {**known, "servers": list(servers.COLUMNS), "findings": list(FINDINGS.names)}


def _check(each: Rule) -> None:
    known = _known()
    for table in each.tables:
        if table not in known:
            raise RuleError(each.id, f'there is no table "{table}"', did_you_mean(table, known))
        for column in each.reads.get(table, ()):
            if column not in known[table]:
                advice = did_you_mean(column, known[table])
                raise RuleError(each.id, f'{table} has no column "{column}"', advice)


def _chosen(found: list[Rule], enable: set[str], disable: set[str]) -> list[Rule]:
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


def _order(chosen: list[Rule]) -> list[Rule]:
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


def _module(file: Path) -> ModuleType:
    """A user's rule file."""
    spec = importlib.util.spec_from_file_location(f"pcapflow_rules_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise UsageError(f"{printable(file)} is no Python file", "A rule file ends in .py.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except RuleError:
        raise
    except Exception as error:  # somebody else's code: any error in it is theirs to read
        raise RuleError(
            str(file), f"{type(error).__name__}: {error}", "Run it with python to see where."
        ) from error
    return module
