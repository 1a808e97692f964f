"""An ingredient that can be added to the mixture."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.heights import Heights, Measured
from consult_app.ui.widgets.mixture_row import STATUS_TONES
from consult_app.workflow.screens.ingredients import IngredientCard

_PAD, _LEFT, _ICON, _GAP = 12, 46, 20, 12


class IngredientLine(Measured, QPushButton):
    """Name, plain words and approval on one button, which adds the ingredient."""

    added = Signal(str)

    def __init__(self, card: IngredientCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = Heights(self._measure)
        self._card = card
        self._lit = False
        self._name = PaintedText(card.name, 15, theme.SEMIBOLD)
        self._plain = PaintedText(card.plain, 14)
        self.setAccessibleName(self.tr("Add {0}").format(card.name))
        self.setAccessibleDescription(f"{card.plain} {card.status_words}")
        self.setMinimumHeight(48)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.added.emit(card.id))

    def matches(self, text: str) -> bool:
        """Whether its name, class, plain words or approval hold every word of a text."""
        words = f"{self._card.name} {self._card.drug_class} {self._card.plain} {self._card.status_words}"
        return all(part in words.casefold() for part in text.casefold().split())

    def begins_with(self, text: str) -> bool:
        """Whether its name begins with a text."""
        return self._card.name.casefold().startswith(text.casefold().strip())

    @property
    def name(self) -> str:
        """The name of the ingredient."""
        return self._card.name

    def light(self, *, on: bool) -> None:
        """Show whether it is the one that Enter adds."""
        if on is not self._lit:
            self._lit = on
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the plus, the words and the approval."""
        look = theme.tokens()
        painter = painter_on(self)
        primary = look.shade(Tone.PRIMARY)
        over = self.underMouse() or self._lit
        fill_round(
            painter,
            self.rect(),
            9,
            primary.soft if over else look.surface,
            primary.line if over else look.hair,
        )
        painter.drawPixmap(
            (_LEFT - _ICON) // 2, (self.height() - _ICON) // 2, theme.icon("plus", primary.ink, _ICON)
        )
        width = self._text_width(self.width())
        y = _PAD + self._name.draw(painter, _LEFT, _PAD, width, look.ink)
        self._plain.draw(painter, _LEFT, y, width, look.quiet)
        shade = look.shade(STATUS_TONES[self._card.status])
        pill = self._pill_width(self.width())
        height = theme.scaled(24)
        at = QRect(self.width() - _PAD - pill, (self.height() - height) // 2, pill, height)
        fill_round(painter, at, height / 2, shade.soft, shade.line if look.name == "contrast" else "")
        painter.setFont(theme.font(12, theme.SEMIBOLD))
        painter.setPen(QColor(shade.ink))
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(self._card.status_words, Qt.TextElideMode.ElideRight, pill - 16)
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)
        if self.hasFocus():
            focus_ring(painter, self.rect(), 9)
        painter.end()

    def _measure(self, width: int) -> int:
        text = self._text_width(width)
        return max(48, self._name.height(text) + self._plain.height(text) + 2 * _PAD)

    def _pill_width(self, width: int) -> int:
        metrics = QFontMetrics(theme.font(12, theme.SEMIBOLD))
        return min(metrics.horizontalAdvance(self._card.status_words) + 20, (width - _LEFT) // 2)

    def _text_width(self, width: int) -> int:
        return width - _LEFT - _GAP - self._pill_width(width) - _PAD
