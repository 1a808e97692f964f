"""A day with a time of day."""

from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel

_TIME_WIDTH = 120


class MomentField(QWidget):
    """A date beside a time as 14:30; the time may be left out where it is not known."""

    edited = Signal()

    def __init__(self, day_label: str, time_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = DateField(name=day_label)
        self._time = LineField(time_label)
        self._time.edit.setPlaceholderText(self.tr("14:30"))
        self._time.setFixedWidth(theme.scaled(_TIME_WIDTH))
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(PlainLabel(day_label, "strong"))
        left.addWidget(self._day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.APART)
        row.addLayout(left)
        row.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.setFocusProxy(self._day)
        self._day.changed.connect(lambda _: self.edited.emit())
        self._day.cleared.connect(self.edited)
        self._time.edited.connect(lambda _: self.edited.emit())

    def set_range(self, earliest: date | None, latest: date) -> None:
        """Refuse days outside."""
        self._day.earliest, self._day.latest = earliest, latest

    def show_moment(self, day: date, at: str) -> None:
        """Show a day and a time; tells nobody."""
        self._day.set_day(day)
        self._time.set_text(at)

    def day(self) -> date | None:
        """Give the day; `None` for none, or for one that was refused."""
        return self._day.day()

    def time(self) -> str:
        """Give the time as it is written."""
        return self._time.text().strip()

    def moment(self, zone: tzinfo | None) -> datetime | None:
        """Give day and time together; `None` where either cannot be read."""
        day = self.day()
        try:
            at = time.fromisoformat(self.time().zfill(5))
        except ValueError:
            return None
        return datetime.combine(day, at, zone) if day is not None else None

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._day.flush()
        self._time.flush()
