"""What was typed into dialogs and parts of pages: read before a lock, and back where each is opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui.widgets.holding import Holding

if TYPE_CHECKING:
    from consult_app.ui.main_window import MainWindow
    from consult_app.ui.open_consultation import OpenConsultation
    from consult_app.ui.stage import Stage


class Dialog(Protocol):
    """A dialog, and what of it outlasts a lock."""

    holding: Holding | None


class WordsDesk(QObject):
    """Knows by `openers` how each place is opened again, for the id of what it was opened for."""

    filled = Signal()
    """Something is there again."""

    def __init__(
        self,
        window: MainWindow,
        stage: Stage,
        consultation: OpenConsultation,
        openers: Mapping[Place, Callable[[str], object]],
    ) -> None:
        super().__init__(window)
        self._window, self.stage, self._consultation = window, stage, consultation
        self._openers = openers
        self._words: tuple[WordsBegun, ...] = ()
        self._opened = False

    def collect(self, left: tuple[object, ...]) -> tuple[WordsBegun, ...]:
        """Read what was `left` on the page, then what stands in the dialogs over it."""
        talk = self._consultation.conversation
        on_page = [each for each in left if isinstance(each, WordsBegun)]
        tied = [self._tied(each, talk.draft.id) if talk is not None else each for each in on_page]
        return (*tied, *self._in_sheets())

    def take(self, words: tuple[WordsBegun, ...]) -> None:
        """Have these put back, in place of those before: whoever left them is somebody else."""
        self._words, self._opened = words, False

    def open_again(self) -> None:
        """Open what lay on top, which brings what it lay on; once, for later something else is wanted."""
        if self._words and not self._opened:
            self._opened = True
            last = self._words[-1]
            if last.place in self._openers:
                self._openers[last.place](last.about)

    def fill_sheet(self, sheet: Dialog) -> None:
        """Show in a dialog that was opened what was left in it."""
        for each in self._words:
            if sheet.holding is not None and sheet.holding.go_on_with(each):
                self._done(each)

    def fill_page(self, place: Place, about: str = "") -> None:
        """Show on the page what was left in a part of it."""
        for each in self._words:
            if (each.place, each.about) == (place, about) and self.stage.can("go_on_with"):
                self.stage.ask("go_on_with", each)
                self._done(each)

    def fill_room(self) -> None:
        """Show again why the consultation that is open was to be ended."""
        talk = self._consultation.conversation
        if talk is not None:
            self.fill_page(Place.ENDING, talk.draft.id)

    def _tied(self, begun: WordsBegun, consultation: str) -> WordsBegun:
        """Name the consultation that was open, where a page does not know it."""
        return begun if begun.about else replace(begun, about=consultation)

    def _in_sheets(self) -> Iterator[WordsBegun]:
        for sheet in self._window.findChildren(QDialog):
            holding = getattr(sheet, "holding", None)
            begun = holding.unfinished() if isinstance(holding, Holding) and sheet.isVisible() else None
            if begun is not None:
                yield begun

    def _done(self, begun: WordsBegun) -> None:
        self._words = tuple(each for each in self._words if each is not begun)
        self.filled.emit()
