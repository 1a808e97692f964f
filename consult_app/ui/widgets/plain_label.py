"""Text that is never taken for markup."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.tokens import BODY, HEADING, QUIET, STRONG, TITLE
from consult_app.ui.unheard import leave_out_signals

Role = Literal["title", "heading", "body", "quiet", "strong"]

_ROLES = {"title": TITLE, "heading": HEADING, "body": BODY, "quiet": QUIET, "strong": STRONG}


class PlainLabel(QLabel):
    """A label for any text, also for what a person typed; it follows look and text size by itself."""

    def __init__(
        self, text: str = "", role: Role = "body", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        leave_out_signals(self)
        self._role: Role = role
        self._colour = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)
        self._dress()

    def set_colour(self, colour: str) -> None:
        """Use a colour of the tokens instead of the role's; set it again after a change of look."""
        self._colour = colour
        self._dress()

    def minimumSizeHint(self) -> QSize:
        """Ask for one line where words wrap: how many there are follows from the width alone.

        Qt would ask for the height at a width of its own choice, and a page would keep that much room empty.
        """
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.fontMetrics().height()) if self.wordWrap() else hint

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
        self.setFont(theme.font(*_ROLES[self._role]))
