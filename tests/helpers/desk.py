"""A place of work: the program is opened there as often as asked, each time as if started anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from consult_app.app import App
from consult_app.domain.consultation import State
from consult_app.workflow.ports import Services
from tests.helpers.hands import Hands
from tests.helpers.sitting import unlock
from tests.helpers.window import PASSPHRASE, listen, quick_services, until

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, minutes: int) -> None:
        """Let some minutes pass."""
        self.now += timedelta(minutes=minutes)


class Desk:
    """A vault's folder, a clock and services; `heard` is what the controller announced last, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.services = quick_services(folder, self.clock)
        self.heard: dict[str, tuple[object, ...]] = {}
        self._app: App | None = None

    @property
    def app(self) -> App:
        """The program as it is open now."""
        assert self._app is not None
        return self._app

    def open(self, services: Services | None = None) -> Hands:
        """Start the program."""
        bound = services or self.services
        self._app = App(lambda: bound, bound.vaults.exists())
        self._app.furnished.connect(self._listen)
        self.heard = {}
        self.app.window.resize(1366, 768)
        self.app.window.show()
        self.app.start()
        return Hands(self.app.window)

    def unlocked(self, services: Services | None = None) -> Hands:
        """Start the program and unlock."""
        hands = self.open(services)
        unlock(hands)
        hands.reads("Consultations")
        until(lambda: "Treatments:" in hands.words() or "failed" in self.heard)
        return hands

    def in_settings(self, section: str) -> tuple[Hands, Hands]:
        """Start the program and open a section of the settings; gives hands for the window, and for these."""
        hands = self.unlocked()
        hands.click("Settings")
        settings = hands.dialog()
        settings.click(f"Section {section}")
        return hands, settings

    def opened(self, services: Services | None = None) -> Hands:
        """Start the program and open the first consultation of the list."""
        hands = self.unlocked(services)
        hands.open_row(0)
        until(lambda: "changed" in self.heard)
        return hands

    def close(self) -> None:
        """End the program."""
        if self._app is not None:
            self._app.window.close()
            self._app.close()
            self._app.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self._app = None

    def states(self) -> list[State]:
        """End the program; give all states in the vault, newest first."""
        self.close()
        vault = self.services.vaults.unlock(PASSPHRASE)
        states = [vault.open(each.id) for each in vault.consultations()]
        vault.close()
        return states

    def _listen(self) -> None:
        listen(self.app.controller, self.heard)
