"""What an option is, in rows that stand level with those of the option beside it."""

from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.treatment import OptionKind
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.painted_label import PaintedLabel
from consult_app.workflow.screens.options import OptionCard

_ICONS = {
    "benefit": "sparkles",
    "lasts": "clock",
    "sessions": "calendar",
    "recovery": "refresh-cw",
    "risks": "triangle-alert",
    "cost": "wallet",
    "status": "badge-check",
}
_ICON, _LEFT, _GAP = 18, 30, 12


class OptionFacts(PaintedLabel):
    """Kind, name and description, then the rows of the comparison with an icon each.

    `level_with` names the options beside it; every row is as high as the highest of them.
    """

    least = 170

    def __init__(self, option: OptionCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = option.kind
        kind = PaintedText(
            " · ".join(filter(None, (self._kind_words(), option.elsewhere))), 13, theme.SEMIBOLD
        )
        name = PaintedText(option.name, 17, theme.SEMIBOLD)
        self._head: tuple[tuple[PaintedText, ...], ...] = (
            (kind, name),
            (PaintedText(option.what, 15),),
        )
        self._rows = tuple(
            (PaintedText(each.name, 13, theme.MEDIUM), PaintedText(each.text, 15)) for each in option.rows
        )
        self._icons = tuple(_ICONS[each.about] for each in option.rows)
        self._level: Sequence[OptionFacts] = (self,)
        rows = (f"{each.name}: {each.text}" for each in option.rows)
        said = (option.name, option.elsewhere, option.what, *rows)
        self.setAccessibleName(". ".join(each for each in said if each))

    def level_with(self, others: Sequence["OptionFacts"]) -> None:
        """Stand level with these, itself among them."""
        self._level = others
        self.measure_anew()

    def heights(self, width: int) -> list[int]:
        """Measure each row at a width."""
        head = [sum(each.height(width) for each in group) for group in self._head]
        return head + [sum(each.height(width - _LEFT) for each in row) for row in self._rows]

    def measure(self, width: int) -> int:
        """Measure all rows, each as high as the highest beside it."""
        heights = self._levelled(width)
        return sum(heights) + _GAP * (len(heights) - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the head, then the rows with their icons."""
        look = theme.tokens()
        accent = look.shade(Tone.PRIMARY).ink
        painter = painter_on(self)
        width = self.width()
        heights = self._levelled(width)
        (kind, name), (what,) = self._head
        top = kind.draw(painter, 0, 0, width, accent if self._kind is OptionKind.TREATMENT else look.quiet)
        name.draw(painter, 0, top, width, look.ink)
        y = heights[0] + _GAP
        what.draw(painter, 0, y, width, look.quiet)
        y += heights[1] + _GAP
        for i, (label, value) in enumerate(self._rows):
            icon = theme.icon(self._icons[i], accent, _ICON)
            painter.drawPixmap(0, y + theme.scaled(1), icon)
            below = y + label.draw(painter, _LEFT, y, width - _LEFT, look.quiet)
            value.draw(painter, _LEFT, below, width - _LEFT, look.ink)
            y += heights[i + 2] + _GAP
        painter.end()

    def _levelled(self, width: int) -> list[int]:
        return [max(row) for row in zip(*(each.heights(width) for each in self._level), strict=True)]

    def _kind_words(self) -> str:
        return {
            OptionKind.TREATMENT: self.tr("Planned treatment"),
            OptionKind.ALTERNATIVE: self.tr("Alternative"),
            OptionKind.NOTHING: self.tr("Always an option"),
        }[self._kind]
