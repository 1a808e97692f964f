"""Where the practice's server is looked after: what lets the rooms in, and what it still holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consult_app.errors import ConsultError
from consult_app.ui.dialogs.server_dialog import ServerAct, ServerDialog
from consult_app.ui.housekeeping import Housekeeping
from consult_app.ui.sheet_desk import refuse_in
from consult_app.workflow.ports import Vault
from consult_app.workflow.practice_server import change_server_password, empty_server, take_server_password

T = TypeVar("T")


class ServerDesk(QObject):
    """Asks for a password in a dialog, which closes once it was done, or says why it was not."""

    told = Signal(str, str)  # title and text

    def __init__(self, house: Housekeeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house

    def change_password(self, above: QWidget) -> None:
        """Make another password, which the dialog shows."""
        dialog = ServerDialog(ServerAct.CHANGE, above)
        self._open(dialog, change_server_password, dialog.show_made)

    def type_password(self, above: QWidget) -> None:
        """Let this room in with the one that was made elsewhere."""
        title = self.tr("The server lets this room in again")
        text = self.tr("What waited here is sent now.")
        self._open_to_close(ServerDialog(ServerAct.TYPE, above), take_server_password, title, text)

    def empty(self, above: QWidget) -> None:
        """Leave nothing there of what was before."""
        title = self.tr("The server holds nothing of what was before")
        text = self.tr(
            "The other rooms ask for a passphrase now. Older backups, of the vault and of the server, still "
            "hold what was before."
        )
        self._open_to_close(ServerDialog(ServerAct.EMPTY, above), empty_server, title, text)

    def _open_to_close(
        self, dialog: ServerDialog, act: Callable[[Vault, str], None], title: str, text: str
    ) -> None:
        def done(_: object) -> None:
            dialog.accept()
            self.told.emit(title, text)

        self._open(dialog, act, done)

    def _open(self, dialog: ServerDialog, act: Callable[[Vault, str], T], done: Callable[[T], None]) -> None:
        def refuse(error: ConsultError) -> None:
            refuse_in(dialog, error)

        dialog.saved.connect(
            lambda password: self._house.do(lambda _, vault: act(vault, password), done, refuse)
        )
        dialog.open()
