"""The strip below a scrolled page that stays where it is: what the page is about can be done at any time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Space
from consult_app.ui.widgets import bottom_bar


class PageFoot(QWidget):
    """Holds a row of acts at the lower edge of a page and takes that room from what is scrolled."""

    def __init__(self, page: QScrollArea) -> None:
        super().__init__(page)
        self._page = page
        self._beside_bar = QWidget()
        page.addScrollBarWidget(self._beside_bar, Qt.AlignmentFlag.AlignBottom)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Space.PAGE, 1, Space.PAGE, 0)
        self.row.setSpacing(Space.NEAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and its upper edge."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.fillRect(self.rect(), QColor(look.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(look.hair))
        painter.end()

    def place(self) -> int:
        """Lie along the lower edge of the page; gives the height that it takes there, none while hidden."""
        page = self._page
        height = 0 if self.isHidden() else self._wanted(page.width())
        self.setGeometry(0, page.height() - height, page.width(), height)
        self._beside_bar.setFixedHeight(height)
        return height

    def _wanted(self, width: int) -> int:
        return max(bottom_bar.height(), self.row.heightForWidth(width) + Space.CARD)
