"""A list of painted rows to read, of any length."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from consult_app.ui.rows import RowPainter, Rows

_LEAST_ROWS = 3


class LongList(QTableView):
    """Rows of one height, which come in parts.

    A list view lays all its rows out anew whenever some are added: with a hundred thousand of them nobody
    would be answered for a while. A table whose rows have a fixed height does not.
    """

    def __init__(
        self, name: str, rows: Rows[Any], painter: type[RowPainter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(rows)
        self._painter = painter(self)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._size_rows()

    def sizeHint(self) -> QSize:
        """Ask for a few rows; the page gives what is left."""
        return QSize(320, _LEAST_ROWS * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Keep a few rows in sight."""
        return QSize(240, _LEAST_ROWS * self._row_height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first row, so that it is seen where the keyboard is."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._size_rows()
            self.updateGeometry()

    def _size_rows(self) -> None:
        # Both, since rows were never to be smaller than the style thinks fit.
        self.verticalHeader().setMinimumSectionSize(self._row_height())
        self.verticalHeader().setDefaultSectionSize(self._row_height())

    def _row_height(self) -> int:
        return self._painter.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
