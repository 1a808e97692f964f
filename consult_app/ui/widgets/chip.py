"""A pill that is ticked or not."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.checkable import Checkable

_CHECK, _ROUND = 18, 28
"""The room that the tick takes, and that both ends take together."""


class Chip(Checkable, QCheckBox):
    """A check box painted as a pill, in the tone of what rests on it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the whole of what is too long to be read."""
        super().resizeEvent(event)
        whole = theme.advance(self.text(), 14, theme.SEMIBOLD) <= self._room
        self.setToolTip("" if whole else self.text())

    @property
    def _room(self) -> int:
        return self.width() - _ROUND - _CHECK

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
        fill_round(painter, area, area.height() / 2, ground, shade.ink if on else look.border)
        painter.setFont(theme.font(14, theme.SEMIBOLD if on else theme.MEDIUM))
        painter.setPen(QColor(shade.ink if on else look.quiet))
        # As much at both ends as `sizeHint` leaves, and at the left the tick.
        text = area.adjusted(_CHECK if on else 0, 0, 0, 0)
        if on:
            painter.drawPixmap(12, (self.height() - 16) // 2, theme.icon("check", shade.ink, 16))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, words)
        if keyboard_on(self):
            focus_ring(painter, area, area.height() / 2)
        painter.end()
