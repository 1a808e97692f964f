"""The window's look for every test of the user interface, a place of work, and no window left over."""

from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.ui import printing, theme
from tests.helpers.desk import Desk

_PATIENCE_MS = 60_000


@pytest.fixture
def qtbot(qapp, request):
    """Wait as long as a busy machine may need, not the plugin's five seconds: only what never comes fails."""
    bot = QtBot(request)
    for wait in (bot.waitUntil, bot.waitSignal, bot.waitSignals, bot.waitExposed, bot.waitActive):
        setattr(bot, wait.__name__, partial(wait, timeout=_PATIENCE_MS))
    return bot


@pytest.fixture(autouse=True)
def _look(qapp: QApplication):
    if not theme.is_dressed(qapp) or (theme.tokens().name, theme.text_scale()) != ("light", 1.0):
        theme.apply(qapp)


@pytest.fixture(autouse=True)
def _nothing_left_over(qapp):
    """Delete what a test has closed: that waits for an event loop, which tests never enter.

    Else every change of look would dress the windows of all tests before it.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def desk(qapp, tmp_path):
    """Give a place of work on a folder of its own; the program is closed when the test ends."""
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()


@pytest.fixture
def office(monkeypatch):
    """Have one printer set up."""
    monkeypatch.setattr(printing, "printers", lambda: ("Office",))


@pytest.fixture
def no_printer(monkeypatch):
    """Have no printer set up."""
    monkeypatch.setattr(printing, "printers", lambda: ())
