"""Cards beside each other, two a line where there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget


class CardGrid(QWidget):
    """A grid of one or two columns; `lined_up` gives the cards of each line whenever that changes."""

    lined_up = Signal(object)

    def __init__(self, gap: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._cards: tuple[QWidget, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards and no others."""
        for gone in self._cards:
            self._grid.removeWidget(gone)
            if gone not in cards:
                gone.hide()
                gone.deleteLater()
        self._cards = tuple(cards)
        self._columns = 0
        self._line_up()

    def minimumSizeHint(self) -> QSize:
        """Go as narrow as the widest card: one column is always possible."""
        return QSize(max((each.minimumSizeHint().width() for each in self._cards), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the number of columns at another width."""
        super().resizeEvent(event)
        self._line_up()

    def event(self, event: QEvent) -> bool:
        """Change the number of columns when the cards want another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._line_up()
        return super().event(event)

    def _line_up(self) -> None:
        columns = 2 if self.width() >= 2 * self.minimumSizeHint().width() + self._gap else 1
        if columns == self._columns:
            return
        self._columns = columns
        for i, card in enumerate(self._cards):
            self._grid.addWidget(card, i // columns, i % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        lines = (self._cards[i : i + columns] for i in range(0, len(self._cards), columns))
        self.lined_up.emit(tuple(lines))
