"""A large number with its unit, to be typed or stepped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Question
from consult_app.domain.wording import Words
from consult_app.ui.widgets.large_button import LargeButton
from consult_app.ui.widgets.large_line import LargeLine
from consult_app.ui.widgets.large_words import CAPTION, SMALL, LargeWords


class LargeNumber(QWidget):
    """What is no number in the range is refused in words, and clears the answer."""

    changed = Signal(object)
    cleared = Signal()

    def __init__(self, question: Question, words: Words) -> None:
        super().__init__()
        self._low, self._high, self._words = question.low, question.high, words
        self._line = LargeLine(f"{question.text} {question.unit}".strip(), "", digits=6)
        less = LargeButton("", icon_name="minus", name=words("patient.less"))
        more = LargeButton("", icon_name="plus", name=words("patient.more"))
        unit = LargeWords()
        unit.least = 60
        unit.show_words((question.unit, CAPTION))
        self._error = LargeWords()
        row = QHBoxLayout()
        row.setSpacing(12)
        for each in (less, self._line, more):
            row.addWidget(each)
        row.addWidget(unit, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._error)
        self.setFocusProxy(self._line)
        self._line.edited.connect(lambda _: self._tell())
        less.clicked.connect(lambda: self._step(-1))
        more.clicked.connect(lambda: self._step(1))

    def set_value(self, value: float | None) -> None:
        """Show a number; tells nobody, and leaves alone what was refused."""
        if value is not None or self._number() is not None:
            self._line.set_text("" if value is None else f"{value:.15g}")
            self._error.show_words()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._line.flush()

    def _number(self) -> float | None:
        try:
            number = float(self._line.text().replace(",", "."))
        except ValueError:
            return None
        if (self._low is not None and number < self._low) or (self._high is not None and number > self._high):
            return None
        return int(number) if number.is_integer() else number

    def _step(self, by: int) -> None:
        start = self._number()
        number = (self._low or 0) if start is None else start + by
        number = number if self._low is None else max(number, self._low)
        number = number if self._high is None else min(number, self._high)
        self._line.edit.setText(f"{number:.15g}")
        self._tell()

    def _tell(self) -> None:
        number = self._number()
        if number is None:
            self._error.show_words((self._refusal() if self._line.text().strip() else "", SMALL))
            self.cleared.emit()
        else:
            self._error.show_words()
            self.changed.emit(number)

    def _refusal(self) -> str:
        low, high = (None if each is None else f"{each:.15g}" for each in (self._low, self._high))
        if low is not None and high is not None:
            return self._words("patient.range", low=low, high=high)
        if low is not None:
            return self._words("patient.at_least", low=low)
        if high is not None:
            return self._words("patient.at_most", high=high)
        return self._words("patient.not_a_number")
