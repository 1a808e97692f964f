"""An answer behind a finding: a press leads to its question."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.widgets.button import Button

_PAD, _ARROW, _LEAST = 10, 16, 40


class GroundLink(Button):
    """Question and answer, as many lines as they take, with an arrow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._words = PaintedText("", 13, theme.MEDIUM)

    def show_ground(self, title: str, words: str) -> None:
        """Show an answer behind the finding of this title."""
        self._words.text = words
        self.setAccessibleName(f"{title}: {words}")
        self.setToolTip(self.tr("Go to this answer"))
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Measure the words at a width."""
        return max(self._words.height(self._room(width)) + 16, theme.scaled(_LEAST), _LEAST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words on a ground of their own."""
        look = theme.tokens()
        painter = painter_on(self)
        over = self.underMouse() or self.isDown()
        fill_round(painter, self.rect(), 8, look.sunken if over else look.surface, look.hair)
        room = self._room(self.width())
        self._words.draw(painter, _PAD, (self.height() - self._words.height(room)) // 2, room, look.ink)
        at = QRect(0, 0, _ARROW, _ARROW)
        at.moveCenter(self.rect().center())
        at.moveRight(self.width() - _PAD)
        painter.setPen(QColor(look.quiet))
        painter.drawPixmap(at.topLeft(), theme.icon("arrow-right", look.quiet, _ARROW))
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 8)
        painter.end()

    def _room(self, width: int) -> int:
        return width - 3 * _PAD - _ARROW
