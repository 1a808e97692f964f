"""Who got a lot: the rows, and how a row is painted."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from consult_app.domain.lot import LotState
from consult_app.ui.days import day_words
from consult_app.ui.row_painting import initials, paint_badges, paint_disc, paint_lines
from consult_app.ui.rows import ROW, Index, RowPainter, Rows
from consult_app.ui.tokens import Tone
from consult_app.workflow.lots import LotRow

_tr = QCoreApplication.translate


class LotRows(Rows[LotRow]):
    """Who got a lot, newest first."""

    def heard(self, row: LotRow) -> Iterable[str]:
        """Give what is heard of it."""
        badges = (word for word, _ in lot_badges(row))
        return (who_words(row), born_words(row), what_words(row), where_words(row), *badges)

    def why(self, row: LotRow) -> str:
        """Say what its badge means."""
        return {
            LotState.GIVEN: "",
            LotState.PLANNED: _tr("Lots", "It stands in the consent; nobody wrote down what was given."),
            LotState.CORRECTED: _tr("Lots", "The record was corrected since and has another lot now."),
        }[row.use.state]


def who_words(row: LotRow) -> str:
    """Say who got it, and when."""
    return _tr("Lots", "{0} · {1}").format(row.use.patient, day_words(row.use.day))


def born_words(row: LotRow) -> str:
    """Say when the patient was born, and the record number if there is one."""
    use = row.use
    words = _tr("Lots", "Born {0}").format(day_words(use.birth_date))
    return _tr("Lots", "{0} · record {1}").format(words, use.record_number) if use.record_number else words


def what_words(row: LotRow) -> str:
    """Say what was given of which lot."""
    lot = _tr("Lots", "lot {0}").format(row.use.lot)
    return ", ".join(each for each in (row.product, row.use.amount, lot) if each)


def where_words(row: LotRow) -> str:
    """Say where it was given, in which treatment."""
    return " · ".join(each for each in (row.treatment, row.where) if each)


def lot_badges(row: LotRow) -> list[tuple[str, Tone]]:
    """Give the badges: what is known of it, and whether it is a sample."""
    state = {
        LotState.GIVEN: (_tr("Lots", "Given"), Tone.GOOD),
        LotState.PLANNED: (_tr("Lots", "Planned, not recorded"), Tone.CAUTION),
        LotState.CORRECTED: (_tr("Lots", "Corrected since"), Tone.NEUTRAL),
    }[row.use.state]
    return [state, (_tr("Stage", "Sample"), Tone.NEUTRAL)] if row.use.sample else [state]


class LotPainter(RowPainter):
    """Paints initials, patient and day, product and lot, place, and badges."""

    height = 112

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        row: LotRow = index.data(ROW)
        left = paint_disc(painter, area, initials(row.use.patient))
        right = paint_badges(painter, area, lot_badges(row))
        words = QRect(left, area.top(), right - left, area.height())
        paint_lines(painter, words, who_words(row), born_words(row), what_words(row), where_words(row))
