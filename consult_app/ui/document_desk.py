"""Files that are looked at, and the one that a recovery key is saved in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.errors import FILE_LOCKED, ConsultError, PrintError
from consult_app.outside_files import read_outside
from consult_app.ui.main_window import MainWindow
from consult_app.ui.telling import Telling

if TYPE_CHECKING:
    from consult_app.domain.proof import Proof
    from consult_app.ui.controller import Controller
    from consult_app.ui.dialogs.envelope_dialog import EnvelopeDialog


class DocumentDesk:
    """Saves recovery keys, and has files checked."""

    def __init__(self, window: MainWindow, telling: Telling, controller: Controller) -> None:
        self._window = window
        self._telling = telling
        self._controller = controller
        self._asking: EnvelopeDialog | None = None

    def save_recovery_key(self, key: str) -> None:
        """Save the sheet with the recovery key."""
        from consult_app.ui.files import save_copy
        from consult_app.workflow.recovery_sheet import recovery_sheet

        def save(pdf: bytes) -> None:
            self._telling.attempt(lambda: save_copy(pdf, "recovery-key.pdf", self._window))

        self._controller.ask(
            lambda services, vault: recovery_sheet(services, vault, key),
            save,
            lambda _: self._telling.fail(PrintError("key-not-laid-out")),
            once="key sheet",
        )

    def check_file(self) -> None:
        """Have a file chosen and checked."""
        from consult_app.ui.files import ask_which_to_open

        path = ask_which_to_open(self._window, "")
        if path:
            self._check(path)

    def check_dropped(self, paths: list[str]) -> None:
        """Check a file that was dragged in; of several it could not be told which one a verdict is about."""
        if len(paths) > 1:
            self._telling.fail(ConsultError("one-file"))
        else:
            self._check(paths[0])

    def show_proof(self, proof: Proof) -> None:
        """Show what a look at a file proved."""
        from consult_app.ui.dialogs.verify_dialog import VerifyDialog

        if self._asking is not None:
            self._asking.accept()
        VerifyDialog(proof, self._window).open()

    def _check(self, path: str, passphrase: str = "") -> None:
        """Have it read where nobody waits for it: a stick may be slow, and a folder away."""

        def failed(error: ConsultError) -> None:
            if error.code != FILE_LOCKED:
                self._telling.fail(error)
            elif not passphrase:
                self._ask(path)
            elif self._asking is not None:
                self._asking.refuse()

        self._controller.check(lambda: read_outside(Path(path)), passphrase, failed)

    def _ask(self, path: str) -> None:
        """Ask for the passphrase of a file that was shared locked."""
        from consult_app.ui.dialogs.envelope_dialog import EnvelopeDialog

        self._asking = asking = EnvelopeDialog(self._window)
        asking.typed.connect(partial(self._check, path))
        asking.finished.connect(self._asked)
        asking.open()

    def _asked(self) -> None:
        self._asking = None
