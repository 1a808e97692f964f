"""Photographs: chosen from files or dragged in, kept, and fetched to be seen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.outside_files import read_outside
from consult_app.ui.dialogs.photo_sheet import PhotoSheet
from consult_app.ui.files import ask_which_folder, ask_which_photos
from consult_app.ui.pictures import MOST_PHOTO_BYTES
from consult_app.ui.putting_in import Coming, PuttingIn
from consult_app.ui.sheet_desk import SheetDesk
from consult_app.ui.watched_folder import WatchedFolder
from consult_app.workflow.photos import PhotosScreen, read_photos, remove_photo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from consult_app.domain.photo import Photo, Removal, Taken
    from consult_app.errors import ConsultError
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Services, Vault


class PhotoDesk(SheetDesk):
    """Asks the vault through the controller; pictures are decoded in the worker."""

    read = Signal(object)  # PhotosScreen
    fetched = Signal(str, int, bytes)  # photo id, side, its picture
    failed = Signal(object)  # ConsultError
    watched = Signal(str)  # the folder, empty where none is watched any more
    moved = Signal(int, int)  # so many photographs are put in, of so many

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller
        self._about: tuple[str, Taken, str] | None = None
        self._shown = ""
        """The consultation whose photographs are on screen."""
        self._putting_in = PuttingIn(controller, self)
        self._putting_in.moved.connect(self.moved)
        self._putting_in.ended.connect(self._show_put_in)
        self.folder = WatchedFolder(self)
        self.folder.came.connect(self._take_in)

    def open(self, consultation: str) -> None:
        """Show the photographs of a consent's patient."""
        self._controller.ask(
            lambda services, vault: read_photos(services, vault, consultation),
            self._show,
            self.failed.emit,
        )

    def fetch(self, photo: str, side: int) -> None:
        """Fetch a picture to be seen on a side."""
        self._controller.ask(
            lambda _services, vault: vault.photo(photo),
            lambda jpeg: self.fetched.emit(photo, side, jpeg),
            self.failed.emit,
        )

    def remove(self, photo: Photo, which: str, unwanted: bool) -> None:  # noqa: FBT001 - as the signal has it
        """Let a person say why a photograph goes, and take it out."""
        sheet = PhotoSheet(
            which, unwanted=unwanted, about=f"{photo.consultation} {photo.id}", parent=self._window
        )

        def ask(why: Removal, words: str, passphrase: str) -> None:
            def work(services: Services, vault: Vault) -> PhotosScreen:
                remove_photo(services, vault, photo, why=why, words=words, passphrase=passphrase)
                return read_photos(services, vault, photo.consultation)

            self._controller.ask(work, self._tell, self._refuse)

        sheet.removal_requested.connect(ask)
        self._open(sheet)

    def open_again(self, about: str, ask: Callable[[str], None]) -> None:
        """Show a patient's photographs, and let `ask` ask why one of them goes."""
        consultation, _, photo = about.partition(" ")

        def show(screen: PhotosScreen) -> None:
            self._show(screen)
            ask(photo)

        self._controller.ask(
            lambda services, vault: read_photos(services, vault, consultation), show, self.failed.emit
        )

    def _tell(self, screen: PhotosScreen) -> None:
        self.kept.emit()
        self._show(screen)

    def choose(self, consultation: str, taken: Taken, place: str) -> None:
        """Let a person choose files, and keep their pictures."""
        self.bring(ask_which_photos(self._window), consultation, taken, place)

    def bring(self, paths: Sequence[str], consultation: str, taken: Taken, place: str) -> None:
        """Keep the pictures of these files."""
        # Read in their turn: of a whole card not all of them are in memory at once.
        reads = [partial(read_outside, Path(path), MOST_PHOTO_BYTES) for path in paths]
        self._putting_in.add(Coming(read, consultation, taken, place) for read in reads)

    def watch(self, consultation: str, taken: Taken, place: str) -> None:
        """Put in what a camera saves into a folder that a person chooses, as it comes."""
        if folder := ask_which_folder(self._window, ""):
            self._about = (consultation, taken, place)
            self.folder.watch(folder)
            self.watched.emit(folder)

    def leave(self) -> None:
        """Wait for no camera any more, where nobody looks at photographs."""
        self._shown = ""
        self.stop()

    def stop(self) -> None:
        """Wait for no camera any more."""
        if self.folder.folder:
            self.folder.stop()
            self.watched.emit("")

    def forget(self) -> None:
        """Put in no more of what was chosen: a bug ended what was under way."""
        self._putting_in.forget()

    def close(self) -> None:
        """Have all that was chosen put in before the vault closes."""
        self._putting_in.finish()

    def _take_in(self, contents: list[bytes]) -> None:
        if self._about is not None:
            about = self._about
            self._putting_in.add(Coming(partial(bytes, each), *about) for each in contents)

    def _show(self, screen: PhotosScreen) -> None:
        self._shown = screen.consultation
        self.read.emit(screen)

    def _show_put_in(self, left_out: ConsultError | None) -> None:
        """Show what is kept now to whoever still looks at photographs, and say what was left out."""

        def show(screen: PhotosScreen) -> None:
            # Whoever left meanwhile is not brought back.
            if self._shown == screen.consultation:
                self._show(screen)
            if left_out is not None:
                self.failed.emit(left_out)

        if self._shown:
            shown = self._shown
            self._controller.ask(
                lambda services, vault: read_photos(services, vault, shown), show, self.failed.emit
            )
        elif left_out is not None:
            self.failed.emit(left_out)
