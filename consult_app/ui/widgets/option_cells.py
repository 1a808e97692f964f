"""What an option is, cell below cell, level with the cells of the options beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.workflow.screens.options import OptionCard

PAD = 14
Cells = tuple[PaintedText, ...]


def cells_of(option: OptionCard) -> Cells:
    """Give the words of an option, one text for each row; they can be measured before anything is built."""
    return tuple(PaintedText(text, 15) for text in (option.what, *(row.text for row in option.rows)))


def heights_of(cells: Cells, width: int) -> list[int]:
    """Measure each cell in a column so wide, with the space around its words."""
    return [each.height(width - 2 * PAD) + 2 * PAD for each in cells]


class OptionCells(QLabel):
    """One column of the comparison, painted in one go; it is read out as one passage, option by option.

    Whoever holds the columns measures all of them and gives each the heights of the rows.
    """

    def __init__(self, option: OptionCard, cells: Cells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._heights: Sequence[int] = ()
        self._lead = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        rows = (f"{each.name}: {each.text}" for each in option.rows)
        said = (option.name, option.elsewhere, option.what, *rows)
        self.setAccessibleName(". ".join(each for each in said if each))

    def wanted(self, width: int) -> list[int]:
        """Measure each cell in a column so wide."""
        return heights_of(self._cells, width)

    def stand_level(self, heights: Sequence[int], lead: int = 0) -> None:
        """Take these heights for the rows, the first `lead` pixels of each left free."""
        if (self._heights, self._lead) != (heights, lead):
            self._heights, self._lead = heights, lead
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells, with a hair line below each."""
        look = theme.tokens()
        painter = painter_on(self)
        y, width = 0, self.width()
        for i, (cell, height) in enumerate(zip(self._cells, self._heights, strict=False)):
            top = y + self._lead + PAD
            cell.draw(painter, PAD, top, width - 2 * PAD, look.quiet if i == 0 else look.ink)
            y += height
            painter.fillRect(0, y - 1, width, 1, QColor(look.hair))
        painter.end()
