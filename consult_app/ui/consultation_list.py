"""The consultations of today, or left open: their rows, and how a row is painted."""

from collections.abc import Iterable
from datetime import date

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

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.list_words import badges, missing_words, reasons, stage_word
from consult_app.ui.row_painting import (
    initials,
    paint_badges,
    paint_bar,
    paint_disc,
    paint_ground,
    paint_lines,
    paint_quiet,
)
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.start import Concern, ConsultationRow, Missing

ROW = Qt.ItemDataRole.UserRole
MISSING = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEIGHT, _UPPER, _LINE = 88, 54, 18


class ConsultationRows(QAbstractListModel):
    """Consultations as they were given; what each draft lacks comes later."""

    def __init__(self, today: date | None = None) -> None:
        super().__init__()
        self.today = today
        self._rows: tuple[ConsultationRow, ...] = ()
        self._missing: dict[str, Missing | None] = {}

    def show_rows(self, rows: Iterable[ConsultationRow]) -> None:
        """Show other rows; what is known of them is kept until it is judged anew."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def show_missing(self, consultation: str, missing: Missing | None) -> None:
        """Say what a draft lacks."""
        self._missing[consultation] = missing
        for place, row in enumerate(self._rows):
            if row.line.id == consultation:
                self.dataChanged.emit(self.index(place), self.index(place))

    def line(self, index: _Index) -> ConsultationLine:
        """Give the consultation of a row."""
        return self._rows[index.row()].line

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the row itself, what it lacks, and its words for those who hear the list."""
        row = self._rows[index.row()]
        match role:
            case _ if role == ROW:
                return row
            case _ if role == MISSING:
                return self._missing.get(row.line.id) if row.line.stage is Stage.DRAFT else None
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(self._words(row))
            case Qt.ItemDataRole.ToolTipRole:
                # The whole of what may be cut in the row.
                return "\n".join(part for part in (self.lacks(row.line), reasons(row.marks)) if part)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return reasons(row.marks)
        return None

    def when(self, line: ConsultationLine) -> str:
        """Say the time of a consultation of today, and the day of any other."""
        return line.updated.astimezone().strftime("%H:%M") if line.day == self.today else day_words(line.day)

    def lacks(self, line: ConsultationLine) -> str:
        """Say what a draft lacks; nothing while that is not known yet."""
        if line.stage is not Stage.DRAFT or line.id not in self._missing:
            return ""
        missing = self._missing[line.id]
        if missing is None:
            return QCoreApplication.translate("Missing", "What is missing cannot be read")
        return missing_words(missing)

    def _words(self, row: ConsultationRow) -> tuple[str, ...]:
        line = row.line
        born = QCoreApplication.translate("Stage", "born {0}").format(day_words(line.birth_date))
        said = (line.patient, born, line.treatment, self.when(line))
        words = [word for word, _ in badges(line, row.marks)]
        return (*said, *words, *((lacks,) if (lacks := self.lacks(line)) else ()))


class ConsultationPainter(QStyledItemDelegate):
    """Paints a row: initials, patient, treatment, what is missing, how far it is, badges."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(option.rect.width(), theme.scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        rows = index.model()
        assert isinstance(rows, ConsultationRows)  # noqa: S101 - it paints no other
        row: ConsultationRow = index.data(ROW)
        missing: Missing | None = index.data(MISSING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)
        area = paint_ground(painter, option, index)
        left = paint_disc(painter, area, initials(row.line.patient))
        lacks = rows.lacks(row.line)
        upper = QRect(area)
        if lacks:
            upper.setHeight(theme.scaled(_UPPER))
        right = paint_badges(painter, upper, _shown_badges(row))
        about = self.tr("{0} · {1}").format(rows.when(row.line), row.line.treatment)
        words = QRect(left, upper.top(), right - left, upper.height())
        paint_lines(painter, words, row.line.patient, about)
        # What is missing may be much: it has the whole width, under the badges too.
        lower = QRect(left, upper.bottom() - 4, area.right() - left, theme.scaled(_LINE))
        paint_quiet(painter, lower, lacks)
        if missing is not None:
            paint_bar(painter, lower.translated(0, lower.height() + 2), missing.progress)
        painter.restore()


def _shown_badges(row: ConsultationRow) -> list[tuple[str, Tone]]:
    """That a consultation is open goes without saying where its consent is missing."""
    shown = badges(row.line, row.marks)
    if any(mark.concern is Concern.CONSENT_MISSING for mark in row.marks) and row.line.stage is Stage.DRAFT:
        shown.remove(stage_word(row.line))
    return shown
