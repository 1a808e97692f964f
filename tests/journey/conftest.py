"""The real window, opened on a folder of its own and closed when the test ends."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from consult_app.app import App
from consult_app.ui import theme
from tests.helpers.hands import Hands
from tests.helpers.window import quick_services

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def move(self, minutes):
        self.now += timedelta(minutes=minutes)


class Desk:
    """Opens the program as often as asked, each time as if it had been started anew."""

    def __init__(self, folder):
        self.folder = folder
        self.clock = Clock()
        self.services = quick_services(folder, self.clock)
        self.app = None
        self.heard = {}

    def open(self, services=None):
        bound = services or self.services
        self.app = App(lambda: bound, bound.vaults.exists())
        self.heard = {}
        for name in ("changed", "failed", "kept", "sealed"):
            getattr(self.app.controller, name).connect(lambda *said, name=name: self.hear(name, said))
        self.app.window.resize(1366, 768)
        self.app.window.show()
        self.app.start()
        return Hands(self.app.window)

    def hear(self, name, said):
        self.heard[name] = said

    def close(self):
        if self.app is not None:
            self.app.window.close()
            self.app.close()
            self.app.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self.app = None


@pytest.fixture
def desk(qapp, tmp_path):
    theme.apply(qapp)
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()
