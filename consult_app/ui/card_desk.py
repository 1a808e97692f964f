"""Where a key on a card or in a device is found, tried and taken into use."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.card import OnCard
from consult_app.domain.proof import SigningKey
from consult_app.errors import ConsultError
from consult_app.ui.dialogs.card_dialog import CardDialog
from consult_app.ui.files import Choose, ask_which_module
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.key_words import in_use_words
from consult_app.ui.sheet_desk import refuse_in
from consult_app.workflow.cards import find_on_cards, use_card
from consult_app.workflow.ports import Services, Vault


class CardDesk(QObject):
    """Looks at cards and has one sign, both in the worker; what came of it is told above the settings."""

    told = Signal(str, str)  # title and text

    def __init__(self, house: Housekeeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._ask_which: Choose = ask_which_module

    def use(self, above: QWidget, name: str) -> None:
        """Let a person choose a key on a card; `name` is the one that is printed."""
        dialog = CardDialog(self._house.card_modules(), above)

        def refused(error: ConsultError) -> None:
            refuse_in(dialog, error)

        def choose_file() -> None:
            if path := self._ask_which(dialog, ""):
                dialog.show_module(path)

        def look(module: str) -> None:
            self._house.do(
                lambda services, vault: find_on_cards(services, vault, module), dialog.show_found, refused
            )

        def take(chosen: OnCard, pin: str) -> None:
            def work(services: Services, vault: Vault) -> SigningKey | None:
                use_card(services, vault, chosen, pin)
                return vault.newest_key()

            def done(key: SigningKey | None) -> None:
                dialog.accept()
                self._house.key_renewed.emit(key)
                self.told.emit(*in_use_words(chosen.says, name))

            self._house.do(work, done, refused)

        dialog.file_requested.connect(choose_file)
        dialog.look_requested.connect(look)
        dialog.confirmed.connect(take)
        dialog.open()
