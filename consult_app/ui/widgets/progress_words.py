"""How far something is: a count in words above a bar, and what to keep in mind."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.painted_label import PaintedLabel

_BAR, _GAP = 8, 9


class ProgressWords(PaintedLabel):
    """The count, the bar, and a sentence below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = PaintedText("", 17, theme.SEMIBOLD)
        self._lead = PaintedText("", 14)
        self._share = 0.0

    def show_progress(self, count: str, share: float, lead: str) -> None:
        """Show other words, and how much of the bar is filled (0 to 1)."""
        if (count, share, lead) != (self._count.text, self._share, self._lead.text):
            self._count.text, self._share, self._lead.text = count, share, lead
            self.say(f"{count} {lead}")

    def measure(self, width: int) -> int:
        """Measure words and bar at a width."""
        return self._count.height(width) + self._lead.height(width) + _BAR + 2 * _GAP

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words, bar, words."""
        look = theme.tokens()
        painter = painter_on(self)
        width = self.width()
        y = self._count.draw(painter, 0, 0, width, look.ink) + _GAP
        primary = look.shade(Tone.PRIMARY)
        fill_round(painter, QRect(0, y, width, _BAR), _BAR / 2, look.sunken, look.hair)
        if filled := round(width * self._share):
            fill_round(painter, QRect(0, y, max(filled, _BAR), _BAR), _BAR / 2, primary.ink)
        self._lead.draw(painter, 0, y + _BAR + _GAP, width, look.quiet)
        painter.end()
