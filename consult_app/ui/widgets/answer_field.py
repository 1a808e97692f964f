"""The control that takes the answer to a question, whatever its kind."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from consult_app.domain.condition import NOT_SURE, NotSure, Value, chosen
from consult_app.domain.entry import Entry
from consult_app.domain.names import Names
from consult_app.domain.questionnaire import Kind, Question
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
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.area_chips import AreaChips
from consult_app.ui.widgets.chip import Chip
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.choice_group import ChoiceGroup
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.entries import Entries
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.scale import Scale
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.text_box import TextBox

_Tell = Callable[[str, Value | None], None]
_Show = Callable[[Value | None], None]
_MOST_SEGMENTS, _MOST_LETTERS = 4, 34


def _words(literal: str) -> str:
    return QCoreApplication.translate("AnswerField", literal)


def _nothing() -> None:
    """Nothing is ever typed into this control."""


def _no_mark(_tone: Tone) -> None:
    """Show no mark; the row does."""


class AnswerField:
    """A question's control, to be placed by its card.

    `unsure` is a "not sure" pill for kinds whose control has none; `below` asks for the full width. A list is
    completed from `names`. `tell` is called with the question's id and its answer, or none where it is taken
    back: signals of hundreds of fields would be connected one by one.
    """

    def __init__(self, question: Question, card: QWidget, names: Names | None, tell: _Tell) -> None:
        self._question, self._names, self._card, self._told = question, names, card, tell
        self.below = False
        self._show: _Show
        self._flush: Callable[[], None] = _nothing
        self._set_tone: Callable[[Tone], None] = _no_mark
        self.control: QWidget = self._make()
        self.unsure: Chip | None = self._unsure_pill()
        if self.unsure is not None:
            self.unsure.setAccessibleName(f"{question.text} {self.unsure.text()}")
            self.unsure.clicked.connect(self._ticked_unsure)
        self.widgets = (self.control,) if self.unsure is None else (self.control, self.unsure)

    def display(self, value: Value | None) -> None:
        """Show an answer; tells nobody."""
        if self.unsure is not None:
            self.unsure.setChecked(isinstance(value, NotSure))
        self._show(value)

    def set_tone(self, tone: Tone) -> None:
        """Mark the answer with the tone of a finding that rests on it."""
        self._set_tone(tone)
        if self.unsure is not None:
            self.unsure.set_tone(tone)

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
        group = Segments(self._question.text, self._card)
        group.set_choices([(YES, _words("Yes")), (NO, _words("No")), *self._unsure_choice()])
        group.set_letters({_words("y"): YES, _words("n"): NO, _words("u"): UNSURE})
        return self._join(group)

    def _choice(self) -> QWidget:
        choices = [(each.id, each.label) for each in self._question.choices] + self._unsure_choice()
        short = len(choices) <= _MOST_SEGMENTS and sum(len(label) for _, label in choices) <= _MOST_LETTERS
        group: ChoiceGroup = (Segments if short else RadioList)(self._question.text, self._card)
        self.below = not short
        group.set_choices(choices)
        return self._join(group)

    def _choices(self) -> QWidget:
        mapped = any(each.regions for each in self._question.choices)
        chips = (AreaChips if mapped else Chips)(self._question.text, self._card)
        chips.set_choices(
            self._question.choices,
            own_words=self._question.own_words,
            unsure=_words("Not sure") if self._question.may_be_unsure else "",
        )
        chips.changed.connect(self._several)
        chips.unsure_chosen.connect(lambda: self._tell(NOT_SURE))
        self.below = True
        self._flush, self._set_tone = chips.flush, chips.set_tone
        self._show = lambda value: chips.set_value(chosen(value), unsure=isinstance(value, NotSure))
        return chips

    def _number(self) -> QWidget:
        question = self._question
        field = NumberField(question.unit, question.low, question.high, name=question.text, parent=self._card)
        field.changed.connect(self._tell)
        field.cleared.connect(self._clear)
        self._flush = field.flush
        self._show = lambda value: field.set_value(number_of(value))
        return field

    def _scale(self) -> QWidget:
        question = self._question
        unsure = _words("Not sure") if question.may_be_unsure else ""
        scale = Scale(
            question.text, question.low_words, question.high_words, unsure=unsure, parent=self._card
        )
        self.below = True
        return self._join(scale)

    def _day(self) -> QWidget:
        field = DateField(name=self._question.text, parent=self._card)
        field.changed.connect(lambda day: self._tell(day.isoformat()))
        field.cleared.connect(self._clear)
        self._flush = field.flush
        self._show = lambda value: field.set_day(day_of(value))
        return field

    def _text(self) -> QWidget:
        box = TextBox(_words("In their own words"), name=self._question.text, lines=2, parent=self._card)
        box.edited.connect(lambda text: self._tell(text.strip() or None))
        self.below = True
        self._flush = box.flush
        self._show = lambda value: box.set_text(text_of(value))
        return box

    def _entries(self) -> QWidget:
        entries = Entries(self._question.text, self._question.entry, self._names, self._card)
        entries.changed.connect(self._several)
        self.below = True
        self._flush = entries.flush
        self._show = lambda value: entries.set_value(value if isinstance(value, tuple) else ())
        return entries

    def _join(self, group: ChoiceGroup) -> QWidget:
        meanings = by_button(self._question)
        group.chosen.connect(lambda key: self._tell(meanings[key]))
        group.cleared.connect(self._clear)
        self._set_tone = group.set_tone
        self._show = lambda value: group.set_current(button_of(value, meanings))
        return group

    def _unsure_choice(self) -> list[tuple[str, str]]:
        return [(UNSURE, _words("Not sure"))] if self._question.may_be_unsure else []

    def _unsure_pill(self) -> Chip | None:
        question = self._question
        if question.may_be_unsure and question.kind in ASKED_APART:
            return Chip(_words("Not sure"), self._card)
        return None

    def _ticked_unsure(self, on: bool) -> None:  # noqa: FBT001 - what Qt's clicked signal gives
        if on:
            self._show(None)
            self._tell(NOT_SURE)
        else:
            self._clear()

    def _tell(self, value: Value | None) -> None:
        self._told(self._question.id, value)

    def _clear(self) -> None:
        self._tell(None)

    def _several(self, value: tuple[str, ...] | tuple[Entry, ...]) -> None:
        self._tell(value or None)
