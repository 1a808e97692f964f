"""Several lines of text in a box that grows with them."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.settled_text import SettledText


class TextBox(SettledText):
    """A box of at least `lines` lines for text in somebody's own words."""

    def __init__(
        self, placeholder: str = "", *, name: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder, name or placeholder, parent)
        self._lines = lines
        self.textChanged.connect(self._fit)
        self._fit()

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

    def _wanted(self) -> int:
        line = QFontMetrics(theme.font(15)).lineSpacing()
        rows = max(self._lines, round(self.document().size().height()))
        return rows * line + 28

    def _fit(self) -> None:
        if self.height() != self._wanted():
            self.setFixedHeight(self._wanted())
            self.updateGeometry()
