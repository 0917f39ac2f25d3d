"""Makes `made_facts` importable by tests in folders below."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
