"""Wrapped plain text, measured and drawn without a label."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from consult_app.ui import theme

_WIDTHS = 4
"""How many widths are remembered: layouts ask for a few in turn before they settle on one."""


class PaintedText:
    """A paragraph in one font. It is laid out anew only for a new width, other words or another text size.

    A wrapped QLabel asks every layout above it to measure again; this asks nobody.
    """

    def __init__(self, text: str, px: int, weight: int = theme.REGULAR) -> None:
        self.text = text
        self._px, self._weight = px, weight
        self._laid_for: tuple[str, QFont] | None = None
        self._laid: dict[int, tuple[QTextLayout, int]] = {}

    def height(self, width: int) -> int:
        """Measure the height in pixels at a width; 0 for no text."""
        return self._at(width)[1] if self.text else 0

    def draw(self, painter: QPainter, x: int, y: int, width: int, colour: str) -> int:
        """Draw with the top left corner at x, y; give the height drawn."""
        if not self.text:
            return 0
        layout, height = self._at(width)
        painter.setPen(QColor(colour))
        if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            # A layout knows the direction of its words, never the side that the reader begins on.
            for line in map(layout.lineAt, range(layout.lineCount())):
                line.draw(painter, QPointF(x + width - line.naturalTextWidth(), y))
        else:
            layout.draw(painter, QPointF(x, y))
        return height

    def _at(self, width: int) -> tuple[QTextLayout, int]:
        font = theme.font(self._px, self._weight)
        if self._laid_for is None or self._laid_for[0] != self.text or self._laid_for[1] is not font:
            self._laid_for = (self.text, font)
            self._laid.clear()
        if width not in self._laid:
            if len(self._laid) == _WIDTHS:
                del self._laid[next(iter(self._laid))]
            self._laid[width] = _lay_out(self.text, width, font)
        return self._laid[width]


def _lay_out(text: str, width: int, font: QFont) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    line_height = font.pixelSize() + round(font.pixelSize() * 0.27)
    y = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, y))
        # Scripts that our own font lacks stand higher.
        y += max(line_height, round(line.height()))
    layout.endLayout()
    return layout, y
