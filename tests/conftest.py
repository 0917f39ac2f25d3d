"""Captures and a pipeline that several test files start from."""

import shutil
from pathlib import Path

import pytest
from sample_paths import RENEGOTIATION, RESET_AFTER_FIN, RESET_AFTER_REQUEST


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """A directory with three captures: a.pcapng, b.pcapng, c.pcapng."""
    directory = tmp_path / "captures"
    directory.mkdir()
    for name, sample in zip("abc", (RENEGOTIATION, RESET_AFTER_REQUEST, RESET_AFTER_FIN), strict=True):
        shutil.copy(sample, directory / f"{name}.pcapng")
    return directory


@pytest.fixture
def pipeline(captures: Path) -> Path:
    """A pipeline file over these captures, with its tables beside them."""
    file = captures.parent / "pipeline.toml"
    file.write_text('[input]\ncaptures = ["captures/*.pcapng"]\n[output]\ntables = "lake"\n')
    return file
