"""A long page is built a part at a time, so that the event loop comes round between two of them."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer

TURN_MS = 12
"""How long a turn goes on for: a page soon stands, and whatever is done meanwhile is not held up."""


class Growing(QObject):
    """Calls `grow`, a turn of the event loop at a time, for as long as it says that more is to come."""

    def __init__(self, grow: Callable[[], bool], parent: QObject, turn_ms: int = TURN_MS) -> None:
        super().__init__(parent)
        self._grow, self._turn_ms = grow, turn_ms
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something is still to be built."""
        return self._timer.isActive()

    def start(self) -> None:
        """Build the first part now, and what follows in the turns to come."""
        self._timer.start()
        self._add()

    def finish(self) -> None:
        """Build all that is left at once: somebody wants to go there."""
        while self.busy:
            self._add()

    def _go_on(self) -> None:
        """Build at least one part, and more as long as the turn lasts."""
        until = QDeadlineTimer(self._turn_ms)
        self._add()
        while self.busy and not until.hasExpired():
            self._add()

    def _add(self) -> None:
        if not self._grow():
            self._timer.stop()
