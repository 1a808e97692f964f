"""Says what was taken back, or done again, and offers the other way."""

from __future__ import annotations

from PySide6.QtCore import QObject

from consult_app.domain.screening import AREAS, INGREDIENTS
from consult_app.ui.main_window import MainWindow
from consult_app.workflow.undoing import EXCHANGES, LANGUAGE, LARGE_PRINT, OWN_RISKS, SEQUEL, SIGNERS


class TakingBack(QObject):
    """Quiet words about each step back or on again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def tell(self, subject: str, words: str, back: bool) -> None:  # noqa: FBT001 - what a signal gives
        """Name what it was about, by the pack's words where it has some."""
        about = words or self._own_words(subject)
        if back:
            said = self.tr("Taken back: {0}").format(about)
            self._window.note(said, self.tr("Redo"), self._window.redo_requested.emit)
        else:
            said = self.tr("Done again: {0}").format(about)
            self._window.note(said, self.tr("Undo"), self._window.undo_requested.emit)

    def _own_words(self, subject: str) -> str:
        return {
            AREAS: self.tr("areas to be treated"),
            INGREDIENTS: self.tr("the mixture"),
            OWN_RISKS: self.tr("risks added by hand"),
            EXCHANGES: self.tr("questions and answers"),
            LARGE_PRINT: self.tr("large print"),
            SIGNERS: self.tr("who signs"),
            LANGUAGE: self.tr("the patient’s language"),
            SEQUEL: self.tr("what was written"),
        }.get(subject, self.tr("the last change"))
