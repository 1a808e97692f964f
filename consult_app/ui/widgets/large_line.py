"""A large line of text."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.enough import keep_short
from consult_app.ui.widgets.large_words import NAME, LargeWords
from consult_app.ui.widgets.settling import Settling


class LargeLine(QWidget):
    """A line with its label above; `name` is read out before the label."""

    edited = Signal(str)

    def __init__(self, name: str, label: str, *, digits: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        keep_short(self.edit)
        self.edit.setFont(theme.font(22))
        self.edit.setMinimumHeight(theme.scaled(60))
        self.edit.setAccessibleName(" ".join(part for part in (name, label) if part))
        self.edit.installEventFilter(self)
        if digits:
            self.edit.setMinimumWidth(theme.advance("0" * digits, 22) + 40)
            self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if label:
            words = LargeWords()
            words.least = 60
            words.show_words((label, NAME))
            column.addWidget(words)
        column.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self._settling = Settling(self, self._tell)
        self.edit.textEdited.connect(self._settling.poke)

    def text(self) -> str:
        """Give what stands in the line."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed is left alone."""
        if not self._settling.pending and text != self.text().strip():
            self.edit.setText(text)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def drop(self) -> None:
        """Empty the line and tell nobody."""
        self._settling.drop()
        self.edit.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Flush when the line is left or hidden."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.edited.emit(self.text())
