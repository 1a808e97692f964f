"""A date, typed or picked."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.days import day_words, parse_day
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.refusal import show_refusal
from consult_app.ui.widgets.settling import Settling


class DateField(QWidget):
    """A text field for a date with a calendar beside it.

    A QDateEdit that may be empty swallows the Tab key, and its spin arrows invite wrong years.
    What is no date, or outside `earliest` and `latest`, is refused in words and clears the answer.
    """

    changed = Signal(object)
    cleared = Signal()

    def __init__(
        self,
        *,
        name: str = "",
        earliest: date | None = None,
        latest: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.earliest, self.latest = earliest, latest
        self._refused = False
        self._calendar: QCalendarWidget | None = None
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(self.tr("22 Nov 2026"))
        self._open = Button("", icon_name="calendar", name=self.tr("{0}: open the calendar").format(name))
        self._error = PlainLabel("", "quiet", wrap=False)
        self._error.setVisible(False)
        self._lay_out()
        self.setFocusProxy(self.edit)
        self._settling = Settling(self)
        self._settling.settled.connect(self._tell)
        self.edit.textEdited.connect(self._settling.poke)
        self.edit.installEventFilter(self)
        self._open.clicked.connect(self._show_calendar)

    def set_day(self, day: date | None) -> None:
        """Show a date; tells nobody, and leaves alone what is being typed or was refused."""
        if self._settling.pending or (day is None and self._refused) or day == self.day():
            return
        self._refuse("")
        self.edit.setText(day_words(day) if day else "")

    def day(self) -> date | None:
        """Give the date; `None` for an empty field or a refused text."""
        try:
            day = parse_day(self.edit.text())
        except ValueError:
            return None
        return day if not self._outside(day) else None

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._settling.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Flush when the field is left or hidden, and write the date in words."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.flush()
            self._judge()
            if day := self.day():
                self.edit.setText(day_words(day))
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        self.edit.setFixedSize(QSize(theme.scaled(146), max(42, theme.scaled(42))))

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
            self._refuse(self.tr("Please write it as 22 Nov 2026."))

    def _refuse(self, words: str) -> None:
        if words == self._error.text():
            return
        self._refused = bool(words)
        show_refusal(self.edit, self._error, words)
        self.updateGeometry()

    def _show_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.clicked.connect(self._pick)
            self._calendar.activated.connect(self._pick)
        if self.earliest is not None:
            self._calendar.setMinimumDate(QDate(self.earliest.year, self.earliest.month, self.earliest.day))
        if self.latest is not None:
            self._calendar.setMaximumDate(QDate(self.latest.year, self.latest.month, self.latest.day))
        if day := self.day():
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.edit.height() + 4)))
        self._calendar.show()
        self._calendar.setFocus()

    def _pick(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.edit.setText(day_words(date(picked.year(), picked.month(), picked.day())))
        self._tell()
