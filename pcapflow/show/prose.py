"""The little Markdown that rules are written in, as lines for a terminal. Knows no table.

Paragraphs, lists, and lines indented by four or more, which are commands and are never broken.
"""

import re
import textwrap
from collections.abc import Iterator

NARROWEST = 40
ITEM = re.compile(r"( *)(-|\d+\.) +")
COLORS = {"error": "31;1", "warning": "33;1", "notice": "36", "strong": "1"}


def painted(text: str, style: str, color: bool) -> str:
    """The text in a style's colour, which says nothing that the words do not."""
    return f"\x1b[{COLORS[style]}m{text}\x1b[0m" if color and style in COLORS else text


def wrapped(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """One paragraph, broken between words."""
    return textwrap.wrap(
        text,
        max(width, NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def prose(markdown: str, width: int, indent: str = "") -> Iterator[str]:
    """Markdown as lines; backticks are dropped, lists keep their marks."""
    paragraph: list[str] = []
    depth = 0
    for line in [*markdown.split("\n"), ""]:
        item = ITEM.match(line)
        own = len(line) - len(line.lstrip(" "))
        if line.strip() and not item and own < depth + 4:
            paragraph.append(line)
            continue
        yield from _paragraph(paragraph, width, indent)
        paragraph = []
        if item:
            depth = item.end()
            paragraph = [line]
        elif line.strip():
            yield indent + " " * depth + "  " + line.strip()
        elif not line:
            continue


def _paragraph(lines: list[str], width: int, indent: str) -> Iterator[str]:
    if lines:
        item = ITEM.match(lines[0])
        begin = indent + (item[0] if item else " " * (len(lines[0]) - len(lines[0].lstrip(" "))))
        text = " ".join(line.strip() for line in lines)
        text = text.removeprefix(item[0].strip()).strip() if item else text
        yield from wrapped(text.replace("`", ""), width, begin, " " * len(begin))
