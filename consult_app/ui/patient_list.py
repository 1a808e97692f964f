"""All patients in a list that is searched: their rows, and how a row is painted."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from consult_app.domain.consultation import Patient
from consult_app.domain.searching import MOST_COUNTED
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.list_words import concern_word, count_words, reasons
from consult_app.ui.painting import fill_round
from consult_app.ui.row_painting import PAD, initials, paint_badges, paint_disc, paint_lines, quiet_fits
from consult_app.ui.rows import ROW, Index, RowPainter, Rows
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.start import FoundPatients, PatientRow

_ACT, _ICON = 42, 20
_ROOMY, _SPACIOUS, _WIDE = 520, 300, 560


class PatientRows(Rows[PatientRow]):
    """The patients who were found, in the order in which they were given."""

    def patient(self, index: Index) -> Patient:
        """Give the patient of a row."""
        return self.row(index).patient

    def key(self, row: PatientRow) -> str:
        """Give the id of the patient."""
        return row.patient.id

    def heard(self, row: PatientRow) -> Iterable[str]:
        """Give what is heard of a patient."""
        badges = [concern_word(each)[0] for each in row.marks]
        return (row.patient.name, born_words(row.patient), came_words(row), *badges)

    def why(self, row: PatientRow) -> str:
        """Say why the badges are there."""
        return reasons(row.marks)


def born_words(patient: Patient) -> str:
    """Say when a patient was born, and the record number if there is one."""
    born = QCoreApplication.translate("Patients", "Born {0}").format(day_words(patient.birth_date))
    if not patient.record_number:
        return born
    return QCoreApplication.translate("Patients", "{0} · record {1}").format(born, patient.record_number)


def came_words(row: PatientRow) -> str:
    """Say how often a patient was here, and when last; nothing of somebody who never was."""
    if row.last is None:
        return ""
    day = day_words(row.last.day)
    if row.consultations == 1:
        return QCoreApplication.translate("Patients", "1 consultation, {0}").format(day)
    words = QCoreApplication.translate("Patients", "{0} consultations, last {1}")
    return words.format(row.consultations, day)


def others_words(found: FoundPatients) -> str:
    """Say that there are others, and how to see them; nothing where all are shown."""
    shown = len(found.rows)
    if found.count <= shown:
        return ""
    if not found.typed:
        words = QCoreApplication.translate("Patients", "The {0} seen last, of {1}. Search to find anybody.")
        return words.format(shown, count_words(found.count))
    if found.count > MOST_COUNTED:
        words = QCoreApplication.translate(
            "Patients", "{0} of more than {1} are shown. Type more to find one."
        )
        return words.format(shown, count_words(MOST_COUNTED))
    words = QCoreApplication.translate("Patients", "{0} of {1} are shown. Type more to find one.")
    return words.format(shown, count_words(found.count))


class PatientPainter(RowPainter):
    """Paints initials, patient, what they came for last, badges, and the way to a new consultation."""

    def act_words(self) -> str:
        """Say what the button of a row does."""
        return self.tr("New consultation")

    def act_area(self, row: QRect) -> QRect:
        """Give the place of the button in a row."""
        width = _ACT
        if row.width() >= theme.scaled(_ROOMY):
            width = theme.advance(self._act_word(), 14, theme.SEMIBOLD) + _ICON + 30
        height = max(_ACT, theme.scaled(_ACT))
        top = row.top() + (row.height() - height) // 2
        return QRect(row.right() + 1 - PAD - width, top, width, height)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        row: PatientRow = index.data(ROW)
        act = self.act_area(option.rect)
        self._paint_act(painter, act, lit=bool(option.state & QStyle.StateFlag.State_MouseOver))
        left = paint_disc(painter, area, initials(row.patient.name))
        area.setRight(act.left() - PAD)
        right = paint_badges(painter, area, [concern_word(each) for each in row.marks])
        self._paint_words(painter, QRect(left, area.top(), right - left, area.height()), row)

    def _paint_words(self, painter: QPainter, area: QRect, row: PatientRow) -> None:
        """Put what a patient came for beside the name where there is room, else below it."""
        if row.last is None or area.width() < theme.scaled(_WIDE):
            came = came_words(row)
            if row.last is not None and area.width() >= theme.scaled(_SPACIOUS):
                came = self.tr("{0} · {1}").format(row.last.treatment, came)
            born = born_words(row.patient)
            if not quiet_fits(born, area.width()):
                born = born_words(replace(row.patient, record_number=""))
            if not quiet_fits(came, area.width()) and row.last is not None:
                came = day_words(row.last.day)
            paint_lines(painter, area, row.patient.name, born, came)
            return
        half = area.width() * 11 // 20
        paint_lines(
            painter,
            QRect(area.left(), area.top(), half - PAD, area.height()),
            row.patient.name,
            born_words(row.patient),
        )
        rest = QRect(area.left() + half, area.top(), area.width() - half, area.height())
        paint_lines(painter, rest, row.last.treatment, came_words(row))

    def _paint_act(self, painter: QPainter, area: QRect, *, lit: bool) -> None:
        look = theme.tokens()
        shade = look.shade(Tone.PRIMARY)
        fill_round(painter, area, 9, shade.soft if lit else look.surface, shade.line if lit else look.border)
        pixmap = theme.icon("plus", shade.ink, _ICON)
        top = area.top() + (area.height() - _ICON) // 2
        painter.drawPixmap(area.left() + 11, top, pixmap)
        if area.width() == _ACT:
            return
        painter.setFont(theme.font(14, theme.SEMIBOLD))
        painter.setPen(QColor(shade.ink))
        painter.drawText(
            area.adjusted(11 + _ICON + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._act_word()
        )

    def _act_word(self) -> str:
        return self.tr("New")
