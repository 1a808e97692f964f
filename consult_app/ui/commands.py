"""Runs what a key or the palette asks for, where it is possible now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.announcing import announce
from consult_app.ui.controller import Controller
from consult_app.ui.main_window import MainWindow
from consult_app.ui.offer import Offer
from consult_app.ui.shortcuts import (
    KEYS,
    SHORTCUTS,
    Command,
    Group,
    Shortcut,
    command_words,
    key_words,
    keys_words,
)
from consult_app.ui.step_words import step_name
from consult_app.ui.text_keys import TextKeys
from consult_app.ui.widgets.rail import may_go
from consult_app.workflow.rights import Right
from consult_app.workflow.screens.rail import PATH

if TYPE_CHECKING:
    from consult_app.ui.dialogs.command_palette import CommandPalette

_ENDS = (Step.SIGN, Step.DONE)
_IN_ROOM = {
    Command.GO_ON,
    Command.NEXT_GAP,
    Command.REGION,
    Command.REGION_BACK,
    Command.UNDO,
    Command.REDO,
    Command.LIST,
}
_NOT_OFFERED = {Command.PALETTE, Command.REGION, Command.REGION_BACK}
"""What makes no sense from within the palette."""


class Commands(QObject):
    """All commands with their keys; `at_door` says whether somebody still has to unlock."""

    def __init__(self, window: MainWindow, controller: Controller, at_door: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._controller, self._at_door = window, controller, at_door
        self._text_keys = TextKeys(self)
        self._acts: dict[Command, Callable[[], object]] = {
            Command.GO_ON: window.continue_requested.emit,
            Command.GO_BACK: self._go_back,
            Command.NEXT_GAP: self._go_to_gap,
            Command.REGION: lambda: window.move_on(1),
            Command.REGION_BACK: lambda: window.move_on(-1),
            Command.UNDO: window.undo_requested.emit,
            Command.REDO: window.redo_requested.emit,
            Command.SEARCH: window.begin_search,
            Command.PALETTE: self.show_palette,
            Command.SHORTCUTS: self._show_shortcuts,
            Command.LARGER: lambda: window.change_text_size(1),
            Command.SMALLER: lambda: window.change_text_size(-1),
            Command.LOOK: window.change_look,
            Command.LIST: window.leave_requested.emit,
            Command.LOCK: window.lock_requested.emit,
            Command.BLANK: window.blank_requested.emit,
            Command.LOTS: window.lots_requested.emit,
            Command.LOG: window.log_requested.emit,
            Command.RECORDS: window.records_requested.emit,
            Command.INCOMING: window.incoming_requested.emit,
        }
        for command in self._acts:
            for key in KEYS[command]:
                self._listen(key, partial(self._run, command))
        for step, key in zip(PATH, KEYS[Command.STEP], strict=False):
            self._listen(key, partial(self._go, step))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._let_lock)

    def offers(self) -> tuple[Offer, ...]:
        """List what can be asked for now: ways and acts, steps, open questions, then the program itself."""
        ways = tuple(self._offer(each) for each in SHORTCUTS if each.group is not Group.PROGRAM)
        program = tuple(self._offer(each) for each in SHORTCUTS if each.group is Group.PROGRAM)
        found = (*ways, *self._steps(), *self._questions(), *program)
        return tuple(each for each in found if each is not None)

    def _listen(self, key: str, run: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), self._window).activated.connect(run)

    def _let_lock(self, _: QWidget | None, now: QWidget | None) -> None:
        """Give a dialog the key that locks: as long as it is open, the window hears none of its own."""
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or dialog.findChild(QShortcut) or not self._is_ours(dialog):
            return
        for key in KEYS[Command.LOCK]:
            QShortcut(QKeySequence(key), dialog).activated.connect(partial(self._run, Command.LOCK))

    def _is_ours(self, dialog: QDialog) -> bool:
        above = dialog.parentWidget()
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None

    def _run(self, command: Command) -> None:
        if self._possible(command):
            self._acts[command]()

    @property
    def _may_go_back(self) -> bool:
        room = self._window.room
        if room is None:
            return self._window.may_leave
        return not room.rail.locked and room.step is not PATH[0]

    def _go_back(self) -> None:
        window = self._window
        (window.out_requested if window.room is None else window.back_requested).emit()

    def _go(self, step: Step) -> None:
        room = self._window.room
        if room is not None and may_go(step, room.step, locked=room.rail.locked):
            self._window.step_requested.emit(step)

    def _go_to_gap(self) -> None:
        room = self._window.room
        if room is not None and room.findings.next_gap is None:
            # The review that follows shows it, to those who see it.
            announce(self._window, self.tr("Nothing is missing. This is the review."))
        self._window.next_gap_requested.emit()

    def _offer(self, shortcut: Shortcut) -> Offer | None:
        command = shortcut.command
        if command not in self._acts or command in _NOT_OFFERED or not self._possible(command):
            return None
        return Offer(command_words(command), (*keys_words(shortcut), "")[0], self._acts[command])

    def _steps(self) -> tuple[Offer, ...]:
        room = self._window.room
        if room is None:
            return ()
        keys = dict(zip(PATH, KEYS[Command.STEP], strict=False))
        return tuple(
            Offer(
                self.tr("Step: {0}").format(step_name(each)),
                key_words(keys.get(each, "")),
                partial(self._go, each),
            )
            for each in PATH
            if each is not room.step and may_go(each, room.step, locked=room.rail.locked)
        )

    def _questions(self) -> tuple[Offer, ...]:
        if self._window.room is None:
            return ()
        jump = self._window.jump_requested.emit
        return tuple(
            Offer(self.tr("Go to: {0}").format(each.words), "", partial(jump, each.subject, each.step))
            for each in self._controller.consultation.open_places()
        )

    def _possible(self, command: Command) -> bool:
        room = self._window.room
        if command in _IN_ROOM and room is None:
            return False
        possible: dict[Command, Callable[[], bool]] = {
            Command.GO_ON: lambda: room is not None and room.step not in _ENDS,
            Command.GO_BACK: lambda: self._may_go_back,
            Command.NEXT_GAP: lambda: room is not None and not room.rail.locked,
            Command.UNDO: lambda: self._controller.consultation.may_undo,
            Command.REDO: lambda: self._controller.consultation.may_redo,
            Command.SEARCH: lambda: self._window.may_search,
            Command.LOCK: lambda: not self._at_door(),
            Command.BLANK: lambda: room is None and not self._at_door(),
            Command.LOTS: lambda: room is None and not self._at_door() and self._controller.may(Right.READ),
            Command.LOG: lambda: room is None and not self._at_door() and self._controller.may(Right.LOG),
            Command.RECORDS: lambda: (
                room is None and not self._at_door() and self._controller.may(Right.READ)
            ),
            Command.INCOMING: lambda: (
                room is None and not self._at_door() and self._controller.may(Right.BRING)
            ),
        }
        return possible[command]() if command in possible else True

    def show_palette(self) -> CommandPalette:
        """Ask what is wanted."""
        from consult_app.ui.dialogs.command_palette import CommandPalette

        palette = CommandPalette(self.offers(), self._window)
        palette.open()
        return palette

    def _show_shortcuts(self) -> None:
        from consult_app.ui.dialogs.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self._window).open()
