"""The head of the comparison: what each option is called, always in view."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Wish
from consult_app.domain.treatment import OptionKind
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.option_cells import PAD
from consult_app.workflow.screens.options import OptionCard

_MARK, _BADGE, _GAP = 20, 24, 6


class OptionHeads(QWidget):
    """Kind, name and "not offered here" of every option; what is heard of them stands in the columns.

    It is as wide as the columns in view and shows them from `shift` pixels on.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[OptionCard, ...] = ()
        self._words: tuple[tuple[PaintedText, PaintedText], ...] = ()
        self._column = 1
        self._shift = 0
        self._below = False

    def display(self, options: Sequence[OptionCard]) -> None:
        """Show these options."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._words = tuple(
                (
                    PaintedText(self._kind_words(each.kind), 13, theme.SEMIBOLD),
                    PaintedText(each.name, 16, theme.SEMIBOLD),
                )
                for each in options
            )
            self.update()

    def wanted(self, column: int) -> int:
        """Measure the head of columns so wide."""
        inner = column - 2 * PAD
        badges = any(each.elsewhere for each in self._options)
        badge = theme.scaled(_BADGE) + _GAP if badges else 0
        return max((sum(each.height(inner) for each in both) for both in self._words), default=0) + (
            badge + 2 * PAD - 4
        )

    def shift(self, pixels: int, column: int) -> None:
        """Show columns so wide, so many pixels further to the left."""
        if (pixels, column) != (self._shift, self._column):
            self._shift, self._column = pixels, column
            self.update()

    def lie_below(self, below: bool) -> None:  # noqa: FBT001 - whether something has the corners
        """Leave the rounded corners of the table to a line above, or take them."""
        if below is not self._below:
            self._below = below
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the heads in view, opaque: the cells scroll below them."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.fillRect(self.rect(), QColor(look.page))
        rounded = self.rect().adjusted(-20, -20 if self._below else 0, 0, 20)
        fill_round(painter, rounded, 12, look.surface, look.hair)
        for i in range(len(self._options)):
            self._paint_head(painter, i)
        painter.fillRect(0, self.height() - 2, self.width(), 2, QColor(look.border))
        painter.end()

    def _paint_head(self, painter: QPainter, i: int) -> None:
        look = theme.tokens()
        option, (kind, name) = self._options[i], self._words[i]
        primary = look.shade(Tone.PRIMARY)
        left, inner = i * self._column - self._shift, self._column - 2 * PAD
        if option.wish is Wish.CHOSEN:
            painter.fillRect(left, 1, self._column - 1, self.height() - 1, QColor(primary.soft))
            at = left + self._column - PAD - _MARK
            painter.drawPixmap(at, PAD - 4, theme.icon("circle-check", primary.ink, _MARK))
        painter.fillRect(left, 0, 1, self.height(), QColor(look.hair))
        colour = primary.ink if option.kind is OptionKind.TREATMENT else look.quiet
        y = PAD - 2
        y += kind.draw(painter, left + PAD, y, inner, colour)
        y += name.draw(painter, left + PAD, y, inner, look.ink) + _GAP
        if option.elsewhere:
            self._paint_badge(painter, QRect(left + PAD, y, inner, theme.scaled(_BADGE)), option.elsewhere)

    def _paint_badge(self, painter: QPainter, room: QRect, words: str) -> None:
        look = theme.tokens()
        shade = look.shade(Tone.CAUTION)
        room.setWidth(min(room.width(), theme.advance(words, 12, theme.SEMIBOLD) + 20))
        fill_round(
            painter, room, room.height() / 2, shade.soft, shade.line if look.name == "contrast" else ""
        )
        painter.setFont(theme.font(12, theme.SEMIBOLD))
        painter.setPen(QColor(shade.ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _kind_words(self, kind: OptionKind) -> str:
        return {
            OptionKind.TREATMENT: self.tr("Planned treatment"),
            OptionKind.ALTERNATIVE: self.tr("Alternative"),
            OptionKind.NOTHING: self.tr("Always an option"),
        }[kind]
