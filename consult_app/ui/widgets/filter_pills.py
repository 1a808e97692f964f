"""What of a long list is shown: pills of which one is on."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_INSET, _GAP = 15, 8


class _Pill(ChoiceButton):
    def sizeHint(self) -> QSize:
        width = theme.advance(self.text(), 14, theme.SEMIBOLD)
        return QSize(width + 2 * _INSET, max(40, theme.scaled(40)))

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        shade = look.shade(Tone.PRIMARY)
        painter = painter_on(self)
        area, on = self.rect().adjusted(0, 1, 0, -1), self.isChecked()
        ground = shade.soft if on else (look.sunken if self.underMouse() else look.surface)
        fill_round(painter, area, area.height() / 2, ground, shade.ink if on else look.border)
        painter.setFont(theme.font(14, theme.SEMIBOLD if on else theme.MEDIUM))
        painter.setPen(QColor(shade.ink if on else look.quiet))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
        if keyboard_on(self):
            focus_ring(painter, area, area.height() / 2)
        painter.end()


class FilterPills(ChoiceGroup):
    """Exclusive pills that flow into lines; their words may change, as counts do."""

    button_type = _Pill

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: dict[str, str]) -> None:
        """Change the words of the pills."""
        before, height = (
            tuple(button.text() for button in self._buttons),
            self._flow(self.width(), move=False),
        )
        for key, button in zip(self._ids, self._buttons, strict=True):
            button.setText(words[key])
            button.setAccessibleName(f"{self._name} {words[key]}".strip())
        if before != tuple(button.text() for button in self._buttons):
            self.place()
            # A count changes at every answer: only another line of pills lays the page out anew.
            if self._flow(self.width(), move=False) != height:
                self.updateGeometry()

    def place(self) -> None:
        """Put the pills in lines."""
        self._flow(self.width(), move=True)

    def heightForWidth(self, width: int) -> int:
        """Measure the lines at a width."""
        return self._flow(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Go as narrow as the widest pill."""
        return QSize(max((each.sizeHint().width() for each in self._buttons), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self.place()

    def _flow(self, width: int, *, move: bool) -> int:
        x = y = 0
        row = max(40, theme.scaled(40))
        for button in self._buttons:
            taken = min(button.sizeHint().width(), width)
            if x and x + taken > width:
                x, y = 0, y + row + _GAP
            if move:
                button.setGeometry(x, y, taken, row)
            x += taken + _GAP
        return y + row
