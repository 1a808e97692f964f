"""Answers to all questions of a treatment, drawn at random: the likely, the boundaries and the odd."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from consult_app.domain.condition import NOT_SURE, Value
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import DAY, Kind, Question, misfit
from consult_app.domain.screening import AGE, AREAS, GOAL, INGREDIENTS, SEX
from consult_app.domain.treatment import Treatment

TODAY = date(2028, 2, 29)
_NUMBERS = (0, 1, 2, 17, 18, 24.95, 29.9, 30, 65, 70, 72.2, 99.8, 150, 170, 200, 250)
_DAYS = (0, 1, 6, 7, 13, 14, 27, 28, 42, 83, 84, 182, 183, 365, 366, 730, 4_000, -1, -7, -8)
_ENTRIES = (
    *(
        "warfarin 5 mg",
        "Warfarin",
        "aspirin and an inhaler",
        "ibuprofen, fish oil",
        "isotretinoin",
        "foobarium",
    ),
    *("a cream", "methotrexate", "levothyroxine 50\u00b5g", "Zoloft", "Om\u00e9prazole", "vitamin D"),
)


def some_answer(random: Random, question: Question) -> Value:
    """Draw an answer that fits the question."""
    if question.may_be_unsure and random.random() < 0.12:
        return NOT_SURE
    value: Value
    match question.kind:
        case Kind.YES_NO:
            value = random.random() < 0.4
        case Kind.NUMBER | Kind.SCALE:
            value = _number(random, question)
        case Kind.CHOICE:
            value = random.choice(question.choices).id
        case Kind.CHOICES:
            value = _choices(random, question)
        case Kind.DATE:
            value = (TODAY - timedelta(days=random.choice(_DAYS))).isoformat()
        case Kind.ENTRIES:
            names = random.sample(_ENTRIES, random.randrange(1, 4))
            value = tuple(Entry(each, dose=random.choice(("", "5 mg"))) for each in names)
        case _:
            value = "in my own words"
    assert misfit(question, value) is None, question.id
    return value


def _number(random: Random, question: Question) -> float:
    ends = [each for each in question.bounds if each is not None]
    fitting = [*ends, *(each for each in _NUMBERS if misfit(question, each) is None)]
    return random.choice(fitting)


def _choices(random: Random, question: Question) -> tuple[str, ...]:
    alone = [each.id for each in question.choices if each.alone]
    if alone and random.random() < 0.4:
        return (random.choice(alone),)
    others = [each.id for each in question.choices if not each.alone]
    own = ("words of my own",) if question.own_words and random.random() < 0.3 else ()
    return (*random.sample(others, random.randrange(1, len(others) + 1)), *own)


def some_answers(random: Random, treatment: Treatment, share: float) -> dict[str, Value]:
    """Draw answers to a share of the questions."""
    return {each.id: some_answer(random, each) for each in treatment.questionnaire if random.random() < share}


def some_facts(random: Random, treatment: Treatment) -> dict[str, Value]:
    """Draw what is known without asking; sex, areas and mixture may be unknown."""
    goal = random.choice(treatment.goals)
    facts: dict[str, Value] = {
        DAY: TODAY.isoformat(),
        AGE: random.choice((17, 18, 40, 65, 80)),
        GOAL: goal.id,
    }
    if random.random() < 0.8:
        facts[SEX] = random.choice(("female", "male", "other"))
    if random.random() < 0.8:
        facts[AREAS] = (random.choice(goal.areas).id,)
    if random.random() < 0.8:
        facts[INGREDIENTS] = (random.choice(treatment.ingredients).id,)
    return facts


def changed(random: Random, treatment: Treatment, answers: Mapping[str, Value]) -> dict[str, Value]:
    """Change one to three answers: another one, or none; dates, entries and sizes more often than others."""
    questions = tuple(treatment.questionnaire)
    deriving = tuple(each for each in questions if each.derives)
    after = dict(answers)
    for _ in range(random.randrange(1, 4)):
        question = random.choice(deriving if deriving and random.random() < 0.5 else questions)
        if random.random() < 0.25:
            after.pop(question.id, None)
        else:
            after[question.id] = some_answer(random, question)
    return after
