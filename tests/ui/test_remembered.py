import pytest

from consult_app import app as program
from consult_app.services import look_file
from consult_app.ui import theme
from consult_app.ui.remembered import USUAL, recall, remember


def test_what_was_chosen_is_there_next_time(tmp_path):
    file = tmp_path / "new" / "look.json"
    assert recall(file) == USUAL
    remember(file, "dark", 1.15)
    remember(file, "contrast", 1.3)
    assert recall(file) == ("contrast", 1.3)
    assert [each.name for each in file.parent.iterdir()] == ["look.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "1",
        '{"look": "dark"}',
        '{"look": "pink", "text": 1.0}',
        '{"look": "dark", "text": 9}',
        '{"look": [], "text": 1.0}',
        "\ud800",
    ],
)
def test_a_file_that_cannot_be_used_is_passed_over(tmp_path, text):
    file = tmp_path / "look.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert recall(file) == USUAL


def test_where_nothing_can_be_kept_nothing_happens(tmp_path):
    (tmp_path / "file").touch()
    remember(tmp_path / "file" / "look.json", "dark", 1.0)
    assert recall(tmp_path / "file" / "look.json") == USUAL


def test_the_program_opens_in_the_look_it_was_left_in(qapp, monkeypatch):
    # There is one application in a process, and the tests have it.
    monkeypatch.setattr(program, "QApplication", lambda _arguments: qapp)
    monkeypatch.setattr(program.sys, "excepthook", None)
    monkeypatch.setattr(program.os, "umask", lambda _mode: 0)
    opened = program.open_app()
    assert (theme.tokens().name, theme.text_scale()) == USUAL
    opened.window.look_changed.emit("dark", 1.3)
    again = program.open_app()
    assert (theme.tokens().name, theme.text_scale()) == ("dark", 1.3)
    for each in (opened, again):
        qapp.removeEventFilter(each.idle_watch)
        each.window.deleteLater()
    look_file().unlink()
