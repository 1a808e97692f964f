"""A quiet line at the lower edge of a window, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.announcing import announce
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.widgets.button import Button

SHOWN_MS = 12_000
_WIDEST, _ABOVE, _PAD, _GAP = 620, 92, 18, 8


class Toast(QWidget):
    """Words over the page that go by themselves, and never take the keyboard."""

    def __init__(self, window: QWidget, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(window)
        self._window = window
        self._words = PaintedText("", 14, theme.MEDIUM)
        self._act: Callable[[], object] = self.hide
        self._button = Button("", "soft", parent=self)
        self._button.clicked.connect(self._do)
        self._close = Button("", "quiet", "x", name=self.tr("Close"), parent=self)
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self, singleShot=True, interval=shown_ms)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(
        self, words: str, action: str = "", act: Callable[[], object] | None = None, *, urgent: bool = False
    ) -> None:
        """Show words, and a button for what can be done, until it is done, closed, or old."""
        self._words.text, self._act = words, act or self.hide
        self.setAccessibleName(words)
        self._button.setText(action)
        self._button.setAccessibleName(f"{words} {action}".strip())
        self._button.setVisible(bool(action))
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start()
        announce(self, words, urgent)

    def sizeHint(self) -> QSize:
        """Fit words and buttons beside each other, as wide as the window allows."""
        window = self._window.width() - 32
        taken = self._taken()
        words = theme.advance(self._words.text, 14, theme.MEDIUM) + 4
        width = min(words + taken, _WIDEST, window)
        height = max(self._words.height(width - taken) + 2 * _PAD, self._close.sizeHint().height() + 2 * _GAP)
        return QSize(width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place at the lower edge."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and words."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 12, look.surface, look.border)
        width = self.width() - self._taken()
        y = (self.height() - self._words.height(width)) // 2
        self._words.draw(painter, _PAD, y, width, look.ink)
        painter.end()

    def _taken(self) -> int:
        button = 0 if self._button.isHidden() else self._button.sizeHint().width() + _GAP
        return _PAD + _GAP * 2 + button + self._close.sizeHint().width()

    def _place(self) -> None:
        size, window = self.sizeHint(), self._window.rect()
        self.setGeometry(
            QRect(
                (window.width() - size.width()) // 2,
                window.height() - _ABOVE - size.height(),
                size.width(),
                size.height(),
            )
        )
        x = size.width() - _GAP
        for each in (self._close, self._button):
            if not each.isHidden():
                hint = each.sizeHint()
                x -= hint.width()
                each.setGeometry(x, (size.height() - hint.height()) // 2, hint.width(), hint.height())
                x -= _GAP

    def _do(self) -> None:
        self.hide()
        self._act()
