"""Ctrl+K: any command or open question by a few letters of it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from consult_app.domain.unfinished import Place
from consult_app.ui import theme
from consult_app.ui.announcing import announce
from consult_app.ui.fuzzy import sifted
from consult_app.ui.offer import Offer
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.plain_label import PlainLabel

_WIDTH, _HEIGHT, _TOP, _ROW, _PAD = 620, 460, 96, 42, 14
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CommandPalette(QDialog):
    """A field and what fits it below: arrows choose, Enter does it, Escape leaves."""

    def __init__(self, offers: tuple[Offer, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(self.tr("Find a command"))
        self._above = parent
        self._offers = offers
        self._found = _Found(self)
        self._field = QLineEdit()
        self._field.setMinimumHeight(max(46, theme.scaled(46)))
        self._field.setPlaceholderText(self.tr("What to do, or a question to go to"))
        self._field.setAccessibleName(self.tr("Find a command or an open question"))
        self.holding: Holding | None = Holding(Place.PALETTE, typed=self._field)
        self._list = QListView()
        self._nothing = PlainLabel(self.tr("Nothing fits. Try fewer letters."), "quiet")
        self._lay_out()
        self._connect()
        self._sift("")
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the field keeps the keyboard, and follow the window."""
        if watched is self._above:
            if event.type() == QEvent.Type.Resize:
                self._fit()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            QApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 14, look.surface, look.border)
        painter.end()

    def _lay_out(self) -> None:
        self._list.setModel(self._found)
        self._list.setItemDelegate(_Line(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.setSpacing(10)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        self._fit()

    def _fit(self) -> None:
        """Stand in the upper middle of the window, as large as there is room for."""
        parent = self._above
        width = min(theme.scaled(_WIDTH), parent.width() - 2 * _PAD)
        height = min(theme.scaled(_HEIGHT), parent.height() - 2 * _TOP)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.setGeometry(corner.x() + (parent.width() - width) // 2, corner.y() + _TOP, width, height)

    def _connect(self) -> None:
        self._field.installEventFilter(self)
        self._above.installEventFilter(self)
        self._field.textChanged.connect(self._sift)
        self._field.returnPressed.connect(lambda: self._do(self._list.currentIndex()))
        self._list.clicked.connect(self._do)
        self._list.selectionModel().currentChanged.connect(self._say)

    def _sift(self, text: str) -> None:
        found = sifted(text, ((each.words, each) for each in self._offers))
        self._found.show_offers(found)
        self._list.setCurrentIndex(self._found.index(0, 0))
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _say(self, index: QModelIndex) -> None:
        """Say what Enter would do: the keyboard stays in the field, so the list says nothing by itself."""
        if self.isVisible() and index.isValid():
            announce(self, str(index.data()))

    def _do(self, index: QModelIndex) -> None:
        if index.isValid():
            offer = self._found.offers[index.row()]
            self.accept()
            offer.run()


class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.offers)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.words
        return offer.keys if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class _Line(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, max(_ROW, theme.scaled(_ROW)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.tokens()
        area: QRect = option.rect
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            fill_round(painter, area, 8, look.shade(Tone.PRIMARY).soft)
        keys = str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or "")
        inner = area.adjusted(12, 0, -12, 0)
        painter.setFont(theme.font(13, theme.MEDIUM))
        painter.setPen(QColor(look.quiet))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        room = inner.width() - (theme.advance(keys, 13, theme.MEDIUM) + 16 if keys else 0)
        painter.setFont(theme.font(15, theme.MEDIUM))
        painter.setPen(QColor(look.ink))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
