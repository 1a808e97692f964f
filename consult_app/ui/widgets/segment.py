"""One choice on a track of several."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_INSET = 16


class Segment(ChoiceButton):
    """A radio button painted as a part of its group's track, in the tone of what rests on the answer."""

    def sizeHint(self) -> QSize:
        """Fit the words."""
        width = theme.advance(self.text(), 15, theme.SEMIBOLD)
        return QSize(width + 2 * _INSET, max(40, theme.scaled(40)))

    def hitButton(self, _pos: QPoint) -> bool:
        """Take clicks anywhere on the segment."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and words."""
        look = theme.tokens()
        group = self.parent()
        tone = group.tone if isinstance(group, ChoiceGroup) else Tone.PRIMARY
        painter = painter_on(self)
        ink = look.ink if self.underMouse() else look.quiet
        if self.isChecked() and tone is Tone.PRIMARY:
            fill_round(painter, self.rect(), 7, look.primary)
            ink = look.on_primary
        elif self.isChecked():
            shade = look.shade(tone)
            fill_round(painter, self.rect(), 7, shade.soft, shade.ink)
            ink = shade.ink
        if not self.isEnabled() and not self.isChecked():
            ink = look.faint
        painter.setFont(theme.font(15, theme.SEMIBOLD if self.isChecked() else theme.MEDIUM))
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 7)
        painter.end()
