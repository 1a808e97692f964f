"""A line that says what is missing and leads there."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.step_words import step_name
from consult_app.workflow.screens.review import GapLine

_LEFT, _RIGHT, _PAD, _LEAST = 14, 44, 10, 42


class GapButton(QPushButton):
    """A button as wide as its card; the words wrap. Its step stands above it, and is heard with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PaintedText("", 14, theme.MEDIUM)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def display(self, line: GapLine, words: str) -> None:
        """Show what is missing, in words."""
        self._words.text = words
        self.setAccessibleName(words)
        self.setAccessibleDescription(step_name(line.gap.step))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of the words at the present width."""
        inner = max(self.width() - _LEFT - _RIGHT, 120)
        return QSize(240, max(self._words.height(inner) + 2 * _PAD, _LEAST))

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
        """Paint words and arrow."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 9, look.sunken if self.underMouse() else look.surface, look.hair)
        middle = self.height() // 2
        width = self.width() - _LEFT - _RIGHT
        self._words.draw(painter, _LEFT, middle - self._words.height(width) // 2, width, look.ink)
        painter.drawPixmap(self.width() - 32, middle - 9, theme.icon("arrow-right", look.quiet, 18))
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 9)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
