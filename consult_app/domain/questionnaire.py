"""Questions, the order in which they are asked, and which of them apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from math import isfinite

from consult_app.domain.body import Region
from consult_app.domain.condition import (
    ALWAYS,
    Condition,
    Facts,
    NotSure,
    Test,
    Truth,
    Value,
    chosen,
    facts_named,
    ready,
)
from consult_app.domain.derived import (
    BMI,
    CLASSES,
    DAYS,
    HEIGHT,
    WEEKS,
    WEIGHT,
    bmi_of,
    classes_of,
    time_of,
)
from consult_app.domain.entry import Entry, Part, entries_of
from consult_app.domain.medicines import Medicines

OTHER = "other"
"""The pseudo-choice that stands for text of one's own among choices."""
DAY = "day"
"""The given fact that holds the day of the consultation; conditions read what follows from it only."""


TOP = 10
"""The upper end of a SCALE; the lower is 0."""


class Step(Enum):
    """The steps of the path through the room, in order."""

    # There is but one of each; by its name, as Enum has it, would be a call for every look into a dict.
    __hash__ = object.__hash__

    PATIENT = "patient"
    MATTERS = "matters"
    HISTORY = "history"
    SCREENING = "screening"
    EXPECTATIONS = "expectations"
    OPTIONS = "options"
    INGREDIENTS = "ingredients"
    RISKS = "risks"
    UNDERSTANDING = "understanding"
    DECISIONS = "decisions"
    SIGN = "sign"
    DONE = "done"


class Kind(Enum):
    """What an answer looks like.

    YES_NO gives a bool, SCALE a whole number from 0 to 10, DATE an ISO 8601 date, CHOICES a tuple of ids,
    ENTRIES a tuple of entries.
    """

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    SCALE = "scale"
    DATE = "date"
    TEXT = "text"
    ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers offered; an `alone` choice ("none of these") excludes all others.

    A choice with `regions` can be pressed on the drawings of the body too. Where understanding is checked,
    the `right` one is what was explained.
    """

    id: str
    label: str
    alone: bool = False
    regions: tuple[Region, ...] = ()
    right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers.

    `low` and `high` bound a NUMBER in `unit`; `low_words` and `high_words` say what the ends of a SCALE mean;
    `own_words` lets CHOICES add text; `may_be_unsure` offers "not sure" as an answer; `entry` names what is
    asked about each of ENTRIES beside its name, and `medicines` says that the names are those of medicines.
    """

    id: str
    kind: Kind
    text: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    when: Condition = ALWAYS
    required: bool = True
    unit: str = ""
    low: float | None = None
    high: float | None = None
    own_words: bool = False
    sources: tuple[str, ...] = ()
    may_be_unsure: bool = True
    medicines: bool = False
    entry: tuple[Part, ...] = ()
    low_words: str = ""
    high_words: str = ""

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Give the lowest and the highest number that can be; None where that end is open."""
        return (0, TOP) if self.kind is Kind.SCALE else (self.low, self.high)

    def misses(self, value: Value | None) -> bool:
        """Whether an answer shows that what was explained was not understood; "not sure" does."""
        right = [each.id for each in self.choices if each.right]
        return bool(right) and value is not None and value not in right

    @property
    def derives(self) -> tuple[str, ...]:
        """Name the facts that follow from its answer."""
        if self.id in (HEIGHT, WEIGHT):
            return (BMI,)
        if self.kind is Kind.DATE:
            return (self.id + DAYS, self.id + WEEKS)
        return (self.id + CLASSES,) if self.medicines else ()


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together on the page of one step."""

    id: str
    step: Step
    title: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions of a treatment, in the order in which they are asked; conditions refer backwards only.

    `medicines` are the names that are recognised among the answers.
    """

    sections: tuple[Section, ...]
    medicines: Medicines = field(default_factory=Medicines, repr=False)
    _by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    _steps: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    _follow_ups: frozenset[str] = field(init=False, repr=False, compare=False)
    _in_turn: tuple[tuple[Question, Test | None, tuple[str, ...]], ...] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        # Looked up for every row and rule at every answer.
        object.__setattr__(self, "_by_id", {question.id: question for question in self})
        steps = {question.id: section.step for section in self.sections for question in section.questions}
        object.__setattr__(self, "_steps", steps)
        in_turn = ((each, None if each.when == ALWAYS else ready(each.when), each.derives) for each in self)
        object.__setattr__(self, "_in_turn", tuple(in_turn))
        object.__setattr__(self, "_follow_ups", frozenset(_follow_ups(self.sections)))

    def __iter__(self) -> Iterator[Question]:
        """Walk over all questions in order."""
        return (question for section in self.sections for question in section.questions)

    def in_turn(self) -> tuple[tuple[Question, Test | None, tuple[str, ...]], ...]:
        """Give each question with the test of its condition, if it has one, and what it derives."""
        return self._in_turn

    def question(self, question_id: str) -> Question:
        """Find a question by id; KeyError where the pack has none."""
        return self._by_id[question_id]

    @property
    def steps(self) -> Mapping[str, Step]:
        """Map each question's id to the step at which it is asked."""
        return self._steps

    def follows(self, question_id: str) -> bool:
        """Whether the question hangs on another one of its section, and so is shown below it."""
        return question_id in self._follow_ups


def _follow_ups(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        ids = {name for question in section.questions for name in (question.id, *question.derives)}
        for question in section.questions:
            if not ids.isdisjoint(facts_named(question.when)):
                yield question.id


@dataclass(frozen=True, slots=True)
class Asked:
    """The outcome of one pass over a questionnaire.

    The facts, the questions shown, and those still unanswered.
    """

    facts: Facts
    visible: tuple[str, ...]
    missing: tuple[str, ...]


def ask(questionnaire: Questionnaire, given: Mapping[str, Value], answers: Mapping[str, Value]) -> Asked:
    """Decide in one pass which questions apply.

    `given` are facts known without asking (age, goal …). Answers to hidden questions are not used.
    """
    known: dict[str, Value] = dict(given)
    not_applicable: set[str] = set()
    visible: list[str] = []
    missing: list[str] = []
    # `known` grows along the way: each question sees what the ones before it settled.
    for question, test, derives in questionnaire.in_turn():
        if test is not None:
            truth = test(known, not_applicable)
            if truth is Truth.FALSE:
                not_applicable.update((question.id, *derives))
            if truth is not Truth.TRUE:
                continue
        visible.append(question.id)
        if question.id in answers:
            value = answers[question.id]
            known[question.id] = _as_fact(question, value) if isinstance(value, tuple) else value
            if derives:
                known.update(_derived(question, known, questionnaire.medicines))
        elif question.required:
            missing.append(question.id)
    return Asked(Facts(known, frozenset(not_applicable)), tuple(visible), tuple(missing))


def _as_fact(question: Question, value: tuple[str | Entry, ...]) -> Value:
    """Let rules see text of one's own as the choice `other`."""
    if question.kind is not Kind.CHOICES:
        return value
    offered = {choice.id for choice in question.choices}
    return (*value, OTHER) if any(each not in offered for each in value) else value


def _derived(
    question: Question, known: Mapping[str, Value], medicines: Medicines
) -> Iterator[tuple[str, Value]]:
    """Give what follows from the answer just taken, as far as it is known."""
    for fact in question.derives:
        value: Value | None
        if fact == BMI:
            value = bmi_of(known)
        elif question.kind is Kind.DATE:
            value = time_of(fact, known[question.id], known.get(DAY))
        else:
            value = classes_of(known[question.id], medicines)
        if value is not None:
            yield fact, value


class Misfit(Enum):
    """Why an answer does not fit its question."""

    KIND = "kind"
    CHOICE = "choice"
    LOW = "low"
    HIGH = "high"
    DATE = "date"
    ALONE = "alone"
    EMPTY = "empty"
    UNSURE = "unsure"


def misfit(question: Question, value: Value) -> Misfit | None:
    """Say why a value cannot be an answer to the question; `None` where it fits."""
    if isinstance(value, NotSure):
        return None if question.may_be_unsure else Misfit.UNSURE
    match question.kind:
        case Kind.YES_NO:
            return None if isinstance(value, bool) else Misfit.KIND
        case Kind.NUMBER | Kind.SCALE:
            return _number_misfit(question, value)
        case Kind.CHOICES:
            return _choices_misfit(question, value)
        case Kind.ENTRIES:
            return _entries_misfit(value)
        case Kind.CHOICE | Kind.DATE | Kind.TEXT:  # pragma: no branch - no other kind exists
            return _text_misfit(question, value)


def _number_misfit(question: Question, value: Value) -> Misfit | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return Misfit.KIND
    low, high = question.bounds
    if low is not None and value < low:
        return Misfit.LOW
    if high is not None and value > high:
        return Misfit.HIGH
    part_of_one = question.kind is Kind.SCALE and value != int(value)
    return Misfit.KIND if part_of_one else None


def _entries_misfit(value: Value) -> Misfit | None:
    if not isinstance(value, tuple):
        return Misfit.KIND
    named = bool(value) and all(each.name.strip() for each in entries_of(value))
    return None if named else Misfit.EMPTY


def _choices_misfit(question: Question, value: Value) -> Misfit | None:
    given = chosen(value)
    if not isinstance(value, tuple) or len(given) < len(value):
        return Misfit.KIND
    if not given or not all(each.strip() for each in given):
        return Misfit.EMPTY
    offered = {choice.id: choice for choice in question.choices}
    if not question.own_words and any(each not in offered for each in given):
        return Misfit.CHOICE
    if len(given) > 1 and any(each in offered and offered[each].alone for each in given):
        return Misfit.ALONE
    return None


def _text_misfit(question: Question, value: Value) -> Misfit | None:
    if not isinstance(value, str):
        return Misfit.KIND
    if question.kind is Kind.CHOICE:
        return None if any(choice.id == value for choice in question.choices) else Misfit.CHOICE
    if question.kind is Kind.DATE:
        try:
            date.fromisoformat(value)
        except ValueError:
            return Misfit.DATE
    return None if value.strip() else Misfit.EMPTY
