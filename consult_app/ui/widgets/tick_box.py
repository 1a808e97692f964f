"""A sentence to be ticked."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.checkable import Checkable

_BOX, _PAD, _RADIUS = 24, 12, 9


class TickBox(Checkable, QCheckBox):
    """A check box as wide as its card, with a sentence that may wrap."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._words = PaintedText(text, 15)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, text: str) -> None:
        """Change the sentence."""
        self.setText(text)
        self._words.text = text
        self._fit()
        self.update()

    def hitButton(self, _pos: QPoint) -> bool:
        """Take a click anywhere."""
        return True

    def sizeHint(self) -> QSize:
        """Fit the sentence at the present width, at least 48 pixels high."""
        inner = max(self.width() - _BOX - 3 * _PAD, 120)
        return QSize(240, max(48, self._words.height(inner) + 2 * _PAD))

    def minimumSizeHint(self) -> QSize:
        """Let the width shrink, never the sentence."""
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, and so perhaps grow."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, box and sentence."""
        look = theme.tokens()
        shade = look.shade(Tone.PRIMARY)
        painter = painter_on(self)
        ground, line = (shade.soft, shade.line) if self.isChecked() else (look.surface, look.border)
        fill_round(painter, self.rect(), _RADIUS, ground, line)
        box = self.rect().adjusted(_PAD, (self.height() - _BOX) // 2, 0, 0)
        box.setSize(QSize(_BOX, _BOX))
        if self.isChecked():
            fill_round(painter, box, 6, look.primary)
            painter.drawPixmap(box.left() + 4, box.top() + 4, theme.icon("check", look.on_primary, 16))
        else:
            fill_round(painter, box, 6, look.surface, look.faint)
        left = _BOX + 2 * _PAD
        width = self.width() - left - _PAD
        top = (self.height() - self._words.height(width)) // 2
        self._words.draw(painter, left, top, width, look.ink if self.isEnabled() else look.faint)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), _RADIUS)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
