"""The look and text size in force: chosen, tried on, or following the system."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from consult_app.ui.remembered import SYSTEM, Memory

Dress = Callable[[QApplication, str, float], None]


def wear(look: str, text: float, dress: Dress = theme.apply) -> None:
    """Put a look and a text size into force, without remembering them; `dress` is how that is done."""
    app = QApplication.instance()
    named = system_look() if look == SYSTEM else look
    if not isinstance(app, QApplication):
        return
    if not theme.is_dressed(app) or (named, text) != (theme.tokens().name, theme.text_scale()):
        dress(app, named, text)


def system_look() -> str:
    """Give the look that the system asks for."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


class Appearance(QObject):
    """Keeps the window in the look that is remembered; follows the system where that is the choice."""

    def __init__(self, memory: Memory, dress: Dress = theme.apply, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory, self._dress = memory, dress
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def restore(self) -> None:
        """Take back what was only tried on."""
        self.try_on(self._memory.kept.look, self._memory.kept.text)

    def try_on(self, look: str, text: float) -> None:
        """Show what it would be like."""
        wear(look, text, self._dress)

    def _follow(self) -> None:
        if self._memory.kept.look == SYSTEM:
            self.restore()
