"""A large date in three fields, so that nobody mistakes day and month."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.wording import Words
from consult_app.ui.widgets.large_line import LargeLine
from consult_app.ui.widgets.large_words import CAPTION, SMALL, LargeWords

_YEAR_DIGITS = 4


class LargeDate(QWidget):
    """Day, month and year as numbers; the whole date in words below, as it is understood."""

    changed = Signal(object)
    cleared = Signal()

    def __init__(self, name: str, words: Words) -> None:
        super().__init__()
        self._words = words
        self._fields = tuple(
            LargeLine(name, words(label), digits=digits)
            for label, digits in (("patient.day", 2), ("patient.month", 2), ("patient.year", _YEAR_DIGITS))
        )
        self._said = LargeWords()
        row = QHBoxLayout()
        row.setSpacing(14)
        for field in self._fields:
            row.addWidget(field)
            field.edited.connect(lambda _: self._tell())
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self._said)
        self.setFocusProxy(self._fields[0])

    def set_day(self, day: date | None) -> None:
        """Show a date; tells nobody, and leaves alone what is half typed."""
        if day is not None:
            for field, number in zip(self._fields, (day.day, day.month, day.year), strict=True):
                field.set_text(str(number))
            self._say(day)
        elif self._day() is not None:
            for field in self._fields:
                field.drop()
            self._said.show_words()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for field in self._fields:
            field.flush()

    def _day(self) -> date | None:
        texts = [field.text().strip() for field in self._fields]
        if len(texts[2]) != _YEAR_DIGITS:
            return None
        try:
            day, month, year = map(int, texts)
            return date(year, month, day)
        except ValueError:
            return None

    def _tell(self) -> None:
        day = self._day()
        if day is not None:
            self._say(day)
            self.changed.emit(day)
            return
        whole = len(self._fields[2].text().strip()) >= _YEAR_DIGITS
        self._said.show_words((self._words("patient.not_a_day") if whole else "", SMALL))
        self.cleared.emit()

    def _say(self, day: date) -> None:
        self._said.show_words((self._words.date(day), CAPTION))
