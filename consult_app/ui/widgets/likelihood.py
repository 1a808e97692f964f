"""How often something happens: the number over its figures, or an honest "not known"."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.frequency import IconArray as Figures
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.icon_array import IconArray
from consult_app.ui.widgets.painted_label import PaintedLabel

WIDTH = 260
_PAD, _ICON, _GAP = 14, 22, 12


class Likelihood(QWidget):
    """A statement with its number, and figures where there is a number.

    Where there is none, a panel says so: never an empty array, which would look like "never".
    """

    def __init__(self, tone: Tone = Tone.CAUTION, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._words = _Words()
        self._array: IconArray | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._words)

    def show_rate(self, text: str, figures: Figures | None) -> None:
        """Show the words, and figures or none."""
        self._words.show_words(text, known=figures is not None)
        # The panel of a "not known" is as high as what stands beside it.
        self._column.setStretch(0, 0 if figures is not None else 1)
        if figures is not None and self._array is None:
            self._array = IconArray(figures.filled, figures.total, self._tone)
            self._column.addWidget(self._array)
        if self._array is not None:
            self._array.setVisible(figures is not None)
        if self._array is not None and figures is not None:
            self._array.show_figures(figures.filled, figures.total)


class _Words(PaintedLabel):
    """The sentence; on a panel of its own where it says that nothing is known."""

    least = 140

    def __init__(self) -> None:
        super().__init__()
        self._text = PaintedText("", 15, theme.SEMIBOLD)
        self._known = True

    def show_words(self, text: str, *, known: bool) -> None:
        if (text, known) == (self._text.text, self._known):
            return
        self._text.text, self._known = text, known
        self.say(text)

    def measure(self, width: int) -> int:
        if self._known:
            return self._text.height(width)
        return max(self._text.height(width - self._left - _PAD), _ICON) + 2 * _PAD

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        if self._known:
            self._text.draw(painter, 0, 0, self.width(), look.ink)
        else:
            # Open like a place that nobody has filled in yet: a ground of grey would say "nothing".
            painter.setPen(QPen(QColor(look.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
            icon = theme.icon("circle-help", look.quiet, _ICON)
            painter.drawPixmap(_PAD, (self.height() - _ICON) // 2, icon)
            width = self.width() - self._left - _PAD
            top = (self.height() - self._text.height(width)) // 2
            self._text.draw(painter, self._left, top, width, look.quiet)
        painter.end()

    @property
    def _left(self) -> int:
        return _PAD + _ICON + _GAP
