"""The frame of every dialog: as large as what it says, and never larger than its window."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.holding import Holding

_AROUND = 24


class Sheet(QDialog):
    """Add what it says to `body`, which is scrolled where it must be, and buttons to `foot`, which is not."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.holding: Holding | None = None
        """What of it outlasts a lock, where anything does."""
        self._usual = width
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(_AROUND, Space.CARD, _AROUND, Space.NEAR)
        self.body.setSpacing(Space.NEAR)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(_AROUND, Space.NEAR, _AROUND, Space.CARD)
        self.foot.setSpacing(Space.SNUG)
        self.foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(self.foot)
        if parent is not None:
            parent.window().installEventFilter(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that is needed, as far as there is any."""
        self._fit()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a window that is resized or turned."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            # Once what it holds has changed too.
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        parent = self.parentWidget()
        most = parent.window().size() if parent is not None else self.screen().availableSize()
        least = self.foot.sizeHint().width()
        width = min(max(theme.scaled(self._usual), least), most.width() - 2 * Space.CARD)
        # Every sheet has words that wrap, so its height follows from its width.
        height = self.body.totalHeightForWidth(width) + self.foot.sizeHint().height()
        self.resize(width, min(height, most.height() - 2 * Space.CARD))
