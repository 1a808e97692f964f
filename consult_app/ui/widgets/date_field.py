"""A date, typed or picked."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.days import parse_day
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.calendar import Calendar
from consult_app.ui.widgets.short_field import ShortField


class DateField(ShortField):
    """A text field for a date with a calendar beside it.

    A QDateEdit that may be empty swallows the Tab key, and its spin arrows invite wrong years.
    What is no date, or outside `earliest` and `latest`, is refused in words and clears the answer.
    `example` shows how a likely date is written.
    """

    changed = Signal(object)
    cleared = Signal()

    def __init__(
        self,
        *,
        name: str = "",
        earliest: date | None = None,
        latest: date | None = None,
        example: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, Qt.AlignmentFlag.AlignLeft, parent)
        self.earliest, self.latest = earliest, latest
        self._calendar: Calendar | None = None
        self._example = example or self.tr("22 Nov 2026")
        self.edit.setPlaceholderText(self._example)
        opening = self.tr("{0}: open the calendar").format(name)
        pick = Button("", icon_name="calendar", name=opening, parent=self)
        pick.clicked.connect(self._show_calendar)
        self._parts = (self.edit, pick)

    def set_day(self, day: date | None) -> None:
        """Show a date; tells nobody, and leaves alone what is being typed or was refused."""
        wrong = self._refused and bool(self.edit.text().strip())
        if self._settling.pending or (day is None and wrong) or (day == self.day() and not self._refused):
            return
        self._refuse("")
        self.edit.setText(day_words(day) if day else "")

    def set_text(self, text: str) -> None:
        """Show what was typed before, be it a date or not; tells nobody."""
        self.edit.setText(text)
        self._judge()

    def day(self) -> date | None:
        """Give the date; `None` for an empty field or a refused text."""
        try:
            day = parse_day(self.edit.text())
        except ValueError:
            return None
        return day if not self._outside(day) else None

    def ask_for(self, words: str) -> None:
        """Say that a date is needed where there is none; one that is wrong is refused as ever."""
        self._judge()
        if not self.edit.text().strip():
            self._refuse(words)

    def _left(self) -> None:
        """Judge what stands there, and write the date in words."""
        super()._left()
        self._judge()
        if day := self.day():
            self.edit.setText(day_words(day))

    def _edit_size(self) -> QSize:
        return QSize(theme.scaled(146), max(42, theme.scaled(42)))

    def _outside(self, day: date) -> str:
        """Say why a date cannot be meant; empty where it can."""
        if self.earliest is not None and day < self.earliest:
            return self.tr("Not before {0}").format(day_words(self.earliest))
        if self.latest is not None and day > self.latest:
            return self.tr("Not after {0}").format(day_words(self.latest))
        return ""

    def _tell(self) -> None:
        day = self.day()
        if day is None:
            self.cleared.emit()
        else:
            self._refuse("")
            self.changed.emit(day)

    def _judge(self) -> None:
        """Refuse only once the field is left: half a date is no mistake yet."""
        text = self.edit.text().strip()
        if not text:
            self._refuse("")
            return
        try:
            self._refuse(self._outside(parse_day(text)))
        except ValueError:
            self._refuse(self.tr("Please write it as {0}.").format(self._example))

    def _show_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = Calendar(self)
            self._calendar.clicked.connect(self._pick)
            self._calendar.activated.connect(self._pick)
        if self.earliest is not None:
            self._calendar.setMinimumDate(QDate(self.earliest.year, self.earliest.month, self.earliest.day))
        if self.latest is not None:
            self._calendar.setMaximumDate(QDate(self.latest.year, self.latest.month, self.latest.day))
        if day := self.day():
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.dress()
        self._calendar.move(self.mapToGlobal(QPoint(0, self.edit.height() + 4)))
        self._calendar.show()
        self._calendar.setFocus()

    def _pick(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.edit.setText(day_words(date(picked.year(), picked.month(), picked.day())))
        self._tell()
