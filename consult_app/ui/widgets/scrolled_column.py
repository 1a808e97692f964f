"""What a page scrolls that would rather shrink its lists."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

_SIDE, _TOP, _BOTTOM = 28, 26, 18


class ScrolledColumn(QWidget):
    """A column in the middle of a scroll area, as high as the area as long as its least height fits.

    Where words wrap, a scroll area gives a widget with a layout all the height that it would like.
    """

    def __init__(self, column: QVBoxLayout, widest: int) -> None:
        super().__init__()
        self._widest = widest
        self._middle = QWidget(self)
        self._middle.setLayout(column)

    def minimumSizeHint(self) -> QSize:
        """Ask for no less than the column needs at the present width."""
        layout = self._middle.layout()
        width = self._inner_width()
        least = (
            max(layout.totalMinimumHeightForWidth(width), layout.totalMinimumSize().height()) if layout else 0
        )
        return QSize(0, least + _TOP + _BOTTOM)

    def event(self, event: QEvent) -> bool:
        """Ask anew when something in the column needs another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the column in the middle."""
        super().resizeEvent(event)
        width = self._inner_width()
        self._middle.setGeometry((self.width() - width) // 2, _TOP, width, self.height() - _TOP - _BOTTOM)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _inner_width(self) -> int:
        return min(self.width() - 2 * _SIDE, self._widest)
