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
        self._heights: dict[int, int] = {}
        self._drawn: tuple[int, QTextLayout, int] | None = None

    def height(self, width: int) -> int:
        """Measure the height in pixels at a width; 0 for no text."""
        if not self.text:
            return 0
        font = self._font()
        if width not in self._heights:
            self._remember(width, _lay_out(self.text, width, font)[1])
        return self._heights[width]

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
        """Give the laid out paragraph. What was only measured keeps none: most of a page is not in sight."""
        font = self._font()
        if self._drawn is None or self._drawn[0] != width:
            layout, height = _lay_out(self.text, width, font)
            self._drawn = (width, layout, height)
            self._remember(width, height)
        return self._drawn[1:]

    def _remember(self, width: int, height: int) -> None:
        if width not in self._heights and len(self._heights) == _WIDTHS:
            del self._heights[next(iter(self._heights))]
        self._heights[width] = height

    def _font(self) -> QFont:
        """Give the font, and forget what was laid out for other words or in another one."""
        font = theme.font(self._px, self._weight)
        if self._laid_for is None or self._laid_for[0] != self.text or self._laid_for[1] is not font:
            self._laid_for = (self.text, font)
            self._heights.clear()
            self._drawn = None
        return font


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
