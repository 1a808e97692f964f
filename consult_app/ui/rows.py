"""Rows of a list: a model that knows how each is heard, and a painter of rows that are all of one height."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from consult_app.ui import theme
from consult_app.ui.row_painting import paint_ground

ROW = Qt.ItemDataRole.UserRole
KEY = ROW + 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

R = TypeVar("R")


class Rows(QAbstractListModel, Generic[R]):
    """Values in order; subclasses say how one is heard and what marks it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[R, ...] = ()

    def show_rows(self, rows: Iterable[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: Index) -> R:
        """Give the value of a row."""
        return self._rows[index.row()]

    def key(self, _row: R) -> str:
        """Name what a row is about, so that it is found again in other rows; empty for what is not."""
        return ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the row itself, and its words for those who hear the list."""
        row = self.row(index)
        match role:
            case _ if role == ROW:
                return row
            case _ if role == KEY:
                return self.key(row)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in self.heard(row) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.why(row)
        return None

    def heard(self, row: R) -> Iterable[str]:
        """Give what is heard of a row, part after part; empty parts are left out."""
        raise NotImplementedError

    def why(self, row: R) -> str:
        """Say why its badges are there."""
        raise NotImplementedError

    def tip(self, row: R) -> str:
        """Say what is shown under the pointer."""
        return self.why(row)


class RowPainter(QStyledItemDelegate):
    """Paints rows of `height` pixels at usual text size."""

    height = 76

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(option.rect.width(), theme.scaled(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row on its ground."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)
        self.paint_row(painter, option, index, paint_ground(painter, option, index))
        painter.restore()

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        raise NotImplementedError
