"""Question pages: matters, history, screening, expectations, understanding and decisions."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Origin
from consult_app.domain.entry import Part
from consult_app.domain.names import Names
from consult_app.domain.questionnaire import Choice, Kind, Question, Step
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
    """The questions of one step; `answered` of `required` must be answered."""

    step: Step
    cards: tuple[Card, ...]
    answered: int
    required: int


def questions_screen(conversation: Conversation, step: Step) -> QuestionsScreen:
    """Show the questions of a step as they stand."""
    treatment, assessment = conversation.treatment, conversation.assessment
    marks = _marks(conversation)
    visible = set(assessment.visible)
    answers, origins = conversation.draft.answers, conversation.draft.origins
    cards = [
        Card(
            section.id,
            section.title,
            section.note,
            tuple(
                QuestionRow(
                    question,
                    question.id in visible,
                    treatment.questionnaire.follows(question.id),
                    answers.get(question.id),
                    marks.get(question.id),
                    origins.get(question.id),
                    _names(treatment, question),
                )
                for question in section.questions
            ),
        )
        for section in treatment.questionnaire.sections
        if section.step is step
    ]
    if step is Step.MATTERS:
        cards.insert(0, _areas_card(conversation))
    rows = [row for card in cards for row in card.rows if row.shown and row.question.required]
    return QuestionsScreen(step, tuple(cards), sum(row.value is not None for row in rows), len(rows))


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


def _areas_card(conversation: Conversation) -> Card:
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
    return Card(AREAS, goal.name, "", (row,))


def _marks(conversation: Conversation) -> dict[str, Severity]:
    """Map each question to the gravest finding resting on its answer; findings come gravest first."""
    marks: dict[str, Severity] = {}
    for finding in conversation.assessment.findings:
        for ground in finding.grounds:
            if ground.value is not None:
                marks.setdefault(ground.fact, finding.rule.severity)
    return marks
