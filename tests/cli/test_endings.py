"""How commands end: exit code, one line on stderr, and never a traceback."""

import ctypes
import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import PCAPFLOW, damaged, pcapflow
from sample_paths import RENEGOTIATION


def test_a_good_capture_ends_with_zero_although_it_has_findings() -> None:
    code, out, err = pcapflow("analyze", RENEGOTIATION)
    assert (code, err) == (0, "")
    assert str(RENEGOTIATION) in out


def test_fail_on_ends_with_one() -> None:
    assert pcapflow("analyze", RENEGOTIATION, "--fail-on", "info")[0] == 1
    assert pcapflow("analyze", RENEGOTIATION, "--fail-on", "error")[0] == 0


@pytest.mark.parametrize("kind", ["empty", "text", "header"])
def test_nothing_readable_ends_with_four_and_one_line(kind: str, tmp_path: Path) -> None:
    path = damaged(kind, tmp_path)
    code, _, err = pcapflow("analyze", path)
    assert code == 4
    assert err.startswith(f"error: {path}")
    assert err.count("\n") == 1


def test_a_capture_that_cannot_be_read_cannot_be_explained(tmp_path: Path) -> None:
    path = damaged("text", tmp_path)
    code, out, err = pcapflow("explain", RENEGOTIATION, "--after", path)
    assert (code, out) == (4, "")
    assert err.startswith(f"error: {path}, byte 0: text, which is not read here. ")


@pytest.mark.parametrize("kind", ["tail", "garbage", "lying", "gzip"])
def test_damage_ends_with_three_and_the_packets_before_it_count(kind: str, tmp_path: Path) -> None:
    path = damaged(kind, tmp_path)
    code, out, err = pcapflow("analyze", path)
    assert code == 3
    assert err.startswith(f"error: {path}, byte ")
    assert err.count("\n") == 1
    assert "packets before it kept" in err
    assert str(path) in out


def test_one_bad_capture_among_good_ones_ends_with_three(tmp_path: Path) -> None:
    code, out, err = pcapflow("analyze", RENEGOTIATION, damaged("text", tmp_path))
    assert code == 3
    assert err.count("\n") == 1
    assert str(RENEGOTIATION) in out


def _as_anybody() -> None:
    """Takes from root, for the program that is started next, the right to read what nobody may read."""
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2  # linux/prctl.h, linux/capability.h
    libc = ctypes.CDLL(None)
    libc.prctl(drop_from_bounding_set, dac_override)
    libc.prctl(drop_from_bounding_set, dac_read_search)


def test_a_file_without_permission_is_told_and_the_others_go_on(captures: Path) -> None:
    (captures / "a.pcapng").chmod(0)
    code, out, err = pcapflow("analyze", captures, preexec_fn=_as_anybody)
    assert code == 3
    assert err.startswith(f"error: {captures}/a.pcapng: ")
    assert "ermission denied" in err
    assert err.count("\n") == 1
    assert f"{captures}/b.pcapng" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["analyze", "gone.pcapng"], "gone.pcapng: no such file or directory"),
        (["analyze", "."], ". holds no capture"),
        (["analyze", "--force", str(RENEGOTIATION)], "force is about captures that are committed"),
        (["run", "gone.toml"], "gone.toml: no such file or directory"),
        (["query", "SELECT 1"], "there are no tables"),
        (["schema", "connection"], 'there is no table "connection"; did you mean "connections"?'),
        (["rules", "server-resets"], 'did you mean "server-reset"?'),
    ],
)
def test_what_does_not_exist_ends_with_two(arguments: list[str], says: str, tmp_path: Path) -> None:
    code, out, err = pcapflow(*arguments, cwd=tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: ")
    assert says in err


def _small_files_only() -> None:
    """A full disk, for the program that is started next: no file may grow beyond 4 kB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_full_disk_ends_with_four_and_one_line_and_leaves_no_commit(tmp_path: Path) -> None:
    code, out, err = pcapflow("analyze", RENEGOTIATION, "--tables", tmp_path, preexec_fn=_small_files_only)
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert "too large" in err
    assert list(tmp_path.glob("*=*")) == []


def test_tables_that_cannot_be_made_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, err = pcapflow("analyze", RENEGOTIATION, "--tables", tmp_path / "file" / "lake")
    assert (code, err.count("\n")) == (4, 1)
    assert "not a directory" in err


def test_debug_shows_where_an_error_came_from(tmp_path: Path) -> None:
    _, _, err = pcapflow("--debug", "analyze", "gone.pcapng", cwd=tmp_path)
    assert "Traceback" in err


def test_a_hostile_file_name_is_shown_with_escapes(tmp_path: Path) -> None:
    hostile = os.fsencode(tmp_path) + b"/\xff\x1b]0;owned\x07\n.pcapng"
    Path(os.fsdecode(hostile)).write_bytes(RENEGOTIATION.read_bytes())
    code, out, err = pcapflow("analyze", tmp_path)
    assert (code, err, "\x1b" in out) == (0, "", False)
    assert f"{tmp_path}/\\xff\\x1b]0;owned\\x07\\x0a.pcapng" in out


def test_a_capture_comes_in_by_a_pipe() -> None:
    code, out, _ = pcapflow("analyze", "-", stdin=RENEGOTIATION.read_bytes())
    assert (code, out.startswith("-   ")) == (0, True)


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [*PCAPFLOW, "analyze", RENEGOTIATION, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("number", "code", "says"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_a_signal_ends_a_silent_pipe_with_one_line(number: int, code: int, says: str) -> None:
    with subprocess.Popen(
        [*PCAPFLOW, "analyze", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_hears_ctrl_c,
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(RENEGOTIATION.read_bytes()[:4000])
        process.stdin.flush()
        _wait_until_it_reads(process.pid)
        process.send_signal(number)
        said = process.stderr.read().decode()
        process.wait(10)
    assert (process.returncode, said) == (code, f"{says}\n")


def _hears_ctrl_c() -> None:
    """Also where the tests run in the background of a shell, whose jobs ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_until_it_reads(pid: int) -> None:
    """Until it has a second thread, which is the engine's, and that sleeps in its read."""
    tasks = Path(f"/proc/{pid}/task")
    for _ in range(2000):
        if any("pipe" in (task / "wchan").read_text() for task in tasks.iterdir() if task.name != str(pid)):
            return
        time.sleep(0.01)
    raise AssertionError("the engine did not begin to read")


def test_where_no_more_can_be_written_one_line_says_so_and_nothing_half_written_stays(tmp_path: Path) -> None:
    def few_bytes_a_file() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    tables = tmp_path / "tables"
    command = [*PCAPFLOW, "analyze", RENEGOTIATION, "--tables", tables]
    ended = subprocess.run(
        command, preexec_fn=few_bytes_a_file, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 4
    assert ended.stderr.startswith(f"error: {tables}: file too large; ")
    assert ended.stderr.count("\n") == 1
    assert [path for path in tables.rglob("*") if path.suffix == ".parquet"] == []
    assert pcapflow("analyze", RENEGOTIATION, "--tables", tables)[0] == 0
