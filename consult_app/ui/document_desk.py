"""What leaves the program, or comes to be looked at: documents on paper and in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.ui.main_window import MainWindow
from consult_app.ui.remembered import Memory
from consult_app.ui.telling import Telling

if TYPE_CHECKING:
    from consult_app.domain.proof import Proof
    from consult_app.ui.controller import Controller


class DocumentDesk:
    """Prints and saves documents and recovery keys, and has files checked."""

    def __init__(self, window: MainWindow, memory: Memory, telling: Telling, controller: Controller) -> None:
        self._window = window
        self._memory = memory
        self._telling = telling
        self._controller = controller

    def print(self, kind: str) -> None:
        """Print a stored document."""
        self._controller.signing.read_document("print", kind)

    def save(self, kind: str) -> None:
        """Save a copy of a stored document."""
        self._controller.signing.read_document("save", kind)

    def use(self, use: str, kind: str, pdf: bytes) -> None:
        """Do what a document was read for."""
        from consult_app.ui.files import save_copy
        from consult_app.ui.printing import on, print_pdf

        if use == "print":
            kept = self._memory.kept
            self._telling.attempt(lambda: print_pdf(pdf, self._window, on(kept.printer, kept.copies)))
        else:
            # The name that is offered says nothing about the patient.
            self._telling.attempt(lambda: save_copy(pdf, f"{kind}.pdf", self._window))

    def print_recovery_key(self, key: str) -> None:
        """Print the sheet with the recovery key."""
        from consult_app.ui.printing import print_key

        self._telling.attempt(lambda: print_key(key, self._window))

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

    def show_proof(self, proof: Proof) -> None:
        """Show what a look at a file proved."""
        from consult_app.ui.dialogs.verify_dialog import VerifyDialog

        VerifyDialog(proof, self._window).open()
