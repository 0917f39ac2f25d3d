"""The pages that are generated say what the code says."""

import subprocess
import sys
from pathlib import Path

GENERATE = Path(__file__).parent.parent.parent / "docs" / "generate.py"


def test_generated_pages_are_current():
    said = subprocess.run([sys.executable, GENERATE, "--check"], capture_output=True, text=True, check=False)
    assert said.stderr == ""
    assert said.returncode == 0
