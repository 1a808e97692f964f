"""Notices when nobody uses the program any more."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_A_MINUTE_MS = 60 * 1000
LIMIT_MS = 10 * _A_MINUTE_MS
"""After this long without a key, a touch or the mouse, the program locks itself unless told otherwise."""
WARNING_MS = 30 * 1000
"""So long before it says that it will."""
REST_MS = 3 * 1000
"""After so long somebody reads or listens."""

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
    """Watches whichever window of the program is used, as its event filter."""

    nearing = Signal(int)  # seconds until the program is idle
    used = Signal()  # after a warning: somebody is there
    idle = Signal()
    resting = Signal()  # for a moment nobody did anything: time for what can wait

    def __init__(
        self, limit_ms: int = LIMIT_MS, warning_ms: int = WARNING_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=limit_ms)
        self._timer.timeout.connect(self.idle)
        self._warning = QTimer(self, singleShot=True, interval=max(limit_ms - warning_ms, 0))
        self._warning.timeout.connect(lambda: self.nearing.emit(min(warning_ms, limit_ms) // 1000))
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.resting)
        self._begin()

    def watch(self) -> None:
        """Watch every window that gets the keyboard: dialogs are used like any other."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch_window)
            self._watch_window(application.focusWindow())

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        limit_ms = minutes * _A_MINUTE_MS
        if limit_ms != self._timer.interval():
            self._timer.setInterval(limit_ms)
            self._warning.setInterval(max(limit_ms - WARNING_MS, 0))
            self._begin()

    def stop(self) -> None:
        """Say nothing more: the program is closed, and its window gone."""
        self.blockSignals(True)
        self._timer.stop()
        self._warning.stop()
        self._rest.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to count anew with everything that a person does; keeps no event from anybody."""
        if event.type() in _USE:
            warned = not self._warning.isActive()
            self._begin()
            if warned:
                self.used.emit()
        return False

    def _begin(self) -> None:
        self._timer.start()
        self._warning.start()
        self._rest.start()

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
