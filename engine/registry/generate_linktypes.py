"""Writes src/registry/linktypes.rs from linktypes.csv, the tcpdump group's LINKTYPE values.

The same file gives the same bytes. With `--check` it only says whether linktypes.rs is stale.
"""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
INPUT = HERE / "linktypes.csv"
OUTPUT = HERE.parent / "src" / "registry" / "linktypes.rs"

HEAD = """\
//! Made from engine/registry/linktypes.csv by generate_linktypes.py; change those and run `make registry`.

/// LINKTYPE values and their names, in the order of the values.
pub const LINKTYPES: &[(u32, &str)] = &[
"""


def generate() -> str:
    """The Rust source."""
    with INPUT.open(encoding="utf-8", newline="") as file:
        names = {
            int(row["Value"]): row["LINKTYPE name"] for row in csv.DictReader(file) if row["Value"].isdigit()
        }
    rows = [f'    ({value}, "{name}"),\n' for value, name in sorted(names.items())]
    return HEAD + "".join(rows) + "];\n"


def main() -> int:
    """Writes the file, or with --check compares it."""
    made = generate()
    if "--check" in sys.argv[1:]:
        if OUTPUT.is_file() and OUTPUT.read_text(encoding="utf-8") == made:
            return 0
        print(f"{OUTPUT.name} is stale: run `make registry` and commit what changed", file=sys.stderr)
        return 1
    OUTPUT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
