"""The other rooms of the practice: looked at every few seconds while the vault is open, beside all else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from consult_app.domain.rooms import Rooms
    from consult_app.errors import ConsultError
    from consult_app.ui.controller import Controller

EVERY_MS = 4000


class RoomDesk(QObject):
    """Has what waits sent, and tells what others did; a vault of this machine alone is asked once."""

    told = Signal(object)  # Rooms
    changed = Signal()
    """Somebody in another room did something."""
    failed = Signal(object)  # ConsultError, once for each reason

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._looking = False
        self._said = ""
        self._timer = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Look now, and again some seconds after each answer."""
        if self._looking or self._controller.door.vault_if_open is None:
            return
        self._looking = True
        self._controller.ask_aside(lambda _, vault: vault.look(), self._hear, self._refuse)

    def stop(self) -> None:
        """Look no more: the vault is locked, or the program ends."""
        self._timer.stop()
        self._said = ""

    def _hear(self, rooms: Rooms | None) -> None:
        self._looking = False
        # What is heard after it was locked concerns nobody.
        if rooms is None or self._controller.door.vault_if_open is None:
            return
        self._said = ""
        self._timer.start()
        self.told.emit(rooms)
        if rooms.changed:
            self.changed.emit()

    def _refuse(self, error: ConsultError) -> None:
        self._looking = False
        self._timer.start()
        if error.code != self._said:
            self._said = error.code
            self.failed.emit(error)
