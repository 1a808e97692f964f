"""Notices when nobody uses the program any more."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_A_MINUTE_MS = 60 * 1000
LIMIT_MS = 10 * _A_MINUTE_MS
"""After this long without a key, a touch or the mouse, the program locks itself unless told otherwise."""

_USE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
}


class IdleWatch(QObject):
    """Watches the application; installed as the event filter of its window."""

    idle = Signal()

    def __init__(self, limit_ms: int = LIMIT_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(limit_ms)
        self._timer.timeout.connect(self.idle)
        self._timer.start()

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        if minutes * _A_MINUTE_MS != self._timer.interval():
            self._timer.start(minutes * _A_MINUTE_MS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to count anew with everything that a person does; keeps no event from anybody."""
        if event.type() in _USE:
            self._timer.start()
        return False
