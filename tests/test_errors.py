"""Errors say what, where, what was kept and what to do, and survive the way between processes."""

import pickle

import pytest

from pcapflow.errors import (
    CaptureError,
    ExitCode,
    PcapflowError,
    PipelineError,
    RuleError,
    TablesBusyError,
    UsageError,
)

ERRORS = [
    UsageError("a", "b"),
    PipelineError("p.toml", 7, "problem", "advice"),
    RuleError("rule-id", "problem", "advice"),
    CaptureError("web03.pcapng", "byte 48: block says 40 bytes, 7 are left; 2 packets before it kept.", 2),
    TablesBusyError("busy", "wait"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_the_same_after_pickling(error: PcapflowError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.exit_code) == (type(error), str(error), error.exit_code)


def test_a_damaged_capture_is_told_in_one_line() -> None:
    told = "web03.pcapng, byte 48: block says 40 bytes, 7 are left; 2 packets before it kept."
    assert str(ERRORS[3]) == told


def test_a_hostile_file_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in str(CaptureError("\x1b]0;owned\x07.pcap", "not a capture.", 0))


def test_a_misspelt_key_names_file_line_and_nearest() -> None:
    error = PipelineError(
        "pipelines/fleet.toml", 7, '[rules] has no key "disabled"', 'did you mean "disable"?'
    )
    assert (
        str(error) == 'pipelines/fleet.toml, line 7: [rules] has no key "disabled"; did you mean "disable"?'
    )


def test_every_exit_code_has_a_meaning() -> None:
    assert all(code.meaning for code in ExitCode)
    assert {code.value for code in ExitCode} == {0, 1, 2, 3, 4, 130, 143}
