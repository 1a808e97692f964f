"""A large box for words of one's own."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.settling import Settling


class LargeText(QPlainTextEdit):
    """`lines` lines high; longer words scroll inside, and Tab leaves it."""

    edited = Signal(str)

    def __init__(self, name: str, hint: str = "", *, lines: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = theme.font(21)
        self.setFont(font)
        self.setPlaceholderText(hint)
        self.setAccessibleName(" ".join(part for part in (name, hint) if part))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(lines * QFontMetrics(font).lineSpacing() + 34)
        self._showing = False
        self._settling = Settling(self)
        self._settling.settled.connect(lambda: self.edited.emit(self.toPlainText()))
        self.textChanged.connect(self._typed)

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed is left alone."""
        if self._settling.pending or text == self.toPlainText().strip():
            return
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def minimumSizeHint(self) -> QSize:
        """Go narrow rather than cut the page."""
        return QSize(160, self.height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Flush when the box is left."""
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Flush when the box goes out of sight."""
        self.flush()
        super().hideEvent(event)

    def _typed(self) -> None:
        if not self._showing:
            self._settling.poke()
