"""Writes the pages of docs/ that say what the code already says: rules.md, tables.md and cli.md.

python docs/generate.py            writes them
python docs/generate.py --check    fails if one is stale, and writes nothing
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from typer.testing import CliRunner

from pcapflow import _engine, judge
from pcapflow.cli import main
from pcapflow.judge.schemas import REASONS, WORKED

FOLDER = Path(__file__).parent
HEAD = "<!-- Written by docs/generate.py from {source}; change it there. -->"

ABOUT_RULES = """\
A rule reads tables of facts and returns the connections that it flags. **Severity** speaks of the outcome:
`info` is worth counting, `notice` is unusual but works, `warning` will or may break, `error` failed.
**Confidence** speaks of the cause: `certain` follows from what is visible, `likely` has its look-alikes
excluded, `possible` has an ordinary cause that is as good. What follows says which ones a rule starts from;
a finding may have others. Words in capitals are filled in from the capture."""

ABOUT_VERDICTS = """\
Each connection has one. The first of these that yields it wins: a failure seen in the clear (`fatal-alert`),
`cannot-tell`, a failure that a rule names, a way in which it worked. A connection that did not work and whose
failure no rule names has none."""


def rules() -> Iterator[str]:
    """The catalogue, from the docstrings of the rules."""
    yield HEAD.format(source="the rules in pcapflow/rules/")
    yield "# Rules"
    yield ABOUT_RULES
    for rule in sorted(judge.catalogue(), key=lambda rule: rule.id):
        yield f"## {rule.id}"
        yield f"{rule.title}. *{rule.severity}, {rule.confidence}.*"
        if rule.kinds:
            kinds = [f"| `{rule.id}/{kind}` | {title} |" for kind, title in rule.kinds.items()]
            yield "\n".join(["| id | what happened |", "|---|---|", *kinds])
        for section in rule.sections:
            yield f"### {section}"
            yield rule.text(section)
        yield f"Source: {rule.spec}."
    yield "# Verdicts"
    yield ABOUT_VERDICTS
    named = [f"| `{name}` | {text} |" for name, text in WORKED.items()]
    yield "\n".join(["| worked | when |", "|---|---|", *named])
    named = [f"| `{name}` | {text} |" for name, text in REASONS.items()]
    yield "\n".join(["| reason of `cannot-tell` | when |", "|---|---|", *named])


def tables() -> Iterator[str]:
    """Every column, from the schemas."""
    yield HEAD.format(source="engine/src/tables/ and pcapflow/judge/")
    yield "# Tables"
    yield "Null is *not seen*, never a default: *seen and absent* is false, zero or an empty list."
    facts = {name: pa.schema(schema) for name, schema in _engine.tables().items()}
    made = {"findings": judge.FINDINGS, "verdicts": judge.VERDICTS, "sightings": judge.SIGHTINGS}
    for name, schema in {**facts, **made, "servers": judge.SERVERS}.items():
        yield f"## {name}"
        yield schema.metadata[b"text"].decode()
        columns = [_column(field) for field in schema]
        yield "\n".join(["| column | type | what it says | source |", "|---|---|---|---|", *columns])


def commands() -> Iterator[str]:
    """What every command says of itself."""
    yield HEAD.format(source="pcapflow/cli/")
    yield "# Commands"
    names = [str(command.name) for command in main.registered_commands]
    for arguments in ([], *([name] for name in names)):
        yield f"## {' '.join(['pcapflow', *arguments])}"
        yield f"```\n{_help(arguments)}\n```"


def _help(arguments: list[str]) -> str:
    """The text of `--help`, whoever's terminal this runs in."""
    said = CliRunner().invoke(main, [*arguments, "--help"], prog_name="pcapflow", env={"COLUMNS": "100"})
    return said.stdout.strip()


def _column(field: pa.Field) -> str:
    text, source = (field.metadata[key].decode().replace("|", "\\|") for key in (b"text", b"source"))
    return f"| `{field.name}` | {_type(field.type)} | {text} | {source} |"


def _type(kind: pa.DataType) -> str:
    """A type without the names that Arrow gives to what is inside a list."""
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "(" + ", ".join(f"{field.name}: {_type(field.type)}" for field in kind) + ")"
    return str(kind)


PAGES = {"rules.md": rules, "tables.md": tables, "cli.md": commands}


def write() -> int:
    """Exit code 1 if a page was to be checked and is stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a page is stale")
    check = parser.parse_args().check
    stale = []
    for name, page in PAGES.items():
        text = "\n\n".join(page()) + "\n"
        file = FOLDER / name
        if file.exists() and file.read_text() == text:
            continue
        stale.append(name)
        if not check:
            file.write_text(text)
    if stale and check:
        sys.stderr.write(f"stale: {', '.join(stale)}; run make docs\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(write())
