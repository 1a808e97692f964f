"""Files that are looked at, and the one that a recovery key is saved in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.ui.main_window import MainWindow
from consult_app.ui.telling import Telling

if TYPE_CHECKING:
    from consult_app.domain.proof import Proof
    from consult_app.ui.controller import Controller


class DocumentDesk:
    """Saves recovery keys, and has files checked."""

    def __init__(self, window: MainWindow, telling: Telling, controller: Controller) -> None:
        self._window = window
        self._telling = telling
        self._controller = controller

    def save_recovery_key(self, key: str) -> None:
        """Save the sheet with the recovery key."""
        from consult_app.ui.files import save_copy
        from consult_app.ui.key_sheet import key_sheet

        self._telling.attempt(lambda: save_copy(key_sheet(key), "recovery-key.pdf", self._window))

    def check_file(self) -> None:
        """Have a file chosen and checked."""
        from consult_app.ui.files import read_copy

        def check() -> None:
            pdf = read_copy(self._window)
            if pdf is not None:
                self._controller.check(pdf)

        self._telling.attempt(check)

    def check_dropped(self, path: str) -> None:
        """Check a file that was dragged in."""
        from consult_app.ui.files import read_copy

        def check() -> None:
            pdf = read_copy(self._window, lambda *_: path)
            if pdf is not None:
                self._controller.check(pdf)

        self._telling.attempt(check)

    def show_proof(self, proof: Proof) -> None:
        """Show what a look at a file proved."""
        from consult_app.ui.dialogs.verify_dialog import VerifyDialog

        VerifyDialog(proof, self._window).open()
