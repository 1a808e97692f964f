"""A label that paints its words by itself."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.heights import Heights

_USUAL = 320


class PaintedLabel(QLabel):
    """Read out like a label; subclasses `measure` and paint.

    Its height follows from its width alone. It may shrink to nothing as far as hints are concerned: a hint
    taken at one width would keep the height of that width at any other.
    """

    least = 110

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = Heights(self.measure)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str) -> None:
        """Give other words to read out, and measure and paint anew."""
        self.setAccessibleName(words)
        self.measure_anew()
        self.update()

    def measure(self, width: int) -> int:
        """Give the height at a width."""
        raise NotImplementedError

    def measure_anew(self) -> None:
        """Ask for room again; nothing moves where the height stays as it is."""
        if self._heights.forget(self.width()):
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width; a layout asks this often."""
        return self._heights.at(width)

    def sizeHint(self) -> QSize:
        """Ask for the height at a usual width."""
        return QSize(_USUAL, self.heightForWidth(_USUAL))

    def minimumSizeHint(self) -> QSize:
        """Go as narrow as `least` pixels at usual text size."""
        return QSize(theme.scaled(self.least), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        if event.type() == QEvent.Type.StyleChange:
            self.measure_anew()
        super().changeEvent(event)
