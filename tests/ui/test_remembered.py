from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from consult_app import app as program
from consult_app.services import look_file
from consult_app.ui import appearance, theme
from consult_app.ui.appearance import Appearance
from consult_app.ui.placing import fitting, remember_place, show_where_it_was
from consult_app.ui.remembered import SYSTEM, USUAL, Memory, Remembered, recall, remember

CHOSEN = Remembered(
    "dark", 1.15, "Office", 2, (10, 20, 900, 700), maximised=False, screen="DP-1", trays={"Office": "tray-2"}
)


def test_what_was_chosen_is_there_next_time(tmp_path):
    file = tmp_path / "new" / "look.json"
    assert recall(file) == USUAL
    remember(file, replace(CHOSEN, look="contrast"))
    remember(file, CHOSEN)
    assert recall(file) == CHOSEN
    assert [each.name for each in file.parent.iterdir()] == ["look.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "1",
        '{"look": "pink", "text": 9, "printer": 1, "copies": 0, "place": [1, 2], "maximised": 0}',
        '{"look": [], "text": "1.0", "copies": true, "place": ["a", 1, 2, 3], "screen": null}',
        '{"copies": 100, "other": 1}',
        '{"place": 7}',
        '{"trays": ["a"]}',
        '{"trays": {"Office": 1}}',
        "\ud800",
    ],
)
def test_a_file_that_cannot_be_used_is_passed_over(tmp_path, text):
    file = tmp_path / "look.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert recall(file) == USUAL


def test_one_choice_that_cannot_be_used_costs_no_other(tmp_path):
    file = tmp_path / "look.json"
    file.write_text('{"look": "system", "text": 9, "printer": "Office"}')
    assert recall(file) == replace(USUAL, look="system", printer="Office")


def test_where_nothing_can_be_kept_nothing_happens(tmp_path):
    (tmp_path / "file").touch()
    remember(tmp_path / "file" / "look.json", CHOSEN)
    assert recall(tmp_path / "file" / "look.json") == USUAL


def test_only_a_change_is_written(tmp_path):
    file = tmp_path / "look.json"
    memory = Memory(file)
    memory.change(look="light")
    assert not file.exists()
    memory.change(copies=3)
    assert Memory(file).kept == replace(USUAL, copies=3)
    memory = Memory()
    memory.change(copies=2)
    assert memory.kept.copies == 2


SCREENS = {"DP-1": QRect(0, 0, 1366, 768), "DP-2": QRect(1366, 0, 1920, 1080)}


@pytest.mark.parametrize(
    ("place", "screen", "wanted"),
    [
        ((100, 50, 900, 600), "DP-1", (100, 50, 900, 600)),
        ((1500, 50, 900, 600), "DP-2", (1500, 50, 900, 600)),
        # The screen is gone: where the window's middle is on another, there.
        ((1500, 50, 900, 600), "HDMI", (1500, 50, 900, 600)),
        ((9000, 50, 900, 600), "HDMI", None),
        # Beyond the edge, or larger than the screen is now.
        ((1200, 700, 900, 600), "DP-1", (466, 168, 900, 600)),
        ((-400, -20, 900, 600), "DP-1", (0, 0, 900, 600)),
        ((0, 0, 1920, 1080), "DP-1", (0, 0, 1366, 768)),
        ((), "DP-1", None),
    ],
)
def test_the_window_is_always_on_a_screen_that_is_there(place, screen, wanted):
    found = fitting(Remembered(place=place, screen=screen), SCREENS)
    assert (found.getRect() if found else None) == wanted


def test_the_window_opens_where_it_was_left(qtbot):
    memory, window = Memory(), QWidget()
    qtbot.addWidget(window)
    show_where_it_was(window, memory.kept)
    assert window.isMaximized()
    window.showNormal()
    window.setGeometry(30, 40, 500, 400)
    remember_place(window, memory)
    assert (memory.kept.place, memory.kept.maximised) == ((30, 40, 500, 400), False)
    assert memory.kept.screen == window.screen().name()
    again = QWidget()
    qtbot.addWidget(again)
    show_where_it_was(again, memory.kept)
    assert not again.isMaximized()
    assert again.geometry().getRect() == (30, 40, 500, 400)


def test_a_full_screen_is_a_matter_of_the_moment(qtbot):
    memory, window = Memory(), QWidget()
    qtbot.addWidget(window)
    window.showFullScreen()
    remember_place(window, memory)
    assert memory.kept == USUAL


@pytest.mark.parametrize(("scheme", "look"), [(Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")])
def test_the_look_can_follow_the_system(qtbot, monkeypatch, scheme, look):
    memory = Memory()
    follows = Appearance(memory)
    monkeypatch.setattr(
        appearance, "system_look", lambda: "dark" if scheme is Qt.ColorScheme.Dark else "light"
    )
    QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
    assert theme.tokens().name == "light"
    memory.change(look=SYSTEM)
    QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
    assert theme.tokens().name == look
    memory.change(look="light")
    follows.restore()
    assert theme.tokens().name == "light"


def test_a_system_without_a_wish_gets_the_light_look(qapp):
    assert appearance.system_look() == "light"


def test_the_program_opens_in_the_look_it_was_left_in(qapp, monkeypatch):
    # There is one application in a process, and the tests have it.
    monkeypatch.setattr(program, "QApplication", lambda _arguments: qapp)
    monkeypatch.setattr(program.sys, "excepthook", None)
    monkeypatch.setattr(program.os, "umask", lambda _mode: 0)
    opened = program.open_app()
    assert (theme.tokens().name, theme.text_scale()) == (USUAL.look, USUAL.text)
    opened.window.look_changed.emit("dark", 1.3)
    again = program.open_app()
    assert (theme.tokens().name, theme.text_scale()) == ("dark", 1.3)
    for each in (opened, again):
        qapp.removeEventFilter(each.idle_watch)
        each.window.deleteLater()
    look_file().unlink()
