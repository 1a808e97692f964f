"""The consultations of today, or left open: their rows, and how a row is painted."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.list_words import (
    about_words,
    badges,
    missing_words,
    reasons,
    stage_word,
    version_words,
)
from consult_app.ui.row_painting import (
    badges_width,
    initials,
    paint_badges,
    paint_bar,
    paint_disc,
    paint_lines,
    paint_quiet,
    quiet_fits,
)
from consult_app.ui.rows import ROW, Index, RowPainter, Rows
from consult_app.ui.tokens import Tone
from consult_app.workflow.screens.start import Concern, ConsultationRow, Missing

_UPPER, _LINE = 54, 18


class ConsultationRows(Rows[ConsultationRow]):
    """Consultations as they were given; what each draft lacks comes later, and is kept until judged anew."""

    def __init__(self, today: date | None = None) -> None:
        super().__init__()
        self.today = today
        self._missing: dict[str, Missing | None] = {}

    def show_missing(self, consultation: str, missing: Missing | None) -> None:
        """Say what a draft lacks."""
        self._missing[consultation] = missing
        for place, row in enumerate(self._rows):
            if row.line.id == consultation:
                self.dataChanged.emit(self.index(place), self.index(place))

    def line(self, index: Index) -> ConsultationLine:
        """Give the consultation of a row."""
        return self.row(index).line

    def missing(self, line: ConsultationLine) -> Missing | None:
        """Give what a draft lacks, once that is known."""
        return self._missing.get(line.id) if line.stage is Stage.DRAFT else None

    def key(self, row: ConsultationRow) -> str:
        """Give the id of the consultation."""
        return row.line.id

    def heard(self, row: ConsultationRow) -> Iterable[str]:
        """Give what is heard of a consultation."""
        line = row.line
        born = QCoreApplication.translate("Stage", "born {0}").format(day_words(line.birth_date))
        said = (line.patient, born, about_words(line), self.when(line))
        which = version_words(line.version) if line.version else ""
        return (*said, *(word for word, _ in badges(line, row.marks)), which, self.lacks(line))

    def why(self, row: ConsultationRow) -> str:
        """Say why its badges are there."""
        return reasons(row.marks)

    def tip(self, row: ConsultationRow) -> str:
        """Say the whole of what may be cut in the row."""
        which = version_words(row.line.version) if row.line.version else ""
        return "\n".join(part for part in (which, self.lacks(row.line), self.why(row)) if part)

    def when(self, line: ConsultationLine) -> str:
        """Say the time of a consultation of today, and the day of any other."""
        return line.updated.astimezone().strftime("%H:%M") if line.day == self.today else day_words(line.day)

    def below(self, line: ConsultationLine, fits: Callable[[str], bool]) -> str:
        """Say which of two this is, where there are two; or what it lacks."""
        return version_words(line.version) if line.version else self.lacks(line, fits)

    def lacks(self, line: ConsultationLine, fits: Callable[[str], bool] = lambda _: True) -> str:
        """Say what a draft lacks, as much as fits; nothing while that is not known yet."""
        if line.stage is not Stage.DRAFT or line.id not in self._missing:
            return ""
        missing = self._missing[line.id]
        if missing is None:
            return QCoreApplication.translate("Missing", "What is missing cannot be read")
        return missing_words(missing, fits)


class ConsultationPainter(RowPainter):
    """Paints initials, patient, treatment, what is missing, how far it is, badges."""

    height = 88

    def paint_row(self, painter: QPainter, _option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        """Paint what stands in a row."""
        rows = index.model()
        assert isinstance(rows, ConsultationRows)  # noqa: S101 - it paints no other
        row: ConsultationRow = index.data(ROW)
        left = paint_disc(painter, area, initials(row.line.patient))
        lacks = rows.below(row.line, lambda words: quiet_fits(words, area.right() - left))
        upper = QRect(area)
        if lacks:
            upper.setHeight(theme.scaled(_UPPER))
        self._paint_words(painter, upper, left, rows, row)
        # What is missing may be much: it has the whole width, under the badges too.
        lower = QRect(left, upper.bottom() - 4, area.right() - left, theme.scaled(_LINE))
        paint_quiet(painter, lower, lacks)
        if (missing := rows.missing(row.line)) is not None:
            paint_bar(painter, lower.translated(0, lower.height() + 2), missing.progress)

    def _paint_words(
        self, painter: QPainter, area: QRect, left: int, rows: ConsultationRows, row: ConsultationRow
    ) -> None:
        """Put patient and treatment beside the badges; a lone badge makes room for a treatment below it."""
        shown = _shown_badges(row)
        about = self.tr("{0} · {1}").format(rows.when(row.line), about_words(row.line))
        beside = area.right() - left - badges_width(shown)
        lone = len(shown) == 1 and not quiet_fits(about, beside)
        at = area.adjusted(0, 0, 0, -theme.scaled(_LINE)) if lone else area
        right = paint_badges(painter, at, shown)
        words = QRect(left, area.top(), (area.right() if lone else right) - left, area.height())
        paint_lines(painter, words, row.line.patient, about, taken=area.right() - right if lone else 0)


def _shown_badges(row: ConsultationRow) -> list[tuple[str, Tone]]:
    """That a consultation is open goes without saying where its consent is missing."""
    shown = badges(row.line, row.marks)
    if any(mark.concern is Concern.CONSENT_MISSING for mark in row.marks) and row.line.stage is Stage.DRAFT:
        shown.remove(stage_word(row.line))
    return shown
