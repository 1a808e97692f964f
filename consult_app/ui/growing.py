"""A long page is built a part at a time, so that the event loop comes round between two of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Growing(QObject):
    """Calls `grow` once a turn of the event loop for as long as it says that more is to come."""

    def __init__(self, grow: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._grow = grow
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something is still to be built."""
        return self._timer.isActive()

    def start(self) -> None:
        """Build the first part now, and what follows in the turns to come."""
        self._timer.start()
        self._go_on()

    def finish(self) -> None:
        """Build all that is left at once: somebody wants to go there."""
        while self.busy:
            self._go_on()

    def _go_on(self) -> None:
        if not self._grow():
            self._timer.stop()
