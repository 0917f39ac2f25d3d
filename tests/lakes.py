"""Tables directories, byte by byte."""

from pathlib import Path


def contents(directory: Path) -> dict[str, bytes]:
    """Every committed byte by path."""
    return {str(path.relative_to(directory)): path.read_bytes() for path in sorted(directory.glob("*=*/*"))}
