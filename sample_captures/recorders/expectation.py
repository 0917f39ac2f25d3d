"""Write NAME.expect.toml: the truth about a capture, in the words of the programs that made it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from recorders.scene import Connection, Fact, Scene


def expectation(scene: Scene, connections: Sequence[Connection]) -> str:
    lines = [
        "# Written by sample_captures/record.py from what the endpoints said; record again rather than edit.",
        "[capture]",
        f"story = {_value(scene.story)}",
        f"recorder = {_value(f'sample_captures/record.py {scene.name}')}",
        f"stacks = {_value(list(scene.stacks()))}",
    ]
    for connection in connections:
        lines += [
            "",
            "[[connection]]",
            f"stream = {connection.stream}",
            f"verdict = {_value(connection.verdict)}",
            f"findings = {_value(list(connection.findings))}",
            f"info = {_value(list(connection.info))}",
        ]
        if connection.facts:
            lines += [
                "",
                "[connection.facts]",
                *(f"{name} = {_value(fact)}" for name, fact in connection.facts.items()),
            ]
        lines += ["", "[connection.endpoints]"]
        lines += [f"{side} = {_value(words)}" for side, words in connection.endpoints.items()]
    return "\n".join(lines) + "\n"


def _value(value: Fact | list[str]) -> str:
    """A TOML value; JSON's strings, numbers, booleans and lists of them are TOML's too."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {json.dumps(part)}" for name, part in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
