"""A list of painted rows, opened by a click or by Enter."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from consult_app.ui.rows import KEY

_LEAST_ROWS = 2


@runtime_checkable
class Acting(Protocol):
    """A painter whose rows have a button."""

    def act_area(self, row: QRect) -> QRect:
        """Give the place of the button in a row."""

    def act_words(self) -> str:
        """Say what the button does."""


class RowList(QListView):
    """Rows of one height; `fits` makes it as high as its rows where there is room, and as `most_rows` if set.

    A painter with an `act_area` paints a button in each row: a click there, or Ctrl+Enter, acts.
    """

    chosen = Signal(QModelIndex)
    acted = Signal(QModelIndex)

    def __init__(
        self,
        name: str,
        rows: QAbstractItemModel,
        painter: type[QStyledItemDelegate],
        *,
        fits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fits = fits
        self.most_rows = 0
        self.shrinks = True
        """Whether it gives room away before the page is scrolled."""
        self._pressed_act = QModelIndex()
        self.setAccessibleName(name)
        self.setModel(rows)
        self._painter = painter(self)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        # Else rows keep their width in a window that becomes narrower, and what stands at their end is cut.
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.set_fits(fits)
        self.clicked.connect(self.chosen)
        self.activated.connect(self.chosen)
        rows.modelReset.connect(self.updateGeometry)

    def set_fits(self, fits: bool) -> None:  # noqa: FBT001 - the one trait there is to set
        """Be as high as the rows, or as there is room."""
        self._fits = fits
        upright = QSizePolicy.Policy.Maximum if fits else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)

    def sizeHint(self) -> QSize:
        """Ask for the height of all rows, or of a few where there may be very many."""
        rows = self.model().rowCount() if self._fits else _LEAST_ROWS
        rows = min(rows, self.most_rows or rows)
        return QSize(320, max(rows, 1) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Keep a row or two in sight."""
        if not self.shrinks:
            return QSize(240, self.sizeHint().height())
        rows = min(self.model().rowCount(), _LEAST_ROWS) if self._fits else _LEAST_ROWS
        return QSize(240, max(rows, 1) * self._row_height())

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Stand on the same consultation or patient after other rows came; on none where it is gone."""
        key, rows = self.currentIndex().data(KEY), self.model()
        yield
        for each in range(rows.rowCount() if key else 0):
            if rows.index(each, 0).data(KEY) == key:
                self.setCurrentIndex(rows.index(each, 0))

    def act_area(self, index: QModelIndex) -> QRect:
        """Give the place of the button in a row; empty where the rows have none."""
        if not isinstance(self._painter, Acting) or not index.isValid():
            return QRect()
        return self._painter.act_area(self.visualRect(index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the new width; Qt lays them out anew for another height only."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first row, so that it is seen where the keyboard is."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the row with the keyboard on Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.act_area(self.currentIndex()).isEmpty():
                self.acted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press on the button of a row for itself."""
        self._pressed_act = self._act_at(event.position().toPoint())
        if not self._pressed_act.isValid():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act where press and release were on the same button."""
        pressed, self._pressed_act = self._pressed_act, QModelIndex()
        if not pressed.isValid():
            super().mouseReleaseEvent(event)
        elif self._act_at(event.position().toPoint()) == pressed:
            self.acted.emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let a second click on the button do nothing more."""
        if not self._act_at(event.position().toPoint()).isValid():
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what the button of a row does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._act_at(event.pos())
            if index.isValid() and isinstance(self._painter, Acting):
                QToolTip.showText(event.globalPos(), self._painter.act_words(), self)
                return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _act_at(self, place: QPoint) -> QModelIndex:
        index = self.indexAt(place)
        return index if self.act_area(index).contains(place) else QModelIndex()

    def _row_height(self) -> int:
        return self._painter.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
