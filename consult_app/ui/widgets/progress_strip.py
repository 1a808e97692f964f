"""A strip at the lower edge of the window that says what is being done."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from consult_app.ui import theme
from consult_app.ui.announcing import announce
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.progress import Work, work_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel

_WIDTH, _HEIGHT, _ABOVE, _PAD, _BAR, _TICK_MS = 420, 64, 92, 18, 4, 40


class ProgressStrip(QWidget):
    """Words, a bar that runs to and fro, and a way out where nothing is lost by it."""

    cancel_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words = PlainLabel("", "strong", wrap=False, parent=self)
        self._bar = _Runner(self)
        self._cancel = Button(self.tr("Cancel"), "quiet", parent=self)
        self._cancel.clicked.connect(self.cancel_requested)
        window.installEventFilter(self)
        self.hide()

    def show_work(self, work: Work | None) -> None:
        """Show what is being done; nothing takes the strip away."""
        self.setVisible(work is not None)
        if work is None:
            return
        words = work_words(work)
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._cancel.setVisible(work.may_be_left)
        self._cancel.setAccessibleName(self.tr("Cancel: {0}").format(words))
        self._place()
        self.raise_()
        announce(self, words)

    def show_part(self, words: str) -> None:
        """Say how far it is, in place of what is being done."""
        self._words.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place at the lower edge."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 12, look.surface, look.border)
        painter.end()

    def _place(self) -> None:
        height, window = max(_HEIGHT, theme.scaled(_HEIGHT)), self._window.rect()
        width = min(max(_WIDTH, theme.scaled(_WIDTH)), window.width() - 32)
        self.setGeometry((window.width() - width) // 2, window.height() - _ABOVE - height, width, height)
        hint = self._cancel.sizeHint()
        right = width - _PAD - (0 if self._cancel.isHidden() else hint.width())
        self._cancel.setGeometry(right, (height - hint.height()) // 2, hint.width(), hint.height())
        line = self._words.sizeHint().height()
        y = (height - line - 10 - _BAR) // 2
        self._words.setGeometry(_PAD, y, right - _PAD, line)
        self._bar.setGeometry(_PAD, y + line + 10, right - 2 * _PAD, _BAR)


class _Runner(QProgressBar):
    """An indeterminate bar, thin, in the colours of the look."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(0, 0)
        self.setTextVisible(False)
        self._at = 0
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._move)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, _BAR)

    def event(self, event: QEvent) -> bool:
        """Run only while somebody sees it."""
        if event.type() == QEvent.Type.Show:
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), _BAR / 2, look.sunken)
        length = self.width() // 4
        way = self.width() - length
        place = self._at % (2 * way or 1)
        x = place if place <= way else 2 * way - place
        fill_round(painter, QRect(x, 0, length, _BAR), _BAR / 2, look.primary)
        painter.end()

    def _move(self) -> None:
        self._at += 9
        self.update()
