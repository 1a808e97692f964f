"""A box for several lines that tells what was typed once typing has settled."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from consult_app.ui.enough import MOST_IN_BOX, readable, say_full
from consult_app.ui.unheard import leave_out_signals
from consult_app.ui.widgets.settling import Settling


class SettledText(QPlainTextEdit):
    """Words of somebody's own; Tab leaves the box."""

    edited = Signal(str)

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        leave_out_signals(self)
        self._showing = False
        self.setViewportMargins(9, 8, 9, 8)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._settling = Settling(self, self._tell)
        self.textChanged.connect(self._typed)

    def text(self) -> str:
        """Give what stands in the box."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed is left alone."""
        if not self._settling.pending and not self._shows(text):
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take as much of what is pasted or dropped as fits."""
        text, room = readable(source.text()), self._room
        self.insertPlainText(text[:room])
        if len(text) > room:
            say_full(self, MOST_IN_BOX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take no more letters than fit."""
        if event.text().isprintable() and len(event.text()) > self._room:
            say_full(self, MOST_IN_BOX)
        else:
            super().keyPressEvent(event)

    @property
    def _room(self) -> int:
        replaced = len(self.textCursor().selectedText())
        return max(MOST_IN_BOX - len(self.text()) + replaced, 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Flush when the box is left."""
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Flush when the box goes out of sight."""
        self.flush()
        super().hideEvent(event)

    def _shows(self, text: str) -> bool:
        return text == self.text()

    def _tell(self) -> None:
        self.edited.emit(self.text())

    def _typed(self) -> None:
        if not self._showing:
            self._settling.poke()
