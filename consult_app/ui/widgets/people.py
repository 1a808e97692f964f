"""So many people out of a hundred, large enough to be counted."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.frequency import IconArray as Figures
from consult_app.ui import theme
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tokens, Tone

_MANY = 100
_LARGEST, _LEAST = 34, 12
_FAINT = 90


class People(QWidget):
    """Ten figures a row, or fifty dots where there are a thousand, as large as the width allows.

    The picture is never mirrored: what is counted begins at the top left in every language.
    """

    def __init__(
        self,
        figures: Figures,
        name: str,
        *,
        largest: int = _LARGEST,
        tone: Tone = Tone.CAUTION,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._figures = figures
        self._tone = tone
        self._largest = largest
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    def heightForWidth(self, width: int) -> int:
        """Keep the figures' shape at a width."""
        return self._rows * self._side(width)

    def sizeHint(self) -> QSize:
        """Ask for the largest figures."""
        side = self._side(10_000)
        return QSize(self._columns * side, self._rows * side)

    def minimumSizeHint(self) -> QSize:
        """Stay countable."""
        least = self._columns * (_LEAST if self._columns <= _MANY // 10 else 5)
        return QSize(least, self.heightForWidth(least))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figures row by row, the counted ones first."""
        look = theme.tokens()
        filled, empty = QColor(look.shade(self._tone).ink), faint(look)
        side = self._side(self.width())
        left = (self.width() - self._columns * side) // 2
        painter = painter_on(self)
        painter.setPen(Qt.PenStyle.NoPen)
        for i in range(self._figures.total):
            painter.setBrush(filled if i < self._figures.filled else empty)
            x, y = left + i % self._columns * side, i // self._columns * side
            if self._figures.total > _MANY:
                painter.drawEllipse(QRectF(x + 1, y + 1, side - 2, side - 2))
            else:
                _figure(painter, x, y, side)
        painter.end()

    @property
    def _columns(self) -> int:
        return 50 if self._figures.total > _MANY else 10

    @property
    def _rows(self) -> int:
        return -(-self._figures.total // self._columns)

    def _side(self, width: int) -> int:
        most = self._largest if self._columns == _MANY // 10 else 10
        return max(min(width // self._columns, most), 4)


def faint(look: Tokens) -> QColor:
    """Give the colour of figures that are not counted: seen, and far from those that are."""
    if look.name == "light":
        return QColor(look.hair)
    # On dark ground a hair line can hardly be seen; in high contrast it is as dark as what is counted.
    empty = QColor(look.border)
    empty.setAlpha(_FAINT)
    return empty


def _figure(painter: QPainter, x: int, y: int, side: int) -> None:
    """Draw head and shoulders."""
    head, wide = side * 0.36, side * 0.62
    painter.drawEllipse(QRectF(x + (side - head) / 2, y + 1, head, head))
    body = QRectF(x + (side - wide) / 2, y + head + 3, wide, side * 0.48)
    painter.drawRoundedRect(body, side * 0.2, side * 0.2)
