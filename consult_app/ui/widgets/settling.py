"""Wait until somebody stops typing, but never long."""

from PySide6.QtCore import QObject, QTimer, Signal

DELAY_MS = 400


class Settling(QObject):
    """Tell once when typing has paused; `flush` tells at once what has not been told yet, `drop` never."""

    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.settled)

    @property
    def pending(self) -> bool:
        """Whether something was typed that has not been told."""
        return self._timer.isActive()

    def poke(self) -> None:
        """Note that something was typed; the time runs from the first untold keystroke."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Tell now, if there is anything to tell."""
        if self._timer.isActive():
            self._timer.stop()
            self.settled.emit()

    def drop(self) -> None:
        """Forget what has not been told."""
        self._timer.stop()
