"""Another look or text size while the window stands: first what is in sight, the rest in the turns after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from consult_app.ui import theme
from consult_app.ui.growing import Growing

_A_TURN = 60
"""So many widgets out of sight are dressed in one turn."""


class Dressing(QObject):
    """Puts a look into force without holding the event loop; pages that are let go need none any more."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pages: list[QWidget] = []
        self._behind: list[QWidget] = []
        self._undressed: list[QWidget] = []
        self._growing = Growing(self._go_on, self)

    def dress(self, app: QApplication, look: str, text: float) -> None:
        """Put a look and a text size into force."""
        theme.put_on(app, look, text)
        # Painted in the next turn, when all that is in sight was dressed and has its place.
        self._window.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, self._show)
        first: list[QWidget] = []
        self._behind, self._undressed = [], []
        in_front = app.activeModalWidget() or app.activeWindow() or self._window
        for each in app.allWidgets():
            if not each.isVisible() or each.visibleRegion().isEmpty():
                self._undressed.append(each)
            else:
                (first if each.window() is in_front else self._behind).append(each)
        theme.dress(first)

    def let_go(self, pages: Sequence[QWidget]) -> None:
        """Delete pages that are in nobody's sight, one a turn."""
        self._pages += pages

    def _show(self) -> None:
        # What is in sight behind a dialog takes a turn of its own.
        theme.dress([each for each in self._behind if isValid(each)])
        self._behind = []
        self._window.setUpdatesEnabled(True)
        self._growing.start()

    def _go_on(self) -> bool:
        if self._pages:
            page = self._pages.pop()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
        else:
            part, self._undressed = self._undressed[:_A_TURN], self._undressed[_A_TURN:]
            theme.dress([each for each in part if isValid(each)])
        return bool(self._pages or self._undressed)
