"""The strip below a scrolled page that stays where it is: what the page is about can be done at any time."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.ui.painting import paint_strip
from consult_app.ui.tokens import Space
from consult_app.ui.widgets import bottom_bar


class PageFoot(QWidget):
    """Holds a row of acts below what is scrolled.

    It is no child of the scroll area: of that, Qt tells a screen reader only what is scrolled.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Space.PAGE, 1, Space.PAGE, 0)
        self.row.setSpacing(Space.NEAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and its upper edge."""
        paint_strip(self)

    def wanted_height(self, width: int) -> int:
        """Give the height that it takes at a width; none while hidden."""
        if self.isHidden():
            return 0
        return max(bottom_bar.height(), self.row.heightForWidth(width) + Space.CARD)
