"""What is known of a course, time by time."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.painted_label import PaintedLabel

_BESIDE, _DOT, _GAP, _LEFT = 150, 7, 18, 28

_Moment = tuple[PaintedText, PaintedText]


class CourseLine(PaintedLabel):
    """A line with a dot for each time, and words at it: beside each other where there is room, else below.

    Nothing is drawn between the dots but that time goes on: what was not seen has no shape. Behind the last
    one the line is broken, as nobody looked any further.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PaintedText("", 15, theme.SEMIBOLD)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._moments: tuple[_Moment, ...] = ()

    def show_course(self, title: str, moments: Sequence[tuple[str, str]]) -> None:
        """Show times with what is known of each."""
        if (title, tuple(moments)) == (self._title.text, self._shown):
            return
        self._title.text, self._shown = title, tuple(moments)
        self._moments = tuple(
            (PaintedText(when, 14, theme.SEMIBOLD), PaintedText(what, 14)) for when, what in moments
        )
        self.say(". ".join((title, *(": ".join(each) for each in moments))))

    def measure(self, width: int) -> int:
        """Measure title, line and words at a width."""
        title = self._title.height(width) + _GAP
        if self._is_beside(width):
            column = self._column(width)
            words = max((_height(each, column - _GAP) for each in self._moments), default=0)
            return title + 2 * _DOT + _GAP // 2 + words
        return title + sum(_height(each, width - _LEFT) + _GAP for each in self._moments) - _GAP

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the title, then the line."""
        painter = painter_on(self)
        top = self._title.draw(painter, 0, 0, self.width(), theme.tokens().ink) + _GAP
        if self._is_beside(self.width()):
            self._paint_beside(painter, top)
        else:
            self._paint_below(painter, top)
        painter.end()

    def _paint_beside(self, painter: QPainter, top: int) -> None:
        column, middle = self._column(self.width()), top + _DOT
        last = (len(self._moments) - 1) * column + _DOT
        _paint_line(painter, QPointF(_DOT, middle), QPointF(last, middle), QPointF(self.width(), middle))
        for i, (when, what) in enumerate(self._moments):
            left, y = i * column, top + 2 * _DOT + _GAP // 2
            _paint_dot(painter, QPointF(left + _DOT, middle))
            y += when.draw(painter, left, y, column - _GAP, theme.tokens().shade(Tone.PRIMARY).ink)
            what.draw(painter, left, y, column - _GAP, theme.tokens().ink)

    def _paint_below(self, painter: QPainter, top: int) -> None:
        heights = [_height(each, self.width() - _LEFT) + _GAP for each in self._moments]
        first, last = top + theme.scaled(9), top + sum(heights[:-1]) + theme.scaled(9)
        _paint_line(painter, QPointF(_DOT, first), QPointF(_DOT, last), QPointF(_DOT, self.height()))
        y = top
        for (when, what), height in zip(self._moments, heights, strict=True):
            _paint_dot(painter, QPointF(_DOT, y + theme.scaled(9)))
            inner = self.width() - _LEFT
            below = y + when.draw(painter, _LEFT, y, inner, theme.tokens().shade(Tone.PRIMARY).ink)
            what.draw(painter, _LEFT, below, inner, theme.tokens().ink)
            y += height

    def _is_beside(self, width: int) -> bool:
        return self._column(width) >= theme.scaled(_BESIDE)

    def _column(self, width: int) -> int:
        return width // max(len(self._moments), 1)


def _height(moment: _Moment, width: int) -> int:
    return sum(each.height(width) for each in moment)


def _paint_line(painter: QPainter, first: QPointF, last: QPointF, end: QPointF) -> None:
    colour = QColor(theme.tokens().shade(Tone.PRIMARY).ink)
    painter.setPen(QPen(colour, 3))
    painter.drawLine(first, last)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.DotLine))
    painter.drawLine(last, end)


def _paint_dot(painter: QPainter, at: QPointF) -> None:
    look = theme.tokens()
    painter.setPen(QPen(QColor(look.shade(Tone.PRIMARY).ink), 3))
    painter.setBrush(QColor(look.surface))
    painter.drawEllipse(at, _DOT - 1.5, _DOT - 1.5)
