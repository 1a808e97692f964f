"""A strip that says what went wrong, or what is worth knowing."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button

_ICONS = {Tone.STOP: "octagon-alert", Tone.CAUTION: "triangle-alert", Tone.GOOD: "circle-check"}
_LEFT, _RIGHT, _PAD = 54, 62, 14


class Banner(QWidget):
    """A title and a sentence in the colours of a tone, with a button that closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self._title = PaintedText("", 15, theme.SEMIBOLD)
        self._text = PaintedText("", 14)
        self._close = Button("", "quiet", "x", name=self.tr("Close"), parent=self)
        self._close.clicked.connect(self._leave)
        self.hide()

    def tell(self, title: str, text: str, tone: Tone = Tone.INFO) -> None:
        """Show words until they are closed or others come."""
        self._tone, self._title.text, self._text.text = tone, title, text
        self.setAccessibleName(f"{title} {text}".strip())
        self.updateGeometry()
        self.show()
        self.raise_()
        self.update()

    def untell(self, title: str, text: str) -> None:
        """Go away where it still says these words."""
        if (self._title.text, self._text.text) == (title, text):
            self.hide()

    def sizeHint(self) -> QSize:
        """Ask for the height of the words at the present width."""
        inner = self.width() - _LEFT - _RIGHT
        words = self._title.height(inner) + self._text.height(inner)
        return QSize(self.width(), max(words + 2 * _PAD, 60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the closing button at the right end."""
        super().resizeEvent(event)
        self._close.setGeometry(self.width() - 52, 9, 42, 42)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        look = theme.tokens()
        shade = look.shade(self._tone)
        painter = painter_on(self)
        fill_round(painter, self.rect(), 10, shade.soft, shade.line)
        painter.drawPixmap(20, 19, theme.icon(_ICONS.get(self._tone, "info"), shade.ink, 22))
        inner = self.width() - _LEFT - _RIGHT
        words = self._title.height(inner) + self._text.height(inner)
        y = (self.height() - words) // 2
        y += self._title.draw(painter, _LEFT, y, inner, look.ink)
        self._text.draw(painter, _LEFT, y, inner, look.quiet)
        painter.end()

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
