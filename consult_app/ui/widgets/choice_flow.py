"""Choices as pills beside each other, going on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_INSET, _GAP, _RADIUS = 18, 8, 9
_USUAL, _LEAST = 320, 120


class _Pill(ChoiceButton):
    def sizeHint(self) -> QSize:
        width = theme.advance(self.text(), 15, theme.SEMIBOLD)
        return QSize(width + 2 * _INSET, max(42, theme.scaled(42)))

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        on = self.isChecked()
        over = look.sunken if self.underMouse() else look.surface
        fill_round(painter, self.rect(), _RADIUS, look.primary if on else over, "" if on else look.border)
        font = theme.font(15, theme.SEMIBOLD if on else theme.MEDIUM)
        room = self.rect().adjusted(_INSET, 0, -_INSET, 0)
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room.width() + 2)
        painter.setFont(font)
        painter.setPen(QColor(look.on_primary if on else look.ink))
        painter.drawText(room.adjusted(-2, 0, 2, 0), Qt.AlignmentFlag.AlignCenter, words)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), _RADIUS)
        painter.end()


class ChoiceFlow(ChoiceGroup):
    """Exclusive choices of which one is always chosen."""

    button_type: type[ChoiceButton] = _Pill

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def place(self) -> None:
        """Put the pills where they belong."""
        for button, cell in zip(self._buttons, self.cells(self.width()), strict=True):
            button.setGeometry(cell)

    def cells(self, width: int) -> list[QRect]:
        """Give the places of all pills at a width, line by line."""
        cells: list[QRect] = []
        x = y = 0
        for button in self._buttons:
            hint = button.sizeHint()
            across = min(hint.width(), max(width, 1))
            if x and x + across > width:
                x, y = 0, y + hint.height() + _GAP
            cells.append(QRect(x, y, across, hint.height()))
            x += across + _GAP
        return cells

    def heightForWidth(self, width: int) -> int:
        """Measure all lines at a width."""
        return max((cell.bottom() + 1 for cell in self.cells(width)), default=0)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), _USUAL)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Go narrow, and so high."""
        return QSize(_LEAST, self.heightForWidth(max(self.width(), _LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew at another width."""
        super().resizeEvent(event)
        self.place()
        self.updateGeometry()

    def _click(self, key: str) -> None:
        if key != self.current:
            super()._click(key)
