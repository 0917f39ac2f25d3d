"""README.md shows nothing that does not work: its commands and cells run in their order in one folder."""

import re
import shlex
from pathlib import Path

import pytest
from commands import pcapflow

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like the repository to who reads, and keeps what is written."""
    for name in ("pipelines", "sample_captures"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    return tmp_path


def test_everything_shown_works(folder, monkeypatch):
    monkeypatch.chdir(folder)
    ran = []
    for language, block in BLOCKS:
        if language == "python":
            exec(compile(block, "README.md", "exec"), {})
            ran.append("python")
            continue
        for line in block.splitlines():
            program, *arguments = shlex.split(line, comments=True)
            if program == "pcapflow":
                code, _, stderr = pcapflow(*arguments, cwd=folder)
                assert (code, stderr) == (0, ""), line
                ran.append(arguments[0])
    assert {"analyze", "run", "query", "rules", "python"} <= set(ran)


def test_every_file_linked_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (REPOSITORY / link).exists()] == []
