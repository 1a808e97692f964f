"""Question pages: matters, history, screening, expectations, understanding and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Origin
from consult_app.domain.entry import Part
from consult_app.domain.names import Names
from consult_app.domain.questionnaire import Choice, Kind, Question, Section, Step
from consult_app.domain.screening import AREAS
from consult_app.domain.treatment import Severity, Treatment
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its answer.

    `mark` is the gravest finding that rests on it; hidden rows keep their place. `origin` says where the
    answer is from when the clinician in this room did not give it. `names` complete what is typed in a list.
    """

    question: Question
    shown: bool
    follow_up: bool
    value: Value | None
    mark: Severity | None
    origin: Origin | None = None
    names: Names | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A section with all its rows, shown or not."""

    id: str
    title: str
    note: str
    rows: tuple[QuestionRow, ...]

    @property
    def shown(self) -> bool:
        """Whether any of its questions applies."""
        return any(row.shown for row in self.rows)


@dataclass(frozen=True, slots=True)
class QuestionsScreen:
    """The questions of one step."""

    step: Step
    cards: tuple[Card, ...]


def questions_screen(
    conversation: Conversation, step: Step, before: QuestionsScreen | None = None
) -> QuestionsScreen:
    """Show the questions of a step as they stand.

    What stands as it did in an earlier screen of the same consultation is the same row, or card, again: who
    draws it can pass over it.
    """
    sections = (each for each in conversation.treatment.questionnaire.sections if each.step is step)
    known = {card.id: card for card in before.cards} if before else {}
    made = _Rows(conversation)
    cards = [_card(section, made, known.get(section.id)) for section in sections]
    if step is Step.MATTERS:
        cards.insert(0, _areas_card(conversation, known.get(AREAS)))
    return QuestionsScreen(step, tuple(cards))


def _card(section: Section, rows: _Rows, before: Card | None) -> Card:
    if before is None:
        made = tuple(rows.row(question, None) for question in section.questions)
    elif rows.stand_as(before.rows):
        return before
    else:
        both = zip(section.questions, before.rows, strict=True)
        made = tuple(rows.row(question, known) for question, known in both)
    return Card(section.id, section.title, section.note, made)


class _Rows:
    """Makes rows of questions as a conversation stands, or finds that one stands as before."""

    def __init__(self, conversation: Conversation) -> None:
        self._treatment = conversation.treatment
        self._visible = frozenset(conversation.assessment.visible)
        self._answers, self._origins = conversation.draft.answers, conversation.draft.origins
        self._marks = _marks(conversation)

    def stand_as(self, before: Iterable[QuestionRow]) -> bool:
        """Whether all rows stand as they did: of hundreds, an answer changes one or two."""
        visible = self._visible
        value, mark, origin = self._answers.get, self._marks.get, self._origins.get
        for row in before:
            name = row.question.id
            # By identity: it is quick, and a yes is not the number 1.
            if (
                value(name) is not row.value
                or (name in visible) is not row.shown
                or mark(name) is not row.mark
                or origin(name) is not row.origin
            ):
                return False
        return True

    def row(self, question: Question, before: QuestionRow | None) -> QuestionRow:
        """Make a row, or give the one before where it stands as that did."""
        if before is not None and self.stand_as((before,)):
            return before
        name = question.id
        return QuestionRow(
            question,
            name in self._visible,
            self._treatment.questionnaire.follows(name),
            self._answers.get(name),
            self._marks.get(name),
            self._origins.get(name),
            _names(self._treatment, question),
        )


def _names(treatment: Treatment, question: Question) -> Names | None:
    """Give the names that a list can be completed from; people react to what they take or are given."""
    medicines = treatment.questionnaire.medicines
    if question.medicines:
        return Names(medicines, asks=True)
    if Part.REACTION in question.entry:
        return Names(medicines, tuple(each.name for each in treatment.ingredients))
    return None


def areas_question(treatment: Treatment, goal_id: str) -> Question:
    """Give the question for the areas to be treated; its answer sets the draft's areas."""
    goal = next(each for each in treatment.goals if each.id == goal_id)
    return Question(
        AREAS,
        Kind.CHOICES,
        Words(treatment.labels)("who.areas"),
        choices=tuple(Choice(area.id, area.name, regions=area.regions) for area in goal.areas),
        may_be_unsure=False,
    )


def _areas_card(conversation: Conversation, before: Card | None) -> Card:
    draft = conversation.draft
    goal = next(each for each in conversation.treatment.goals if each.id == draft.goal)
    question = areas_question(conversation.treatment, draft.goal)
    row = QuestionRow(
        question,
        shown=True,
        follow_up=False,
        value=draft.areas or None,
        mark=None,
        origin=draft.origins.get(AREAS),
    )
    card = Card(AREAS, goal.name, "", (row,))
    return before if card == before else card


def _marks(conversation: Conversation) -> dict[str, Severity]:
    """Map each question to the gravest finding resting on its answer; findings come gravest first.

    An answer that shows that something was not understood is marked as what needs care.
    """
    marks: dict[str, Severity] = {}
    for finding in conversation.assessment.findings:
        for ground in finding.grounds:
            if ground.value is not None:
                marks.setdefault(ground.fact, finding.rule.severity)
    for name in conversation.misunderstood:
        marks.setdefault(name, Severity.CAUTION)
    return marks
