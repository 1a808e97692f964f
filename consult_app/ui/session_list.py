"""A patient's consultations as a course: their rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from consult_app.domain.consultation import Stage
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.list_words import badges, reasons, stage_word
from consult_app.ui.row_painting import paint_badges, paint_disc, paint_ground, paint_lines
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.course import Session

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEIGHT = 92


class SessionRows(QAbstractListModel):
    """The consultations of one patient, first to last."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Session, ...] = ()

    def show_rows(self, rows: Iterable[Session]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def session(self, index: _Index) -> Session:
        """Give the consultation of a row."""
        return self._rows[index.row()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the row itself, and its words for those who hear the list."""
        session = self._rows[index.row()]
        match role:
            case _ if role == ROW:
                return session
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                words = [word for word, _ in badges(session.line, session.marks)]
                return ", ".join((head_words(session), about_words(session), mixture_words(session), *words))
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return reasons(session.marks)
        return None


def head_words(session: Session) -> str:
    """Say which session it is, and when it was."""
    tr, day = QCoreApplication.translate, day_words(session.line.day)
    if not session.number:
        return tr("Course", "Consultation · {0}").format(day)
    return tr("Course", "Session {0} · {1}").format(session.number, day)


def about_words(session: Session) -> str:
    """Say what it was about."""
    words = QCoreApplication.translate("Course", "{0}: {1}")
    return words.format(session.line.treatment, session.goal)


def mixture_words(session: Session) -> str:
    """Say what went into the mixture, in one line."""
    if not session.mixture:
        return QCoreApplication.translate("Course", "No mixture")
    return ", ".join(session.mixture)


class SessionPainter(QStyledItemDelegate):
    """Paints a row: the session's number, its day, treatment and mixture, and its badges."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(option.rect.width(), theme.scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        session: Session = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)
        area = paint_ground(painter, option, index)
        tone = stage_word(session.line)[1] if session.line.stage is Stage.SEALED else Tone.NEUTRAL
        left = paint_disc(painter, area, str(session.number or "–"), tone)
        right = paint_badges(painter, area, badges(session.line, session.marks))
        words = QRect(left, area.top(), right - left, area.height())
        paint_lines(painter, words, head_words(session), about_words(session), mixture_words(session))
        painter.restore()
