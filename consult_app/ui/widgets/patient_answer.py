"""The large control that takes a patient's own answer, whatever its kind."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.condition import NOT_SURE, NotSure, Value, chosen
from consult_app.domain.entry import Entry, entries_of
from consult_app.domain.questionnaire import TOP, Kind, Question
from consult_app.domain.wording import Words
from consult_app.ui.answer_values import (
    ASKED_APART,
    NO,
    UNSURE,
    YES,
    button_of,
    by_button,
    day_of,
    number_of,
    text_of,
)
from consult_app.ui.widgets.large_areas import LargeAreas
from consult_app.ui.widgets.large_choice import LargeChoices, LargeTick
from consult_app.ui.widgets.large_date import LargeDate
from consult_app.ui.widgets.large_number import LargeNumber
from consult_app.ui.widgets.large_text import LargeText
from consult_app.ui.widgets.large_ticks import LargeTicks


class PatientAnswer(QWidget):
    """Built once for a question, all in the words of the patient's language."""

    answered = Signal(object)
    cleared = Signal()

    def __init__(self, question: Question, words: Words) -> None:
        super().__init__()
        self._question, self._words = question, words
        self._show: Callable[[Value | None], None]
        self._flush: Callable[[], None] = lambda: None
        self._unsure: LargeTick | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        control = self._make()
        self._column.addWidget(control)
        self.setFocusProxy(control)
        if question.may_be_unsure and question.kind in ASKED_APART:
            self._unsure = LargeTick(words("answer.not_sure"), question.text)
            self._unsure.clicked.connect(lambda on: self._ticked_unsure(on=on))
            self._column.addWidget(self._unsure)

    def display(self, value: Value | None) -> None:
        """Show an answer; tells nobody."""
        if self._unsure is not None:
            self._unsure.setChecked(isinstance(value, NotSure))
        self._show(value)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._flush()

    def _make(self) -> QWidget:
        make = {
            Kind.YES_NO: self._yes_no,
            Kind.CHOICE: self._choice,
            Kind.CHOICES: self._choices,
            Kind.NUMBER: self._number,
            Kind.SCALE: self._scale,
            Kind.DATE: self._day,
            Kind.TEXT: self._text,
            Kind.ENTRIES: self._entries,
        }
        return make[self._question.kind]()

    def _yes_no(self) -> QWidget:
        return self._exclusive([(YES, self._words("answer.yes")), (NO, self._words("answer.no"))])

    def _choice(self) -> QWidget:
        return self._exclusive([(each.id, each.label) for each in self._question.choices])

    def _scale(self) -> QWidget:
        ends = {0: self._question.low_words, TOP: self._question.high_words}
        points = range(TOP + 1)
        return self._exclusive(
            [(str(n), " – ".join(part for part in (str(n), ends.get(n, "")) if part)) for n in points]
        )

    def _exclusive(self, choices: list[tuple[str, str]]) -> QWidget:
        meanings = by_button(self._question)
        group = LargeChoices(self._question.text)
        unsure = [(UNSURE, self._words("answer.not_sure"))] if self._question.may_be_unsure else []
        group.set_choices([*choices, *unsure])
        group.chosen.connect(lambda key: self.answered.emit(meanings[key]))
        group.cleared.connect(self.cleared)
        self._show = lambda value: group.set_current(button_of(value, meanings))
        return group

    def _choices(self) -> QWidget:
        question, words = self._question, self._words
        # Where the choices are places on the body, a drawing says better than a word which one is meant.
        kind = LargeAreas if any(each.regions for each in question.choices) else LargeTicks
        ticks = kind(
            question.text,
            question.choices,
            unsure=words("answer.not_sure") if question.may_be_unsure else "",
            other=words("patient.other") if question.own_words else "",
        )
        ticks.changed.connect(self._several)
        ticks.unsure_chosen.connect(lambda: self.answered.emit(NOT_SURE))
        self._flush = ticks.flush
        self._show = lambda value: ticks.set_value(chosen(value), unsure=isinstance(value, NotSure))
        return ticks

    def _number(self) -> QWidget:
        field = LargeNumber(self._question, self._words)
        field.changed.connect(self.answered)
        field.cleared.connect(self.cleared)
        self._flush = field.flush
        self._show = lambda value: field.set_value(number_of(value))
        return field

    def _day(self) -> QWidget:
        field = LargeDate(self._question.text, self._words)
        field.changed.connect(lambda day: self.answered.emit(day.isoformat()))
        field.cleared.connect(self.cleared)
        self._flush = field.flush
        self._show = lambda value: field.set_day(day_of(value))
        return field

    def _text(self) -> QWidget:
        box = LargeText(self._question.text, self._words("patient.write"))
        box.edited.connect(
            lambda text: self.answered.emit(text.strip()) if text.strip() else self.cleared.emit()
        )
        self._flush = box.flush
        self._show = lambda value: box.set_text(text_of(value))
        return box

    def _entries(self) -> QWidget:
        box = LargeText(self._question.text, self._words("patient.each_line"))
        shown: dict[str, Entry] = {}

        def told(text: str) -> None:
            # What somebody said of a thing before stays with it as long as its name stands there.
            self._several(tuple(shown.get(name, Entry(name)) for name in _lines(text)))

        def show(value: Value | None) -> None:
            entries = entries_of(value) if isinstance(value, tuple) else ()
            shown.clear()
            shown.update({each.name: each for each in entries})
            names = tuple(each.name for each in entries)
            # Blank lines are left to whoever writes.
            if names != _lines(box.toPlainText()):
                box.set_text("\n".join(names))

        box.edited.connect(told)
        self._flush, self._show = box.flush, show
        return box

    def _several(self, value: tuple[str, ...] | tuple[Entry, ...]) -> None:
        if value:
            self.answered.emit(value)
        else:
            self.cleared.emit()

    def _ticked_unsure(self, *, on: bool) -> None:
        if on:
            self._show(None)
            self.answered.emit(NOT_SURE)
        else:
            self.cleared.emit()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
