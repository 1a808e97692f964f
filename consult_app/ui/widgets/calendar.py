"""A month to pick a day from, in the look of the program and large enough for a finger."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from consult_app.ui import theme

_CELL, _ICON = 42, 20
_ACROSS, _DOWN = 8, 8
"""A week of days with the spaces around them; the bar with the month, the names of days, six weeks."""


class Calendar(QCalendarWidget):
    """Pops up beside a field; every day of the week is as good as another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._turns = {
            name: button
            for name in ("prevmonth", "nextmonth")
            for button in self.findChildren(QToolButton, f"qt_calendar_{name}")
        }

    def dress(self) -> None:
        """Follow the look and the text size of now."""
        look = theme.tokens()
        plain = QTextCharFormat()
        plain.setForeground(QColor(look.ink))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            self._turns[name].setIcon(QIcon(theme.icon(icon, look.on_primary, _ICON)))
            self._turns[name].setMinimumSize(_CELL, _CELL)
        side = max(_CELL, theme.scaled(_CELL))
        self.setFixedSize(self.sizeHint().expandedTo(QSize(_ACROSS * side, _DOWN * side)))
