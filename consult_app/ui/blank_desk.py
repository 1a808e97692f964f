"""Forms to be filled in by hand: chosen in the palette, then printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.ui.files import save_copy
from consult_app.ui.offer import Offer
from consult_app.workflow.blank import own_blank_form
from consult_app.workflow.screens.patient import read_new_patient

if TYPE_CHECKING:
    from consult_app.ui.controller import Controller
    from consult_app.ui.main_window import MainWindow
    from consult_app.workflow.screens.patient import PatientScreen

_NAME = "blank-form.pdf"


class BlankDesk(QObject):
    """Offers the form of every goal; nothing of it is recorded, for it is nobody's."""

    failed = Signal(object)  # ConsultError

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        print_form: Callable[[bytes], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._controller, self._print = window, controller, print_form

    def offer(self) -> None:
        """Have a form chosen."""
        self._controller.ask(read_new_patient, self._choose)

    def _choose(self, screen: PatientScreen) -> None:
        from consult_app.ui.dialogs.command_palette import CommandPalette

        offers = tuple(
            Offer(words.format(offer.name, goal.name), "", partial(self._lay_out, offer.pack, goal.id, done))
            for words, done in (
                (self.tr("Print blank form: {0}, {1}"), self._print),
                (self.tr("Save blank form: {0}, {1}"), self._save),
            )
            for offer in screen.offers
            for goal in offer.goals
        )
        CommandPalette(offers, self._window).open()

    def _lay_out(self, pack: str, goal: str, done: Callable[[bytes], None]) -> None:
        self._controller.ask(lambda services, vault: own_blank_form(services, vault, pack, goal), done)

    def _save(self, pdf: bytes) -> None:
        try:
            save_copy(pdf, _NAME, self._window)
        except ConsultError as error:
            self.failed.emit(error)
