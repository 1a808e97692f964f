"""The head of a page outside the room: who or what it is about, and what can be done."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.flow_row import FlowRow

_GAP, _LEAST_WORDS = 10, 240


class PageHead(QWidget):
    """Words with buttons at their right; below them where the words would have no room."""

    def __init__(self, words: Iterable[QWidget], buttons: Iterable[QWidget]) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(2)
        for each in words:
            column.addWidget(each)
        self._buttons = FlowRow(buttons, _GAP)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(_GAP)
        self._whole.addLayout(column, 1)
        self._whole.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """Go as narrow as the widest button."""
        return QSize(self._buttons.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._buttons.line_width + _GAP + theme.scaled(_LEAST_WORDS)
        way = QBoxLayout.Direction
        self._whole.setDirection(way.LeftToRight if beside else way.TopToBottom)
        top = Qt.AlignmentFlag.AlignTop
        self._whole.setAlignment(self._buttons, top if beside else Qt.AlignmentFlag(0))
