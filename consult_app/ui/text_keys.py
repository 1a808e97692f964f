"""A field for text keeps the keys it can use itself; all other commands stay within reach while typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from consult_app.ui.shortcuts import KEYS, Command

_TAKEN = {QKeySequence(key).toString() for keys in KEYS.values() for key in keys if "+" in key}
_UNDO, _REDO = ({QKeySequence(key).toString() for key in KEYS[each]} for each in (Command.UNDO, Command.REDO))


class TextKeys(QObject):
    """Watches the field that is typed in, and only that one.

    Ctrl+Z takes typing back while there is any, and only then the last answer.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field from claiming a key that is a command."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = QKeySequence(event.keyCombination()).toString()
            if key in _TAKEN and not _used(watched, key):
                event.ignore()
                return True
        return False

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QLineEdit | QPlainTextEdit):
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QPlainTextEdit):
            new.installEventFilter(self)


def _used(field: QObject, key: str) -> bool:
    """Whether the field has typing to take back or do again."""
    held = field.document() if isinstance(field, QPlainTextEdit) else field
    if key in _UNDO:
        return bool(held.isUndoAvailable())  # type: ignore[attr-defined]
    return key in _REDO and bool(held.isRedoAvailable())  # type: ignore[attr-defined]
