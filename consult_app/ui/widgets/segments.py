"""A few short choices side by side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.widgets.choice_group import ChoiceGroup
from consult_app.ui.widgets.segment import Segment

_PAD = 3


class Segments(ChoiceGroup):
    """A segmented control: exclusive radio buttons on one track."""

    button_type = Segment

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._hint = QSize()
        # The track is nothing but its segments: one cursor serves them all.
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def place(self) -> None:
        """Put the segments beside each other."""
        x = _PAD
        for button in self._buttons:
            size = button.sizeHint()
            button.setGeometry(x, _PAD, size.width(), size.height())
            x += size.width()
        self._hint = QSize(x + _PAD, max(40, theme.scaled(40)) + 2 * _PAD)

    def sizeHint(self) -> QSize:
        """Fit all segments."""
        return self._hint

    def minimumSizeHint(self) -> QSize:
        """Never cut a label."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 10, look.sunken, look.hair)
        painter.end()
