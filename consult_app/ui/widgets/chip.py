"""A pill that is ticked or not."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.unheard import leave_out_signals
from consult_app.ui.widgets.checkable import Checkable

_CHECK, _ROUND, _SLACK, _ABOVE = 18, 28, 6, 9
"""The room that the tick takes, that both ends take together, of it what words may need more, and above."""
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class Chip(Checkable, QCheckBox):
    """A check box painted as a pill, in the tone of what rests on it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        leave_out_signals(self)
        self._tone = Tone.PRIMARY
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_tone(self, tone: Tone) -> None:
        """Mark it: PRIMARY, or the tone of a finding."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def sizeHint(self) -> QSize:
        """Fit the words and the tick."""
        width = theme.advance(self.text(), 14, theme.SEMIBOLD)
        return QSize(width + _ROUND + _CHECK, max(40, theme.scaled(40)))

    def heightForWidth(self, width: int) -> int:
        """Measure the words, which go on in the next line where they are too long for one."""
        room = width - _ROUND - _CHECK + _SLACK
        usual = self.sizeHint().height()
        if theme.advance(self.text(), 14, theme.SEMIBOLD) <= room:
            return usual
        metrics = QFontMetrics(theme.font(14, theme.SEMIBOLD))
        lines = metrics.boundingRect(QRect(0, 0, max(room, 1), 10_000), int(_CENTRED), self.text())
        return max(usual, lines.height() + 2 * _ABOVE)

    def hitButton(self, _pos: QPoint) -> bool:
        """Take clicks anywhere on the pill."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint pill, tick and words."""
        look = theme.tokens()
        shade = look.shade(self._tone)
        painter = painter_on(self)
        area = self.rect().adjusted(0, 1, 0, -1)
        on = self.isChecked()
        ground = shade.soft if on else (look.sunken if self.underMouse() else look.surface)
        radius = min(area.height() / 2, max(20, theme.scaled(20)))
        fill_round(painter, area, radius, ground, shade.ink if on else look.border)
        painter.setFont(theme.font(14, theme.SEMIBOLD if on else theme.MEDIUM))
        painter.setPen(QColor(shade.ink if on else look.quiet))
        # As much at both ends as `sizeHint` leaves, and at the left the tick.
        side = (_ROUND - _SLACK) // 2
        text = area.adjusted(side + (_CHECK if on else 0), 0, -side, 0)
        if on:
            painter.drawPixmap(12, (self.height() - 16) // 2, theme.icon("check", shade.ink, 16))
        painter.drawText(text, _CENTRED, self.text())
        if keyboard_on(self):
            focus_ring(painter, area, radius)
        painter.end()
