"""Keeping and destroying records: read, decided about in a dialog, and certificates saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.domain.searching import MOST
from consult_app.errors import PIN_AGAIN, PIN_NEEDED, ConsultError
from consult_app.ui.dialogs.retention_sheet import RetentionSheet
from consult_app.ui.files import save_copy
from consult_app.ui.pin_desk import PinDesk
from consult_app.ui.sheet_desk import SheetDesk
from consult_app.workflow.retention import (
    carry_out,
    hold,
    propose,
    read_certificate,
    read_retention,
    release,
    take_back,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from consult_app.domain.retention import Ground
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Services, Vault
    from consult_app.workflow.retention import DueRow, RetentionScreen


class RetentionDesk(SheetDesk):
    """Asks the vault through the controller; what was decided shows in the list at once."""

    read = Signal(object)  # RetentionScreen
    destroyed = Signal()
    failed = Signal(object)  # ConsultError

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller
        self._asked = ""
        self._most = MOST
        self._pins = PinDesk(window, self)

    def open(self, asked: str = "") -> None:
        """Show what is due, or whoever is found."""
        self._asked, self._most = asked, MOST
        self._read()

    def open_more(self) -> None:
        """Show more of what is due."""
        self._most += MOST
        self._read()

    def _read(self) -> None:
        asked, most = self._asked, self._most
        self._controller.ask(
            lambda services, vault: read_retention(services, vault, asked, most),
            self.read.emit,
            self.failed.emit,
        )

    def decide(self, row: DueRow, may_destroy: bool) -> None:  # noqa: FBT001 - as the signal has it
        """Open what can be decided about a patient."""
        sheet, patient = RetentionSheet(row, may_destroy=may_destroy, parent=self._window), row.patient.id
        wish = row.proposal.id if row.proposal else ""
        sheet.hold_requested.connect(lambda why: self._do(lambda _, vault: hold(vault, patient, why)))
        sheet.release_requested.connect(lambda: self._do(lambda _, vault: release(vault, patient)))
        sheet.take_back_requested.connect(lambda: self._do(lambda _, vault: take_back(vault, wish)))
        sheet.propose_requested.connect(lambda ground, why: self._propose(patient, ground, why))
        sheet.destroy_requested.connect(lambda passphrase: self._destroy(wish, passphrase))
        self._open(sheet)

    def open_again(self, patient: str) -> None:
        """Open what can be decided about a patient anew, where there still is anything of them."""

        def read(services: Services, vault: Vault) -> RetentionScreen:
            listed = read_retention(services, vault)
            if any(each.patient.id == patient for each in listed.rows):
                return listed
            return read_retention(services, vault, vault.patient(patient).name)

        def show(screen: RetentionScreen) -> None:
            self._asked, self._most = screen.asked, MOST
            self.read.emit(screen)
            for row in screen.rows:
                if row.patient.id == patient:
                    self.decide(row, screen.may_destroy)

        self._controller.ask(read, show, self.failed.emit)

    def save(self, destruction: str) -> None:
        """Save a certificate where a person says."""

        def write(pdf: bytes) -> None:
            try:
                save_copy(pdf, "certificate.pdf", self._window)
            except ConsultError as error:
                self.failed.emit(error)

        self._controller.ask(lambda _, vault: read_certificate(vault, destruction), write, self.failed.emit)

    def _propose(self, patient: str, ground: Ground, why: str) -> None:
        self._do(lambda services, vault: propose(services, vault, patient, ground, why))

    def _destroy(self, wish: str, passphrase: str, pin: str = "") -> None:
        def failed(error: ConsultError) -> None:
            self._refuse(error)
            if error.code in {PIN_NEEDED, *PIN_AGAIN}:
                self._pins.ask(error, lambda pin: self._destroy(wish, passphrase, pin))

        self._do(
            lambda services, vault: carry_out(services, vault, wish, passphrase, pin),
            self.destroyed.emit,
            failed,
        )

    def _do(
        self,
        work: Callable[[Services, Vault], object],
        then: Callable[[], None] = lambda: None,
        failed: Callable[[ConsultError], None] | None = None,
    ) -> None:
        """Do something about records in the worker, then show all of them as they are now."""
        asked, most = self._asked, self._most

        def both(services: Services, vault: Vault) -> RetentionScreen:
            work(services, vault)
            return read_retention(services, vault, asked, most)

        def tell(screen: RetentionScreen) -> None:
            self.kept.emit()
            self.read.emit(screen)
            then()

        self._controller.ask(both, tell, failed or self._refuse)
