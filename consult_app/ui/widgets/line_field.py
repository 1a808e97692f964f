"""A single line of text with its label above and what is wrong with it below."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.enough import keep_short
from consult_app.ui.tokens import BODY, Space
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.refusal import show_refusal
from consult_app.ui.widgets.settling import Settling


class LineField(QWidget):
    """A labelled line around the stock field `edit`; `name` is read out where no label is shown."""

    edited = Signal(str)
    submitted = Signal()

    def __init__(
        self, label: str = "", *, name: str = "", secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMinimumHeight(theme.scaled(42))
        self.edit.setAccessibleName(name or label)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        else:
            keep_short(self.edit)
        self._label = PlainLabel(label, "strong")
        self._label.setBuddy(self.edit)
        if not label:
            self._label.hide()
        self._error = PlainLabel("", "quiet")
        self._error.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for each in (self._label, self.edit, self._error):
            column.addWidget(each)
        self.setFocusProxy(self.edit)
        self._settling = Settling(self, self._tell)
        self.edit.textEdited.connect(self._settling.poke)
        self.edit.returnPressed.connect(self._submit)
        self.edit.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Never cut the hint in the empty field."""
        hint = theme.advance(self.edit.placeholderText(), *BODY) + 2 * Space.APART
        return super().minimumSizeHint().expandedTo(QSize(hint, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.edit.setMinimumHeight(theme.scaled(42))

    def text(self) -> str:
        """Give what stands in the field."""
        return self.edit.text()

    @property
    def pending(self) -> bool:
        """Whether something was typed that has not been told."""
        return self._settling.pending

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed is left alone."""
        if not self._settling.pending and text != self.edit.text():
            self.edit.setText(text)
            if not self.edit.hasFocus():
                # Too long a text is read from its beginning.
                self.edit.setCursorPosition(0)

    def refuse(self, words: str) -> None:
        """Say what is wrong with the text; empty words take it back."""
        show_refusal(self.edit, self._error, words)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def drop(self) -> None:
        """Empty the field and tell nobody, not even what was typed last."""
        self._settling.drop()
        self.edit.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Flush when the field is left or hidden."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
        return super().eventFilter(watched, event)

    def _submit(self) -> None:
        self.flush()
        self.submitted.emit()

    def _tell(self) -> None:
        self.edited.emit(self.edit.text())
