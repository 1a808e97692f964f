"""Named values below each other, each on a line of its own."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.widgets.painted_label import PaintedLabel

_GAP, _BETWEEN = 10, 1


class FactList(PaintedLabel):
    """Each value in bold, with its name above it, and a hair line between facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._facts: tuple[tuple[PaintedText, PaintedText], ...] = ()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show names with their values."""
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        self._facts = tuple(
            (PaintedText(name, 13, theme.MEDIUM), PaintedText(value, 15, theme.SEMIBOLD))
            for name, value in self._shown
        )
        self.say("; ".join(": ".join(fact) for fact in self._shown).replace("\n", "; "))

    def measure(self, width: int) -> int:
        """Measure all facts at a width."""
        heights = [name.height(width) + _BETWEEN + value.height(width) for name, value in self._facts]
        return sum(heights) + (2 * _GAP + 1) * max(len(heights) - 1, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint fact by fact."""
        look = theme.tokens()
        painter = painter_on(self)
        y, width = 0, self.width()
        for i, (name, value) in enumerate(self._facts):
            if i:
                painter.fillRect(0, y + _GAP, width, 1, QColor(look.hair))
                y += 2 * _GAP + 1
            y += name.draw(painter, 0, y, width, look.quiet) + _BETWEEN
            y += value.draw(painter, 0, y, width, look.ink)
        painter.end()
