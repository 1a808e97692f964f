"""Where the PIN of a card is asked for, each time that something is sealed with a key on one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.errors import PIN_AGAIN, PIN_NEEDED, ConsultError
from consult_app.ui.dialogs.pin_dialog import PinDialog
from consult_app.ui.messages import message


class PinDesk(QObject):
    """Opens the dialog; what is typed goes to whoever seals, and is kept nowhere here."""

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._card = ""

    def ask(self, error: ConsultError, go_on: Callable[[str], None]) -> None:
        """Ask for the PIN that was missing or wrong, and go on with it."""
        if error.code == PIN_NEEDED:
            self._card = error.what
        dialog = PinDialog(self._card, QApplication.activeModalWidget() or self._window)
        if error.code in PIN_AGAIN:
            said = message(error)
            dialog.say(said.title, said.text)
        dialog.confirmed.connect(go_on)
        dialog.open()
