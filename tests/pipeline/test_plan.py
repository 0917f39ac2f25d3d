"""Which files a run reads, what they are called, and which it leaves alone."""

import os
import shutil
from pathlib import Path

import pytest

from pcapflow.errors import UsageError
from pcapflow.pipeline.plan import match, plan
from pcapflow.readers.files import File, find, identity_of
from pcapflow.tables.commits import Entry


def uris(files: list[File]) -> list[str]:
    return [file.uri for file in files]


def entry(path: Path, uri: str, status: str = "ok") -> Entry:
    now = path.stat()
    return Entry(identity_of(str(path)), uri, (), now.st_size, now.st_mtime_ns, status)


def test_a_uri_is_the_path_as_the_pattern_wrote_it(captures: Path) -> None:
    base = str(captures.parent)
    assert uris(match(["captures/[ab].pcapng"], base=base)) == ["captures/a.pcapng", "captures/b.pcapng"]
    assert uris(match(["./captures/../captures/c*"], base=base)) == ["./captures/../captures/c.pcapng"]


def test_a_directory_means_all_captures_below_it_told_by_content(captures: Path) -> None:
    (captures / "deep").mkdir()
    shutil.move(captures / "a.pcapng", captures / "deep" / "no-suffix")
    (captures / "notes.pcapng").write_text("not a capture, whatever it is called")
    base = str(captures.parent)
    assert uris(find("captures", base=base)) == [
        "captures/b.pcapng",
        "captures/c.pcapng",
        "captures/deep/no-suffix",
    ]
    assert uris(match(["**/no-*"], base=base)) == ["captures/deep/no-suffix"]


def test_a_name_that_is_no_text_is_read_and_shown_with_escapes(captures: Path) -> None:
    (captures / "a.pcapng").rename(captures / os.fsdecode(b"\xff\x1b.pcapng"))
    base = str(captures.parent)
    for found in (find("captures", base=base), match(["captures/*"], base=base)):
        assert "captures/\\xff\x1b.pcapng" in uris(found)
        assert all(plan([file], []).read == [file] and identity_of(file.path) for file in found)


def test_a_directory_without_a_capture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(UsageError, match="holds no capture"):
        find(str(tmp_path))


def test_a_pattern_that_matches_nothing_names_the_suffix_that_is_there(captures: Path) -> None:
    with pytest.raises(
        UsageError, match=r"matches no file \(relative to .*\)\. Did you mean .*\.pcapng \(3 files\)\?"
    ):
        match(["captures/*.pcap"], base=str(captures.parent))


def test_excluded_files_are_not_read(captures: Path) -> None:
    base = str(captures.parent)
    assert uris(match(["captures"], exclude=["captures/b*", "gone.pcap"], base=base)) == [
        "captures/a.pcapng",
        "captures/c.pcapng",
    ]
    with pytest.raises(UsageError, match="exclude leaves no capture"):
        match(["captures/a*"], exclude=["captures"], base=base)


def test_placeholders_of_a_later_version_are_refused(captures: Path) -> None:
    with pytest.raises(UsageError, match=r"\{server\} is not available in this version"):
        match(["{server}/*.pcapng"], base=str(captures))


def test_the_same_bytes_are_one_capture_under_the_first_uri(captures: Path) -> None:
    shutil.copy(captures / "b.pcapng", captures / "again.pcapng")
    found = {file.uri: file.also_at for file in match(["*"], base=str(captures))}
    assert found == {"a.pcapng": (), "again.pcapng": ("b.pcapng",), "c.pcapng": ()}


def test_an_unchanged_file_is_left_alone_without_a_look_inside(captures: Path) -> None:
    path = captures / "a.pcapng"
    known = entry(path, "a.pcapng")
    path.chmod(0)  # root may read it still, so the content is changed too, in a way that a stat does not see
    before = path.stat()
    path.write_bytes(bytes(before.st_size))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert plan([File(str(path), "a.pcapng")], [known]).there == [known]


def test_a_file_that_moved_or_was_touched_is_known_by_its_content(captures: Path) -> None:
    known = entry(captures / "a.pcapng", "a.pcapng")
    shutil.move(captures / "a.pcapng", captures / "moved.pcapng")
    os.utime(captures / "moved.pcapng")
    assert plan([File(str(captures / "moved.pcapng"), "moved.pcapng")], [known]).there == [known]


def test_other_content_at_a_known_uri_is_read(captures: Path) -> None:
    known = [entry(captures / "a.pcapng", "a.pcapng"), entry(captures / "b.pcapng", "b.pcapng")]
    shutil.copy(captures / "b.pcapng", captures / "a.pcapng")  # known content, but not of this uri
    assert uris(plan([File(str(captures / "a.pcapng"), "a.pcapng")], known).read) == ["a.pcapng"]


def test_known_content_is_read_if_its_uri_now_holds_something_else(captures: Path) -> None:
    known = [entry(captures / "a.pcapng", "a.pcapng")]
    (captures / "a.pcapng").rename(captures / "moved.pcapng")
    (captures / "b.pcapng").rename(captures / "a.pcapng")
    files = [File(str(captures / name), name) for name in ("a.pcapng", "moved.pcapng")]
    assert uris(plan(files, known).read) == ["a.pcapng", "moved.pcapng"]


def test_a_capture_that_failed_is_tried_again(captures: Path) -> None:
    failed = entry(captures / "a.pcapng", "a.pcapng", status="failed")
    assert uris(plan([File(str(captures / "a.pcapng"), "a.pcapng")], [failed]).read) == ["a.pcapng"]


def test_force_reads_what_is_committed(captures: Path) -> None:
    known = entry(captures / "a.pcapng", "a.pcapng")
    assert uris(plan([File(str(captures / "a.pcapng"), "a.pcapng")], [known], force=True).read) == [
        "a.pcapng"
    ]
