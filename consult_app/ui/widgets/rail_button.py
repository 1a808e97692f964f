"""A small button on the dark ground of the rail."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Radius


class RailButton(QPushButton):
    """An icon alone; its name is read out and shown as tool tip."""

    def __init__(self, icon_name: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Large enough for a finger."""
        return QSize(42, 42)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon, lit under the pointer."""
        look = theme.tokens()
        painter = painter_on(self)
        over = self.underMouse()
        if over:
            fill_round(painter, self.rect(), Radius.CONTROL, look.rail_active)
        ink = look.rail_ink if over else look.rail_quiet
        painter.drawPixmap(
            (self.width() - 20) // 2, (self.height() - 20) // 2, theme.icon(self._icon_name, ink, 20)
        )
        if keyboard_on(self):
            focus_ring(painter, self.rect(), Radius.CONTROL, look.rail_accent)
        painter.end()
