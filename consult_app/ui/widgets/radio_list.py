"""Longer choices below each other."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_LEFT, _RIGHT, _PAD, _GAP = 46, 16, 12, 8


class _Line(ChoiceButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._words = PaintedText(text, 15, theme.MEDIUM)

    def heightForWidth(self, width: int) -> int:
        return max(44, self._words.height(width - _LEFT - _RIGHT) + 2 * _PAD)

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        group = self.parent()
        shade = look.shade(group.tone if isinstance(group, ChoiceGroup) else Tone.PRIMARY)
        painter = painter_on(self)
        on = self.isChecked()
        ground = shade.soft if on else look.surface
        fill_round(painter, self.rect(), 9, ground, shade.line if on else look.hair)
        painter.setPen(QPen(QColor(shade.ink if on else look.border), 2))
        painter.setBrush(QColor(look.surface))
        centre = QPointF(24, self.height() / 2)
        painter.drawEllipse(centre, 9, 9)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shade.ink))
            painter.drawEllipse(centre, 4.5, 4.5)
        width = self.width() - _LEFT - _RIGHT
        top = (self.height() - self._words.height(width)) // 2
        self._words.draw(painter, _LEFT, top, width, look.ink)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 9)
        painter.end()


class RadioList(ChoiceGroup):
    """Exclusive choices, one a line; labels wrap."""

    button_type = _Line

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def place(self) -> None:
        """Put the lines below each other."""
        y = 0
        for button in self._buttons:
            height = button.heightForWidth(self.width())
            button.setGeometry(0, y, self.width(), height)
            y += height + _GAP

    def heightForWidth(self, width: int) -> int:
        """Measure all lines at a width."""
        return sum(button.heightForWidth(width) + _GAP for button in self._buttons) - _GAP

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self.place()
