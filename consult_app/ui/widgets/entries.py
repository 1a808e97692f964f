"""A list that is written line by line."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.domain.entry import Entry, Part, entries_of
from consult_app.domain.names import Names
from consult_app.ui.arranging import tab_through
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.entry_row import EntryRow

_GAP = 10


class Entries(QWidget):
    """Rows for things with one empty row to write on; `changed` gives those that have a name.

    `parts` are asked about each; the names are completed from `names`.
    """

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        parts: tuple[Part, ...] = (),
        names: Names | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._parts, self._names = name, parts, names or Names()
        self._rows = [self._row()]
        self._add = Button(self.tr("Add a line"), "quiet", "plus", parent=self)
        self._add.setAccessibleName(self.tr("{0}: add a line").format(name))
        self._add.clicked.connect(self._append_and_focus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._call()
        self._settle()

    def value(self) -> tuple[Entry, ...]:
        """Give the things that have a name."""
        return tuple(entry for row in self._rows if (entry := row.value()).name)

    def set_value(self, value: Sequence[str | Entry]) -> None:
        """Show things; tells nobody, and leaves alone what says the same already or is being typed."""
        entries = entries_of(tuple(value))
        if entries == self.value() or any(row.pending for row in self._rows):
            return
        while len(self._rows) > max(len(entries), 1):
            self._drop(self._rows[-1])
        while len(self._rows) < len(entries):
            self._append()
        for row, entry in zip(self._rows, entries or (Entry(""),), strict=True):
            row.set_value(entry)
        self._call()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for row in self._rows:
            row.flush()

    def heightForWidth(self, width: int) -> int:
        """Measure the rows at a width."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the first name."""
        self._rows[0].name_edit.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew at another width."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        """Place anew when a row has grown or shrunk, or the text size changed."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._settle()
        return super().event(event)

    def _row(self) -> EntryRow:
        row = EntryRow(self._name, self._parts, self._names, self)
        row.edited.connect(self._tell)
        row.submitted.connect(self._append_and_focus)
        row.removed.connect(lambda: self._remove(row))
        return row

    def _append(self) -> EntryRow:
        row = self._row()
        self._rows.append(row)
        row.show()
        # The order in which children stand is that in which Tab goes through a page.
        self._add.raise_()
        tab_through((self,))
        self._call()
        self._settle()
        return row

    def _append_and_focus(self) -> None:
        blank = next((each for each in self._rows if each.blank), None)
        (blank or self._append()).name_edit.setFocus()

    def _drop(self, row: EntryRow) -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        self._settle()

    def _remove(self, row: EntryRow) -> None:
        at = self._rows.index(row)
        if len(self._rows) == 1:
            self._append()
        self._drop(row)
        self._rows[min(at, len(self._rows) - 1)].name_edit.setFocus()
        self._call()
        self._tell()

    def _call(self) -> None:
        for line, row in enumerate(self._rows, 1):
            row.call(line, headed=line == 1 and bool(self._parts))

    def _tell(self) -> None:
        self._call()
        self.changed.emit(self.value())

    def _settle(self) -> None:
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def _arrange(self, width: int, *, move: bool) -> int:
        """Place the rows below each other, and the button below them; give the height."""
        y = 0
        for row in self._rows:
            height = row.heightForWidth(width)
            if move:
                row.setGeometry(0, y, width, height)
            y += height + _GAP
        hint = self._add.sizeHint()
        if move:
            self._add.setGeometry(0, y - 4, hint.width(), hint.height())
        return y - 4 + hint.height()
