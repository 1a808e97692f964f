"""So many people out of a hundred, or out of a thousand, as figures."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.people import faint

_MANY = 100


class IconArray(QWidget):
    """`filled` of `total` figures, twenty a row; more than a hundred are smaller, fifty a row."""

    def __init__(
        self, filled: int = 0, total: int = _MANY, tone: Tone = Tone.CAUTION, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_figures(filled, total)

    def show_figures(self, filled: int, total: int) -> None:
        """Show other numbers."""
        self._filled, self._total = filled, total
        self.setAccessibleName(self.tr("{0} of {1} people").format(filled, total))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit all figures."""
        columns, width, height = self._grid()
        return QSize(columns * width, -(-self._total // columns) * height)

    def minimumSizeHint(self) -> QSize:
        """Never cut a figure."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figures row by row, the filled ones first."""
        look = theme.tokens()
        columns, width, height = self._grid()
        painter = painter_on(self)
        painter.setPen(Qt.PenStyle.NoPen)
        filled, empty = QColor(look.shade(self._tone).ink), faint(look)
        for i in range(self._total):
            painter.setBrush(filled if i < self._filled else empty)
            x, y = i % columns * width, i // columns * height
            if self._total > _MANY:
                painter.drawEllipse(QRectF(x + 0.5, y + 0.5, 4, 4))
            else:
                _figure(painter, x, y)
        painter.end()

    def _grid(self) -> tuple[int, int, int]:
        """Give figures a row, and the width and height of one."""
        return (50, 5, 5) if self._total > _MANY else (20, 13, 13)


def _figure(painter: QPainter, x: int, y: int) -> None:
    """Draw head and shoulders, 9 by 11 pixels."""
    painter.drawEllipse(QRectF(x + 4.25, y, 4.5, 4.5))
    painter.drawRoundedRect(QRectF(x + 2.5, y + 5, 8, 6), 3, 3)
