"""A line that says what is missing and leads there."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.step_words import STEP_ICONS, step_name
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.review import GapLine

_LEFT, _RIGHT, _PAD = 50, 44, 11


class GapButton(QPushButton):
    """A button as wide as its card; the words wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = ""
        self._words = PaintedText("", 15, theme.MEDIUM)
        self._step = PaintedText("", 13)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def display(self, line: GapLine, words: str) -> None:
        """Show what is missing, in words, with the name of its step."""
        self._icon_name = STEP_ICONS[line.gap.step]
        self._words.text, self._step.text = words, step_name(line.gap.step)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._step.text)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of the words at the present width."""
        inner = max(self.width() - _LEFT - _RIGHT, 120)
        return QSize(240, self._words.height(inner) + self._step.height(inner) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """Let the width shrink, never the words."""
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
        """Paint icon, words, step and arrow."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 9, look.sunken if self.underMouse() else look.surface, look.hair)
        middle = self.height() // 2
        ink = look.shade(Tone.CAUTION).ink
        painter.drawPixmap(16, middle - 10, theme.icon(self._icon_name, ink, 20))
        width = self.width() - _LEFT - _RIGHT
        below = _PAD + self._words.draw(painter, _LEFT, _PAD, width, look.ink)
        self._step.draw(painter, _LEFT, below, width, look.quiet)
        painter.drawPixmap(self.width() - 32, middle - 9, theme.icon("arrow-right", look.quiet, 18))
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 9)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
