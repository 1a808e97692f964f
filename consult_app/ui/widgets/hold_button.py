"""A button that has to be held: nobody leaves by touching it in passing."""

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on

HOLD_MS = 1200
_TURN_MS = 40
_SIDE, _ICON = 52, 24
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoldButton(QPushButton):
    """A lock; `held` is told once it was pressed long enough, by finger, mouse or key."""

    held = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_SIDE, _SIDE)
        self.setAutoDefault(False)
        self._since = QElapsedTimer()
        self._hold = QTimer(self, singleShot=True, interval=HOLD_MS, timerType=Qt.TimerType.PreciseTimer)
        self._turn = QTimer(self, interval=_TURN_MS)
        self._hold.timeout.connect(self._told)
        self._turn.timeout.connect(self.update)
        self.pressed.connect(self._begin)
        self.released.connect(self._stop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter be held like the space bar."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setDown(True)
            self._begin()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Stop when the key is let go."""
        if event.key() not in _ENTER:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.setDown(False)
            self._stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop when the keyboard is elsewhere."""
        self._stop()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lock, and around it how long it was held."""
        look = theme.tokens()
        painter = painter_on(self)
        if self.underMouse() or self.isDown():
            fill_round(painter, self.rect(), _SIDE / 2, look.surface, look.hair)
        at = (_SIDE - _ICON) // 2
        painter.drawPixmap(at, at, theme.icon("lock", look.quiet, _ICON))
        if self._hold.isActive():
            share = min(self._since.elapsed() / HOLD_MS, 1.0)
            painter.setPen(QPen(QColor(look.primary), 4))
            painter.drawArc(QRectF(3, 3, _SIDE - 6, _SIDE - 6), 90 * 16, round(-share * 360 * 16))
        if keyboard_on(self):
            focus_ring(painter, self.rect(), _SIDE / 2)
        painter.end()

    def _begin(self) -> None:
        self._since.start()
        self._hold.start()
        self._turn.start()

    def _stop(self) -> None:
        self._hold.stop()
        self._turn.stop()
        self.update()

    def _told(self) -> None:
        self._stop()
        self.setDown(False)
        self.held.emit()
