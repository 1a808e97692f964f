"""The first column of the comparison: what each row is about, always in view."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.option_cells import PAD
from consult_app.workflow.screens.options import Row

_ICONS = {
    "what": "info",
    "benefit": "sparkles",
    "lasts": "clock",
    "sessions": "calendar",
    "recovery": "refresh-cw",
    "risks": "triangle-alert",
    "cost": "wallet",
    "status": "badge-check",
    "decision": "hand-heart",
}
_ICON, _GAP = 18, 8
_ROOMY = 120


class OptionNames(QWidget):
    """The names of the rows with an icon each; every cell is read out with its own name already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[tuple[str, PaintedText], ...] = ()
        self._heights: Sequence[int] = ()

    def display(self, rows: Sequence[Row]) -> None:
        """Name these rows, the description before them and the decision after them."""
        named = (
            ("what", self.tr("What it is")),
            *((each.about, each.name) for each in rows),
            ("decision", self.tr("Decision and why")),
        )
        if named != tuple((about, text.text) for about, text in self._names):
            self._names = tuple((about, PaintedText(name, 13, theme.SEMIBOLD)) for about, name in named)
            self.update()

    def wanted(self, width: int) -> list[int]:
        """Measure each name in a column so wide."""
        left = self._left(width)
        return [name.height(width - left - _GAP) + 2 * PAD for _, name in self._names]

    def stand_level(self, heights: Sequence[int]) -> None:
        """Take these heights for the rows."""
        if self._heights != heights:
            self._heights = heights
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names, each at the top of its row."""
        look = theme.tokens()
        painter = painter_on(self)
        accent = look.shade(Tone.PRIMARY).ink
        y, left = 0, self._left(self.width())
        for (about, name), height in zip(self._names, (*self._heights, 0), strict=False):
            if left > PAD:
                painter.drawPixmap(PAD, y + PAD, theme.icon(_ICONS[about], accent, _ICON))
            name.draw(painter, left, y + PAD, self.width() - left - _GAP, look.quiet)
            y += height
            painter.fillRect(0, y - 1, self.width(), 1, QColor(look.hair))
        painter.end()

    def _left(self, width: int) -> int:
        """Where the words begin; in a narrow column there is no room for icons."""
        return PAD + _ICON + _GAP if width >= theme.scaled(_ROOMY) else PAD
