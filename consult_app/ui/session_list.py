"""A patient's consultations as a course: their rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from consult_app.domain.consultation import Stage
from consult_app.ui.days import day_words
from consult_app.ui.list_words import badges, reasons, stage_word
from consult_app.ui.row_painting import paint_badges, paint_disc, paint_lines
from consult_app.ui.rows import ROW, Index, RowPainter, Rows
from consult_app.ui.sequel_words import sequel_name
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.course import Session


class SessionRows(Rows[Session]):
    """The consultations of one patient, first to last."""

    def heard(self, row: Session) -> Iterable[str]:
        """Give what is heard of a consultation."""
        words = [word for word, _ in badges(row.line, row.marks)]
        return (head_words(row), about_words(row), mixture_words(row), *words)

    def why(self, row: Session) -> str:
        """Say why its badges are there."""
        return reasons(row.marks)


def head_words(session: Session) -> str:
    """Say which session it is, and when it was."""
    tr, day = QCoreApplication.translate, day_words(session.line.day)
    if session.line.sequel:
        return tr("Course", "{0} · {1}").format(sequel_name(session.line.sequel), day)
    if not session.number:
        return tr("Course", "Consultation · {0}").format(day)
    return tr("Course", "Session {0} · {1}").format(session.number, day)


def about_words(session: Session) -> str:
    """Say what it was about."""
    words = QCoreApplication.translate("Course", "{0}: {1}")
    return words.format(session.line.treatment, session.goal)


def mixture_words(session: Session) -> str:
    """Say what went into the mixture, in one line."""
    if session.line.sequel:
        return ""
    if not session.mixture:
        return QCoreApplication.translate("Course", "No mixture")
    return ", ".join(session.mixture)


class SessionPainter(RowPainter):
    """Paints the session's number, its day, treatment and mixture, and its badges."""

    height = 92

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        session: Session = index.data(ROW)
        tone = stage_word(session.line)[1] if session.line.stage is Stage.SEALED else Tone.NEUTRAL
        left = paint_disc(painter, area, str(session.number or "–"), tone)
        right = paint_badges(painter, area, badges(session.line, session.marks))
        words = QRect(left, area.top(), right - left, area.height())
        paint_lines(painter, words, head_words(session), about_words(session), mixture_words(session))
