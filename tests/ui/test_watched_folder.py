"""A folder that a scanner writes into."""

import pytest
from PySide6.QtCore import QObject

from consult_app.ui.watched_folder import WatchedFolder


@pytest.fixture
def folder(qapp, tmp_path):
    parent = QObject()
    made = WatchedFolder(parent, patience_ms=1)
    made.watch(str(tmp_path))
    yield made
    made.stop()


def test_a_new_file_is_told_and_what_was_there_before_is_not(qtbot, folder, tmp_path):
    folder.stop()
    (tmp_path / "old.pdf").write_bytes(b"old")
    folder.watch(str(tmp_path))
    assert folder.folder == str(tmp_path)
    with qtbot.waitSignal(folder.came) as came:
        (tmp_path / "new.JPG").write_bytes(b"new")
    assert came.args == [[b"new"]]


def test_other_files_are_left_alone_and_a_file_is_told_once(qtbot, folder, tmp_path):
    with qtbot.waitSignal(folder.came) as came:
        (tmp_path / "notes.txt").write_bytes(b"notes")
        (tmp_path / "one.png").write_bytes(b"one")
    assert came.args == [[b"one"]]
    with qtbot.waitSignal(folder.came) as came:
        (tmp_path / "two.tiff").write_bytes(b"two")
    assert came.args == [[b"two"]]


def test_of_very_many_files_a_few_come_at_a_time(folder, tmp_path):
    told = []
    folder.came.connect(told.append)
    for at in range(25):
        (tmp_path / f"{at:02}.jpg").write_bytes(b"%d" % at)
    for _ in range(4):
        folder._look()
    assert [len(each) for each in told] == [10, 10, 5]
    assert [each for some in told for each in some] == [b"%d" % at for at in range(25)]


def test_a_file_that_still_grows_is_waited_for(folder, tmp_path):
    told = []
    folder.came.connect(told.append)
    path = tmp_path / "slow.pdf"
    path.write_bytes(b"half")
    folder._look()
    path.write_bytes(b"half and half")
    folder._look()
    assert told == []
    folder._look()
    assert told == [[b"half and half"]]


def test_what_is_gone_or_cannot_be_read_is_no_trouble(folder, tmp_path):
    told = []
    folder.came.connect(told.append)
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    folder._look()
    folder._look()
    empty.unlink()
    (tmp_path / "a-folder.pdf").mkdir()
    folder._look()
    folder._look()
    assert told == []
    folder._folder = tmp_path / "away"
    assert folder._files() == []
    folder.stop()
    assert folder._files() == []
    assert folder.folder == ""
