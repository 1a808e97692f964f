"""Named values beside each other, each name above its value."""

from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.widgets.painted_label import PaintedLabel

_COLUMN, _GAP, _BETWEEN, _PAD = 150, 16, 3, 12

_Row = tuple[tuple[PaintedText, PaintedText], ...]


class FactStrip(PaintedLabel):
    """As many columns as fit, on a sunken ground; facts without a value are left out."""

    def __init__(self, *, column: int = _COLUMN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self._shown: tuple[tuple[str, str], ...] = ()
        self._facts: tuple[tuple[PaintedText, PaintedText], ...] = ()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show names with their values."""
        shown = tuple((name, value) for name, value in facts if value)
        if shown == self._shown:
            return
        self._shown = shown
        self._facts = tuple(
            (PaintedText(name, 13, theme.MEDIUM), PaintedText(value, 14)) for name, value in shown
        )
        self.say("; ".join(": ".join(fact) for fact in shown))

    def measure(self, width: int) -> int:
        """Measure the rows at a width."""
        if not self._facts:
            return 0
        column, rows = self._rows(width)
        heights = (sum(_heights(row, column)) + _BETWEEN for row in rows)
        return sum(heights) + _GAP * (len(rows) - 1) + 2 * _PAD

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then row by row; the values of a row begin level."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 9, look.sunken, look.hair if look.name == "contrast" else "")
        column, rows = self._rows(self.width())
        y = _PAD
        for row in rows:
            names, values = _heights(row, column)
            for i, (name, value) in enumerate(row):
                x = _PAD + i * (column + _GAP)
                name.draw(painter, x, y, column, look.quiet)
                value.draw(painter, x, y + names + _BETWEEN, column, look.ink)
            y += names + _BETWEEN + values + _GAP
        painter.end()

    def _rows(self, width: int) -> tuple[int, list[_Row]]:
        """Give the width of a column, and the facts row by row."""
        inner = max(width - 2 * _PAD, 1)
        most = max(1, (inner + _GAP) // (theme.scaled(self._column) + _GAP))
        lines = -(-len(self._facts) // most) or 1
        columns = max(1, -(-len(self._facts) // lines))
        rows = [self._facts[i : i + columns] for i in range(0, len(self._facts), columns)]
        return (inner - _GAP * (columns - 1)) // columns, rows


def _heights(row: _Row, column: int) -> tuple[int, int]:
    """Measure the highest name and the highest value of a row."""
    return max(name.height(column) for name, _ in row), max(value.height(column) for _, value in row)
