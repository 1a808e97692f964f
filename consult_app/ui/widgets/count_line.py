"""A line with a count that changes at every answer."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import painter_on

_PLACED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class CountLine(QWidget):
    """Paints a few words; unlike with a label, other words make nothing around them be laid out anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show other words."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        """As high as the button that may stand beside it: one line, or two where it is narrow."""
        return QSize(120, theme.scaled(42))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        painter = painter_on(self)
        painter.setFont(theme.font(14))
        painter.setPen(QColor(theme.tokens().quiet))
        painter.drawText(self.rect(), _PLACED, self._words)
        painter.end()
