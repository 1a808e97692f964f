"""Patients who may be one person: looked at side by side, joined, parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.ui.dialogs.merge_sheet import MergeSheet
from consult_app.ui.dialogs.part_sheet import PartSheet
from consult_app.ui.sheet_desk import SheetDesk
from consult_app.workflow.merging import join, part, read_merge
from consult_app.workflow.screens.course import read_course

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from consult_app.domain.merging import Merge
    from consult_app.ui.controller import Controller
    from consult_app.workflow.merging import MergeScreen
    from consult_app.workflow.ports import Services, Vault
    from consult_app.workflow.screens.course import CourseScreen


class MergeDesk(SheetDesk):
    """Asks the vault through the controller; what came of it is seen on the patient's page at once."""

    read = Signal(object)  # CourseScreen
    failed = Signal(object)  # ConsultError

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller

    def compare(self, kept: str, other: str) -> None:
        """Open two patients side by side, by their ids."""
        self._controller.ask(lambda _, vault: read_merge(vault, kept, other), self._compare, self.failed.emit)

    def part(self, merge: Merge) -> None:
        """Let a person say why two are two people after all."""
        sheet = PartSheet(merge, self._window)
        sheet.part_requested.connect(
            lambda why: self._do(lambda _, vault: part(vault, merge.id, why), merge.kept.id)
        )
        self._open(sheet)

    def compare_again(self, about: str) -> None:
        """Show the patient of two who were being compared, and both side by side."""
        kept, _, other = about.partition(" ")
        self._show(kept, lambda _: self.compare(kept, other))

    def part_again(self, about: str) -> None:
        """Show a patient, and ask again why the other one is somebody else, where they are still joined."""
        kept, _, merge = about.partition(" ")

        def ask(screen: CourseScreen) -> None:
            for each in screen.merges:
                if each.id == merge:
                    self.part(each)

        self._show(kept, ask)

    def _show(self, patient: str, then: Callable[[CourseScreen], None]) -> None:
        def show(screen: CourseScreen) -> None:
            self.read.emit(screen)
            then(screen)

        self._controller.ask(
            lambda services, vault: read_course(services, vault, patient), show, self.failed.emit
        )

    def _compare(self, screen: MergeScreen) -> None:
        sheet = MergeSheet(screen, self._window)

        def ask(theirs: tuple[str, ...], why: str) -> None:
            self._do(
                lambda services, vault: join(services, vault, screen, theirs, why), screen.kept.patient.id
            )

        sheet.join_requested.connect(ask)
        self._open(sheet)

    def _do(self, work: Callable[[Services, Vault], None], patient: str) -> None:
        """Do it in the worker, then show the patient as they are now."""

        def both(services: Services, vault: Vault) -> CourseScreen:
            work(services, vault)
            return read_course(services, vault, patient)

        self._controller.ask(both, self._tell, self._refuse)

    def _tell(self, screen: CourseScreen) -> None:
        self.kept.emit()
        self.read.emit(screen)
