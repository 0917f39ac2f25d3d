"""A pipeline file that is wrong is told by file, line and the nearest right word."""

from datetime import date
from pathlib import Path

import pytest

from pcapflow.errors import PipelineError, UsageError
from pcapflow.pipeline.model import Pipeline, load

ALLOW = '[[rules.allow]]\nrule = "x"\nreason = "y"\n'
INPUT = '[input]\ncaptures = ["*.pcapng"]\n'


def loaded(tmp_path: Path, text: str) -> Pipeline:
    file = tmp_path / "fleet.toml"
    file.write_text(text)
    return load(str(file))


def test_captures_is_the_only_required_key(tmp_path: Path) -> None:
    pipeline = loaded(tmp_path, INPUT)
    assert pipeline.input.captures == ["*.pcapng"]
    assert (pipeline.output.tables, pipeline.output.records, pipeline.run.fail_on) == (None, False, "never")


def test_every_key_of_this_version_is_read(tmp_path: Path) -> None:
    pipeline = loaded(
        tmp_path,
        '[input]\ncaptures = ["a"]\nexclude = ["b"]\n[output]\ntables = "lake"\nrecords = true\n'
        '[rules]\nenable = ["c"]\ndisable = ["d"]\nfiles = ["e.py"]\nseverity = {f = "info"}\n'
        'expects_client_certificate = ["g*"]\n[[rules.allow]]\nrule = "h"\nscope = "i"\nreason = "j"\n'
        'expires = 2027-01-31\n[run]\nfail_on = "error"\n',
    )
    assert pipeline.model_dump() == {
        "input": {"captures": ["a"], "exclude": ["b"]},
        "output": {"tables": "lake", "records": True},
        "rules": {
            "enable": ["c"],
            "disable": ["d"],
            "files": ["e.py"],
            "severity": {"f": "info"},
            "expects_client_certificate": ["g*"],
            "allow": [{"rule": "h", "scope": "i", "reason": "j", "expires": date(2027, 1, 31)}],
        },
        "run": {"fail_on": "error"},
    }


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (INPUT + "[rules]\ndisabled = []\n", 4, '[rules] has no key "disabled"; did you mean "disable"?'),
        (INPUT + "capture = []\n", 3, '[input] has no key "capture"; did you mean "captures"?'),
        (INPUT + "[ouput]\n", 3, 'the file has no section "ouput"; did you mean "output"?'),
        (INPUT + "[output]\n\n# yes\nrecords = 1\n", 6, "[output] records: input should be a valid boolean"),
        ("[input]\ncaptures = []\n", 2, "[input] captures: list should have at least 1 item"),
        ('[input]\ncaptures = [\n  "a",\n  7,\n]\n', 2, "[input] captures: input should be a valid string"),
        ("[output]\n", None, 'the file lacks "input". Required is [input] captures = ["..."].'),
        ("[input]\n", 1, '[input] lacks "captures". Required is [input] captures = ["..."].'),
        (INPUT + "\n[run\n", 4, "is not TOML: Expected ']' at the end of a table declaration"),
        (INPUT + "[run]\nworkers = 4\n", 4, "[run] workers is not available in this version. Remove it."),
        (INPUT + '[[rules.allow]]\nrule = "x"\n', 3, '[rules.allow] lacks "reason". Required is [[rules.'),
        (
            INPUT + ALLOW + '[[rules.allow]]\nreson = "y"\n',
            7,
            '[rules.allow] has no key "reson"; did you mean',
        ),
        (INPUT + ALLOW + "[run]\nfailon = 1\n", 7, '[run] has no key "failon"; did you mean "fail_on"?'),
        (INPUT + "[rules]\nfile = []\n", 4, '[rules] has no key "file"; did you mean "files"?'),
        (INPUT + '[rules.severity]\nx = "bad"\n', 4, "[rules.severity] x: input should be 'info', 'notice',"),
        (INPUT + ALLOW + 'expires = "soon"\n', 6, "[rules.allow] expires: "),
        (INPUT + '[run]\nfail_on = "fatal"\n', 4, "[run] fail_on: input should be 'never', 'info',"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, line: int | None, problem: str) -> None:
    with pytest.raises(PipelineError) as caught:
        loaded(tmp_path, text)
    file = str(tmp_path / "fleet.toml")
    where = file if line is None else f"{file}, line {line}"
    assert str(caught.value).startswith(f"{where}: {problem}")


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "fleet.toml").write_text(INPUT)
    with pytest.raises(UsageError, match=r'no such file or directory; did you mean "fleet.toml"\?'):
        load(str(tmp_path / "flet.toml"))


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fleet.toml").write_bytes(b'# caf\xe9\n[input]\ncaptures = ["*"]\n')
    with pytest.raises(PipelineError, match="is not UTF-8 at byte 5"):
        load(str(tmp_path / "fleet.toml"))
