"""Names offered below a field that is being typed in."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QPainter,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from consult_app.domain.medicines import Name
from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone

_NAME = Qt.ItemDataRole.UserRole
_EDGE, _INSET, _LEAST_WIDTH = 5, 12, 360


class _Painter(QStyledItemDelegate):
    """Paints a name, and quietly what it stands for."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(40, theme.scaled(40)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        name: Name = index.data(_NAME)
        look = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(_EDGE, 1, -_EDGE, -1)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        shade = look.shade(Tone.PRIMARY)
        if on or option.state & QStyle.StateFlag.State_MouseOver:
            fill_round(painter, area, 7, shade.soft if on else look.sunken)
        x = area.left() + _INSET
        for words, font, ink in (
            (name.written, theme.font(15, theme.MEDIUM), shade.ink if on else look.ink),
            (name.behind, theme.font(13), look.quiet),
        ):
            room = QRect(x, area.top(), max(area.right() - _INSET - x, 0), area.height())
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
            x += metrics.horizontalAdvance(words) + 10
        painter.restore()


class Suggestions(QListWidget):
    """A list over the page; the keyboard stays in the field, so nothing is trapped in here."""

    taken = Signal(str)

    def __init__(self, name: str, field: QLineEdit, owner: QWidget) -> None:
        super().__init__(owner)
        self._field, self._owner = field, owner
        self.setAccessibleName(name)
        # A click would take the keyboard to what is below otherwise.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(field)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, _EDGE, 0, _EDGE)
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(lambda item: self.taken.emit(item.data(_NAME).written))
        self.hide()

    def offer(self, names: Sequence[Name]) -> None:
        """Show names, none of them chosen; of none, go away."""
        self.clear()
        for each in names:
            item = QListWidgetItem(each.meaning, self)
            item.setData(_NAME, each)
        if names:
            self._open()
        else:
            self.put_away()

    def step(self, by: int) -> None:
        """Choose the next name down or up, and say it."""
        rows = self.count()
        at = self.currentRow()
        self.setCurrentRow((0 if by > 0 else rows - 1) if at < 0 else (at + by) % rows)
        said = QAccessibleAnnouncementEvent(self._field, self.currentItem().text())
        QAccessible.updateAccessibility(said)

    def chosen(self) -> str:
        """Give the name that is chosen, as it is to be written; no text where none is."""
        item = self.currentItem()
        return item.data(_NAME).written if self.isVisible() and item is not None else ""

    def put_away(self) -> None:
        """Hide, and belong to the owner again: it alone knows when both are to go."""
        if self.parentWidget() is not self._owner:
            self.setParent(self._owner)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Paint the card on which the names stand; the area between its edges paints the names."""
        if event.type() == QEvent.Type.Paint:
            look = theme.tokens()
            painter = painter_on(self)
            fill_round(painter, self.rect(), 10, look.surface, look.border)
            painter.end()
            return True
        return super().event(event)

    def _open(self) -> None:
        """Stand below the field, or above it where there is more room, over all that is around it."""
        ground, seen = self._ground()
        if self.parentWidget() is not ground:
            self.setParent(ground)
        field = QRect(self._field.mapTo(ground, QPoint()), self._field.size())
        height = self.count() * self.sizeHintForRow(0) + 2 * _EDGE
        above, below = field.top() - seen.top(), seen.bottom() - field.bottom()
        top = field.top() - height - 4 if below < height + 4 and above > below else field.bottom() + 5
        width = max(field.width(), theme.scaled(_LEAST_WIDTH))
        self.setGeometry(field.x(), top, min(width, ground.width() - field.x()), height)
        self.raise_()
        self.show()

    def _ground(self) -> tuple[QWidget, QRect]:
        """Give the page that the field scrolls with, and what of it can be seen; else the window."""
        above: QWidget | None = self._field.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        page = above.widget() if isinstance(above, QScrollArea) else None
        if page is None:
            return self._field.window(), self._field.window().rect()
        return page, page.visibleRegion().boundingRect()
