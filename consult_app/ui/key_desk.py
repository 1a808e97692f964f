"""Where a bought certificate is chosen, opened and taken into use."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.proof import KeyCertificate
from consult_app.errors import ConsultError
from consult_app.ui.dialogs.key_file_dialog import KeyFileDialog
from consult_app.ui.files import Choose, ask_which_key, read_copy
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.key_words import in_use_words
from consult_app.ui.messages import message
from consult_app.ui.sheet_desk import refuse_in


class KeyDesk(QObject):
    """Takes a key file over; what it says is told above the settings."""

    told = Signal(str, str)  # title and text

    def __init__(self, house: Housekeeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._ask_which: Choose = ask_which_key

    def use_bought(self, above: QWidget, name: str) -> None:
        """Ask for the file and its passphrase; `name` is the one that is printed."""
        try:
            content = read_copy(above, self._ask_which)
        except ConsultError as error:
            said = message(error)
            self.told.emit(said.title, said.text)
            return
        if content is None:
            return
        dialog = KeyFileDialog(above)

        def done(certified: KeyCertificate) -> None:
            dialog.accept()
            self.told.emit(*in_use_words(certified, name))

        def failed(error: ConsultError) -> None:
            refuse_in(dialog, error)

        dialog.confirmed.connect(
            lambda passphrase: self._house.use_bought_key(content, passphrase, done, failed)
        )
        dialog.open()
