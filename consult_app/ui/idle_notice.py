"""Says that the program is about to lock, in whichever window is in use."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from consult_app.ui.widgets.toast import Toast


class IdleNotice(QObject):
    """A few words that go as soon as somebody is there."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast: Toast | None = None

    def warn(self, seconds: int) -> None:
        """Say how long is left."""
        self.calm()
        self._toast = Toast(QApplication.activeWindow() or self._window, shown_ms=seconds * 1000)
        self._toast.say(self.tr("Locking in {0} s – press any key to stay").format(seconds), urgent=True)

    def calm(self) -> None:
        """Take the words away."""
        # It goes with the dialog that it stood on.
        if self._toast is not None and isValid(self._toast):
            self._toast.hide()
            self._toast.deleteLater()
        self._toast = None
