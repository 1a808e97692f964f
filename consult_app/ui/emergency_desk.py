"""Emergencies: a patient found and read without the right to, and a lead who has seen that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.workflow.emergency import acknowledge, find_in_emergency, read_in_emergency

if TYPE_CHECKING:
    from consult_app.ui.controller import Controller
    from consult_app.workflow.emergency import Sought


class EmergencyDesk(QObject):
    """Asks the vault through the controller."""

    found = Signal(object)  # EmergencyScreen
    laid = Signal(bytes)  # the pages of a consultation
    failed = Signal(object)  # ConsultError

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller

    def find(self, sought: Sought) -> None:
        """Find the patient who is meant."""
        self._controller.ask(
            lambda services, vault: find_in_emergency(services, vault, sought),
            self.found.emit,
            self.failed.emit,
        )

    def read(self, sought: Sought, consultation: str) -> None:
        """Read a consultation."""
        self._controller.ask(
            lambda services, vault: read_in_emergency(services, vault, sought, consultation),
            self.laid.emit,
            self.failed.emit,
        )

    def acknowledge(self, numbers: tuple[int, ...]) -> None:
        """Have it entered that a lead has seen it."""
        self._controller.ask(
            lambda _, vault: acknowledge(vault, numbers),
            lambda _: self._controller.list_consultations(),
            self.failed.emit,
        )
