"""The bar below the page: back and on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import paint_strip
from consult_app.ui.widgets.button import Button


def height() -> int:
    """Give its height: the buttons grow with the text."""
    return max(76, theme.scaled(42) + 24)


class BottomBar(QWidget):
    """Back and Continue."""

    back_requested = Signal()
    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._back = Button(self.tr("Back"), "secondary", "arrow-left")
        self._continue = Button(self.tr("Continue"), "primary", "arrow-right", trailing=True)
        self._back.clicked.connect(self.back_requested)
        self._continue.clicked.connect(self.continue_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(30, 1, 30, 0)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._continue)

    @property
    def goes_on(self) -> bool:
        """Whether the keyboard is on the way on."""
        return self._continue.hasFocus()

    def offer(self, *, back: bool, onward: bool) -> None:
        """Offer the ways that there are."""
        self._back.setVisible(back)
        self._continue.setVisible(onward)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and its upper edge."""
        paint_strip(self)
