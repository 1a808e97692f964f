"""Patients of a file, or those who came with one: the rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from consult_app.domain.incoming import Incoming
from consult_app.domain.table import FileKind
from consult_app.ui.incoming_words import where_words
from consult_app.ui.merge_words import sex_words
from consult_app.ui.patient_list import born_words
from consult_app.ui.row_painting import initials, paint_disc, paint_lines
from consult_app.ui.rows import ROW, Index, RowPainter, Rows


class IncomingRows(Rows[Incoming]):
    """Patients in the order of the file; `kind` is that of the file."""

    kind = FileKind.CSV

    def heard(self, row: Incoming) -> Iterable[str]:
        """Give what is heard of one."""
        return (row.patient.name, _words(row))

    def why(self, row: Incoming) -> str:
        """Say where they stand in the file."""
        words = QCoreApplication.translate("Incoming", "{0} of the file")
        return words.format(where_words(self.kind, row.line)) if row.line else ""


def _words(row: Incoming) -> str:
    return " · ".join((born_words(row.patient), sex_words(row.patient.sex)))


class IncomingPainter(RowPainter):
    """Paints initials, name, and what is known beside it."""

    height = 64

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        row: Incoming = index.data(ROW)
        left = paint_disc(painter, area, initials(row.patient.name))
        words = QRect(left, area.top(), area.right() - left, area.height())
        paint_lines(painter, words, row.patient.name, _words(row))
