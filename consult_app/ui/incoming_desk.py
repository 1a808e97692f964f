"""Patients from another program's file: read, looked at, brought in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.outside_files import read_outside
from consult_app.ui.files import ask_where_to_save_table, ask_which_table, read_copy, save_copy
from consult_app.ui.incoming_words import fault_words
from consult_app.workflow.incoming import bring, came_last, correct, read_incoming, stayed_out_csv, take_out
from consult_app.workflow.rights import Right, demand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from consult_app.domain.incoming import Came
    from consult_app.ui.controller import Controller
    from consult_app.workflow.incoming import Brought, IncomingScreen, Told
    from consult_app.workflow.ports import Services, Vault

_PDF, _BEGINNING = b"%PDF-", 1024


class IncomingDesk(QObject):
    """Asks the vault through the controller; holds a file until it was brought in or the vault is locked."""

    opened = Signal()
    read = Signal(object)  # IncomingScreen
    brought = Signal(object)  # Brought
    offered = Signal(object)  # Came | None
    taken_out = Signal(int)
    pdf_met = Signal(object)  # list[str]
    failed = Signal(object)  # ConsultError

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller
        self._screen: IncomingScreen | None = None

    def open(self) -> None:
        """Ask for a file."""
        self._screen = None
        self._controller.ask(
            lambda _, vault: demand(vault.staff.me, Right.BRING),
            lambda _: self._open_anew(),
            self.failed.emit,
        )

    def _open_anew(self) -> None:
        self.opened.emit()
        self.offer()

    def take_out(self, came: Came) -> None:
        """Take out again who came with the last file."""

        def tell(_: None) -> None:
            self.taken_out.emit(len(came.patients))

        self._controller.ask(lambda _, vault: take_out(vault, came), tell, self.failed.emit)

    def offer(self) -> None:
        """Look whether who came last can be taken out again."""
        self._controller.ask(lambda _, vault: came_last(vault), self.offered.emit, self.failed.emit)

    def forget(self) -> None:
        """Let go of the file."""
        self._screen = None

    def choose(self) -> None:
        """Let a person name a file, and read it."""
        try:
            content = read_copy(self._window, ask_which_table)
        except ConsultError as error:
            self._give_up(error)
            return
        if content is not None:
            self._read(content, None, self._give_up)

    def take(self, path: str) -> None:
        """Read a file that was dragged in, on the page for that; a PDF is told of and not read here."""

        def read(_: Services, vault: Vault) -> bytes | None:
            content = read_outside(Path(path))
            if _PDF in content[:_BEGINNING]:
                return None
            demand(vault.staff.me, Right.BRING)
            return content

        def show(content: bytes | None) -> None:
            if content is None:
                self.pdf_met.emit([path])
                return
            self._screen = None
            self.opened.emit()
            self._read(content, None, self._give_up)

        self._controller.ask(read, show, self._give_up)

    def tell(self, told: Told) -> None:
        """Read the file anew, as a person says."""
        if self._screen is not None:
            self._read(self._screen.content, told, self.failed.emit)

    def bring(self, also: Collection[int]) -> None:
        """Bring everybody in who is new, and those of some lines."""
        if (screen := self._screen) is not None:
            self._controller.ask(
                lambda services, vault: bring(services, vault, screen, also), self._tell, self.failed.emit
            )

    def correct(self, line: int, details: Collection[str]) -> None:
        """Take some details of somebody who is here from a line."""
        if (screen := self._screen) is not None:
            self._controller.ask(
                lambda services, vault: correct(services, vault, screen, line, details),
                self._show,
                self.failed.emit,
            )

    def save_stayed(self) -> None:
        """Save the lines that stay out where a person says."""
        if (screen := self._screen) is None:
            return
        why = {each.line: fault_words(each.fault) for each in screen.refused}
        head = (self.tr("Line"), self.tr("Why it stayed out"))

        def write(content: bytes) -> None:
            try:
                save_copy(content, "lines.csv", self._window, ask_where_to_save_table)
            except ConsultError as error:
                self.failed.emit(error)

        self._controller.ask(
            lambda services, vault: stayed_out_csv(services, vault, screen, why, head),
            write,
            self.failed.emit,
        )

    def _read(self, content: bytes, told: Told | None, failed: Callable[[ConsultError], None]) -> None:
        self._controller.ask(
            lambda services, vault: read_incoming(services, vault, content, told), self._show, failed
        )

    def _give_up(self, error: ConsultError) -> None:
        """Say why a file was not read; the one before it must not stand there for it."""
        if self._screen is not None:
            self._screen = None
            self.opened.emit()
        self.failed.emit(error)

    def _show(self, screen: IncomingScreen) -> None:
        self._screen = screen
        self.read.emit(screen)

    def _tell(self, brought: Brought) -> None:
        self._screen = None
        self.brought.emit(brought)
        self.offer()
