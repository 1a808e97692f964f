"""Where a bought certificate is chosen, opened and taken into use."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.proof import KeyCertificate
from consult_app.errors import ConsultError
from consult_app.ui.dialogs.key_file_dialog import KeyFileDialog
from consult_app.ui.files import Choose, ask_which_key, read_copy
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.messages import message


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
            self.told.emit(*self._words(certified, name))

        def failed(error: ConsultError) -> None:
            said = message(error)
            dialog.refuse(said.title, said.text)

        dialog.confirmed.connect(
            lambda passphrase: self._house.use_bought_key(content, passphrase, done, failed)
        )
        dialog.open()

    def _words(self, certified: KeyCertificate, name: str) -> tuple[str, str]:
        """Say whose certificate it is, with care where that is not the name on the documents."""
        title = self.tr("Your seals carry the certificate of {0} now").format(certified.name)
        if " ".join(certified.name.split()).casefold() == " ".join(name.split()).casefold():
            return title, self.tr("What was sealed before stays valid.")
        text = self.tr("Documents name you as {0}. Whoever reads a seal sees both names. Is it yours?")
        return title, text.format(name)
