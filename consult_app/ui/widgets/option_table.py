"""All options side by side: the names of the rows and of the options stay in view."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QWidget

from consult_app.ui import theme
from consult_app.ui.arranging import tab_through
from consult_app.ui.growing import Growing
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.widgets.card import RADIUS
from consult_app.ui.widgets.option_cells import Cells, cells_of, heights_of
from consult_app.ui.widgets.option_column import OptionColumn
from consult_app.ui.widgets.option_heads import OptionHeads
from consult_app.ui.widgets.option_names import OptionNames
from consult_app.ui.widgets.option_turner import OptionTurner
from consult_app.workflow.screens.options import OptionCard

_NAMES, _FEW_NAMES, _COLUMN = 142, 104, 218
_FEW = 2
"""Where no more options than this stand beside the names of the rows, the names may go above the cells."""
_EDGE = 1
_AT_ONCE = 2
"""So many options are built in the turn that shows the page; the others come one a turn."""


class OptionTable(QWidget):
    """A column an option, in equal rows; where there are more than fit, they scroll sideways."""

    decided = Signal(str, object)
    undecided = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[OptionCard, ...] = ()
        self._cells: tuple[Cells, ...] = ()
        """The words of all options, also of those that are not built yet: rows never change their height."""
        self._columns: dict[str, OptionColumn] = {}
        self._growing = Growing(self._grow, self)
        self._width = 1
        self._fit = 1
        self._above_heads = 0
        """The height of the way to other options, where that is a line above the heads."""
        self._strip = _Strip(self)
        self._strip.setAccessibleName(self.tr("Options side by side"))
        self._sheet = QWidget()
        self._strip.setWidget(self._sheet)
        self._sheet.setAutoFillBackground(False)
        # Over the columns: where the names stand above the cells, a chosen column would paint over them.
        self._names = OptionNames(self)
        self._heads = OptionHeads(self)
        self._turner = OptionTurner(self)
        self._turner.turned.connect(self._turn)
        self._strip.horizontalScrollBar().valueChanged.connect(self._follow)

    def display(self, options: Sequence[OptionCard]) -> None:
        """Show the options and what was decided about each."""
        before, self._options = self._options, tuple(options)
        if [each.id for each in options] != [each.id for each in before]:
            self._build()
        for each in options:
            if each.id in self._columns:
                self._columns[each.id].display(each)
        self._heads.display(options)

    def column(self, option: str) -> OptionColumn | None:
        """Bring an option into view; the first one where there is none of that id."""
        self._growing.finish()
        found = self._columns.get(option) or next(iter(self._columns.values()), None)
        if found is not None:
            self._strip.ensureVisible(found.x() + self._width // 2, 0, self._width // 2, 0)
        return found

    def stick(self, top: int) -> None:
        """Keep the head in view where the page was scrolled `top` pixels beyond the table's own top."""
        head = self._above_heads + self._heads.height()
        room = max(self.height() - head - theme.scaled(120), 0)
        y = min(max(top, 0), room)
        self._turner.move(0, y)
        self._heads.move(self._strip.x(), y + self._above_heads)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for column in self._columns.values():
            column.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card that the table lies on."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), RADIUS, look.surface, look.hair)
        painter.end()

    def _build(self) -> None:
        for gone in self._columns.values():
            gone.blockSignals(True)
            gone.hide()
            gone.deleteLater()
        self._columns = {}
        self._cells = tuple(cells_of(each) for each in self._options)
        self._names.display(self._options[0].rows if self._options else ())
        self._heads.display(self._options)
        self._strip.horizontalScrollBar().setValue(0)
        for _ in range(_AT_ONCE - 1):
            self._grow()
        self._growing.start()
        self._place()

    def _grow(self) -> bool:
        """Add the next option; once all are there, place them."""
        waiting = self._options[len(self._columns) :]
        if waiting:
            cells = self._cells[len(self._columns)]
            made = self._columns[waiting[0].id] = OptionColumn(waiting[0], cells, self._sheet)
            made.decided.connect(self.decided)
            made.undecided.connect(self.undecided)
            made.grown.connect(self._place)
        if len(waiting) == 1:
            tab_through((self._turner, self._strip, *self._columns.values()))
            self._place()
        return len(waiting) > 1

    def _place(self) -> None:
        """Measure all columns, and give each row the height of its highest cell."""
        columns = tuple(self._columns.values())
        if not columns:
            return
        first = round(self._strip.horizontalScrollBar().value() / self._width)
        names = self._share_out(max(theme.scaled(_COLUMN), *(each.least() for each in columns)))
        cells = zip(*(heights_of(each, self._width) for each in self._cells), strict=True)
        head = self._heads.wanted(self._width)
        foot = max(each.foot(self._width) for each in columns)
        if names:
            head = max(head, self._turner.sizeHint().height())
            *named, decision = self._names.wanted(names)
            heights = [max(*row, name) for row, name in zip(cells, named, strict=True)]
            self._set_out(names, head, heights, max(decision, foot))
        else:
            lead = self._names.lead
            self._set_out(0, head, [max(row) + lead for row in cells], foot + lead)
        # The same options stay in view at another width.
        self._strip.horizontalScrollBar().setValue(first * self._width)

    def _share_out(self, least: int) -> int:
        """Decide how many options are seen at once, and how wide; gives the room for names beside them."""
        # Room for a second option comes before room for the names of the rows.
        names = theme.scaled(_NAMES if self.width() >= theme.scaled(_NAMES) + 2 * least else _FEW_NAMES)
        room, whole = max(self.width() - names - _EDGE, 1), self.width() - 2 * _EDGE
        fit = min(room // least, len(self._options))
        if fit <= _FEW and fit < min(whole // least, len(self._options)):
            names, room, fit = 0, whole, min(whole // least, len(self._options))
        self._fit = max(fit, 1)
        self._width = room // self._fit
        return names

    def _set_out(self, names: int, head: int, heights: list[int], foot: int) -> None:
        rows = sum(heights) + foot
        bar = self._strip.horizontalScrollBar()
        more = self._fit < len(self._options)
        below = bar.sizeHint().height() if more else 0
        across, left = self._width * self._fit, names or _EDGE
        lead = 0 if names else self._names.lead
        self._above_heads = self._turner.flat_height if more and not names else 0
        head += self._above_heads
        self._names.stand_level(heights, lead)
        self._names.setGeometry(_EDGE, head, (names or across) - _EDGE, rows)
        self._strip.setGeometry(left, head, across, rows + below)
        self._sheet.resize(self._width * len(self._options), rows)
        for i, column in enumerate(self._columns.values()):
            column.setGeometry(i * self._width, 0, self._width, rows)
            column.show()
            column.place(heights, lead)
        bar.setSingleStep(self._width)
        # A finger leaves no option half in view.
        QScroller.scroller(self._strip.viewport()).setSnapPositionsX(0.0, float(self._width))
        top = self._turner.y()
        self._turner.setGeometry(0, top, names or self.width(), head if names else self._above_heads)
        self._heads.setGeometry(left, top + self._above_heads, across, head - self._above_heads)
        self._heads.lie_below(self._above_heads > 0)
        self.setFixedHeight(head + rows + below + 1)
        self._follow()

    def _follow(self) -> None:
        """Let head and count follow what is in view."""
        shift = self._strip.horizontalScrollBar().value()
        self._heads.shift(shift, self._width)
        self._turner.show_place(round(shift / self._width) + 1, self._fit, len(self._options))

    def _turn(self, by: int) -> None:
        bar = self._strip.horizontalScrollBar()
        at = round(bar.value() / self._width) + by * self._fit
        bar.setValue(at * self._width)


class _Strip(QScrollArea):
    """Scrolls sideways only, by wheel with Shift, by finger, by arrow keys, and after the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, but for a turn sideways or with Shift."""
        along = event.angleDelta()
        turn = along.x() or (along.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if turn:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn)
            event.accept()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt gives it
        """Go on by Tab, and bring the whole column of what has the keyboard now into view."""
        moved = super().focusNextPrevChild(forward)
        column: QWidget | None = self.focusWidget()
        while column is not None and not isinstance(column, OptionColumn):
            column = column.parentWidget()
        if column is not None:
            half = column.width() // 2
            self.ensureVisible(column.x() + half, 0, half, 0)
        return moved
