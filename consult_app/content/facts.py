"""Facts that are known without asking, given the form of questions so that the same checks fit both."""

from __future__ import annotations

from consult_app.domain.consultation import Sex
from consult_app.domain.questionnaire import Choice, Kind, Question
from consult_app.domain.screening import AGE, AREAS, GOAL, INGREDIENTS, SEX
from consult_app.domain.treatment import Goal, Ingredient

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


def _of_choices(fact: str, kind: Kind, names: dict[str, str]) -> Question:
    choices = tuple(Choice(key, name) for key, name in names.items())
    return Question(fact, kind, fact, choices=choices, may_be_unsure=False)
