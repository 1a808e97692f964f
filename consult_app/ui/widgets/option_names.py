"""What each row of the comparison is about, always in view: in a column of its own, or above the cells."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
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
        self._lead = 0
        # Above the cells it lies over what is pressed there.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

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

    @property
    def lead(self) -> int:
        """The height of a name that stands above the cells."""
        return max(_ICON, *(name.height(_ROOMY * 4) for _, name in self._names)) + 2 * _GAP

    def stand_level(self, heights: Sequence[int], lead: int = 0) -> None:
        """Take these heights for the rows; with a `lead`, each name is a band so high above its cells."""
        if (self._heights, self._lead) != (heights, lead):
            self._heights, self._lead = heights, lead
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names, each at the top of its row."""
        look = theme.tokens()
        painter = painter_on(self)
        accent = look.shade(Tone.PRIMARY).ink
        y, left = 0, self._left(self.width())
        pad = _GAP if self._lead else PAD
        for (about, name), height in zip(self._names, (*self._heights, 0), strict=False):
            if self._lead:
                painter.fillRect(0, y, self.width(), self._lead, QColor(look.page))
            if left > PAD:
                painter.drawPixmap(PAD, y + pad, theme.icon(_ICONS[about], accent, _ICON))
            name.draw(painter, left, y + pad, self.width() - left - _GAP, look.quiet)
            y += height
            painter.fillRect(0, y - 1, self.width(), 1, QColor(look.hair))
        painter.end()

    def _left(self, width: int) -> int:
        """Where the words begin; in a narrow column there is no room for icons."""
        return PAD + _ICON + _GAP if width >= theme.scaled(_ROOMY) else PAD
