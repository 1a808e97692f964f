"""Choices as large as a hand wants them, for whoever answers alone."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.checkable import Checkable
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_LEAST, _SIDE, _PAD, _ICON, _RADIUS = 68, 22, 18, 26, 12
GAP = 14
_TWO_COLUMNS_FROM, _MANY = 560, 5


class _Face:
    """How a large choice is measured and painted, whatever kind of button it is."""

    def __init__(self, text: str) -> None:
        self._words = PaintedText(text, 20, theme.SEMIBOLD)

    def height(self, width: int) -> int:
        """Fit the words."""
        return max(_LEAST, self._words.height(width - 2 * _SIDE - _ICON - 12) + 2 * _PAD)

    def paint(self, button: QAbstractButton, *, round_mark: bool) -> None:
        """Paint ground, mark and words for the button's state."""
        look, shade = theme.tokens(), theme.tokens().shade(Tone.PRIMARY)
        painter = painter_on(button)
        on = button.isChecked()
        area = button.rect()
        ground = shade.soft if on else (look.sunken if button.underMouse() else look.surface)
        fill_round(painter, area, _RADIUS, ground, shade.ink if on else look.border)
        rtl = button.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = area.width() - _SIDE - _ICON if rtl else _SIDE
        mark = QRect(x, (area.height() - _ICON) // 2, _ICON, _ICON)
        radius = _ICON / 2 if round_mark else 7
        fill_round(painter, mark, radius, shade.ink if on else look.surface, shade.ink if on else look.border)
        if on:
            painter.drawPixmap(mark.topLeft() + QPoint(4, 4), theme.icon("check", look.on_primary, 18))
        width = area.width() - 2 * _SIDE - _ICON - 12
        left = _SIDE if rtl else _SIDE + _ICON + 12
        top = (area.height() - self._words.height(width)) // 2
        self._words.draw(painter, left, top, width, shade.ink if on else look.ink)
        if keyboard_on(button):
            focus_ring(painter, area, _RADIUS)
        painter.end()


class LargeTick(Checkable, QCheckBox):
    """One of several that can be ticked together."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._face = _Face(text)
        self.setAccessibleName(f"{name} {text}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Fit the words at a width."""
        return self._face.height(width)

    def sizeHint(self) -> QSize:
        """Ask for a usual width."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        """Go narrow rather than cut a word."""
        return QSize(160, _LEAST)

    def hitButton(self, _pos: QPoint) -> bool:
        """Take a touch anywhere."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        self._face.paint(self, round_mark=False)


class _Choice(ChoiceButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._face = _Face(text)

    def heightForWidth(self, width: int) -> int:
        return self._face.height(width)

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._face.paint(self, round_mark=True)


class LargeChoices(ChoiceGroup):
    """Exclusive choices below each other; many of them in two columns where there is room."""

    button_type = _Choice

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def place(self) -> None:
        """Put the choices where they belong."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        flow(list(self._buttons), self.width(), rtl=rtl)

    def heightForWidth(self, width: int) -> int:
        """Measure all choices at a width."""
        return flow(list(self._buttons), width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Go narrow rather than cut a word."""
        return QSize(180, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self.place()


def flow(buttons: list[QAbstractButton], width: int, *, move: bool = True, rtl: bool = False) -> int:
    """Lay buttons in one column or two, the rows as high as the highest in them; gives the height."""
    columns = 2 if len(buttons) > _MANY and width >= _TWO_COLUMNS_FROM else 1
    wide = (width - (columns - 1) * GAP) // columns
    y = 0
    for first in range(0, len(buttons), columns):
        row = buttons[first : first + columns]
        high = max(each.heightForWidth(wide) for each in row)
        for at, each in enumerate(row if move else ()):
            column = columns - 1 - at if rtl else at
            each.setGeometry(column * (wide + GAP), y, wide, high)
        y += high + GAP
    return max(y - GAP, 0)
