"""A pill that is ticked or not."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.checkable import Checkable

_CHECK = 18


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
        return QSize(width + 28 + _CHECK, max(40, theme.scaled(40)))

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
        text = area
        if on:
            painter.drawPixmap(12, (self.height() - 16) // 2, theme.icon("check", shade.ink, 16))
            text = area.adjusted(_CHECK, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, self.text())
        if keyboard_on(self):
            focus_ring(painter, area, area.height() / 2)
        painter.end()
