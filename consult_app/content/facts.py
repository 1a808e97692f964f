"""Facts that are known without asking, given the form of questions so that the same checks fit both."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.domain.consultation import Sex
from consult_app.domain.derived import BMI, DAYS, HEIGHT, WEEKS, WEIGHT
from consult_app.domain.medicines import UNRECOGNISED, Medicines
from consult_app.domain.questionnaire import Choice, Kind, Question, Questionnaire
from consult_app.domain.screening import AGE, AREAS, GOAL, INGREDIENTS, SEX
from consult_app.domain.treatment import Goal, Ingredient, Treatment

_OLDEST = 130


def given_questions(goals: tuple[Goal, ...], ingredients: tuple[Ingredient, ...]) -> tuple[Question, ...]:
    """Describe the facts that every consultation of a treatment knows, in the order of GIVEN_FACTS."""
    areas = {area.id: area.name for goal in goals for area in goal.areas}
    sexes = {each.value: each.value for each in Sex if each is not Sex.NOT_RECORDED}
    return (
        Question(AGE, Kind.NUMBER, AGE, low=0, high=_OLDEST, may_be_unsure=False),
        _of_choices(SEX, Kind.CHOICE, sexes),
        _of_choices(GOAL, Kind.CHOICE, {each.id: each.name for each in goals}),
        _of_choices(AREAS, Kind.CHOICES, areas),
        _of_choices(INGREDIENTS, Kind.CHOICES, {each.id: each.name for each in ingredients}),
    )


def derived_questions(
    question: Question, known: Mapping[str, Question], medicines: Medicines
) -> tuple[Question, ...]:
    """Describe the facts that follow from a question's answer, once all that they take has been asked."""
    found: list[Question] = []
    for fact in question.derives:
        if fact == BMI:
            if HEIGHT in known and WEIGHT in known:
                found.append(Question(fact, Kind.NUMBER, fact, low=0, may_be_unsure=False))
        elif question.medicines:
            classes = {each.id: each.name for each in medicines.classes}
            found.append(_of_choices(fact, Kind.CHOICES, {**classes, UNRECOGNISED: UNRECOGNISED}))
        else:
            found.append(Question(fact, Kind.NUMBER, fact, may_be_unsure=False))
    return tuple(found)


def facts_of(treatment: Treatment) -> dict[str, Question]:
    """Give every fact that conditions of a treatment can read, in the form of a question."""
    known = {each.id: each for each in given_questions(treatment.goals, treatment.ingredients)}
    return known | answered_facts(treatment.questionnaire)


def answered_facts(questionnaire: Questionnaire) -> dict[str, Question]:
    """Give every question, and all that follows from its answer, in the form of a question."""
    facts: dict[str, Question] = {}
    for question in questionnaire:
        facts[question.id] = question
        facts |= {each.id: each for each in derived_questions(question, facts, questionnaire.medicines)}
    return facts


def is_whole(question: Question) -> bool:
    """Whether a number is always a whole one: years of age, days, weeks and points on a scale are."""
    return question.kind is Kind.SCALE or question.id == AGE or question.id.endswith((DAYS, WEEKS))


def _of_choices(fact: str, kind: Kind, names: dict[str, str]) -> Question:
    choices = tuple(Choice(key, name) for key, name in names.items())
    return Question(fact, kind, fact, choices=choices, may_be_unsure=False)
