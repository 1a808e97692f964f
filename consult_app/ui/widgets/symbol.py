"""An icon that stands before words and says nothing by itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import painter_on

_SIDE = 28


class Symbol(QWidget):
    """An icon of resources/icons, `side` pixels wide, in the colour of quiet words."""

    def __init__(self, icon_name: str, side: int = _SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._side = icon_name, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Fit the icon."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = painter_on(self)
        painter.drawPixmap(0, 0, theme.icon(self._icon_name, theme.tokens().quiet, self._side))
        painter.end()
