"""Timestamps: asked for beside everything else, a record at a time, and again after growing pauses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from consult_app.ui.jobs import Errands
from consult_app.workflow.timing import Errand, come_back, fail, longer, next_errand, read_times, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.domain.preferences import Preferences
    from consult_app.domain.time_server import TimeServer
    from consult_app.errors import ConsultError
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Services, Vault

T = TypeVar("T")
Fetched = tuple[bytes, str]


class TimeDesk(QObject):
    """Sends for one timestamp at a time; nothing waits for it: not signing, not locking, not closing."""

    changed = Signal(object)  # Times
    added = Signal(str)
    """The id of a record whose file has a timestamp now."""
    crashed = Signal(str)

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._errands = Errands(self)
        self._errands.crashed.connect(self.crashed)
        self._out = False
        self._server: TimeServer | None = None
        self._failed = ""
        self._pause = timedelta()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.ask)

    def follow(self, preferences: Preferences) -> None:
        """Look for what waits; another server than before is asked at once."""
        if preferences.time_server != self._server:
            self._server = preferences.time_server
            self._forget_failure()
        self.look()

    def look(self) -> None:
        """Send for what waits, unless the server failed and is to be left alone for a while."""
        if not self._timer.isActive():
            self.ask()

    def ask(self) -> None:
        """Send for what waits, now."""
        self._timer.stop()
        if not self._out and self._server is not None:
            self._in_vault(self._prepared, self._send)

    def tell(self) -> None:
        """Tell how timestamps stand."""
        failed = self._failed
        self._in_vault(lambda _, vault: read_times(vault, failed), self.changed.emit)

    def stop(self) -> None:
        """Send nobody any more; what waits still waits, and is looked for when the vault is open again."""
        self._timer.stop()
        self._server = None

    def close(self) -> None:
        """Let go at the end of the program, whatever the server does."""
        self.stop()
        self._errands.close()

    @staticmethod
    def _prepared(services: Services, vault: Vault) -> tuple[Errand, Callable[[], Fetched]] | None:
        errand = next_errand(vault)
        return None if errand is None else (errand, lambda: run(services, errand))

    def _send(self, prepared: tuple[Errand, Callable[[], Fetched]] | None) -> None:
        if prepared is None or self._out:
            self.tell()
            return
        errand, work = prepared
        self._out = True
        self._errands.run(
            work, lambda fetched: self._take(errand, fetched), lambda error: self._refuse(errand, error)
        )

    def _take(self, errand: Errand, fetched: Fetched) -> None:
        def kept(_: None) -> None:
            self._forget_failure()
            self.added.emit(errand.record)
            self.ask()

        self._out = False
        self._in_vault(lambda _, vault: come_back(vault, errand, *fetched), kept)

    def _refuse(self, errand: Errand, error: ConsultError) -> None:
        code, before = error.code, self._failed

        def noted(others: bool) -> None:  # noqa: FBT001 - what the work gives
            if others:
                self.ask()
                return
            self._failed, self._pause = code, longer(self._pause)
            self._timer.start(round(self._pause / timedelta(milliseconds=1)))
            self.tell()

        self._out = False
        self._in_vault(lambda _, vault: fail(vault, errand, code, before), noted)

    def _forget_failure(self) -> None:
        self._timer.stop()
        self._failed, self._pause = "", timedelta()

    def _in_vault(self, work: Callable[[Services, Vault], T], done: Callable[[T], None]) -> None:
        """Do something in the vault; where it is locked meanwhile, or full, nothing is lost by that."""
        if self._controller.door.vault_if_open is not None:
            self._controller.ask_aside(work, done, self._wait)

    def _wait(self, _: ConsultError) -> None:
        self._pause = longer(self._pause)
        if self._server is not None:
            self._timer.start(round(self._pause / timedelta(milliseconds=1)))
