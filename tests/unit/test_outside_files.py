"""Whatever a person names is read if it is a file, and refused in words if it is none."""

import os
import re
from pathlib import Path

import pytest

from consult_app.errors import ConsultError
from consult_app.outside_files import read_outside


def refusal(path: Path, most: int = 10, *, piped: bool = False) -> str:
    with pytest.raises(ConsultError) as refused:
        read_outside(path, most, piped=piped)
    assert refused.value.code == "unreadable"
    return refused.value.what


def test_a_file_is_read_to_its_end_and_one_byte_too_many_is_not(tmp_path):
    file = tmp_path / "ten"
    file.write_bytes(b"0123456789")
    assert read_outside(file, 10) == b"0123456789"
    assert refusal(file, 9) == "It is larger than 0 MB."
    file.write_bytes(b"")
    assert read_outside(file) == b""


def test_a_pipe_to_which_nobody_writes_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "It is a device or a pipe, and no file."


def test_what_gives_bytes_without_end_fills_no_memory(tmp_path):
    link = tmp_path / "zero.pdf"
    link.symlink_to("/dev/zero")
    assert refusal(link) == "It is a device or a pipe, and no file."
    assert re.fullmatch(r"It is larger than \d+ MB\.", refusal(link, piped=True))


def test_a_command_reads_what_another_program_pipes_to_it():
    reading, writing = os.pipe()
    os.write(writing, b"answers")
    os.close(writing)
    try:
        assert read_outside(Path(f"/dev/fd/{reading}"), piped=True) == b"answers"
    finally:
        os.close(reading)


def test_why_it_cannot_be_read_is_said_in_plain_words(tmp_path, monkeypatch):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path) == "It is a folder."
    assert refusal(tmp_path / "none") == refusal(tmp_path / "file" / "in") == "There is no such file."
    assert refusal(tmp_path / "one") == "It is a link that leads only to itself."
    assert refusal(tmp_path / ("x" * 300)) == "Its name is too long."
    assert refusal(Path("a\0b")) == "There is no file of such a name."
    for error, said in (
        (PermissionError(13, ""), "This account of the computer may not read it."),
        (OSError(5, ""), "Its disk or its network does not give it."),
    ):
        monkeypatch.setattr(os, "open", lambda *_, error=error: (_ for _ in ()).throw(error))
        assert refusal(tmp_path / "file") == said
        monkeypatch.undo()
