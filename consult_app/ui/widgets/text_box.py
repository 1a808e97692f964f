"""Several lines of text in a box that grows with them."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.settling import Settling


class TextBox(QPlainTextEdit):
    """A box of at least `lines` lines for text in somebody's own words; Tab leaves it."""

    edited = Signal(str)

    def __init__(
        self, placeholder: str = "", *, name: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._showing = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._settling = Settling(self)
        self._settling.settled.connect(self._tell)
        self.textChanged.connect(self._typed)
        self._fit()

    def text(self) -> str:
        """Give what stands in the box."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed is left alone."""
        if self._settling.pending or text == self.text():
            return
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def drop(self) -> None:
        """Empty the box and tell nobody, not even what was typed last."""
        self._settling.drop()
        self.set_text("")

    def sizeHint(self) -> QSize:
        """Ask for the height of the text."""
        return QSize(super().sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        """Never hide a line."""
        return QSize(120, self._wanted())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Flush when the box is left."""
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Flush when the box goes out of sight."""
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, and so perhaps grow."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _typed(self) -> None:
        if not self._showing:
            self._settling.poke()
        self._fit()

    def _tell(self) -> None:
        self.edited.emit(self.text())

    def _wanted(self) -> int:
        line = QFontMetrics(theme.font(15)).lineSpacing()
        rows = max(self._lines, round(self.document().size().height()))
        return rows * line + 28

    def _fit(self) -> None:
        if self.height() != self._wanted():
            self.setFixedHeight(self._wanted())
            self.updateGeometry()
