"""A label that paints its words by itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from consult_app.ui.widgets.heights import Heights, Measured


class PaintedLabel(Measured, QLabel):
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
