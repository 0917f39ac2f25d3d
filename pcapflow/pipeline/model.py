"""The pipeline file: what may stand in it, and the line of what may not.

It knows words and types; whether a pattern matches a file, or a rule exists, is for those who use them.
"""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Literal, TypeGuard, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pcapflow.errors import PipelineError, UsageError
from pcapflow.text import did_you_mean, printable

Severity = Literal["info", "notice", "warning", "error"]
FailOn = Literal["never", "info", "notice", "warning", "error"]

_LATER = {
    "input": {"newer_than", "allow_empty", "settle"},
    "output": {"time_unit"},
    "run": {"executor", "workers", "batch", "memory"},
}
"""Keys of the format that this version does not act on, and so does not accept."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Input(_Section):
    """What to read: files, directories, patterns, relative to the pipeline file."""

    captures: list[str] = Field(min_length=1)
    exclude: list[str] = []


class Output(_Section):
    """Where the tables go, relative to the pipeline file, and whether they hold a row per TLS record."""

    tables: str | None = None
    records: bool = False


class Allow(_Section):
    """Findings that are accepted: of a rule or a kind of it, on servers that `scope` means, until a day."""

    rule: str
    reason: str = Field(min_length=1)
    scope: str = "*"
    expires: date | None = None


class Rules(_Section):
    """Which rules are applied: all, or those enabled, less those disabled; and what else the operator says.

    `files` hold rules of your own. `severity` gives rules, or kinds of them, another one, `allow` names
    findings that are accepted. `expects_client_certificate` are patterns of servers that ask for one.
    """

    enable: list[str] = []
    disable: list[str] = []
    files: list[str] = []
    severity: dict[str, Severity] = {}
    expects_client_certificate: list[str] = []
    allow: list[Allow] = []


class Run(_Section):
    """How the run ends."""

    fail_on: FailOn = "never"


class Pipeline(_Section):
    """A pipeline file."""

    input: Input
    output: Output = Output()
    rules: Rules = Rules()
    run: Run = Run()


def load(path: str) -> Pipeline:
    """The pipeline file at `path`. What is wrong in it is a `PipelineError` with its line."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as problem:
        raise UsageError(
            f"{printable(path)}: {(problem.strerror or str(problem)).lower()}", _meant(path)
        ) from None
    except UnicodeDecodeError as problem:
        raise PipelineError(path, None, f"is not UTF-8 at byte {problem.start:,}") from None
    try:
        return Pipeline.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise _syntax(path, str(problem)) from None
    except ValidationError as problem:
        raise _complaint(path, text, problem) from None


def _complaint(path: str, text: str, invalid: ValidationError) -> PipelineError:
    """The first thing that is wrong, by line."""
    found = [(_line(text, error["loc"]), error) for error in invalid.errors()]
    # What lacks a key may only have misspelt it.
    line, error = min(found, key=lambda pair: (pair[1]["type"] == "missing", pair[0] is None, pair[0] or 0))
    *section, key = [str(part) for part in error["loc"] if not isinstance(part, int)]
    place = f"[{'.'.join(section)}]" if section else "the file"
    if error["type"] == "extra_forbidden":
        if key in _LATER.get(".".join(section), ()):
            return PipelineError(path, line, f"{place} {key} is not available in this version", "Remove it.")
        what = f'has no key "{printable(key)}"' if section else f'has no section "{printable(key)}"'
        return PipelineError(path, line, f"{place} {what}", did_you_mean(key, _keys(section)))
    if error["type"] == "missing":
        required = _REQUIRED.get(".".join(section), _REQUIRED[""])
        return PipelineError(path, line, f'{place} lacks "{key}"', f"Required is {required}.")
    message = error["msg"][0].lower() + error["msg"][1:]
    return PipelineError(path, line, f"{place} {key}: {message}, not {printable(error['input'], 60)}")


_REQUIRED = {
    "": '[input] captures = ["..."]',
    "rules.allow": '[[rules.allow]] rule = "...", reason = "..."',
}


def _keys(section: list[str]) -> list[str]:
    model: object = Pipeline
    for name in section:
        kind = model.model_fields[name].annotation if _is_section(model) else None
        model = next(iter(get_args(kind)), kind)  # of a list of sections, what is in it
    return list(model.model_fields) if _is_section(model) else []


def _is_section(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _syntax(path: str, message: str) -> PipelineError:
    at = re.search(r" \(at line (\d+), column \d+\)$", message)
    if at is None:
        return PipelineError(path, None, f"is not TOML: {printable(message)}")
    return PipelineError(path, int(at[1]), f"is not TOML: {printable(message[: at.start()])}")


def _line(text: str, location: tuple[int | str, ...]) -> int | None:
    """The line that names a key, or the nearest thing around it; tomllib does not tell."""
    wanted = [part for part in location if isinstance(part, str)]
    # Of several sections of one name, the one that is meant; an index at the end is one of a list's values.
    skip = next((part for part in location[:-1] if isinstance(part, int)), 0)
    section: list[str] = []
    best, depth = None, 0
    for number, line in enumerate(text.splitlines(), 1):
        named = re.match(r"\s*(?:\[\[?([^\]]+)\]\]?|([\w.\"'-]+)\s*=)", line)
        if named is None:
            continue
        parts = [part.strip(" \"'") for part in (named[1] or named[2]).split(".")]
        if named[1]:
            section = parts
            if len(parts) > 1 and parts == wanted[: len(parts)]:
                skip -= 1
        here = parts if named[1] else section + parts
        common = 0
        while common < min(len(here), len(wanted)) and here[common] == wanted[common]:
            common += 1
        if len(section) > 1 and section == wanted[: len(section)] and skip >= 0:
            continue
        if common == len(here) > depth or (common == len(wanted) > depth):
            best, depth = number, common
    return best


def _meant(path: str) -> str:
    parent = Path(path).parent
    beside = [entry.name for entry in parent.glob("*.toml")] if parent.is_dir() else []
    return did_you_mean(Path(path).name, beside)
