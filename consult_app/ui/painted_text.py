"""Wrapped plain text, measured and drawn without a label."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from consult_app.ui import theme


class PaintedText:
    """A paragraph in one font. It is laid out anew only when its width, its words or the text size change.

    A wrapped QLabel asks every layout above it to measure again; this asks nobody.
    """

    def __init__(self, text: str, px: int, weight: QFont.Weight = theme.REGULAR) -> None:
        self.text = text
        self._px, self._weight = px, weight
        self._laid_for: tuple[str, int, QFont] | None = None
        self._layout = QTextLayout()
        self._height = 0

    def height(self, width: int) -> int:
        """Measure the height in pixels at a width; 0 for no text."""
        font = theme.font(self._px, self._weight)
        if self._laid_for != (self.text, width, font):
            self._lay_out(width, font)
            self._laid_for = (self.text, width, font)
        return self._height

    def draw(self, painter: QPainter, x: int, y: int, width: int, colour: str) -> int:
        """Draw with the top left corner at x, y; give the height drawn."""
        height = self.height(width)
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(x, y))
        return height

    def _lay_out(self, width: int, font: QFont) -> None:
        self._layout = QTextLayout(self.text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        leading = round(font.pixelSize() * 0.27)
        y = 0.0
        self._layout.beginLayout()
        while self.text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, y))
            y += font.pixelSize() + leading
        self._layout.endLayout()
        self._height = round(y)
