"""The findings as a counted button, where their panel has no room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import STRONG, Radius, Space, Tone, tone_of
from consult_app.workflow.screens.findings import FindingsScreen

_ICON, _INSET = 20, 15


class FindingsButton(QPushButton):
    """Icon, word, and how many findings are to be settled, in the tone of the gravest of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._tone, self._brief = 0, Tone.NEUTRAL, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def display(self, screen: FindingsScreen) -> bool:
        """Show how the findings stand; True where this is other than before."""
        shown = screen.unsettled, unsettled_tone(screen)
        if shown == (self._count, self._tone):
            return False
        self._count, self._tone = shown
        self._name()
        self.update()
        return True

    def set_brief(self, *, brief: bool) -> None:
        """Leave the word out where there is no room for it."""
        self._brief = brief
        self.update()

    def sizeHint(self) -> QSize:
        """Fit icon, word and count."""
        return QSize(2 * _INSET + sum(self._parts()), theme.scaled(42))

    def minimumSizeHint(self) -> QSize:
        """Never cut anything."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, word and pill."""
        look, shade = theme.tokens(), theme.tokens().shade(self._tone)
        painter = painter_on(self)
        ground = look.sunken if self.underMouse() else look.surface
        fill_round(painter, self.rect(), Radius.CONTROL, ground, look.border)
        icon, word, pill = self._parts()
        painter.drawPixmap(_INSET, (self.height() - _ICON) // 2, theme.icon("shield-alert", shade.ink, _ICON))
        painter.setFont(theme.font(*STRONG))
        if word:
            painter.setPen(QColor(look.ink))
            at = QRect(_INSET + icon, 0, word, self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self.tr("Findings"))
        if pill:
            high = theme.scaled(24)
            wide = pill - Space.SNUG
            round_it = QRect(self.width() - _INSET - wide, (self.height() - high) // 2, wide, high)
            fill_round(painter, round_it, high / 2, shade.fill)
            painter.setPen(QColor(look.on_fill))
            painter.drawText(round_it, Qt.AlignmentFlag.AlignCenter, str(self._count))
        if keyboard_on(self):
            focus_ring(painter, self.rect(), Radius.CONTROL)
        painter.end()

    def _parts(self) -> tuple[int, int, int]:
        """Give the widths of icon, word and pill, each with the gap beside it."""
        word = 0 if self._brief else theme.advance(self.tr("Findings"), *STRONG) + Space.TIGHT
        digits = theme.advance(str(self._count), *STRONG) + theme.scaled(14)
        pill = max(digits, theme.scaled(24)) + Space.SNUG if self._count else 0
        return theme.scaled(_ICON) + (Space.SNUG if word else 0), word, pill

    def _name(self) -> None:
        if not self._count:
            self.setAccessibleName(self.tr("Findings"))
            return
        gravest = {
            Tone.STOP: self.tr("with a stop among them"),
            Tone.CAUTION: self.tr("take care"),
            Tone.INFO: self.tr("ask more"),
        }[self._tone]
        self.setAccessibleName(self.tr("Findings, {0} to settle, {1}").format(self._count, gravest))


def unsettled_tone(screen: FindingsScreen) -> Tone:
    """Give the tone of the gravest finding that is still to be settled; cards come gravest first."""
    return next((tone_of(card.severity) for card in screen.cards if not card.settled), Tone.NEUTRAL)
