"""Entries of the log: the rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QModelIndex, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from consult_app.domain.audit import Entry
from consult_app.ui.days import moment_words
from consult_app.ui.row_painting import initials, paint_disc, paint_lines
from consult_app.ui.rows import ROW, Index, RowPainter, Rows
from consult_app.workflow.logbook import LogPart

_tr = QCoreApplication.translate
_NOWHERE = QModelIndex()


class LogRows(Rows[Entry]):
    """What was found so far, newest first; the view says when it wants more."""

    more_wanted = Signal(int)
    """The number of the entry before which to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self._asked = 0, False

    def show_part(self, part: LogPart) -> None:
        """Show a first part in place of all that was there."""
        self.show_rows(part.entries)
        self.before, self._asked = part.before, False

    def add_part(self, part: LogPart) -> None:
        """Show another part below."""
        if part.entries:
            first = len(self._rows)
            self.beginInsertRows(_NOWHERE, first, first + len(part.entries) - 1)
            self._rows += part.entries
            self.endInsertRows()
        self.before, self._asked = part.before, False

    def canFetchMore(self, _parent: Index = _NOWHERE) -> bool:
        """Whether there may be more, and nobody is looking yet."""
        return self.before > 0 and not self._asked

    def fetchMore(self, _parent: Index = _NOWHERE) -> None:
        """Ask for the next part, once."""
        if self.canFetchMore():
            self._asked = True
            self.more_wanted.emit(self.before)

    def heard(self, row: Entry) -> Iterable[str]:
        """Give what is heard of it."""
        return (what_words(row), who_words(row), about_words(row))

    def why(self, row: Entry) -> str:
        """Say what does not fit into its lines."""
        return _tr("Log", "Entry {0}, on the machine {1}").format(row.number, row.machine)


def what_words(row: Entry) -> str:
    """Say what was done."""
    return row.action[:1].upper() + row.action[1:]


def who_words(row: Entry) -> str:
    """Say who did it, and when."""
    who = row.who or _tr("Log", "The program")
    return _tr("Log", "{0} · {1}").format(moment_words(row.at), who)


def about_words(row: Entry) -> str:
    """Say whose it is or what it is about, and the reason."""
    about = row.whose or row.subject
    return " · ".join(each for each in (about, row.reason) if each)


class LogPainter(RowPainter):
    """Paints initials, what, who and when, and about what."""

    height = 82

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        row: Entry = index.data(ROW)
        left = paint_disc(painter, area, initials(row.who) if row.who else "–")
        words = QRect(left, area.top(), area.right() - left, area.height())
        paint_lines(painter, words, what_words(row), who_words(row), about_words(row))
