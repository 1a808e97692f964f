"""Wait until somebody stops typing, but never long."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

DELAY_MS = 400


class Settling:
    """Calls `tell` once typing has paused; `flush` tells at once what has not been told yet, `drop` never.

    It has no clock before somebody types: most fields of a long page are never typed in.
    """

    def __init__(self, owner: QObject, tell: Callable[[], object]) -> None:
        self._owner, self._tell = owner, tell
        self._timer: QTimer | None = None

    @property
    def pending(self) -> bool:
        """Whether something was typed that has not been told."""
        return self._timer is not None and self._timer.isActive()

    def poke(self) -> None:
        """Note that something was typed; the time runs from the first untold keystroke."""
        if self._timer is None:
            self._timer = QTimer(self._owner, singleShot=True, interval=DELAY_MS)
            self._timer.timeout.connect(self._tell)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Tell now, if there is anything to tell."""
        if self.pending:
            self.drop()
            self._tell()

    def drop(self) -> None:
        """Forget what has not been told."""
        if self._timer is not None:
            self._timer.stop()
