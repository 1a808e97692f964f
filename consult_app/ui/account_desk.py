"""What happened in and after sessions, and who got which lot: read, written down, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.domain.consultation import Draft
from consult_app.errors import ConsultError, NotReadyError
from consult_app.ui.files import ask_where_to_save_archive, ask_where_to_save_table, save_copy
from consult_app.workflow.accounts import give, note_complication
from consult_app.workflow.lots import lots_csv, read_lots
from consult_app.workflow.patient_copy import copy_of_patient
from consult_app.workflow.screens.complication import read_complication
from consult_app.workflow.screens.course import read_course
from consult_app.workflow.screens.given import read_given

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from consult_app.domain.complication import Complication
    from consult_app.domain.given import Given
    from consult_app.domain.unfinished import AccountBegun
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Services, Vault
    from consult_app.workflow.screens.course import CourseScreen


class AccountDesk(QObject):
    """Asks the vault through the controller; what was written down is seen on the patient's page at once."""

    given_read = Signal(object)  # GivenScreen
    complication_read = Signal(object)  # ComplicationScreen
    lots_read = Signal(object)  # LotsScreen
    told = Signal(object)  # CourseScreen
    failed = Signal(object)  # ConsultError

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller

    def open_given(self, consultation: str) -> None:
        """Show what was given in a session, to be written down or corrected."""
        self._ask(lambda services, vault: read_given(services, vault, consultation), self.given_read.emit)

    def give(self, consultation: str, given: Given, why: str) -> None:
        """Write down what was given."""

        def work(services: Services, vault: Vault) -> CourseScreen:
            give(services, vault, consultation, given, why)
            return _patient_of(services, vault, consultation)

        self._ask(work, self.told.emit)

    def open_complication(self, consultation: str, account: str) -> None:
        """Show a complication, to be written down or gone on with."""
        self._ask(
            lambda services, vault: read_complication(services, vault, consultation, account),
            self.complication_read.emit,
        )

    def note_complication(
        self, consultation: str, complication: Complication, replaces: str, why: str
    ) -> None:
        """Write a complication down."""

        def work(services: Services, vault: Vault) -> CourseScreen:
            note_complication(services, vault, consultation, complication, replaces=replaces, why=why)
            return _patient_of(services, vault, consultation)

        self._ask(work, self.told.emit)

    def go_on_with(self, begun: AccountBegun, then: Callable[[], None]) -> None:
        """Show a session again of which something was being written down, then tell."""
        read = self.given_read if begun.given is not None else self.complication_read

        def work(services: Services, vault: Vault) -> object:
            if begun.given is not None:
                return read_given(services, vault, begun.consultation)
            return read_complication(services, vault, begun.consultation, begun.replaces)

        def shown(screen: object) -> None:
            read.emit(screen)
            then()

        self._ask(work, shown)

    def look_up(self, lot: str = "") -> None:
        """Find who got a lot; without one, show where that is asked."""

        def failed(error: ConsultError) -> None:
            short = ConsultError("lot-too-short") if isinstance(error, NotReadyError) else error
            self.failed.emit(short)

        self._ask(lambda services, vault: read_lots(services, vault, lot), self.lots_read.emit, failed)

    def save(self, lot: str) -> None:
        """Save who got a lot where a person says; that is logged before it is asked where."""

        def write(content: bytes) -> None:
            try:
                save_copy(content, "lot.csv", self._window, ask_where_to_save_table)
            except ConsultError as error:
                self.failed.emit(error)

        self._ask(lambda services, vault: lots_csv(services, vault, lot), write)

    def copy_patient(self, patient: str) -> None:
        """Save all about a patient where a person says; that is logged before it is asked where."""

        def write(content: bytes) -> None:
            try:
                save_copy(content, "patient.zip", self._window, ask_where_to_save_archive)
            except ConsultError as error:
                self.failed.emit(error)

        self._ask(lambda services, vault: copy_of_patient(services, vault, patient), write)

    def _ask(
        self,
        work: Callable[[Services, Vault], object],
        done: Callable[..., None],
        failed: Callable[[ConsultError], None] | None = None,
    ) -> None:
        self._controller.ask(work, done, failed or self.failed.emit)


def _patient_of(services: Services, vault: Vault, consultation: str) -> CourseScreen:
    state = vault.open(consultation)
    draft = state if isinstance(state, Draft) else state.draft
    return read_course(services, vault, draft.patient.id)
