"""Backups while the program runs: made aside when one is due or wanted, remembered when they were good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.ui.jobs import Jobs
from consult_app.ui.progress import Work
from consult_app.workflow.safety import next_backup

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.domain.backup import Backup
    from consult_app.errors import ConsultError
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Making

HOUR_MS = 3_600_000


class BackupDesk(QObject):
    """Makes one backup at a time; consultations go on meanwhile, and locking stops it."""

    made = Signal(object)  # Backup
    failed = Signal(object)  # ConsultError

    def __init__(self, controller: Controller, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._jobs = controller, jobs
        self._own: Jobs | None = None
        self._going_on: list[bool] = []
        self._timer = QTimer(self, interval=HOUR_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make a backup if one is due; nothing while the vault is locked."""
        self._take(wanted=False)

    def make(self) -> None:
        """Make a backup now."""
        self._take(wanted=True)

    def stop(self) -> None:
        """Stop what is being made: older backups are as they were, and the next look makes another."""
        self._timer.stop()
        self._going_on.clear()

    def close(self) -> None:
        """Let go at the end of the program."""
        self.stop()
        if self._own is not None:
            self._own.close()

    @property
    def _aside(self) -> Jobs:
        """A worker of its own: a large vault takes minutes, and no page may wait for that."""
        if self._own is None:
            self._own = Jobs(self)
            self._own.crashed.connect(self._jobs.crashed)
        return self._own

    def _take(self, *, wanted: bool) -> None:
        if self._going_on:
            return
        self._timer.start()

        def begin(making: Making | None) -> None:
            if making is not None and not self._going_on:
                self._run(making)

        try:
            self._controller.ask(
                lambda services, vault: next_backup(services, vault, wanted=wanted), begin, self.failed.emit
            )
        except VaultError:
            return

    def _run(self, making: Making) -> None:
        going_on = self._going_on = [True]
        progress = self._controller.background.progress
        ticket = progress.begin(Work.BACKING_UP)

        def ended(tell: Callable[[], None]) -> None:
            progress.end(ticket)
            if going_on:
                going_on.clear()
                tell()

        self._aside.run(
            lambda: making.run(lambda: bool(going_on)),
            lambda backup: ended(lambda: self._remember(backup)),
            lambda error: ended(lambda: self._refuse(error)),
        )

    def _remember(self, backup: Backup) -> None:
        self._controller.ask(
            lambda _services, vault: vault.note_backup(backup), lambda _: self.made.emit(backup)
        )

    def _refuse(self, error: ConsultError) -> None:
        code = error.code
        self._controller.ask(
            lambda _services, vault: vault.note(Act.BACKUP_FAILED, reason=code),
            lambda _: self.failed.emit(error),
        )
