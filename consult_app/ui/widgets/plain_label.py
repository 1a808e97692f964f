"""Text that is never taken for markup."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult_app.ui import theme

Role = Literal["title", "heading", "body", "quiet", "strong"]

_FONTS = {
    "title": (26, theme.BOLD),
    "heading": (17, theme.SEMIBOLD),
    "body": (15, theme.REGULAR),
    "quiet": (14, theme.REGULAR),
    "strong": (15, theme.SEMIBOLD),
}


class PlainLabel(QLabel):
    """A label for any text, also for what a person typed; it follows look and text size by itself."""

    def __init__(
        self, text: str = "", role: Role = "body", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role: Role = role
        self._colour = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)
        self._dress()

    def set_colour(self, colour: str) -> None:
        """Use a colour of the tokens instead of the role's; set it again after a change of look."""
        self._colour = colour
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of look or text size."""
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        look = theme.tokens()
        palette = self.palette()
        colour = self._colour or (look.quiet if self._role == "quiet" else look.ink)
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)
        self.setFont(theme.font(*_FONTS[self._role]))
