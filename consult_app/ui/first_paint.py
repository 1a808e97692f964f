"""Notices when something is on screen for the first time."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication


class FirstPaint(QObject):
    """Tells once that a first paint is done; installs itself on the application."""

    painted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._application = QApplication.instance()
        if self._application is not None:
            self._application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell after the whole first paint, and watch no longer."""
        if event.type() == QEvent.Type.Paint and self._application is not None:
            self._application.removeEventFilter(self)
            self._application = None
            QTimer.singleShot(0, self.painted.emit)
        return False
