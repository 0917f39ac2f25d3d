"""The table of README.md, made from the expectations that lie beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

BEGIN = "<!-- what follows, down to the next such line, is written by record.py -->\n"
END = "<!-- end -->\n"


def write_table(readme: Path) -> None:
    text = readme.read_text()
    head, rest = text.split(BEGIN)
    readme.write_text(head + BEGIN + _table(readme.parent) + END + rest.split(END)[1])


def _table(folder: Path) -> str:
    rows = ["", "| capture | story | verdicts | programs |", "|---|---|---|---|"]
    for path in sorted(folder.glob("*.expect.toml")):
        expected = tomllib.loads(path.read_text())
        name = path.name.removesuffix(".expect.toml")
        verdicts = list(dict.fromkeys(f"`{connection['verdict']}`" for connection in expected["connection"]))
        story, stacks = expected["capture"]["story"], "; ".join(expected["capture"]["stacks"])
        rows.append(f"| [{name}]({name}.pcapng) | {story} | {', '.join(verdicts)} | {stacks} |")
    return "\n".join([*rows, "", ""])
