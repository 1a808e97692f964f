"""A large box for words of one's own."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.settled_text import SettledText


class LargeText(SettledText):
    """`lines` lines high; longer words scroll inside."""

    def __init__(self, name: str, hint: str = "", *, lines: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(hint, " ".join(part for part in (name, hint) if part), parent)
        font = theme.font(21)
        self.setFont(font)
        self.setFixedHeight(lines * QFontMetrics(font).lineSpacing() + 34)

    def minimumSizeHint(self) -> QSize:
        """Go narrow rather than cut the page."""
        return QSize(160, self.height())

    def _shows(self, text: str) -> bool:
        # What is told is kept without the space that a pause in typing may end with.
        return text == self.text().strip()
