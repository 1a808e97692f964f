"""Whose records are due, held or proposed, and what was destroyed: the rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from consult_app.domain.retention import Certified
from consult_app.ui.days import moment_words
from consult_app.ui.patient_list import born_words
from consult_app.ui.retention_words import seen_words, standing_badge, story_lines, story_words
from consult_app.ui.row_painting import initials, paint_badges, paint_disc, paint_lines
from consult_app.ui.rows import ROW, Index, RowPainter, Rows
from consult_app.ui.tokens import Tone
from consult_app.workflow.retention import DueRow

_tr = QCoreApplication.translate


class DueRows(Rows[DueRow]):
    """Patients whose records something is to be decided about."""

    def heard(self, row: DueRow) -> Iterable[str]:
        """Give what is heard of one."""
        return (
            row.patient.name,
            born_words(row.patient),
            seen_words(row),
            story_words(row),
            standing_badge(row)[0],
        )

    def why(self, row: DueRow) -> str:
        """Say all that was decided: in the row it may be cut."""
        return story_words(row)


class DuePainter(RowPainter):
    """Paints initials and name, birth, last contact, what was decided and why, and the badge."""

    height = 130

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        row: DueRow = index.data(ROW)
        left = paint_disc(painter, area, initials(row.patient.name))
        right = paint_badges(painter, area, [standing_badge(row)])
        words = QRect(left, area.top(), right - left, area.height())
        lines = (born_words(row.patient), seen_words(row), *story_lines(row))
        paint_lines(painter, words, row.patient.name, *lines)


class CertificateRows(Rows[Certified]):
    """Certificates, newest first."""

    def heard(self, row: Certified) -> Iterable[str]:
        """Give what is heard of one."""
        return (done_words(row), proposed_words(row), row.destruction)

    def why(self, row: Certified) -> str:
        """Nothing has to be explained."""
        return row.patient


def done_words(row: Certified) -> str:
    """Say when it was done and by whom."""
    return _tr("Retention", "{0} · carried out by {1}").format(moment_words(row.at), row.by)


def proposed_words(row: Certified) -> str:
    """Say who proposed it."""
    return _tr("Retention", "Proposed by {0}").format(row.proposed_by)


class CertificatePainter(RowPainter):
    """Paints when and by whom it was done, who proposed it, and its number."""

    height = 92

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        row: Certified = index.data(ROW)
        left = paint_disc(painter, area, "–", Tone.NEUTRAL)
        words = QRect(left, area.top(), area.right() - left, area.height())
        paint_lines(painter, words, done_words(row), proposed_words(row), row.destruction)
