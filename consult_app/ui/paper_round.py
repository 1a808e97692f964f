"""Where paper that is to be signed leaves the program, and where it comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.domain.audit import Act
from consult_app.errors import ConsultError
from consult_app.outside_files import read_outside
from consult_app.ui.files import ask_which_folder, ask_which_scans, save_copy
from consult_app.ui.watched_folder import WatchedFolder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from consult_app.ui.controller import Controller


class PaperRound(QObject):
    """Prints or saves the pages to be signed; reads files that are chosen, and those in a watched folder."""

    watched = Signal(str)  # the folder, empty where none is watched any more
    failed = Signal(object)  # ConsultError

    def __init__(
        self,
        window: QWidget,
        controller: Controller,
        send: Callable[[bytes], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._desk, self._send = window, controller.wet_ink, send
        self._controller = controller
        self.folder = WatchedFolder(self)
        self.folder.came.connect(self._take_in)
        # Whoever leaves the document, or locks, waits for no scanner any more.
        controller.consultation.entered.connect(self._stop)
        controller.consultation.left.connect(self._stop)
        self._desk.changed.connect(self._stop)

    def print(self) -> None:
        """Send the pages to a printer."""
        self._desk.lay_out(self._send)

    def save(self) -> None:
        """Save the pages where a person says, to be printed elsewhere."""
        self._desk.lay_out(self._save)

    def add_files(self) -> None:
        """Let a person choose what came back."""
        self.bring(ask_which_scans(self._window))

    def bring(self, paths: Sequence[str]) -> None:
        """Have these files read as what came back."""
        self._desk.take_in([partial(read_outside, Path(each)) for each in paths])

    def turn_folder(self) -> None:
        """Watch a folder that a person chooses, or stop watching."""
        if self.folder.folder:
            self._stop()
        elif folder := ask_which_folder(self._window, ""):
            self.folder.watch(folder)
            self.watched.emit(folder)

    def _take_in(self, contents: list[bytes]) -> None:
        self._desk.take_in([partial(bytes, each) for each in contents])

    def _save(self, pdf: bytes) -> None:
        record = self._controller.consultation.talk.draft.id
        try:
            saved = save_copy(pdf, "to-sign.pdf", self._window)
        except ConsultError as error:
            self.failed.emit(error)
        else:
            if saved:
                self._controller.ask(lambda _, vault: vault.note(Act.SAVED_TO_SIGN, record), lambda _: None)

    def _stop(self) -> None:
        self.folder.stop()
        self.watched.emit("")
