"""Every rule can be read as a sentence, in the words that the patient was asked."""

from dataclasses import replace

import pytest

from consult_app.domain.condition import AllOf, Among, AnyOf, Between, Is, Not
from consult_app.domain.derived import BMI
from consult_app.domain.questionnaire import Choice, Kind, Question
from consult_app.domain.rule_words import by_its_texts, condition_words
from consult_app.domain.screening import AGE, AREAS, GOAL, SEX
from tests.helpers import rooms
from tests.helpers.sample import sample

SKIN = (Choice("sore", "Sore"), Choice("dry", "Dry"))
QUESTIONS = (
    Question("q-preg", Kind.YES_NO, "Are you pregnant, or could you be?"),
    Question("q-skin", Kind.CHOICES, "How is your skin?", choices=SKIN, own_words=True),
    Question("q-last", Kind.DATE, "When was the last time?"),
    Question("q-meds", Kind.ENTRIES, "Which medicines?", medicines=True),
)
PREGNANT = Is("q-preg", value=True)
YES = "“Are you pregnant, or could you be?” is yes"


def said(condition):
    about = replace(rooms.treatment(QUESTIONS), labels=sample().labels)
    return condition_words(condition, by_its_texts(about))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (PREGNANT, YES),
        (Is("q-preg", value=False), "“Are you pregnant, or could you be?” is no"),
        (Not(PREGNANT), "NOT (“Are you pregnant, or could you be?” is yes)"),
        (Is("q-skin", "sore"), "“How is your skin?” is Sore"),
        (Among("q-skin", ("sore", "dry", "other")), "“How is your skin?” is Sore, Dry or something else"),
        (Between(AGE, high=17), "“Age in years” is at most 17"),
        (Between(BMI, low=30.5), "“Body mass index” is at least 30.5"),
        (Between("q-last.days", high=0), "“Days since: When was the last time?” is at most 0"),
        (Between("q-last.weeks", 2, 6), "“Weeks since: When was the last time?” is from 2 to 6"),
        (Is("q-meds.classes", "blood"), "“Kind of medicine in: Which medicines?” is blood"),
        (Is(SEX, "female"), "“Sex” is female"),
        (Among(SEX, ("male", "not_recorded")), "“Sex” is male or not recorded"),
        (Is(GOAL, "goal"), "“What it is for” is Goal"),
        (Is(AREAS, "here"), "“Where” is Here"),
        (
            AllOf((PREGNANT, AnyOf((Is("q-skin", "dry"), Is(AGE, 40))))),
            f"{YES} AND (“How is your skin?” is Dry OR “Age in years” is 40)",
        ),
    ],
)
def test_a_condition_is_said_in_the_words_of_the_questions(condition, words):
    assert said(condition) == words


def test_every_rule_of_a_pack_can_be_said():
    treatment = sample()
    naming = by_its_texts(treatment)
    assert all(condition_words(each.when, naming) for each in treatment.rules)
