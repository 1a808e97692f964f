"""What a person saves in the open is for their account alone, and is whole or as it was before."""

import os
import resource
from pathlib import Path

import pytest

from consult_app.private_file import write_private

OPEN_TO_ALL = 0o022


@pytest.fixture(autouse=True)
def usual_mask():
    before = os.umask(OPEN_TO_ALL)
    yield
    os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o777


def test_nobody_else_may_read_it(tmp_path):
    path = tmp_path / "log.csv"
    write_private(path, b"names")
    assert (path.read_bytes(), mode(path)) == (b"names", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_open_to_others_is_not_any_more(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(b"old")
    write_private(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)


def test_half_a_file_is_no_file_and_the_one_before_stays(tmp_path):
    """A disk that is full, as far as a program can tell."""
    path = tmp_path / "consent.pdf"
    path.write_bytes(b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        for target in (path, tmp_path / "other.pdf"):
            with pytest.raises(OSError, match="too large"):
                write_private(target, bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_that_lies_in_the_way_leads_nowhere(tmp_path):
    (victim := tmp_path / "victim").write_bytes(b"whole")
    (tmp_path / "log.csv.part").symlink_to(victim)
    write_private(tmp_path / "log.csv", b"names")
    assert victim.read_bytes() == b"whole"


def test_through_a_link_the_file_that_it_names_is_written(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "log.csv")
    write_private(tmp_path / "link.csv", b"names")
    assert (tmp_path / "log.csv").read_bytes() == b"names"
    assert (tmp_path / "link.csv").is_symlink()


def test_a_pipe_takes_it_as_it_comes(tmp_path):
    reading, writing = os.pipe()
    write_private(Path(f"/dev/fd/{writing}"), b"names")
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b"names"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(IsADirectoryError):
        write_private(tmp_path, b"names")
    assert list(tmp_path.iterdir()) == []
