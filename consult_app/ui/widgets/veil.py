"""A veil over a page, while something lies above it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painting import painter_on

_SHARE = 0.45


class Veil(QWidget):
    """Dims what is below, and tells when it is touched."""

    touched = Signal()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Tell it; nothing below is touched with it."""
        self.touched.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what is below."""
        painter = painter_on(self)
        ground = QColor(theme.tokens().rail_top)
        ground.setAlphaF(_SHARE)
        painter.fillRect(event.rect(), ground)
        painter.end()
