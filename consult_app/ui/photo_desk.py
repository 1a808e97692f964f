"""Photographs: chosen from files, rid of all but the picture, kept, and fetched to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.ui.files import ask_which_photos, read_files
from consult_app.ui.pictures import photo_from
from consult_app.workflow.photos import PhotosScreen, add_photo, read_photos

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from consult_app.domain.photo import Taken
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Services, Vault


class PhotoDesk(QObject):
    """Asks the vault through the controller; pictures are decoded in the worker, one after the other."""

    read = Signal(object)  # PhotosScreen
    fetched = Signal(str, int, bytes)  # photo id, side, its picture
    failed = Signal(object)  # ConsultError

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller

    def open(self, consultation: str) -> None:
        """Show the photographs of a consent's patient."""
        self._controller.ask(
            lambda services, vault: read_photos(services, vault, consultation),
            self.read.emit,
            self.failed.emit,
        )

    def fetch(self, photo: str, side: int) -> None:
        """Fetch a picture to be seen on a side."""
        self._controller.ask(
            lambda _services, vault: vault.photo(photo),
            lambda jpeg: self.fetched.emit(photo, side, jpeg),
            self.failed.emit,
        )

    def choose(self, consultation: str, taken: Taken, place: str) -> None:
        """Let a person choose files, and keep their pictures."""
        try:
            files = read_files(self._window, ask_which_photos)
        except ConsultError as error:
            self.failed.emit(error)
            return

        def work(services: Services, vault: Vault) -> PhotosScreen:
            # All of them are looked at before the first one is kept.
            for jpeg in [photo_from(each) for each in files]:
                add_photo(services, vault, consultation, jpeg, taken=taken, place=place)
            return read_photos(services, vault, consultation)

        if files:
            self._controller.ask(work, self.read.emit, self.failed.emit)
