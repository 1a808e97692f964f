"""The look and text size in force: chosen, tried on, or following the system."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from consult_app.ui.remembered import SYSTEM, Memory


def wear(look: str, text: float) -> None:
    """Put a look and a text size into force, without remembering them."""
    app = QApplication.instance()
    named = system_look() if look == SYSTEM else look
    if not isinstance(app, QApplication):
        return
    if not theme.is_dressed(app) or (named, text) != (theme.tokens().name, theme.text_scale()):
        theme.apply(app, named, text)


def system_look() -> str:
    """Give the look that the system asks for."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


class Appearance(QObject):
    """Keeps the window in the look that is remembered; follows the system where that is the choice."""

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def restore(self) -> None:
        """Take back what was only tried on."""
        wear(self._memory.kept.look, self._memory.kept.text)

    def _follow(self) -> None:
        if self._memory.kept.look == SYSTEM:
            self.restore()
