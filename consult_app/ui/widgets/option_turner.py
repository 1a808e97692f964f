"""Which options are in view, and the way to those beside them."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.option_cells import PAD

_BUTTON, _LINE = 42, 22


class OptionTurner(QWidget):
    """The corner of the comparison, or a line above it: "1–2 of 10" and two arrows, where not all fit."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._back = Button(
            "", "secondary", "chevron-left", name=self.tr("Options before these"), parent=self
        )
        self._on = Button("", "secondary", "chevron-right", name=self.tr("Options after these"), parent=self)
        for button in (self._back, self._on):
            # Tab goes through the options themselves, and brings each into view.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back.clicked.connect(lambda: self.turned.emit(-1))
        self._on.clicked.connect(lambda: self.turned.emit(1))

    def show_place(self, first: int, seen: int, of: int) -> None:
        """Say which options are in view; without others there is nothing to turn to."""
        last = min(first + seen - 1, of)
        some = self.tr("{0} of {1}").format(first, of)
        if last > first:
            some = self.tr("{0}–{1} of {2}").format(first, last, of)
        self._words = some if seen < of else ""
        for button, there in ((self._back, first > 1), (self._on, last < of)):
            button.setVisible(seen < of)
            button.setEnabled(there)
        self.setAccessibleName(self._words)
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the count above the arrows."""
        return QSize(
            2 * _BUTTON + 2 * PAD, theme.scaled(_LINE) + max(_BUTTON, theme.scaled(_BUTTON)) + PAD + 8
        )

    @property
    def flat_height(self) -> int:
        """How high it is as a line of its own."""
        return max(_BUTTON, theme.scaled(_BUTTON)) + 8

    @property
    def _flat(self) -> bool:
        return self.height() <= self.flat_height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the arrows at the bottom of a corner, or at the end of a line."""
        super().resizeEvent(event)
        side = min(max(_BUTTON, theme.scaled(_BUTTON)), (self.width() - PAD - 6) // 2)
        x, y = PAD - 4, self.height() - side - 8
        if self._flat:
            x, y = self.width() - 2 * side - 6 - 8, self.height() - side - 2
        self._back.setGeometry(x, y, side, side)
        self._on.setGeometry(x + side + 6, y, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the corner, opaque, and the count."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.fillRect(self.rect(), QColor(look.page))
        corner = 0 if self._flat else 20
        fill_round(painter, self.rect().adjusted(0, 0, corner, 20), 12, look.surface, look.hair)
        at = QRect(PAD, self._back.y(), self.width() - PAD, self._back.height())
        if not self._flat:
            painter.fillRect(0, self.height() - 2, self.width(), 2, QColor(look.border))
            at.setRect(PAD, at.y() - theme.scaled(_LINE) - 4, at.width(), theme.scaled(_LINE))
        painter.setFont(theme.font(14, theme.SEMIBOLD))
        painter.setPen(QColor(look.ink))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
