"""A small pill with a word or a count in it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import CAPTION, Space, Tone


class Badge(QLabel):
    """A word in the colours of a tone."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, text: str, tone: Tone) -> None:
        """Show another word in another tone."""
        if (text, tone) != (self.text(), self._tone):
            self._tone = tone
            self.setText(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Fit the word, and never be narrower than high."""
        width = theme.advance(self.text(), *CAPTION)
        height = theme.scaled(24)
        return QSize(max(width + Space.CARD, height), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint pill and word."""
        shade = theme.tokens().shade(self._tone)
        painter = painter_on(self)
        line = shade.line if theme.tokens().name == "contrast" else ""
        fill_round(painter, self.rect(), self.height() / 2, shade.soft, line)
        painter.setFont(theme.font(*CAPTION))
        painter.setPen(QColor(shade.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
