"""Paragraphs below each other, painted in one go."""

from typing import Literal

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.painted_label import PaintedLabel

Part = Literal["heading", "strong", "body", "quiet", "alarm", "warning", "question"]

_FONTS = {
    "heading": (17, theme.SEMIBOLD),
    "strong": (15, theme.SEMIBOLD),
    "body": (15, theme.REGULAR),
    "quiet": (14, theme.REGULAR),
    "alarm": (14, theme.SEMIBOLD),
    "warning": (14, theme.SEMIBOLD),
    "question": (14, theme.SEMIBOLD),
}
_SIGNS = {
    "alarm": (Tone.STOP, "triangle-alert"),
    "warning": (Tone.CAUTION, "triangle-alert"),
    "question": (Tone.INFO, "circle-help"),
}
_GAP = 6


class Passage(PaintedLabel):
    """One paragraph for each of `parts`; empty ones take no room. The last three parts have sign and colour.

    Where a page holds hundreds of paragraphs, wrapped labels would make every answer slow.
    """

    def __init__(self, *parts: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple((part, PaintedText("", *_FONTS[part])) for part in parts)

    def show_words(self, *texts: str) -> None:
        """Show one text for each part."""
        if texts == tuple(each.text for _, each in self._parts):
            return
        for (_, painted), text in zip(self._parts, texts, strict=True):
            painted.text = text
        self.say(" ".join(text for text in texts if text))

    def measure(self, width: int) -> int:
        """Measure all paragraphs at a width."""
        heights = [each.height(width - _indent(part)) for part, each in self._parts if each.text]
        return sum(heights) + _GAP * max(len(heights) - 1, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paragraphs."""
        look = theme.tokens()
        painter = painter_on(self)
        y = 0
        for part, painted in self._parts:
            if not painted.text:
                continue
            indent, colour = _indent(part), look.quiet if part == "quiet" else look.ink
            if part in _SIGNS:
                tone, sign = _SIGNS[part]
                colour = look.shade(tone).ink
                painter.drawPixmap(0, y + theme.scaled(1), theme.icon(sign, colour, 16))
            y += painted.draw(painter, indent, y, self.width() - indent, colour) + _GAP
        painter.end()


def _indent(part: Part) -> int:
    """Leave room for a sign."""
    return 24 if part in _SIGNS else 0
